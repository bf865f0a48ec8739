// The hands of a recording drawn from their movements, where no picture was kept; packed by coach/ui/hands_film.py.

const UNSEEN = -32768
const STEPS = 16000
const BONES = [
  [0, 1, 2, 3, 4],
  [0, 5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
  [0, 17, 18, 19, 20],
  [5, 9, 13, 17],
]
const HANDS = 2
const POINTS = 21

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
      times: new Float32Array(0),
    })
  }

  async load(url, aspect) {
    this.aspect = aspect
    const buffer = await (await fetch(url)).arrayBuffer()
    const count = new Uint32Array(buffer, 0, 1)[0]
    this.times = new Float32Array(buffer, 4, count)
    this.points = new Int16Array(buffer, 4 + 4 * count)
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
    pen.lineWidth = 3 * scale
    pen.lineJoin = pen.lineCap = "round"
    let frame = this.times.findIndex((time) => time > this.time) - 1
    if (frame < -1) frame = this.times.length - 1
    if (frame < 0) return
    const styles = getComputedStyle(this.canvas)
    for (let hand = 0; hand < HANDS; hand++) {
      pen.strokeStyle = styles.getPropertyValue(hand ? "--second-hand" : "--first-hand")
      this.drawHand(pen, (frame * HANDS + hand) * POINTS * 2, width, height)
    }
  }

  drawHand(pen, start, width, height) {
    if (this.points[start] === UNSEEN) return
    for (const bone of BONES) {
      pen.beginPath()
      for (const point of bone) {
        const x = (this.points[start + 2 * point] / STEPS) * width
        const y = (this.points[start + 2 * point + 1] / STEPS) * height
        pen.lineTo(x, y)
      }
      pen.stroke()
    }
  }
}
