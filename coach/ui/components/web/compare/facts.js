// What each of the two does at this moment: technique, pace against the band that is asked, direction.

import { findAt, make } from "../corrector/dom.js"

const ROOM = 1.25 // the scale of the paces goes a quarter beyond the largest
const LEAST_SCALE = 40

/** Value of an even series of ticks at a moment, or null. */
export const atTick = (ticks, values, time) => {
  if (ticks.length < 2) return values[0] ?? null
  const index = Math.round((time - ticks[0]) / (ticks[1] - ticks[0]))
  return values[Math.min(Math.max(index, 0), values.length - 1)] ?? null
}

export class Facts {
  constructor(root) {
    this.gauge = make("div", "gauge")
    this.band = make("div", "band")
    this.marks = ["first", "second"].map((side) => make("div", `mark ${side}`))
    this.gauge.append(this.band, ...this.marks)
    this.asked = make("p", "asked")
    this.rows = ["first", "second"].map((side) => {
      const row = make("div", `fact ${side}`)
      const parts = Object.fromEntries(
        ["name", "technique", "pace", "icon", "way"].map((part) => [part, make("span", part)]),
      )
      row.append(...Object.values(parts))
      return { row, ...parts }
    })
    root.append(this.rows[0].row, this.rows[1].row, this.gauge, this.asked)
  }

  show(films, words) {
    this.words = words
    films.forEach((film, side) => (this.rows[side].name.textContent = film.name))
  }

  /** Show what each does; of one that stands still only its state, a word. */
  follow(sides, times, states) {
    const paces = sides.map((side, index) => (states[index] ? null : atTick(side.ticks, side.pace, times[index])))
    const steps = sides.map((side, index) =>
      side.asked.find(({ start, end }) => times[index] >= start && times[index] < end),
    )
    const asked = steps.find((step) => step?.pace)
    sides.forEach((side, index) => {
      const row = this.rows[index]
      const stretch = states[index] ? { name: states[index] } : side.stretches[findAt(side.stretches, times[index])]
      const pace = paces[index]
      row.technique.textContent = stretch?.name ?? ""
      row.pace.textContent = pace === null ? "–" : `${Math.round(pace)} ${this.words.a_minute}`
      row.way.textContent = stretch?.way ?? ""
      if (row.shownIcon !== stretch?.icon) row.icon.innerHTML = stretch?.icon ?? "" // drawn by the coach's own palette
      row.shownIcon = stretch?.icon
      row.icon.style.transform = `rotate(${stretch?.turn ?? 0}deg)`
    })
    this.drawGauge(paces, asked)
    return paces
  }

  drawGauge(paces, asked) {
    const most = ROOM * Math.max(LEAST_SCALE, asked?.pace[1] ?? 0, ...paces.map((pace) => pace ?? 0))
    const place = (pace) => `${(100 * pace) / most}%`
    this.band.hidden = !asked
    if (asked) {
      this.band.style.left = place(asked.pace[0])
      this.band.style.width = place(asked.pace[1] - asked.pace[0])
    }
    paces.forEach((pace, index) => {
      this.marks[index].hidden = pace === null
      if (pace !== null) this.marks[index].style.left = place(pace)
    })
    this.asked.textContent = asked ? asked.text : this.words.not_asked
  }
}
