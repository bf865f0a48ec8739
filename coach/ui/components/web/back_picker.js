// Two points on a still picture: neck and tail. The outline follows them; its points can be dragged, or moved with the arrow keys.

const instances = new WeakMap()
const SVG = "http://www.w3.org/2000/svg"
const HANDLE_PX = 12 // what is seen
const TOUCH_PX = 26 // what a finger hits
const ROOM_FOR_NAMES_PX = 240 // a shorter back has no room for the names of its zones
const [NAME_FROM_POINT_PX, NAME_APART_PX] = [24, 8]
// Where the name of a zone may stand: how far to the receiver's right, and how far down its zone.
const ZONE_NAME_PLACES = [0.19, -0.19].flatMap((right) => [0.5, 0.65, 0.35, 0.8, 0.2].map((down) => [right, down]))
const CORNERS = ["left_shoulder", "right_shoulder", "right_hip", "left_hip"]

const draw = (tag, attributes) => {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}

/** Whether two boxes overlap or are less than a gap apart. */
function overlap(a, b, gap) {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  )
}

/** The homography that takes four points (u, v) to four points (x, y), as a function. */
function project(from, to) {
  const rows = []
  from.forEach(([u, v], i) => {
    const [x, y] = to[i]
    rows.push([u, v, 1, 0, 0, 0, -u * x, -v * x, x], [0, 0, 0, u, v, 1, -u * y, -v * y, y])
  })
  for (let k = 0; k < 8; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]) > Math.abs(rows[best][k]) ? k + i : best), k)
    ;[rows[k], rows[pivot]] = [rows[pivot], rows[k]]
    if (Math.abs(rows[k][k]) < 1e-12) return null
    for (let i = 0; i < 8; i++) {
      if (i === k) continue
      const share = rows[i][k] / rows[k][k]
      for (let j = k; j < 9; j++) rows[i][j] -= share * rows[k][j]
    }
  }
  const h = rows.map((row, k) => row[8] / row[k])
  return ([u, v]) => {
    const w = h[6] * u + h[7] * v + 1
    return [(h[0] * u + h[1] * v + h[2]) / w, (h[3] * u + h[4] * v + h[5]) / w]
  }
}

/** The similarity that takes (0, 0) to one point and (0, 1) to another, as a function; u goes to the receiver's right. */
function between(neck, tail) {
  const [dx, dy] = [tail[0] - neck[0], tail[1] - neck[1]]
  return ([u, v]) => [neck[0] + v * dx + u * dy, neck[1] + v * dy - u * dx]
}

class Picker {
  constructor(root) {
    this.root = root
    root.innerHTML =
      '<p class="prompt" role="status"></p><div class="frame"><img alt=""><svg></svg></div><div class="buttons"></div>'
    this.prompt = root.querySelector(".prompt")
    this.frame = root.querySelector(".frame")
    this.image = root.querySelector("img")
    this.svg = root.querySelector("svg")
    this.buttons = root.querySelector(".buttons")
    this.points = {}
    this.svg.onclick = (event) => this.place(event)
    new ResizeObserver(() => this.redraw()).observe(this.frame)
    document.fonts.ready.then(() => this.redraw()) // names are as wide as their letters
  }

  show(data, send) {
    this.data = data
    this.send = send
    if (this.image.getAttribute("src") !== data.url) {
      this.image.setAttribute("src", data.url)
      this.image.alt = data.words.picture
    }
    this.svg.setAttribute("viewBox", `0 0 ${data.width} ${data.height}`)
    if (!this.filled) {
      this.filled = true
      if (data.back) this.points = this.toPixels(data.back)
    }
    this.redraw()
  }

  toPixels(back) {
    const pixel = ([x, y]) => [x * this.data.width, y * this.data.height]
    const points = { neck: pixel(back.neck), tail: pixel(back.tail) }
    ;(back.corners ?? []).forEach((corner, i) => (points[CORNERS[i]] = pixel(corner)))
    return points
  }

  commit() {
    const share = ([x, y]) => [x / this.data.width, y / this.data.height]
    const { neck, tail } = this.points
    const corners = this.points.left_shoulder ? CORNERS.map((name) => share(this.points[name])) : null
    this.send(neck && tail ? { neck: share(neck), tail: share(tail), corners } : {})
    this.redraw()
  }

  place(event) {
    if (this.points.neck && this.points.tail) return
    const at = this.locate(event)
    if (!this.points.neck) this.points.neck = at
    else if (Math.hypot(at[0] - this.points.neck[0], at[1] - this.points.neck[1]) > this.perPixel() * HANDLE_PX) {
      this.points.tail = at
    }
    this.commit()
  }

  locate(event) {
    const box = this.svg.getBoundingClientRect()
    const x = ((event.clientX - box.left) / box.width) * this.data.width
    const y = ((event.clientY - box.top) / box.height) * this.data.height
    return this.inside([x, y])
  }

  inside([x, y]) {
    return [Math.min(Math.max(x, 0), this.data.width), Math.min(Math.max(y, 0), this.data.height)]
  }

  perPixel() {
    return this.data.width / Math.max(1, this.svg.getBoundingClientRect().width)
  }

  /** From back coordinates (u right, v down the spine) to pixels. */
  mapping() {
    const { neck, tail } = this.points
    if (!this.points.left_shoulder) return between(neck, tail)
    // As coach.motion.body does it: the corners' homography, then neck and tail put exactly where they belong.
    const corners = CORNERS.map((name) => this.points[name])
    const [there, back] = [project(this.data.corners, corners), project(corners, this.data.corners)]
    if (!there || !back) return null
    const straighten = between(back(neck), back(tail))
    return (uv) => there(straighten(uv))
  }

  redraw() {
    if (!this.data) return
    const { words } = this.data
    const { neck, tail } = this.points
    this.prompt.textContent = !neck ? words.ask_neck : !tail ? words.ask_tail : words.fits
    this.svg.classList.toggle("asking", !(neck && tail))
    const focused = this.root.getRootNode().activeElement?.dataset?.name
    this.svg.replaceChildren()
    if (neck && tail) this.drawBack()
    for (const name of Object.keys(this.points)) this.drawHandle(name)
    this.drawNames()
    this.drawButtons()
    if (focused) this.svg.querySelector(`[data-name="${focused}"]`)?.focus()
  }

  drawBack() {
    const map = this.mapping()
    if (!map) return
    const path = (points) =>
      points
        .map(
          (point, i) =>
            `${i ? "L" : "M"}${map(point)
              .map((n) => n.toFixed(1))
              .join(" ")}`,
        )
        .join("")
    const thick = this.perPixel()
    const line = (d, className, width) => {
      for (const layer of ["under", "over"]) {
        this.svg.append(
          draw("path", {
            d,
            class: `${className} ${layer}`,
            "stroke-width": (layer === "under" ? width + 3 : width) * thick,
          }),
        )
      }
    }
    this.svg.append(draw("path", { d: `${path(this.data.outline)}Z`, class: "body" }))
    for (const zone of this.data.zones) {
      if (zone.from > 0)
        line(
          path([
            [-zone.halfWidth, zone.from],
            [zone.halfWidth, zone.from],
          ]),
          "zone",
          1.5,
        )
    }
    line(
      path([
        [0, 0],
        [0, 1],
      ]),
      "spine",
      2,
    )
    line(`${path(this.data.outline)}Z`, "outline", 2.5)
  }

  drawHandle(name) {
    const [x, y] = this.points[name]
    const thick = this.perPixel()
    const handle = draw("g", {
      class: `handle ${name}`,
      tabindex: 0,
      role: "button",
      "data-name": name,
      "aria-label": this.data.words[name],
    })
    handle.append(
      draw("circle", { cx: x, cy: y, r: TOUCH_PX * thick, class: "touch" }),
      draw("circle", { cx: x, cy: y, r: HANDLE_PX * thick, class: "dot", "stroke-width": 3 * thick }),
      draw("circle", { cx: x, cy: y, r: 2.5 * thick, class: "centre" }),
    )
    handle.onclick = (event) => event.stopPropagation()
    handle.onpointerdown = (event) => this.startDrag(event, name)
    handle.onkeydown = (event) => this.nudge(event, name)
    this.svg.append(handle)
  }

  /** Write the names so that none lies on another or on a point: both ends', and those of the zones that have room. */
  drawNames() {
    const reach = HANDLE_PX * this.perPixel()
    const taken = Object.values(this.points).map(([x, y]) => ({
      x: x - reach,
      y: y - reach,
      width: 2 * reach,
      height: 2 * reach,
    }))
    const ends = ["neck", "tail"].filter((end) => this.points[end])
    ends.forEach((end) => this.drawName(this.data.words[end], (box) => this.endNamePlaces(end, box), taken, true))
    const map = this.points.tail && this.lengthPx() >= ROOM_FOR_NAMES_PX ? this.mapping() : null
    if (!map) return
    for (const { name, from, to } of this.data.zones) {
      this.drawName(
        name,
        () => ZONE_NAME_PLACES.map(([right, down]) => map([right, from + (to - from) * down])),
        taken,
        false,
      )
    }
  }

  /** Write a name at the first place where it lies free inside the picture; a needed one at the first place if none is. */
  drawName(text, findPlaces, taken, isNeeded) {
    const px = this.perPixel()
    const label = draw("text", { class: "label", "font-size": 15 * px, "stroke-width": 3 * px })
    label.textContent = text
    this.svg.append(label)
    const box = label.getBBox()
    const [places, { width, height }] = [findPlaces(box), box]
    const boxAt = ([x, y]) => ({ x: x + box.x, y: y + box.y, width, height })
    const isInside = ({ x, y }) => x >= 0 && y >= 0 && x + width <= this.data.width && y + height <= this.data.height
    const isFree = (a) => isInside(a) && !taken.some((b) => overlap(a, b, NAME_APART_PX * px))
    const place = places.find((at) => isFree(boxAt(at))) ?? (isNeeded ? places[0] : null)
    if (!place) return label.remove()
    ;["x", "y"].forEach((axis, i) => label.setAttribute(axis, place[i]))
    taken.push(boxAt(place))
  }

  /** Beyond the end it names, away from the other one; or below, above or beside it; inside the picture. */
  endNamePlaces(end, { x: left, y: top, width, height }) {
    const [x, y] = this.points[end]
    const other = this.points[end === "neck" ? "tail" : "neck"] ?? [x, y + (end === "neck" ? 1 : -1)]
    const [dx, dy] = [x - other[0], y - other[1]]
    const length = Math.hypot(dx, dy) || 1
    const away = NAME_FROM_POINT_PX * this.perPixel()
    const edge = (NAME_APART_PX / 2) * this.perPixel()
    const clamp = (value, low, high) => Math.min(Math.max(value, low + edge), high - edge)
    return [
      [dx / length, dy / length],
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0],
    ].map(([right, down]) => [
      clamp(x + right * (width / 2 + away), -left, this.data.width - width - left),
      clamp(y + down * (height / 2 + away), -top, this.data.height - height - top),
    ])
  }

  /** Length of the back on the screen. */
  lengthPx() {
    const { neck, tail } = this.points
    return Math.hypot(tail[0] - neck[0], tail[1] - neck[1]) / this.perPixel()
  }

  startDrag(event, name) {
    event.preventDefault()
    this.svg.setPointerCapture(event.pointerId)
    this.svg.onpointermove = (move) => {
      this.points[name] = this.locate(move)
      this.redraw()
    }
    this.svg.onpointerup = this.svg.onpointercancel = () => {
      this.svg.onpointermove = this.svg.onpointerup = this.svg.onpointercancel = null
      this.commit()
    }
  }

  nudge(event, name) {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    if (!step) return
    event.preventDefault()
    const size = (event.shiftKey ? 0.002 : 0.01) * this.data.width
    const [x, y] = this.points[name]
    this.points[name] = this.inside([x + step[0] * size, y + step[1] * size])
    this.commit()
  }

  drawButtons() {
    const { words, width, height } = this.data
    const set = Boolean(this.points.neck && this.points.tail)
    const oblique = Boolean(this.points.left_shoulder)
    const choices = set
      ? [
          [words.turn, () => (this.points = { neck: this.points.tail, tail: this.points.neck })],
          [oblique ? words.straight : words.oblique, () => this.toggleCorners(oblique)],
          [words.again, () => (this.points = {})],
        ]
      : [[words.middle, () => (this.points = { neck: [width / 2, height * 0.12], tail: [width / 2, height * 0.88] })]]
    const labels = choices.map(([label]) => label).join("|")
    if (labels === this.labels) return
    this.labels = labels
    this.buttons.replaceChildren(
      ...choices.map(([label, act]) => {
        const button = document.createElement("button")
        button.type = "button"
        button.textContent = label
        button.onclick = () => (act(), this.commit())
        return button
      }),
    )
  }

  toggleCorners(oblique) {
    if (oblique) return CORNERS.forEach((name) => delete this.points[name])
    const map = this.mapping()
    CORNERS.forEach((name, i) => (this.points[name] = this.inside(map(this.data.corners[i]))))
  }
}

export default function (component) {
  const { parentElement, data, setStateValue } = component
  let picker = instances.get(parentElement)
  if (!picker) {
    picker = new Picker(parentElement.querySelector(".picker"))
    instances.set(parentElement, picker)
  }
  picker.show(data, (back) => setStateValue("back", back))
  return () => instances.delete(parentElement)
}
