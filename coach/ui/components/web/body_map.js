// A drawn part of the body: its places are tapped, and an arrow is turned the way that the hands go.

const SVG = "http://www.w3.org/2000/svg"
const instances = new WeakMap()

const draw = (tag, attributes, parent) => {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  parent.append(node)
  return node
}

/** Degrees clockwise from straight up, -180 to 180, of a point seen from another. */
const angleOf = (at, centre) => (Math.atan2(at.x - centre[0], centre[1] - at.y) * 180) / Math.PI

const turnBetween = (one, other) => Math.abs(((one - other + 540) % 360) - 180)

class BodyMap {
  constructor(root) {
    this.root = root
    this.dragged = null
  }

  show(data, send) {
    this.data = data
    this.send = send
    this.root.style.setProperty("--chosen", data.color)
    this.turn = data.directions.find((each) => each.id === data.direction)?.angle ?? null
    this.redraw()
  }

  redraw() {
    const { data } = this
    const focused = this.root.getRootNode().activeElement?.dataset?.name
    this.root.replaceChildren()
    const svg = draw("svg", { viewBox: data.viewBox, role: "group", "aria-label": data.words.picture }, this.root)
    const body = draw("g", { class: "body" }, svg)
    body.innerHTML = data.body
    for (const place of data.places) this.drawPlace(svg, place)
    this.drawArrow(svg)
    this.svg = svg
    if (focused) svg.querySelector(`[data-name="${focused}"]`)?.focus()
  }

  drawPlace(svg, place) {
    const attributes = { d: place.path, class: "place", role: "checkbox", tabindex: 0, "aria-label": place.name }
    const cell = draw("path", attributes, svg)
    cell.dataset.name = place.id
    cell.setAttribute("aria-checked", String(place.chosen))
    draw("title", {}, cell).textContent = place.name
    const pick = () => this.send("picked", { place: place.id })
    cell.onclick = pick
    cell.onkeydown = (event) => {
      if (event.key !== " " && event.key !== "Enter") return
      event.preventDefault()
      pick()
    }
  }

  drawArrow(svg) {
    const { data } = this
    if (!data.directions.length) return
    const [x, y] = data.centre
    const turned = this.turn === null ? 0 : this.turn
    const ring = draw("g", { class: this.turn === null ? "dial unset" : "dial" }, svg)
    ring.dataset.name = "arrow"
    for (const [name, value] of Object.entries({ role: "slider", tabindex: 0, "aria-label": data.words.arrow })) {
      ring.setAttribute(name, value)
    }
    ring.setAttribute("aria-valuetext", data.directions.find((each) => each.angle === this.turn)?.name ?? "")
    draw("circle", { cx: x, cy: y, r: data.radius, class: "ring" }, ring)
    const arrow = draw("g", { transform: `translate(${x} ${y}) rotate(${turned})` }, ring)
    const r = data.radius
    draw("path", { d: `M 0 ${r * 0.7} L 0 ${-r * 0.45}`, class: "shaft" }, arrow)
    draw("path", { d: `M 0 ${-r} L ${r * 0.34} ${-r * 0.4} L ${-r * 0.34} ${-r * 0.4} Z`, class: "tip" }, arrow)
    if (data.both) {
      draw("path", { d: `M 0 ${r} L ${r * 0.34} ${r * 0.4} L ${-r * 0.34} ${r * 0.4} Z`, class: "tip" }, arrow)
    }
    ring.onpointerdown = (event) => this.drag(event, ring, arrow)
    ring.onkeydown = (event) => this.step(event)
  }

  drag(event, ring, arrow) {
    event.preventDefault()
    ring.setPointerCapture(event.pointerId)
    let chosen = null
    const follow = (moved) => {
      const at = this.locate(moved)
      chosen = this.nearest(angleOf(at, this.data.centre))
      arrow.setAttribute("transform", `translate(${this.data.centre.join(" ")}) rotate(${chosen.angle})`)
    }
    ring.onpointermove = follow
    ring.onpointerup = (released) => {
      follow(released)
      ring.onpointermove = null
      ring.onpointerup = null
      this.send("picked", { direction: chosen.id })
    }
  }

  step(event) {
    const way = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
    if (!way) return
    event.preventDefault()
    const { directions } = this.data
    const now = directions.findIndex((each) => each.angle === this.turn)
    this.send("picked", { direction: directions[(now + way + directions.length) % directions.length].id })
  }

  nearest(angle) {
    const byTurn = (one, other) => turnBetween(one.angle, angle) - turnBetween(other.angle, angle)
    return [...this.data.directions].sort(byTurn)[0]
  }

  locate(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(this.svg.getScreenCTM().inverse())
  }
}

export default function ({ data, parentElement, setTriggerValue }) {
  let map = instances.get(parentElement)
  if (!map) {
    map = new BodyMap(parentElement.querySelector(".body-map"))
    instances.set(parentElement, map)
  }
  map.show(data, setTriggerValue)
  return () => instances.delete(parentElement)
}
