// The picture: the camera's video, what is drawn on it, what covers it, and the banner for what went wrong.

import { make, setText } from "./dom.js"
import { Overlay } from "./overlay.js"

export class Stage {
  /**
   * @param {object} words
   * @param {(point: number[]) => void} onTap a tap on the picture while points are picked, in picture coordinates
   */
  constructor(words, onTap) {
    this.words = words
    this.video = make("video", { playsinline: true, autoplay: true })
    this.video.muted = true
    this.canvas = make("canvas", { class: "overlay", onclick: (event) => this.tap(event, onTap) })
    this.banner = make("p", { class: "banner", role: "status", hidden: true })
    this.cover = make("div", { class: "cover", hidden: true }, make("strong"), make("span"))
    this.ask = make(
      "div",
      { class: "ask", role: "status", hidden: true },
      make("span"),
      make("button", { type: "button" }),
    )
    this.element = make("div", { class: "stage" }, this.video, this.canvas, this.cover, this.banner, this.ask)
    this.overlay = new Overlay(this.canvas, this.video)
    this.picking = false
  }

  /** Width of the picture divided by its height; a usual one before the camera is open. */
  get aspect() {
    return (this.video.videoWidth || 16) / (this.video.videoHeight || 9)
  }

  /** Whether the next taps set points. */
  pick(on) {
    this.picking = on
    this.element.classList.toggle("picking", on)
  }

  tap(event, onTap) {
    const point = this.picking ? this.overlay.locate(event.clientX, event.clientY) : null
    if (point) onTap(point)
  }

  mirror(on) {
    this.overlay.mirrored = on
    this.video.classList.toggle("mirrored", on)
  }

  /** How far a back is turned from "head up" in the picture as it is shown, radians clockwise. */
  turnOf(back) {
    if (!back) return 0
    const dx = (back.neck[0] - back.tail[0]) * this.aspect * (this.overlay.mirrored ? -1 : 1)
    return Math.atan2(dx, back.tail[1] - back.neck[1])
  }

  /** Cover the picture with a big word and a line below it, by their codes; null uncovers it. */
  setCover(title, text) {
    this.cover.hidden = title === null
    if (title === null) return
    setText(this.cover.firstChild, this.words[title])
    setText(this.cover.lastChild, this.words[text])
  }

  /** Ask for something on the picture, with a button beside it; a null text takes the question away. */
  setAsk(text, button = "", act = null) {
    this.ask.hidden = text === null
    if (text === null) return
    const [line, press] = this.ask.children
    setText(line, text)
    setText(press, button)
    press.onclick = act
  }

  /** Say what went wrong, by its code; null takes the banner away. */
  setBanner(code, detail = "", seconds = 0) {
    clearTimeout(this.hiding)
    if (seconds) this.hiding = setTimeout(() => this.setBanner(null), 1000 * seconds)
    this.banner.hidden = !code
    if (code) setText(this.banner, `${this.words[code] ?? ""} ${detail ?? ""}`.trim())
  }
}
