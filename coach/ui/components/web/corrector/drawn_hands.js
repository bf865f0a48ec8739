// The hands of a recording drawn from their movements, where no picture was kept; packed by coach/ui/hands_film.py.

import { drawBones, HANDS, HandTrack } from "../hand_track.js"

/** The drawn hands; it plays, pauses and jumps as a video does. */
export class DrawnHands {
  constructor(canvas, duration, onTime) {
    Object.assign(this, {
      canvas,
      duration,
      onTime,
      time: 0,
      paused: true,
      playbackRate: 1,
      track: null,
    })
  }

  async load(url, aspect) {
    this.aspect = aspect
    this.track = await HandTrack.load(url)
    this.draw()
  }

  get currentTime() {
    return this.time
  }

  set currentTime(at) {
    this.time = Math.max(0, Math.min(at, this.duration))
    this.draw()
    this.onTime()
  }

  play() {
    this.paused = false
    if (this.time >= this.duration - 0.05) this.time = 0
    let last = performance.now()
    const tick = (now) => {
      if (this.paused) return
      this.time += ((now - last) / 1000) * this.playbackRate
      last = now
      if (this.time >= this.duration) this.pause()
      this.currentTime = this.time
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  }

  pause() {
    this.paused = true
    this.onTime()
  }

  draw() {
    const box = this.canvas.getBoundingClientRect()
    const scale = window.devicePixelRatio || 1
    const width = Math.round(box.width * scale)
    const height = Math.round(width / (this.aspect || 4 / 3))
    if (!width) return
    if (this.canvas.width !== width || this.canvas.height !== height) Object.assign(this.canvas, { width, height })
    const pen = this.canvas.getContext("2d")
    pen.clearRect(0, 0, width, height)
    if (!this.track) return
    pen.lineWidth = 3 * scale
    pen.lineJoin = pen.lineCap = "round"
    const styles = getComputedStyle(this.canvas)
    for (let hand = 0; hand < HANDS; hand++) {
      pen.strokeStyle = styles.getPropertyValue(hand ? "--second-hand" : "--first-hand")
      const points = this.track.handAt(this.time, hand)
      if (points) drawBones(pen, points, width, height)
    }
  }
}
