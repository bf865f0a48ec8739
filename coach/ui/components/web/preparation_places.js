// A drawn part of the body whose parts are marked and unmarked with a mouse, a finger or the keyboard.

const instances = new WeakMap() // what is marked lives here: a rerun of the page must not take back a quick second tap
const SVG = "http://www.w3.org/2000/svg"

const draw = (tag, attributes, parent) => {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  parent.append(node)
  return node
}

export default function (component) {
  const { data, parentElement, setStateValue } = component
  const known = instances.get(parentElement)
  if (known) {
    known.send = setStateValue
    return known.leave
  }
  const own = { send: setStateValue, leave: () => instances.delete(parentElement) }
  instances.set(parentElement, own)
  const root = parentElement.querySelector(".places")
  const marked = new Set(data.marked)
  root.innerHTML = ""
  const svg = draw("svg", { viewBox: data.viewBox, role: "group", "aria-label": data.words.picture }, root)
  draw("path", { d: data.outline, class: "outline" }, svg)
  const clip = draw("clipPath", { id: "outline" }, draw("defs", {}, svg))
  draw("path", { d: data.outline }, clip)
  const stripes = draw(
    "pattern",
    { id: "stripes", width: 8, height: 8, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
    svg,
  )
  draw("rect", { width: 4, height: 8, class: "stripe" }, stripes)
  if (data.head) draw("circle", { cx: data.head[0], cy: data.head[1], r: data.head[2], class: "head" }, svg)

  for (const part of data.parts) {
    const cell = draw("g", { role: "checkbox", tabindex: 0, "aria-label": part.name }, svg)
    draw("rect", { ...part.box, class: "reach" }, cell) // a finger is broader than a calf on a small screen
    const clipped = draw("g", { "clip-path": "url(#outline)" }, cell)
    draw("rect", { ...part.box, class: "cell" }, clipped)
    draw("rect", { ...part.box, class: "mark" }, clipped)
    const show = () => cell.setAttribute("aria-checked", String(marked.has(part.id)))
    const toggle = () => {
      marked.has(part.id) ? marked.delete(part.id) : marked.add(part.id)
      show()
      own.send("marked", [...marked].sort())
    }
    cell.onclick = toggle
    cell.onkeydown = (event) => {
      if (event.key !== " " && event.key !== "Enter") return
      event.preventDefault()
      toggle()
    }
    show()
  }
  for (const label of data.labels) {
    const text = draw("text", { x: label.x, y: label.y, class: label.class }, svg)
    text.textContent = label.text
  }
  return own.leave
}
