// The video and its findings. State lives per mounted instance, because this function is called again on every rerun.

import { HandsOver } from "./player_hands.js"

const instances = new WeakMap()

const make = (tag, className, text) => {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

const PLAY = "M7 4 L20 12 L7 20 Z"
const PAUSE = "M6 4 H10 V20 H6 Z M14 4 H18 V20 H14 Z"
const WHOLE = "M4 9 V4 H9 V6 H6 V9 Z M15 4 H20 V9 H18 V6 H15 Z M20 15 V20 H15 V18 H18 V15 Z M9 20 H4 V15 H6 V18 H9 Z"

const label = (button, path, text) => {
  button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
  if (text) button.append(text)
}

const SPEEDS = [1, 0.5, 0.25]
const KEY_STEP_S = 2

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`

class Player {
  constructor(root) {
    this.video = make("video")
    this.video.playsInline = true
    this.video.preload = "metadata"
    this.picture = make("div", "picture")
    const canvas = make("canvas")
    canvas.setAttribute("aria-hidden", "true")
    this.picture.append(this.video, canvas)
    this.hands = new HandsOver(this.video, canvas)
    this.noVideo = make("p", "no-video")
    this.buildRibbon()
    this.buildControls()
    const stage = make("div", "stage")
    stage.append(this.picture, this.noVideo, this.ribbon, this.controls)
    this.title = make("h2")
    this.list = make("ol")
    this.none = make("p", "none")
    const side = make("section", "side")
    side.append(this.title, this.list, this.none)
    root.append(stage, side)
    this.lastJump = null
    this.video.onclick = () => this.toggle()
    this.video.onplay = this.video.onpause = () => this.nameButtons()
    this.video.ontimeupdate = this.video.onseeked = () => this.follow()
    // Full screen shows nothing but the video, so there it needs the browser's own controls.
    document.addEventListener("fullscreenchange", () => (this.video.controls = Boolean(document.fullscreenElement)))
  }

  buildRibbon() {
    this.ribbon = make("div", "ribbon")
    this.stretches = make("div", "stretches")
    this.marks = make("div", "marks")
    this.head = make("div", "head")
    this.ribbon.append(this.stretches, this.marks, this.head)
    this.ribbon.tabIndex = 0
    this.ribbon.setAttribute("role", "slider")
    this.ribbon.setAttribute("aria-valuemin", "0")
    const drag = (event) => {
      const box = this.ribbon.getBoundingClientRect()
      this.seek(((event.clientX - box.left) / box.width) * this.duration, false)
    }
    this.ribbon.onpointerdown = (event) => {
      this.ribbon.setPointerCapture(event.pointerId)
      this.ribbon.onpointermove = drag
      drag(event)
    }
    this.ribbon.onpointerup = this.ribbon.onpointercancel = () => (this.ribbon.onpointermove = null)
    this.ribbon.onkeydown = (event) => {
      const step = { ArrowLeft: -KEY_STEP_S, ArrowRight: KEY_STEP_S }[event.key]
      if (step) this.seek(this.video.currentTime + step, false)
      else if (event.key === " ") this.toggle()
      else return
      event.preventDefault()
    }
  }

  buildControls() {
    this.controls = make("div", "controls")
    this.play = make("button", "play")
    this.time = make("span", "time")
    this.speed = make("button", "speed")
    this.whole = make("button", "whole")
    this.overlay = make("button", "overlay")
    for (const button of [this.play, this.overlay, this.speed, this.whole]) button.type = "button"
    this.play.onclick = () => this.toggle()
    this.speed.onclick = () => {
      this.video.playbackRate = SPEEDS[(SPEEDS.indexOf(this.video.playbackRate) + 1) % SPEEDS.length]
      this.nameButtons()
    }
    this.overlay.onclick = () => {
      this.hands.on = !this.hands.on
      this.hands.draw()
      this.nameButtons()
    }
    this.whole.onclick = () => this.video.requestFullscreen?.()
    this.controls.append(this.play, this.time, this.overlay, this.speed, this.whole)
  }

  nameButtons() {
    if (!this.words) return
    label(this.play, this.video.paused ? PLAY : PAUSE, this.video.paused ? this.words.play : this.words.pause)
    this.speed.textContent = `${this.video.playbackRate}\u00D7`
    this.speed.setAttribute("aria-label", `${this.words.speed} ${this.video.playbackRate}`)
    this.overlay.textContent = this.words.hands
    this.overlay.setAttribute("aria-pressed", String(this.hands.on))
    label(this.whole, WHOLE, "")
    this.whole.setAttribute("aria-label", this.words.whole)
    this.whole.title = this.words.whole
  }

  toggle() {
    if (this.video.paused) this.video.play().catch(() => {})
    else this.video.pause()
  }

  show(data) {
    this.duration = Math.max(data.duration, 0.001)
    this.words = data.words
    this.nameButtons()
    this.setSource(data.url)
    this.overlay.hidden = !data.hands
    this.hands.show(data.hands, data.ribbon)
    this.ribbon.setAttribute("aria-label", data.words.position)
    this.ribbon.setAttribute("aria-valuemax", String(Math.round(this.duration)))
    this.video.setAttribute("aria-label", data.words.video)
    this.noVideo.textContent = data.words.no_video
    this.title.textContent = data.words.findings
    this.none.textContent = data.words.none
    const shown = JSON.stringify([data.ribbon, data.findings, data.duration])
    if (shown !== this.shown) {
      this.shown = shown
      this.drawRibbon(data.ribbon, data.findings)
      this.drawFindings(data.findings)
    }
    if (data.jump && data.jump.number !== this.lastJump) {
      // A page that is opened again brings the last request along: only a request made while it is open is followed.
      if (this.lastJump !== null || this.settled) this.seek(data.jump.at, true)
      this.lastJump = data.jump.number
    }
    this.settled = true
  }

  setSource(url) {
    this.picture.hidden = !url
    this.noVideo.hidden = Boolean(url)
    this.controls.hidden = !url
    if (url && this.video.getAttribute("src") !== url) this.video.setAttribute("src", url)
  }

  drawRibbon(stretches, findings) {
    this.stretches.replaceChildren(
      ...stretches.map((stretch) => {
        const part = make("span", stretch.hatched ? "hatched" : "")
        this.place(part, stretch.start, stretch.end)
        if (!stretch.hatched) part.style.background = stretch.color
        part.title = stretch.name
        return part
      }),
    )
    this.marks.replaceChildren(
      ...findings.map((finding) => {
        const mark = make("span", finding.severity)
        this.place(mark, finding.start, Math.max(finding.end, finding.start))
        return mark
      }),
    )
  }

  drawFindings(findings) {
    this.items = findings.map((finding) => {
      const item = make("li")
      const button = make("button", finding.severity)
      button.type = "button"
      const icon = make("span", "icon")
      icon.innerHTML = finding.icon // drawn by the coach's own palette
      const words = make("span", "words")
      words.append(
        make("span", "when", `${finding.clock} · ${finding.severityName}`),
        make("span", "what", finding.message),
      )
      button.append(icon, words)
      button.onclick = () => this.seek(finding.start, true)
      item.append(button)
      return { button, finding, item }
    })
    this.list.replaceChildren(...this.items.map(({ item }) => item))
    this.list.hidden = findings.length === 0
    this.none.hidden = findings.length > 0
    this.follow()
  }

  place(part, start, end) {
    part.style.left = `${(100 * start) / this.duration}%`
    part.style.width = `${(100 * (end - start)) / this.duration}%`
  }

  seek(at, play) {
    if (this.picture.hidden) return
    const end = Number.isFinite(this.video.duration) ? this.video.duration : this.duration
    const go = () => {
      this.video.currentTime = Math.max(0, Math.min(at, end - 0.05))
      if (play) this.video.play().catch(() => {}) // the browser may refuse to play; the picture has moved all the same
    }
    if (this.video.readyState >= 1) go()
    else this.video.addEventListener("loadedmetadata", go, { once: true })
    if (this.video.getBoundingClientRect().top < 0) this.video.scrollIntoView({ block: "start", behavior: "smooth" })
  }

  follow() {
    const now = this.video.currentTime
    this.time.textContent = `${clock(now)} / ${clock(this.duration)}`
    this.ribbon.setAttribute("aria-valuenow", String(Math.round(now)))
    this.ribbon.setAttribute("aria-valuetext", clock(now))
    this.head.style.left = `${Math.min(100, (100 * now) / this.duration)}%`
    for (const { button, finding } of this.items ?? []) {
      const current = now >= finding.start && now <= finding.end && now > 0
      if (current) button.setAttribute("aria-current", "true")
      else button.removeAttribute("aria-current")
    }
  }
}

export default function (component) {
  const { parentElement, data } = component
  let player = instances.get(parentElement)
  if (!player) {
    player = new Player(parentElement.querySelector(".player"))
    instances.set(parentElement, player)
  }
  player.show(data)
  return () => {
    player.hands.close()
    player.video.pause()
    player.video.removeAttribute("src")
    player.video.load()
    instances.delete(parentElement)
  }
}
