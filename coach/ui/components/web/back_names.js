// The names on the picture: both ends of the back, and those of its zones that have room.

const SVG = "http://www.w3.org/2000/svg"
const ROOM_FOR_NAMES_PX = 240 // a shorter back has no room for the names of its zones
const [FROM_POINT_PX, APART_PX] = [24, 8]
// Where the name of a zone may stand: how far to the receiver's right, and how far down its zone.
const ZONE_PLACES = [0.19, -0.19].flatMap((right) => [0.5, 0.65, 0.35, 0.8, 0.2].map((down) => [right, down]))

export function draw(tag, attributes) {
  const node = document.createElementNS(SVG, tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  return node
}

/**
 * Write the names so that none lies on another or on a point.
 * @param {SVGElement} svg
 * @param {{points: object, data: object, map: Function|null, px: number, reach: number}} scene
 *   map: from back coordinates to pixels of the picture; px: pixels of the picture for one on the screen; reach: radius
 *   of a drawn point in pixels of the picture
 */
export function writeNames(svg, { points, data, map, px, reach }) {
  const taken = Object.values(points).map(([x, y]) => ({
    x: x - reach,
    y: y - reach,
    width: 2 * reach,
    height: 2 * reach,
  }))
  const page = { svg, data, px, taken }
  for (const end of ["neck", "tail"].filter((name) => points[name])) {
    write(page, data.words[end], (box) => endPlaces(page, points, end, box), true)
  }
  const { neck, tail } = points
  const hasRoom = map && Math.hypot(tail[0] - neck[0], tail[1] - neck[1]) / px >= ROOM_FOR_NAMES_PX
  for (const { name, from, to } of hasRoom ? data.zones : []) {
    const places = ZONE_PLACES.map(([right, down]) => map([right, from + (to - from) * down]))
    write(page, name, () => places, false)
  }
}

/** Write a name at the first place where it lies free inside the picture; a needed one at the first place if none is. */
function write({ svg, data, px, taken }, text, findPlaces, isNeeded) {
  const label = draw("text", { class: "label", "font-size": 15 * px, "stroke-width": 3 * px })
  label.textContent = text
  svg.append(label)
  const box = label.getBBox()
  const { width, height } = box
  const places = findPlaces(box)
  const boxAt = ([x, y]) => ({ x: x + box.x, y: y + box.y, width, height })
  const isInside = ({ x, y }) => x >= 0 && y >= 0 && x + width <= data.width && y + height <= data.height
  const isFree = (a) => isInside(a) && !taken.some((b) => overlap(a, b, APART_PX * px))
  const place = places.find((at) => isFree(boxAt(at))) ?? (isNeeded ? places[0] : null)
  if (!place) return label.remove()
  label.setAttribute("x", place[0])
  label.setAttribute("y", place[1])
  taken.push(boxAt(place))
}

/** Beyond the end it names, away from the other one; or below, above or beside it; inside the picture. */
function endPlaces({ data, px }, points, end, { x: left, y: top, width, height }) {
  const [x, y] = points[end]
  const other = points[end === "neck" ? "tail" : "neck"] ?? [x, y + (end === "neck" ? 1 : -1)]
  const [dx, dy] = [x - other[0], y - other[1]]
  const length = Math.hypot(dx, dy) || 1
  const away = FROM_POINT_PX * px
  const edge = (APART_PX / 2) * px
  const clamp = (value, low, high) => Math.min(Math.max(value, low + edge), high - edge)
  return [
    [dx / length, dy / length],
    [0, 1],
    [0, -1],
    [1, 0],
    [-1, 0],
  ].map(([right, down]) => [
    clamp(x + right * (width / 2 + away), -left, data.width - width - left),
    clamp(y + down * (height / 2 + away), -top, data.height - height - top),
  ])
}

/** Whether two boxes overlap or are less than a gap apart. */
function overlap(a, b, gap) {
  return (
    a.x < b.x + b.width + gap && b.x < a.x + a.width + gap && a.y < b.y + b.height + gap && b.y < a.y + a.height + gap
  )
}
