// The live coach's page: ties camera, socket, drawing and sound together. One instance per place on the page.

import { Advice } from "./advice.js"
import { Bar, loadLikes } from "./bar.js"
import { Brief } from "./brief.js"
import { Camera } from "./camera.js"
import { make } from "./dom.js"
import { Link, socketUrl } from "./link.js"
import { onDocument } from "./listening.js"
import { LivePanel } from "./panel.js"
import { describeScene } from "./scene.js"
import { SetupPanel } from "./setup.js"
import { Sound } from "./sound.js"
import { Stage } from "./stage.js"
import { Stats } from "./stats.js"

const ENDED_AGAIN_MS = 4000 // the page may be reconnecting just when the session ends
const LINK_WORDS = { lost: "link_lost", renewing: "link_lost", elsewhere: "link_elsewhere", failed: "link_failed" }

export class Coach {
  constructor(component) {
    const { data } = component
    this.words = data.words
    this.looks = data.looks
    this.likes = loadLikes()
    this.phase = "setup"
    this.paused = null
    this.plan = null
    this.place = {} // back, zones, avoid, ways: as the server describes them
    this.result = null
    this.stats = new Stats()
    this.sound = new Sound(this.likes, data.words.language)
    this.build(data, component.parentElement.querySelector(".mc-live"))
    this.camera = new Camera(this.stage.video, {
      onPicture: (ms, picture) => this.onPicture(ms, picture),
      onGone: (code) => this.onCameraGone(code),
      onPlugged: () => this.openCamera(this.camera.deviceId),
      onStalled: () => this.onCameraGone("camera_stalled"),
      onFlowing: () => this.onCameraBack(),
    })
    this.link = new Link(socketUrl(data.socket), {
      onMessage: (message) => this.onMessage(message),
      onState: (state, detail) => this.stage.setBanner(LINK_WORDS[state] ?? null, detail),
      onTokenNeeded: () => this.component.setTriggerValue("token_needed", { at: Date.now() }),
    })
    this.listen()
    this.sound.wake()
    this.openCamera()
    this.mirror()
    this.layout()
  }

  build(data, place) {
    const send = (name) => () => this.link.command(name)
    this.stage = new Stage(data.words, (point) => this.tap(point))
    this.setup = new SetupPanel(data.words, data.drawing, {
      start: () => {
        this.sound.wake()
        this.link.command("start")
      },
      setBack: (values) => this.link.command("set_back", values),
      pickBack: (on) => {
        this.stage.pick(on)
        this.scheduleDraw()
      },
      camera: (id) => this.openCamera(id),
    })
    this.panel = new LivePanel(data.words, data.looks)
    this.bar = new Bar(
      data.words,
      this.likes,
      {
        pause: () => this.togglePause(),
        back: send("back"),
        next: send("next"),
        stop: () => this.hurts(),
        finish: send("finish"),
        mirror: () => this.mirror(),
        full: () => this.toggleFull(),
        sound: () => this.sound.wake(),
      },
      () => this.sound.voices,
    )
    this.advice = new Advice(data.marks)
    this.brief = new Brief()
    this.root = make(
      "div",
      { class: "coach" },
      this.stage.element,
      this.brief.element,
      make("div", { class: "side" }, this.setup.element, this.panel.element),
      this.setup.where,
      this.advice.element,
      this.panel.strip,
      this.bar.element,
    )
    this.root.coach = this // for tests and the benchmark
    place.append(this.root)
  }

  listen() {
    this.unlisten = onDocument({
      keys: {
        pause: () => this.togglePause(),
        next: () => this.link.command("next"),
        back: () => this.link.command("back"),
        stop: () => this.hurts(),
        full: () => this.toggleFull(),
        mirror: () => this.bar.mirror.click(),
      },
      isRunning: () => this.phase === "running",
      onAway: () => this.link.command("pause", { why: "away" }),
      onTouch: () => this.sound.wake(),
    })
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
    this.onCameraBack()
    this.setup.listCameras(this.camera)
    if (this.stage.video.videoWidth) this.root.style.setProperty("--aspect", String(this.stage.aspect))
    this.awake = await navigator.wakeLock?.request("screen").catch(() => null)
  }

  onCameraGone(code) {
    this.setup.set("camera", "bad", code)
    this.stage.setBanner(code)
    if (this.phase === "running") this.link.command("pause", { why: "away" })
  }

  onCameraBack() {
    this.stage.setBanner(null)
    this.setup.set("camera", "ok", "camera_ok")
  }

  onPicture(captureMs, picture) {
    this.stats.pictures += 1
    if (this.link.free) this.link.sendFrame(() => this.camera.encode(picture, captureMs)).catch(console.warn)
    else picture?.close()
  }

  onMessage(message) {
    if (message.type === "result") this.onResult(message)
    else if (message.type === "cue") this.onCue(message)
    else if (message.type === "ready") this.onReady(message)
    else if (message.type === "plan") this.onPlan(message)
    else if (message.type === "phase") this.setPhase(message.phase, message)
    else if (message.type === "back") this.setPlace(message)
    else if (message.type === "notice") this.stage.setBanner(message.code, message.text, message.seconds)
    else if (message.type === "fault") this.stage.setBanner("fault", message.message)
    else if (message.type === "ended") this.onEnded(message)
  }

  onReady(message) {
    this.plan = message
    this.panel.setPlan(message)
    this.setPhase(message.phase, message)
    if (message.phase !== "ended" && !this.camera.stream && !this.camera.wanted) this.openCamera()
  }

  /** A step came in while the session runs: the present one stays. */
  onPlan(message) {
    const index = this.panel.step
    this.plan = { ...this.plan, ...message }
    this.panel.setPlan(this.plan)
    this.panel.setStep(index)
  }

  setPhase(phase, place) {
    this.phase = phase
    if (phase === "ended") this.camera.stop()
    this.setPlace(place)
    this.stage.overlay.forget()
    this.layout()
  }

  setPlace({ back, zones, avoid, ways, lost }) {
    this.place = { back, zones, avoid, ways, lost }
    if (!this.stage.picking || !lost) this.askForBack(false)
    this.scheduleDraw()
  }

  /** The picture is another one: take two taps for the back while the session goes on. */
  askForBack(picking) {
    const asks = this.phase === "running" && (this.place.lost || picking)
    if (this.phase === "running") {
      this.stage.pick(asks && picking)
      this.setup.points = []
    }
    if (!asks) this.stage.setAsk(null)
    else if (picking) this.stage.setAsk(this.words.tap_neck, this.words.back_cancel, () => this.askForBack(false))
    else this.stage.setAsk(this.words.back_lost, this.words.back_again, () => this.askForBack(true))
    this.scheduleDraw()
  }

  tap(point) {
    this.setup.tap(point)
    if (this.phase === "running" && this.setup.points.length === 1) {
      this.stage.setAsk(this.words.tap_tail, this.words.back_cancel, () => this.askForBack(false))
    }
    this.scheduleDraw()
  }

  onResult(message) {
    this.result = message
    this.stage.overlay.remember(message.t, message.hands)
    const paused = message.paused ?? null
    if (paused !== this.paused) {
      this.paused = paused
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
    this.stage.overlay.draw(describeScene(this, running))
    this.stats.note(result)
    this.brief.show(this.plan, running && !this.stage.picking && !this.paused ? (result.brief ?? null) : null)
    if (running) {
      this.panel.show(result, this.stage.turnOf(this.place.back))
      this.sound.follow(this.panel.current, result, this.paused || this.plan.mode === "test")
      this.advice.show(result.line ?? null)
      this.panel.demonstrate(result.line?.topic === "technique")
    } else if (result.setup) this.setup.show(result.setup, result.starts_in)
  }

  onCue(cue) {
    this.advice.show(cue)
    const stalled = this.camera.stalled && cue.code === "pause_away"
    if (cue.way === "say") this.sound.say(stalled ? { ...cue, text: this.words.camera_stalled } : cue)
    if (cue.topic === "praise") this.sound.tone("praise")
  }

  onEnded(message) {
    this.setPhase("ended", this.place)
    this.sound.lead(null, false)
    const tell = () => this.component.setTriggerValue("ended", { reason: message.reason, at: Date.now() })
    tell()
    clearInterval(this.endTimer)
    this.endTimer = setInterval(tell, ENDED_AGAIN_MS)
  }

  togglePause() {
    if (this.phase === "running") this.link.command(this.paused ? "resume" : "pause")
  }

  /** Stop at once, whatever the connection does: the server is told as soon as it hears us. */
  hurts() {
    if (this.phase !== "running") return
    this.sound.hush()
    this.stage.setCover("hurts", "hurts_help")
    this.link.command("hurts")
  }

  mirror() {
    const { mirrored } = this.likes
    this.stage.mirror(mirrored)
    this.setup.mirrored = mirrored
    this.bar.mirror.setAttribute("aria-pressed", String(mirrored))
    this.scheduleDraw()
  }

  toggleFull() {
    if (document.fullscreenElement) document.exitFullscreen()
    else this.root.parentElement.requestFullscreen?.().catch(() => {})
  }

  layout() {
    this.root.dataset.phase = this.phase
    this.root.dataset.mode = this.plan?.mode ?? ""
    this.bar.show(this.phase, this.paused, this.plan?.steps.length ?? 0)
    if (this.phase === "ended") this.stage.setCover("ended", "ended_help")
    else if (this.phase === "running" && this.paused) this.stage.setCover("paused", `paused_${this.paused}`)
    else this.stage.setCover(null)
  }

  close() {
    this.closed = true
    this.unlisten()
    clearInterval(this.endTimer)
    this.awake?.release()
    this.camera.stop()
    this.link.close()
    this.sound.close()
    this.root.remove()
  }
}
