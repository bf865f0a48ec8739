// The live coach's page: ties camera, socket, drawing and sound together. One instance per place on the page.

import { Camera } from "./camera.js"
import { make, setText } from "./dom.js"
import { Link } from "./link.js"
import { Overlay } from "./overlay.js"

const instances = new WeakMap()

/** Called by the component on every rerun of the page: the first call builds, later ones only pass on new data. */
export function update(component) {
  let coach = instances.get(component.parentElement)
  if (!coach) {
    coach = new Coach(component)
    instances.set(component.parentElement, coach)
  }
  coach.update(component)
}

/** Called when the component leaves the page: camera and socket end with it. */
export function unmount(parentElement) {
  instances.get(parentElement)?.close()
  instances.delete(parentElement)
}

class Coach {
  constructor(component) {
    this.video = make("video", { muted: true, playsinline: true, autoplay: true })
    this.video.muted = true
    this.canvas = make("canvas", { class: "overlay" })
    this.status = make("p", { class: "status", role: "status" })
    this.root = make("div", { class: "coach" }, make("div", { class: "stage" }, this.video, this.canvas), this.status)
    component.parentElement.querySelector(".mc-live").append(this.root)
    this.overlay = new Overlay(this.canvas, this.video)
    this.camera = new Camera(this.video, {
      onPicture: (captureMs) => this.onPicture(captureMs),
      onGone: (code) => this.say(code),
    })
    this.link = new Link(socketUrl(component.data.socket), {
      onMessage: (message) => this.onMessage(message),
      onState: (state) => this.say(`link_${state}`),
      onTokenNeeded: () => this.component.setTriggerValue("token_needed", { at: Date.now() }),
    })
    this.latencies = []
    this.root.stats = this.stats = { results: 0, latencies: this.latencies }
    this.camera.open()
  }

  update(component) {
    this.component = component
    this.data = component.data
    this.link.use(component.data.token)
  }

  onPicture(captureMs) {
    if (this.link.free) this.link.sendFrame(() => this.camera.encode(captureMs)).catch((error) => console.warn(error))
  }

  onMessage(message) {
    if (message.type !== "result") return
    this.result = message
    this.overlay.remember(message.t, message.hands)
    if (!this.drawing) {
      this.drawing = true
      requestAnimationFrame(() => this.draw())
    }
  }

  draw() {
    this.drawing = false
    const { result } = this
    this.overlay.draw({ hands: result.hands, color: "#0072B2", trailS: 4 })
    this.stats.results += 1
    this.latencies.push(performance.now() - result.t * 1000)
    if (this.latencies.length > 3000) this.latencies.shift()
    if (result.setup) setText(this.status, result.setup.map((item) => `${item.id}: ${item.code}`).join(" | "))
  }

  say(code) {
    setText(this.status, this.data?.texts?.[code] ?? code)
  }

  close() {
    this.camera.stop()
    this.link.close()
    this.root.remove()
  }
}

function socketUrl(path) {
  const url = new URL(path, document.baseURI)
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:"
  return url.href
}
