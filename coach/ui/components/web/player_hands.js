// The hands drawn over a video that was kept as it is, each in the colour of the technique of that moment.

import { drawBones, HANDS, HandTrack } from "./hand_track.js"

const HALO = "rgb(12 14 16 / 85%)"
const NO_TECHNIQUE = "#999999"

export class HandsOver {
  constructor(video, canvas) {
    Object.assign(this, { video, canvas, track: null, stretches: [], on: true })
    for (const name of ["seeked", "timeupdate", "loadeddata", "pause"]) video.addEventListener(name, () => this.draw())
    const tick = () => {
      this.draw()
      if (!video.paused) requestAnimationFrame(tick)
    }
    video.addEventListener("play", () => requestAnimationFrame(tick))
    this.resize = new ResizeObserver(() => this.draw())
    this.resize.observe(video)
  }

  async show(url, stretches) {
    this.stretches = stretches
    if (url === this.url) return this.draw()
    this.url = url
    this.track = null
    const track = url ? await HandTrack.load(url).catch(() => null) : null // without it the video is shown as it is
    if (url === this.url) this.track = track
    this.draw()
  }

  draw() {
    const { video, canvas, track } = this
    const scale = window.devicePixelRatio || 1
    const [width, height] = [Math.round(video.clientWidth * scale), Math.round(video.clientHeight * scale)]
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    const pen = canvas.getContext("2d")
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.clearRect(0, 0, width, height)
    canvas.dataset.drawn = "0"
    if (!track || !this.on || !video.videoWidth) return
    // The picture lies in the middle of its box, as large as it fits.
    const fit = Math.min(width / video.videoWidth, height / video.videoHeight)
    const [across, down] = [fit * video.videoWidth, fit * video.videoHeight]
    pen.translate((width - across) / 2, (height - down) / 2)
    pen.lineJoin = pen.lineCap = "round"
    const now = video.currentTime
    const color = this.stretches.find(({ start, end }) => now >= start && now < end)?.color ?? NO_TECHNIQUE
    const hands = Array.from({ length: HANDS }, (_, hand) => track.handAt(now, hand)).filter(Boolean)
    const line = Math.max(2 * scale, across / 320)
    for (const [style, lineWidth] of [
      [HALO, 2.2 * line],
      [color, line],
    ]) {
      Object.assign(pen, { strokeStyle: style, lineWidth })
      for (const hand of hands) drawBones(pen, hand, across, down)
    }
    canvas.dataset.drawn = String(hands.length)
  }

  close() {
    this.resize.disconnect()
    this.track = null
  }
}
