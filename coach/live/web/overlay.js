// What is drawn on the picture: hands, trail, zones, the asked way.

import { drawFollowed, drawHand, isFollowed, palmCentre, unpack } from "./hand_drawing.js"

const MAX_WIDTH = 1920 // a 4K overlay costs four times as much and looks the same at two metres
const TRAIL_S = 12

export class Overlay {
  constructor(canvas, video) {
    this.canvas = canvas
    this.video = video
    this.pen = canvas.getContext("2d")
    this.layer = document.createElement("canvas")
    this.layerPen = this.layer.getContext("2d")
    this.mirrored = false
    this.trails = [[], []]
  }

  /** Fit the canvas to its box and find where the picture lies in it. */
  fit() {
    const { clientWidth, clientHeight } = this.canvas
    const ratio = Math.min(window.devicePixelRatio || 1, MAX_WIDTH / Math.max(1, clientWidth), 2)
    const width = Math.max(1, Math.round(clientWidth * ratio))
    const height = Math.max(1, Math.round(clientHeight * ratio))
    if (this.canvas.width !== width || this.canvas.height !== height) {
      for (const canvas of [this.canvas, this.layer]) {
        canvas.width = width
        canvas.height = height
      }
    }
    const aspect = this.video.videoWidth ? this.video.videoWidth / this.video.videoHeight : width / height
    const w = Math.min(width, height * aspect)
    const h = w / aspect
    this.box = { x: (width - w) / 2, y: (height - h) / 2, w, h, ratio }
  }

  /** Picture coordinates (0 to 1) -> canvas pixels. */
  place([x, y]) {
    const { box } = this
    return [box.x + (this.mirrored ? 1 - x : x) * box.w, box.y + y * box.h]
  }

  /** Canvas client coordinates -> picture coordinates, or null beside the picture. */
  locate(clientX, clientY) {
    this.fit()
    const rect = this.canvas.getBoundingClientRect()
    const x = ((clientX - rect.left) * this.box.ratio - this.box.x) / this.box.w
    const y = ((clientY - rect.top) * this.box.ratio - this.box.y) / this.box.h
    return x >= 0 && x <= 1 && y >= 0 && y <= 1 ? [this.mirrored ? 1 - x : x, y] : null
  }

  /** Keep the palms' way for the trail. */
  remember(time, hands) {
    hands.forEach((hand, slot) => {
      const trail = this.trails[slot]
      trail.push(hand ? [time, ...palmCentre(hand.p)] : [time, null, null])
      while (trail.length && trail[0][0] < time - TRAIL_S) trail.shift()
    })
  }

  forget() {
    this.trails = [[], []]
  }

  /**
   * @param {{hands: object[], color: string, trailS: number, zones: object[], avoid: number[][][], back: object|null, asked: string[], ways: object[]|null, picked: number[][]}} scene
   */
  draw(scene) {
    this.fit()
    const { pen } = this
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height)
    if (scene.zones) this.drawZones(scene.zones, scene.asked)
    if (scene.avoid?.length) this.drawAvoided(scene.avoid)
    if (scene.back) this.drawBack(scene.back)
    if (scene.trailS) this.drawTrails(scene.trailS, scene.color)
    if (scene.ways) this.drawWays(scene.ways)
    this.drawHands(scene.hands, scene.color)
    for (const point of scene.picked ?? []) this.dot(this.place(point))
  }

  drawHands(hands, color) {
    const pen = this.layerPen
    pen.clearRect(0, 0, this.layer.width, this.layer.height)
    pen.lineCap = pen.lineJoin = "round"
    for (const hand of hands) {
      if (!hand) continue
      const points = unpack(hand.p).map((point) => this.place(point))
      if (isFollowed(hand)) drawFollowed(pen, points, color)
      else drawHand(pen, points, color)
    }
    this.pen.drawImage(this.layer, 0, 0)
  }

  drawTrails(seconds, color) {
    const { pen } = this
    pen.lineCap = pen.lineJoin = "round"
    pen.strokeStyle = color
    for (const trail of this.trails) {
      const newest = trail.length ? trail[trail.length - 1][0] : 0
      let before = null
      for (const [time, x, y] of trail) {
        if (x === null || newest - time > seconds) {
          before = null
          continue
        }
        const point = this.place([x, y])
        if (before) {
          pen.globalAlpha = 0.75 * (1 - (newest - time) / seconds)
          pen.lineWidth = Math.max(3, this.box.w / 260)
          pen.beginPath()
          pen.moveTo(...before)
          pen.lineTo(...point)
          pen.stroke()
        }
        before = point
      }
    }
    pen.globalAlpha = 1
  }

  drawZones(zones, asked) {
    const { pen } = this
    pen.lineWidth = Math.max(1.5, this.box.w / 700)
    for (const zone of zones) {
      if (zone.within && !asked.includes(zone.id)) continue
      pen.beginPath()
      zone.points.forEach((point, i) => pen[i ? "lineTo" : "moveTo"](...this.place(point)))
      pen.closePath()
      pen.fillStyle = asked.includes(zone.id) ? "rgba(86,180,233,.16)" : "rgba(255,255,255,.05)"
      pen.strokeStyle = asked.includes(zone.id) ? "rgba(86,180,233,.85)" : "rgba(255,255,255,.35)"
      pen.fill()
      pen.stroke()
    }
  }

  /** Places that are left out: crossed lines inside a dark and light border, so that no colour has to be told apart. */
  drawAvoided(outlines) {
    const { pen } = this
    const thick = Math.max(2, this.box.w / 500)
    pen.fillStyle = this.crossed(thick)
    for (const outline of outlines) {
      pen.beginPath()
      outline.forEach((point, i) => pen[i ? "lineTo" : "moveTo"](...this.place(point)))
      pen.closePath()
      pen.fill()
      for (const [color, width] of [
        ["#000", 3 * thick],
        ["#FFB4AB", 1.5 * thick],
      ]) {
        pen.strokeStyle = color
        pen.lineWidth = width
        pen.stroke()
      }
    }
  }

  /** A pattern of crossed lines, made anew when the picture's size has changed. */
  crossed(thick) {
    if (this.pattern?.thick === thick) return this.pattern.fill
    const side = Math.round(thick * 9)
    const tile = new OffscreenCanvas(side, side)
    const pen = tile.getContext("2d")
    pen.fillStyle = "rgba(140, 29, 24, .35)"
    pen.fillRect(0, 0, side, side)
    pen.strokeStyle = "rgba(255, 180, 171, .8)"
    pen.lineWidth = thick
    pen.beginPath()
    pen.moveTo(0, 0)
    pen.lineTo(side, side)
    pen.moveTo(0, side)
    pen.lineTo(side, 0)
    pen.stroke()
    this.pattern = { thick, fill: this.pen.createPattern(tile, "repeat") }
    return this.pattern.fill
  }

  drawBack(back) {
    const { pen } = this
    const neck = this.place(back.neck)
    const tail = this.place(back.tail)
    if (back.given_by === "head") return
    pen.setLineDash([8, 10])
    pen.strokeStyle = "rgba(255,255,255,.6)"
    pen.lineWidth = Math.max(2, this.box.w / 500)
    pen.beginPath()
    pen.moveTo(...neck)
    pen.lineTo(...tail)
    pen.stroke()
    pen.setLineDash([])
    for (const point of [neck, tail]) this.dot(point)
  }

  dot([x, y]) {
    const { pen } = this
    pen.beginPath()
    pen.arc(x, y, Math.max(5, this.box.w / 130), 0, 2 * Math.PI)
    pen.fillStyle = "#fff"
    pen.strokeStyle = "#16181C"
    pen.lineWidth = 2
    pen.fill()
    pen.stroke()
  }

  /** The asked way as ghost arrows, light with a dark rim: to be seen on any skin and any towel. */
  drawWays(arrows) {
    const { pen } = this
    const thick = Math.max(5, this.box.w / 150)
    pen.lineCap = pen.lineJoin = "round"
    for (const [color, alpha, rim] of [
      ["#16181C", 0.45, thick * 0.8],
      ["#fff", 0.75, 0],
    ]) {
      pen.globalAlpha = alpha
      pen.strokeStyle = pen.fillStyle = color
      pen.lineWidth = thick + rim
      for (const arrow of arrows)
        this.arrow(
          arrow.points.map((point) => this.place(point)),
          arrow.heads,
          thick * 2.6 + rim / 2,
        )
    }
    pen.globalAlpha = 1
  }

  arrow(points, heads, size) {
    const { pen } = this
    pen.beginPath()
    points.forEach((point, i) => pen[i ? "lineTo" : "moveTo"](...point))
    pen.stroke()
    if (heads.includes("end")) this.head(points[points.length - 2], points[points.length - 1], size)
    if (heads.includes("start")) this.head(points[1], points[0], size)
  }

  head(from, to, size) {
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0])
    const { pen } = this
    pen.beginPath()
    pen.moveTo(to[0] + size * Math.cos(angle), to[1] + size * Math.sin(angle))
    pen.lineTo(to[0] + size * Math.cos(angle + 2.3), to[1] + size * Math.sin(angle + 2.3))
    pen.lineTo(to[0] + size * Math.cos(angle - 2.3), to[1] + size * Math.sin(angle - 2.3))
    pen.closePath()
    pen.fill()
  }
}
