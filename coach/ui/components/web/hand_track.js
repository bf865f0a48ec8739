// The hands of a recording as points over time, packed by coach/ui/hands_film.py: where they are at any moment.

const UNSEEN = -32768
const STEPS = 16000
const POINTS = 21
const LONGEST_GAP_S = 0.2 // over a longer gap the hand of before stays where it was
export const HANDS = 2
const BONES = [
  [0, 1, 2, 3, 4],
  [0, 5, 6, 7, 8],
  [9, 10, 11, 12],
  [13, 14, 15, 16],
  [0, 17, 18, 19, 20],
  [5, 9, 13, 17],
]

export class HandTrack {
  constructor(buffer) {
    const count = new Uint32Array(buffer, 0, 1)[0]
    this.times = new Float32Array(buffer, 4, count)
    this.points = new Int16Array(buffer, 4 + 4 * count)
  }

  static async load(url) {
    return new HandTrack(await (await fetch(url)).arrayBuffer())
  }

  /** The number of the last picture at or before a moment; -1 before the first. */
  find(time) {
    let [low, high] = [0, this.times.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.times[middle] > time) high = middle
      else low = middle + 1
    }
    return low - 1
  }

  /** The 21 points of a hand at a moment as shares of the picture, on the way between two pictures; null: not seen. */
  handAt(time, hand) {
    const frame = this.find(time)
    if (frame < 0) return null
    const start = (frame * HANDS + hand) * POINTS * 2
    if (this.points[start] === UNSEEN) return null
    const next = start + HANDS * POINTS * 2
    const gap = this.times[frame + 1] - this.times[frame]
    const known = gap <= LONGEST_GAP_S && this.points[next] !== UNSEEN
    const share = known ? (time - this.times[frame]) / gap : 0
    const at = (index) => {
      const from = this.points[start + index]
      return (share ? from + share * (this.points[next + index] - from) : from) / STEPS
    }
    return Array.from({ length: POINTS }, (_, point) => [at(2 * point), at(2 * point + 1)])
  }
}

/** Draw a hand's bones with the pen as it is set. */
export const drawBones = (pen, hand, width, height) => {
  for (const bone of BONES) {
    pen.beginPath()
    for (const point of bone) pen.lineTo(hand[point][0] * width, hand[point][1] * height)
    pen.stroke()
  }
}
