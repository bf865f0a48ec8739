// A pace from taps along with the recording: times are the recording's own, so slow playing changes nothing.

export const LEAST_TAPS = 4
const LONGEST_GAP_S = 12
const SHORTEST_GAP_S = 0.04

/** Cycles a minute of taps; null for too few. */
export const paceOfTaps = (times) => {
  if (times.length < LEAST_TAPS) return null
  return (60 * (times.length - 1)) / (times[times.length - 1] - times[0])
}

/** The row of taps with one more; a long pause or a jump back begins a new row, a bounce of the key is left out. */
export const addTap = (times, at) => {
  const last = times[times.length - 1]
  if (last === undefined || at < last || at - last > LONGEST_GAP_S) return [at]
  return at - last < SHORTEST_GAP_S ? times : [...times, at]
}
