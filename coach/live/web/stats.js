// How many pictures went out, how many results came back, and how long each took.

const MOST_LATENCIES = 5000

export class Stats {
  constructor() {
    this.pictures = 0
    this.results = 0
    // [time of the picture, milliseconds from its taking to the drawing of its result]
    this.latencies = []
  }

  /** Count a result that is being drawn; one that is drawn again counts once. */
  note(result) {
    if (result === this.newest) return
    this.newest = result
    this.results += 1
    this.latencies.push([result.t, performance.now() - result.t * 1000])
    if (this.latencies.length > MOST_LATENCIES) this.latencies.shift()
  }
}
