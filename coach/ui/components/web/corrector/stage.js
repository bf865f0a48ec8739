// What is watched: the recording or, where no picture was kept, the hands drawn from their movements. Both are one clock.

import { make } from "./dom.js"
import { DrawnHands } from "./drawn_hands.js"

export class Stage {
  constructor(root, onTime) {
    this.video = make("video")
    this.video.playsInline = true
    this.video.preload = "auto"
    this.canvas = make("canvas")
    this.none = make("p", "no-picture")
    root.append(this.video, this.canvas, this.none)
    this.onTime = onTime
    for (const name of ["timeupdate", "seeked", "play", "pause", "ended"]) this.video.addEventListener(name, onTime)
    this.video.addEventListener("error", () => this.useHands())
    for (const picture of [this.video, this.canvas]) picture.onclick = () => this.toggle()
    this.resize = new ResizeObserver(() => this.drawn?.draw())
    this.resize.observe(this.canvas)
  }

  show(data) {
    this.duration = data.duration
    this.hands = data.hands
    this.video.setAttribute("aria-label", data.words.video)
    this.canvas.setAttribute("aria-label", data.words.hands_drawn)
    this.canvas.setAttribute("role", "img")
    this.none.textContent = data.words.no_picture
    const shown = JSON.stringify([data.video, data.hands, data.duration])
    if (shown === this.shown) return
    this.shown = shown
    this.drawn?.pause()
    this.drawn = null
    if (data.video) {
      this.pick(this.video)
      this.video.src = data.video
    } else this.useHands()
  }

  useHands() {
    this.drawn = new DrawnHands(this.canvas, this.duration, () => this.onTime())
    this.pick(this.hands ? this.canvas : this.none)
    if (this.hands) this.drawn.load(this.hands.url, this.hands.aspect)
  }

  pick(shown) {
    for (const node of [this.video, this.canvas, this.none]) node.hidden = node !== shown
  }

  /** The recording or the drawn hands, whichever is shown. */
  get film() {
    return this.drawn ?? this.video
  }

  get time() {
    return this.film.currentTime
  }

  get playing() {
    return !this.film.paused
  }

  seek(at) {
    this.film.currentTime = Math.max(0, Math.min(at, this.duration - 0.001))
  }

  toggle() {
    if (this.playing) this.film.pause()
    else this.film.play()?.catch?.(() => {})
    this.onTime()
  }

  setSpeed(speed) {
    this.film.playbackRate = speed
  }

  close() {
    this.resize.disconnect()
    this.film.pause()
    this.drawn = null
    this.video.removeAttribute("src")
    this.video.load()
  }
}
