// The one clock of both recordings: it runs while both pictures can follow, and knows where each of them has to be.

const FRAME_MS = 250 // a tab that was in the background does not leap ahead

/** Index of the last knot at or before a time, in a list that never falls; the second to last at most. */
const findKnot = (list, at) => {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (list[middle] <= at) low = middle + 1
    else high = middle
  }
  return Math.min(Math.max(low - 1, 0), list.length - 2)
}

export class Clock {
  constructor(onTick, isHeld) {
    Object.assign(this, { onTick, isHeld, at: 0, speed: 1, playing: false, closed: false })
    this.load([0, 1], [0, 0], [0, 0])
    let last = performance.now()
    const tick = (now) => {
      if (this.closed) return
      const passed = Math.min(now - last, FRAME_MS) / 1000
      last = now
      if (this.playing) {
        if (!this.isHeld()) this.at = Math.min(this.at + passed * this.speed, this.duration)
        if (this.at >= this.duration) this.playing = false
        this.onTick()
      }
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  }

  load(clock, first, second) {
    this.knots = { clock, sides: [first, second] }
    this.at = Math.min(this.at, this.duration)
  }

  get duration() {
    return this.knots.clock[this.knots.clock.length - 1]
  }

  /** Where a recording has to be now, and how many of its seconds pass in one of the clock's. */
  find(side) {
    const { clock, sides } = this.knots
    const knot = findKnot(clock, this.at)
    const length = clock[knot + 1] - clock[knot]
    const way = sides[side][knot + 1] - sides[side][knot]
    const share = length > 0 ? Math.min(Math.max((this.at - clock[knot]) / length, 0), 1) : 1
    return { time: sides[side][knot] + share * way, rate: length > 0 && share < 1 ? way / length : 0 }
  }

  toggle() {
    if (!this.playing && this.at >= this.duration - 0.01) this.at = 0
    this.playing = !this.playing
    this.onTick()
  }

  seek(at) {
    this.at = Math.min(Math.max(at, 0), this.duration)
    this.onTick()
  }

  close() {
    this.closed = true
  }
}
