// One hand on the picture: a body with a rim in the technique's colour, or a ring where only its place is known.

const UNITS = 10000
const FINGERS = [
  [0, 1, 2, 3, 4],
  [0, 5, 6, 7, 8],
  [5, 9, 10, 11, 12],
  [9, 13, 14, 15, 16],
  [0, 17, 18, 19, 20],
  [13, 17],
]
const PALM = [0, 5, 9, 13, 17]
const FOLLOWED = 3 // place by optical flow: the shape is not dependable

/** Numbers of a message -> points in picture coordinates. */
export function unpack(flat) {
  const points = []
  for (let i = 0; i < flat.length; i += 2) points.push([flat[i] / UNITS, flat[i + 1] / UNITS])
  return points
}

/** Middle of the palm in picture coordinates, from the numbers of a message. */
export function palmCentre(flat) {
  let x = 0
  let y = 0
  for (const index of PALM) {
    x += flat[2 * index]
    y += flat[2 * index + 1]
  }
  return [x / PALM.length / UNITS, y / PALM.length / UNITS]
}

/** Whether only the place of a hand is known. */
export function isFollowed(hand) {
  return hand.src === FOLLOWED
}

/** A see-through hand with a rim; the layer has to be empty under it. */
export function drawHand(pen, points, color) {
  const size = sizeOf(points)
  const thick = Math.max(8, size * 0.3)
  const rim = Math.max(2.5, Math.min(6, size * 0.05))
  fillBody(pen, points, thick + 2 * rim + 2, "rgba(0,0,0,.55)")
  fillBody(pen, points, thick + 2 * rim, color)
  pen.globalCompositeOperation = "destination-out"
  fillBody(pen, points, thick, "#000")
  pen.globalCompositeOperation = "source-over"
  pen.globalAlpha = 0.16
  fillBody(pen, points, thick, color)
  pen.globalAlpha = 1
}

/** A dashed ring around the palm. */
export function drawFollowed(pen, points, color) {
  const x = PALM.reduce((sum, index) => sum + points[index][0], 0) / PALM.length
  const y = PALM.reduce((sum, index) => sum + points[index][1], 0) / PALM.length
  pen.strokeStyle = color
  pen.lineWidth = 4
  pen.setLineDash([10, 8])
  pen.beginPath()
  pen.arc(x, y, sizeOf(points) * 0.8, 0, 2 * Math.PI)
  pen.stroke()
  pen.setLineDash([])
}

function sizeOf(points) {
  return Math.hypot(points[9][0] - points[0][0], points[9][1] - points[0][1])
}

function fillBody(pen, points, width, color) {
  pen.strokeStyle = pen.fillStyle = color
  pen.lineWidth = width
  pen.beginPath()
  PALM.forEach((index, i) => pen[i ? "lineTo" : "moveTo"](...points[index]))
  pen.closePath()
  pen.fill()
  for (const finger of FINGERS) finger.forEach((index, i) => pen[i ? "lineTo" : "moveTo"](...points[index]))
  pen.stroke()
}
