// The picture with the drawings on it: where a pointer draws arrows and circles, as shares of the picture.

const SVG = "http://www.w3.org/2000/svg"
const HEIGHT = 1000
const LEAST = 0.02 // a shorter way than this share of the picture is a tap

const makeSvg = (tag, attributes = {}) => {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}

const TIPS = `
  <marker id="tip-under" viewBox="-20 -50 100 100" refX="40" refY="0" markerUnits="userSpaceOnUse" markerWidth="100" markerHeight="100" orient="auto"><path d="M0 -28 L56 0 L0 28 Z" fill="#16181c" stroke="#16181c" stroke-width="12" stroke-linejoin="round"/></marker>
  <marker id="tip-over" viewBox="-20 -50 100 100" refX="40" refY="0" markerUnits="userSpaceOnUse" markerWidth="100" markerHeight="100" orient="auto"><path d="M0 -28 L56 0 L0 28 Z" fill="#f0e442"/></marker>`

const drawOne = (drawing, width, layer) => {
  const [x0, x1] = [drawing.x0 * width, drawing.x1 * width]
  const [y0, y1] = [drawing.y0 * HEIGHT, drawing.y1 * HEIGHT]
  if (drawing.shape === "arrow")
    return makeSvg("line", { x1: x0, y1: y0, x2: x1, y2: y1, "marker-end": `url(#tip-${layer})` })
  const [rx, ry] = [Math.abs(x1 - x0) / 2, Math.abs(y1 - y0) / 2]
  return makeSvg("ellipse", { cx: (x0 + x1) / 2, cy: (y0 + y1) / 2, rx, ry })
}

export class NoterStage {
  /** `handlers`: `begin()` when a pointer goes down, `draw(drawing)` at the end of a stroke, `tap()` for none. */
  constructor(root, handlers) {
    this.handlers = handlers
    this.tool = "arrow"
    this.video = document.createElement("video")
    this.video.playsInline = true
    this.video.preload = "auto"
    this.svg = makeSvg("svg", { "aria-hidden": "true" })
    const tips = makeSvg("defs")
    tips.innerHTML = TIPS
    this.layers = { under: makeSvg("g", { class: "under" }), over: makeSvg("g", { class: "over" }) }
    this.svg.append(tips, this.layers.under, this.layers.over)
    const picture = document.createElement("div")
    picture.className = "picture"
    picture.append(this.video, this.svg)
    root.append(picture)
    this.drawings = []
    this.video.addEventListener("loadedmetadata", () => this.fit())
    this.svg.onpointerdown = (event) => this.down(event)
  }

  fit() {
    this.width = (HEIGHT * this.video.videoWidth) / (this.video.videoHeight || 1)
    this.svg.setAttribute("viewBox", `0 0 ${this.width} ${HEIGHT}`)
    this.paint()
  }

  show(drawings) {
    this.drawings = drawings
    this.paint()
  }

  paint(extra) {
    if (!this.width) return
    const all = extra ? [...this.drawings, extra] : this.drawings
    const shown = JSON.stringify([all, this.width])
    if (shown === this.painted) return
    this.painted = shown
    for (const [name, layer] of Object.entries(this.layers))
      layer.replaceChildren(...all.map((drawing) => drawOne(drawing, this.width, name)))
  }

  place(event) {
    const box = this.svg.getBoundingClientRect()
    const share = (value) => Math.round(1e4 * Math.max(0, Math.min(1, value))) / 1e4
    return [share((event.clientX - box.left) / box.width), share((event.clientY - box.top) / box.height)]
  }

  down(event) {
    if (event.button > 0) return
    event.preventDefault()
    const [x0, y0] = this.place(event)
    const wasPlaying = !this.video.paused
    let drawing = null
    this.svg.setPointerCapture(event.pointerId)
    this.svg.onpointermove = (moved) => {
      const [x1, y1] = this.place(moved)
      if (!this.tool || (!drawing && Math.hypot(x1 - x0, y1 - y0) < LEAST)) return
      if (!drawing) this.video.pause()
      drawing = { shape: this.tool, x0, y0, x1, y1 }
      this.paint(drawing)
    }
    const stop = () => (this.svg.onpointermove = this.svg.onpointerup = this.svg.onpointercancel = null)
    this.svg.onpointerup = () => {
      stop()
      if (drawing) this.handlers.draw(drawing)
      else this.handlers.tap(wasPlaying)
    }
    this.svg.onpointercancel = () => {
      stop()
      this.paint()
    }
  }
}
