// The live coach's page: ties camera, socket, drawing and sound together. One instance per place on the page.

import { Bar, loadLikes } from "./bar.js"
import { Camera } from "./camera.js"
import { make, setText } from "./dom.js"
import { onKeys } from "./keys.js"
import { Link } from "./link.js"
import { Overlay } from "./overlay.js"
import { LivePanel } from "./panel.js"
import { SetupPanel } from "./setup.js"
import { Sound } from "./sound.js"

const instances = new WeakMap()
const ENDED_AGAIN_MS = 4000 // the page may be reconnecting just when the session ends
const ADVICE_S = 9
const SLOW_TRAIL_S = 8
const USUAL_TRAIL_S = 4

/** Called by the component on every rerun of the page: the first call builds, later ones only pass on new data. */
export function update(component) {
  let coach = instances.get(component.parentElement)
  if (!coach) {
    coach = new Coach(component)
    instances.set(component.parentElement, coach)
  }
  coach.update(component)
}

/** Called when the component leaves the page: camera, sound and socket end with it. */
export function unmount(parentElement) {
  instances.get(parentElement)?.close()
  instances.delete(parentElement)
}

class Coach {
  constructor(component) {
    const { data } = component
    this.words = data.words
    this.looks = data.looks
    this.likes = loadLikes()
    this.phase = "setup"
    this.plan = null
    this.back = null
    this.result = null
    this.stats = { results: 0, latencies: [] }
    this.sound = new Sound(this.likes)
    this.build(data, component.parentElement.querySelector(".mc-live"))
    this.overlay = new Overlay(this.canvas, this.video)
    this.camera = new Camera(this.video, {
      onPicture: (ms) => this.onPicture(ms), onGone: (code) => this.onCameraGone(code),
      onPlugged: () => this.openCamera(this.camera.deviceId),
    })
    this.link = new Link(socketUrl(data.socket), {
      onMessage: (message) => this.onMessage(message),
      onState: (state, detail) => this.onLink(state, detail),
      onTokenNeeded: () => this.component.setTriggerValue("token_needed", { at: Date.now() }),
    })
    this.unkey = onKeys({
      pause: () => this.togglePause(), next: () => this.link.command("next"), back: () => this.link.command("back"),
      stop: () => this.hurts(), full: () => this.toggleFull(), mirror: () => this.bar.mirror.click(),
    }, () => this.phase === "running")
    this.onVisible = () => { if (document.hidden && this.phase === "running") this.link.command("pause", { why: "away" }) }
    document.addEventListener("visibilitychange", this.onVisible)
    this.onTouch = () => this.sound.wake()
    for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, this.onTouch)
    this.sound.wake()
    this.openCamera()
    this.mirror()
    this.layout()
  }

  build(data, place) {
    this.video = make("video", { playsinline: true, autoplay: true })
    this.video.muted = true
    this.canvas = make("canvas", { class: "overlay", onclick: (event) => this.onTap(event) })
    this.banner = make("p", { class: "banner", role: "status", hidden: true })
    this.cover = make("div", { class: "cover", hidden: true }, make("strong"), make("span"))
    this.stage = make("div", { class: "stage" }, this.video, this.canvas, this.cover, this.banner)
    this.setup = new SetupPanel(data.words, data.drawing, {
      start: () => { this.sound.wake(); this.link.command("start") },
      setBack: (values) => this.link.command("set_back", values),
      pickBack: (on) => { this.picking = on; this.stage.classList.toggle("picking", on); this.scheduleDraw() },
      camera: (id) => this.openCamera(id),
    })
    this.panel = new LivePanel(data.words, data.looks)
    this.bar = new Bar(data.words, this.likes, {
      pause: () => this.togglePause(), back: () => this.link.command("back"), next: () => this.link.command("next"),
      stop: () => this.hurts(), finish: () => this.link.command("finish"), mirror: () => this.mirror(),
      full: () => this.toggleFull(), sound: () => this.sound.wake(),
    }, () => this.sound.voices)
    this.adviceIcon = make("span", { class: "advice-icon", "aria-hidden": "true" })
    this.adviceText = make("p", { role: "status" })
    this.advice = make("div", { class: "advice" }, this.adviceIcon, this.adviceText)
    this.root = make("div", { class: "coach" }, this.stage,
      make("div", { class: "side" }, this.setup.element, this.panel.element), this.setup.where, this.advice, this.panel.strip, this.bar.element)
    this.root.coach = this // for tests and the benchmark
    place.append(this.root)
  }

  update(component) {
    this.component = component
    this.session = component.data.session
    this.link.use(component.data.token)
  }

  async openCamera(deviceId = null) {
    this.setup.set("camera", "wait", "camera_wait")
    const failure = await this.camera.open(deviceId)
    if (failure) return
    this.setBanner(null)
    this.setup.set("camera", "ok", "camera_ok")
    this.setup.listCameras(this.camera)
    const { videoWidth, videoHeight } = this.video
    if (videoWidth) this.root.style.setProperty("--aspect", String(videoWidth / videoHeight))
    this.awake = await navigator.wakeLock?.request("screen").catch(() => null)
  }

  onCameraGone(code) {
    this.setup.set("camera", "bad", code)
    this.setBanner(code)
    if (this.phase === "running") this.link.command("pause", { why: "away" })
  }

  onPicture(captureMs) {
    if (this.link.free) this.link.sendFrame(() => this.camera.encode(captureMs)).catch((error) => console.warn(error))
  }

  onLink(state, detail) {
    const texts = { lost: "link_lost", renewing: "link_lost", elsewhere: "link_elsewhere", failed: "link_failed" }
    this.setBanner(texts[state] ?? null, detail)
  }

  onMessage(message) {
    if (message.type === "result") this.onResult(message)
    else if (message.type === "cue") this.onCue(message)
    else if (message.type === "ready") this.onReady(message)
    else if (message.type === "phase") this.setPhase(message.phase, message)
    else if (message.type === "back") this.setBack(message)
    else if (message.type === "notice") this.setBanner(message.code, message.text)
    else if (message.type === "fault") this.setBanner("fault", message.message)
    else if (message.type === "ended") this.onEnded(message)
  }

  onReady(message) {
    this.plan = message
    this.panel.setPlan(message)
    this.setPhase(message.phase, message)
    if (!this.camera.stream && !this.camera.wanted) this.openCamera()
  }

  setPhase(phase, message) {
    this.phase = phase
    if (phase === "ended") this.camera.stop()
    this.setBack(message)
    this.overlay.forget()
    this.layout()
  }

  setBack(message) {
    this.back = message.back ?? null
    this.zones = message.zones ?? null
    this.ways = message.ways ?? null
    this.scheduleDraw()
  }

  onResult(message) {
    this.result = message
    this.overlay.remember(message.t, message.hands)
    if (message.paused !== this.paused) {
      this.paused = message.paused ?? null
      this.layout()
    }
    this.scheduleDraw()
  }

  scheduleDraw() {
    if (this.drawing) return
    this.drawing = true
    requestAnimationFrame(() => this.draw())
  }

  draw() {
    this.drawing = false
    const { result } = this
    if (!result || this.closed) return
    const running = this.phase === "running"
    const step = running ? this.panel.current : null
    const color = running ? this.looks[result.verdict ?? "none"].color : "#56B4E9"
    const trailS = !running || this.paused ? 0 : result.pace ? Math.min(SLOW_TRAIL_S, 120 / result.pace) : USUAL_TRAIL_S
    this.overlay.draw({
      hands: result.hands, color, trailS, back: this.back, zones: this.zones, picked: this.picking ? this.setup.points : [],
      asked: step?.zones ?? [], ways: running && !this.paused ? this.ways?.[this.panel.step] ?? null : null,
    })
    this.measure(result)
    if (running) {
      this.panel.show(result, this.turn())
      const pace = step?.pace ?? null
      const held = result.verdict === step?.technique && pace && result.pace >= pace.from && result.pace <= pace.to
      this.sound.lead(pace && !this.paused && this.plan.mode !== "test" ? (pace.low + pace.high) / 2 : null, held)
      if (this.adviceUntil && performance.now() > this.adviceUntil) this.setAdvice(null)
    } else if (result.setup) this.setup.show(result.setup, result.starts_in)
  }

  measure(result) {
    if (result === this.measured) return
    this.measured = result
    this.stats.results += 1
    this.stats.latencies.push([result.t, performance.now() - result.t * 1000])
    if (this.stats.latencies.length > 5000) this.stats.latencies.shift()
  }

  /** How far the body is turned from "head up" in the picture as it is shown, radians clockwise. */
  turn() {
    if (!this.back) return 0
    const aspect = (this.video.videoWidth || 16) / (this.video.videoHeight || 9)
    const dx = (this.back.neck[0] - this.back.tail[0]) * aspect * (this.likes.mirrored ? -1 : 1)
    return Math.atan2(dx, this.back.tail[1] - this.back.neck[1])
  }

  onCue(cue) {
    this.setAdvice(cue)
    if (cue.way === "say") this.sound.say(cue.text, String(cue.topic))
    if (cue.topic === "praise") this.sound.tone("praise")
  }

  setAdvice(cue) {
    this.adviceUntil = cue ? performance.now() + ADVICE_S * 1000 : null
    this.advice.className = `advice ${cue ? cue.topic ?? "news" : "empty"} ${cue?.way === "show" ? "shown" : ""}`
    this.adviceIcon.innerHTML = cue ? this.component.data.marks[cue.topic ?? "news"] ?? "" : "" // our own drawings
    setText(this.adviceText, cue ? cue.text : "")
  }

  onEnded(message) {
    this.setPhase("ended", this)
    this.sound.lead(null, false)
    const tell = () => this.component.setTriggerValue("ended", { reason: message.reason, at: Date.now() })
    tell()
    this.endTimer = setInterval(tell, ENDED_AGAIN_MS)
  }

  togglePause() {
    if (this.phase === "running") this.link.command(this.paused ? "resume" : "pause")
  }

  hurts() {
    if (this.phase === "running") this.link.command("hurts")
  }

  mirror() {
    this.overlay.mirrored = this.setup.mirrored = this.likes.mirrored
    this.video.classList.toggle("mirrored", this.likes.mirrored)
    this.bar.mirror.setAttribute("aria-pressed", String(this.likes.mirrored))
    this.scheduleDraw()
  }

  toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen()
    else this.root.parentElement.requestFullscreen?.().catch(() => {})
  }

  onTap(event) {
    if (!this.picking) return
    const point = this.overlay.locate(event.clientX, event.clientY)
    if (point) this.setup.tap(point)
    this.scheduleDraw()
  }

  layout() {
    this.root.dataset.phase = this.phase
    this.root.dataset.mode = this.plan?.mode ?? ""
    this.bar.show(this.phase, this.paused, this.plan?.steps.length ?? 0)
    const cover = this.phase === "ended" ? "ended" : this.phase === "running" && this.paused ? `paused_${this.paused}` : null
    this.cover.hidden = cover === null
    if (cover === null) return
    setText(this.cover.firstChild, this.words[this.phase === "ended" ? "ended" : "paused"])
    setText(this.cover.lastChild, this.words[cover === "ended" ? "ended_help" : cover])
  }

  setBanner(code, detail = "") {
    this.banner.hidden = !code
    if (code) setText(this.banner, `${this.words[code] ?? ""} ${detail ?? ""}`.trim())
  }

  close() {
    this.closed = true
    this.unkey()
    document.removeEventListener("visibilitychange", this.onVisible)
    for (const kind of ["pointerdown", "keydown"]) document.removeEventListener(kind, this.onTouch)
    clearInterval(this.endTimer)
    this.awake?.release()
    this.camera.stop()
    this.link.close()
    this.sound.close()
    this.root.remove()
  }
}

function socketUrl(path) {
  const url = new URL(path, document.baseURI)
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:"
  return url.href
}
