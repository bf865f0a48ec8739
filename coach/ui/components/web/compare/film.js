// One of the two pictures: a video, or the drawn hands where none was kept. It goes where the clock says.

import { make } from "../corrector/dom.js"
import { DrawnHands } from "../corrector/drawn_hands.js"

const JUMP_S = 0.4 // further off than this the video jumps; nearer it is drawn in by its speed
const PULL = 2.5 // share of what it is off that it makes good in a second
const STILL_S = 0.015 // nearer than this a picture that stands still is right
const SLOWEST = 0.0625
const FASTEST = 8 // browsers play from a sixteenth on, and few computers decode more than this

export class Film {
  constructor(root, onClick) {
    this.video = make("video")
    this.video.playsInline = true
    this.video.muted = true
    this.video.preload = "auto"
    this.canvas = make("canvas")
    this.none = make("p", "no-picture")
    root.append(this.video, this.canvas, this.none)
    this.video.addEventListener("error", () => this.useHands())
    // While one seek is under way the next is left out; a picture that stands still hears of it in no other way.
    this.video.addEventListener("seeked", () => this.onTick?.())
    for (const picture of [this.video, this.canvas]) picture.onclick = onClick
    this.resize = new ResizeObserver(() => this.drawn?.draw())
    this.resize.observe(this.canvas)
  }

  show(data, words, onTick) {
    const shown = JSON.stringify([data.video, data.hands])
    if (shown === this.shown) return
    Object.assign(this, { shown, hands: data.hands, aspect: data.aspect, onTick, drawn: null })
    this.video.setAttribute("aria-label", data.name)
    this.canvas.setAttribute("aria-label", `${data.name}: ${words.hands}`)
    this.canvas.setAttribute("role", "img")
    this.none.textContent = words.none
    if (data.video) {
      this.pick(this.video)
      this.video.src = data.video
    } else this.useHands()
  }

  useHands() {
    this.pick(this.hands ? this.canvas : this.none)
    if (!this.hands) return
    this.drawn = new DrawnHands(this.canvas, Number.POSITIVE_INFINITY, () => {})
    this.drawn.load(this.hands, this.aspect).then(() => this.onTick())
  }

  pick(shown) {
    for (const node of [this.video, this.canvas, this.none]) node.hidden = node !== shown
  }

  /** Whether the clock has to wait for this picture. */
  get isHeld() {
    if (this.video.hidden) return false
    const wanted = this.wanted && !this.video.ended
    return this.video.seeking || this.video.readyState < (wanted ? HTMLMediaElement.HAVE_FUTURE_DATA : 2)
  }

  get time() {
    return this.drawn ? this.drawn.currentTime : this.video.currentTime
  }

  /** Go to where the clock says; `rate` is 0 while it stands still. */
  follow({ time, rate }, speed, playing) {
    if (this.drawn) {
      if (Math.abs(this.drawn.currentTime - time) > 1e-3) this.drawn.currentTime = time
      return
    }
    if (this.video.hidden || this.video.readyState < HTMLMediaElement.HAVE_METADATA) return
    const last = Number.isFinite(this.video.duration) ? this.video.duration - 0.001 : time
    const aim = Math.min(time, last)
    const off = aim - this.video.currentTime
    this.wanted = playing && rate > 0 && time < last
    if (!this.wanted) {
      if (!this.video.paused) this.video.pause()
      if (Math.abs(off) > STILL_S && !this.video.seeking) this.video.currentTime = aim
      return
    }
    if (Math.abs(off) > JUMP_S && !this.video.seeking) this.video.currentTime = aim
    const wished = (rate + off * PULL) * speed
    this.video.playbackRate = Math.min(Math.max(wished, SLOWEST), FASTEST)
    if (this.video.paused) this.video.play().catch(() => {})
  }

  close() {
    this.resize.disconnect()
    this.video.pause()
    this.video.removeAttribute("src")
    this.video.load()
  }
}
