// Both pairs of palms on one drawn back: the way of the last cycles as a line, and where they are now.

import { make } from "../corrector/dom.js"

const SVG = "http://www.w3.org/2000/svg"
const CYCLES = 2
const SHORTEST_S = 1
const LONGEST_S = 8
const WITHOUT_PACE_S = 3

const draw = (name, attributes) => {
  const node = document.createElementNS(SVG, name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  return node
}

export class Paths {
  constructor(root) {
    this.root = root
    this.note = make("p", "no-back")
    root.append(this.note)
  }

  show(back, words) {
    const shown = JSON.stringify([back, words])
    if (shown === this.shown) return
    this.shown = shown
    this.note.textContent = words.no_back
    this.note.hidden = Boolean(back)
    this.svg?.remove()
    this.svg = null
    if (!back) return
    this.svg = draw("svg", {
      viewBox: back.box,
      role: "img",
      "aria-label": words.back,
      fill: "none",
      "stroke-linecap": "round",
    })
    const body = draw("g", {})
    body.innerHTML = back.body // drawn by the coach itself
    this.lines = ["first", "second"].map((side) => draw("path", { class: `trail ${side}` }))
    this.dots = ["first", "second"].map((side) => [0, 1].map(() => draw("circle", { class: `dot ${side}`, r: 2.6 })))
    this.svg.append(body, ...this.lines, ...this.dots.flat())
    this.root.append(this.svg)
  }

  /** Draw a recording's palms at a moment of it. */
  follow(side, path, time, pace) {
    if (!this.svg || !path) return
    const length = pace ? Math.min(Math.max((60 * CYCLES) / pace, SHORTEST_S), LONGEST_S) : WITHOUT_PACE_S
    const end = Math.round((time - path.start) / path.step)
    const start = Math.max(0, end - Math.round(length / path.step))
    let way = ""
    path.hands.forEach((points, hand) => {
      let pen = "M"
      for (let at = start; at <= Math.min(end, points.length - 1); at++) {
        if (points[at]) way += `${pen}${points[at][0]} ${points[at][1]}`
        pen = points[at] ? "L" : "M"
      }
      const now = points[Math.min(Math.max(end, 0), points.length - 1)]
      const dot = this.dots[side][hand]
      dot.style.display = now ? "" : "none"
      if (now) {
        dot.setAttribute("cx", now[0])
        dot.setAttribute("cy", now[1])
      }
    })
    this.lines[side].setAttribute("d", way)
  }
}
