// Two points on a still picture: neck and tail. The outline follows them; its points can be dragged, or moved with the arrow keys.

import { between, project } from "./back_geometry.js"
import { draw, writeNames } from "./back_names.js"

const instances = new WeakMap()
const HANDLE_PX = 12 // what is seen
const TOUCH_PX = 26 // what a finger hits
const CORNERS = ["left_shoulder", "right_shoulder", "right_hip", "left_hip"]

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
    const map = neck && tail ? this.mapping() : null
    if (map) this.drawBack(map)
    for (const name of Object.keys(this.points)) this.drawHandle(name)
    const px = this.perPixel()
    writeNames(this.svg, { points: this.points, data: this.data, map, px, reach: HANDLE_PX * px })
    this.drawButtons()
    if (focused) this.svg.querySelector(`[data-name="${focused}"]`)?.focus()
  }

  drawBack(map) {
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
        button.onclick = () => {
          act()
          this.commit()
        }
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
