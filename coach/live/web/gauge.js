// The half ring of the pace and the ring of what is left, drawn as SVG.

import { setAttribute, setText } from "./dom.js"

const SVG = "http://www.w3.org/2000/svg"
const WIDTH = 200
const RADIUS = 82
const CENTER = { x: 100, y: 96 }
const SPAN = 2.4 // the scale runs from the band's lower end / 2.4 to its upper end * 2.4, so the band is always in the middle
const FREE = { from: 10, to: 300 } // scale without a band, cycles a minute

function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  element.append(...children)
  return element
}

function point(fraction, radius = RADIUS) {
  const angle = Math.PI * (1 - fraction)
  return [CENTER.x + radius * Math.cos(angle), CENTER.y - radius * Math.sin(angle)]
}

function arc(from, to) {
  const [x0, y0] = point(from)
  const [x1, y1] = point(to)
  return `M ${x0.toFixed(1)} ${y0.toFixed(1)} A ${RADIUS} ${RADIUS} 0 0 1 ${x1.toFixed(1)} ${y1.toFixed(1)}`
}

export class PaceGauge {
  constructor() {
    this.band = svg("path", { class: "gauge-band" })
    this.needle = svg(
      "g",
      { class: "gauge-needle" },
      svg("path", { d: `M ${CENTER.x} ${CENTER.y - RADIUS - 9} l 7 30 l -7 8 l -7 -8 Z` }),
    )
    this.needle.style.transformOrigin = `${CENTER.x}px ${CENTER.y}px`
    this.number = svg("text", { x: CENTER.x, y: 92, class: "gauge-number", "text-anchor": "middle" })
    this.element = svg(
      "svg",
      { viewBox: `0 0 ${WIDTH} 104`, class: "gauge", "aria-hidden": "true" },
      svg("path", { d: arc(0, 1), class: "gauge-track" }),
      this.band,
      this.needle,
      this.number,
    )
    this.show(null, null)
  }

  /** @param {number|null} pace cycles a minute @param {{from: number, to: number}|null} band */
  show(pace, band) {
    const scale = band ? { from: Math.max(1, band.from) / SPAN, to: band.to * SPAN } : FREE
    const place = (value) => {
      const share = Math.log(value / scale.from) / Math.log(scale.to / scale.from)
      return Math.min(0.99, Math.max(0.01, share))
    }
    this.band.style.visibility = band ? "visible" : "hidden"
    const key = band ? `${band.from}/${band.to}` : ""
    if (band && this.bandKey !== key)
      this.band.setAttribute("d", arc(band.from ? place(Math.max(1, band.from)) : 0, place(band.to)))
    this.bandKey = key
    this.needle.style.visibility = pace === null ? "hidden" : "visible"
    // In whole degrees: every change moves it for half a second, and paints the page all the while.
    if (pace !== null) this.needle.style.transform = `rotate(${Math.round(place(pace) * 180 - 90)}deg)`
    setText(this.number, pace === null ? "–" : String(Math.round(pace)))
  }
}

const RING = 70
const ROUND = 2 * Math.PI * RING

export class LeftRing {
  constructor() {
    this.done = svg("circle", { cx: 90, cy: 90, r: RING, class: "ring-done", "stroke-dasharray": `0 ${ROUND}` })
    this.number = svg("text", { x: 90, y: 92, class: "ring-number", "text-anchor": "middle" })
    this.label = svg("text", { x: 90, y: 118, class: "ring-label", "text-anchor": "middle" })
    this.element = svg(
      "svg",
      { viewBox: "0 0 180 180", class: "ring", "aria-hidden": "true" },
      svg("circle", { cx: 90, cy: 90, r: RING, class: "ring-track" }),
      this.done,
      this.number,
      this.label,
    )
  }

  show(share, number, label) {
    // In whole units, a pixel at most: with every picture a new length would be laid out and painted.
    setAttribute(this.done, "stroke-dasharray", `${Math.round(share * ROUND)} ${Math.ceil(ROUND)}`)
    setText(this.number, number)
    setText(this.label, label)
  }
}

function head([x0, y0], [x1, y1], size = 8) {
  const angle = Math.atan2(y1 - y0, x1 - x0)
  const corner = (turn) =>
    `${(x1 + size * Math.cos(angle + turn)).toFixed(1)},${(y1 + size * Math.sin(angle + turn)).toFixed(1)}`
  return svg("polygon", { points: [corner(0), corner(2.3), corner(-2.3)].join(" ") })
}

/** An arrow for a direction, head end of the body upwards; `turn` (radians) is how the body lies in the shown picture. */
export function drawWay(axis, sense, turn) {
  const group = svg("g", { transform: `rotate(${axis ? Math.round((turn * 180) / Math.PI) : 0})` })
  if (!axis) group.append(svg("path", { d: "M -8 0 L 8 0", class: "way-none" }))
  else if (axis === "in_place") group.append(svg("circle", { r: 8, class: "way-dot" }))
  else {
    const points = axis === "circular" ? circle(sense) : line(axis)
    group.append(svg("polyline", { points: points.map((p) => p.join(",")).join(" "), fill: "none" }))
    const away = sense === "headward" || sense === "outward"
    const home = sense === "tailward" || sense === "inward" || sense === "crossing"
    if (!home || axis === "circular") group.append(head(points[points.length - 2], points[points.length - 1], 9))
    if (!away && axis !== "circular") group.append(head(points[1], points[0], 9))
  }
  return svg("svg", { viewBox: "-26 -26 52 52", class: "way", "aria-hidden": "true" }, group)
}

/** From the tail end to the head end, or from the spine outwards. */
function line(axis) {
  const tilt = { along: 0, across: Math.PI / 2, diagonal: Math.PI / 4 }[axis]
  const tip = [14 * Math.sin(tilt), -14 * Math.cos(tilt)]
  return [[-tip[0], -tip[1]], tip]
}

function circle(sense) {
  const way = sense === "counterclockwise" ? -1 : 1
  return Array.from({ length: 15 }, (_, i) => {
    const angle = way * (i / 14) * Math.PI * 1.6 - Math.PI / 2
    return [15 * Math.cos(angle), 15 * Math.sin(angle)]
  })
}
