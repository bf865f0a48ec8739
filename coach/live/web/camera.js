// The camera: opening it, saying why it cannot be opened, and one callback per new picture.

import { Coder } from "./coding.js"

const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
const STALLED_MS = 2000 // no camera is that slow, not in the dark either
const LOOK_MS = 250

/** Names of getUserMedia's failures -> our codes, whose words come with the page's data. */
const FAILURES = {
  NotAllowedError: "camera_denied",
  SecurityError: "camera_denied",
  NotFoundError: "camera_none",
  OverconstrainedError: "camera_none",
  NotReadableError: "camera_busy",
  AbortError: "camera_busy",
}

export class Camera {
  /**
   * @param {HTMLVideoElement} video shows the picture
   * @param {{onPicture: (captureMs: number, picture: VideoFrame|null) => void, onGone: (code: string) => void, onPlugged: () => void,
   *   onStalled: () => void, onFlowing: () => void}} events
   */
  constructor(video, events) {
    this.video = video
    this.events = events
    this.stream = null
    this.wanted = false
    this.deviceId = null
    this.coder = null
    this.stalled = false
    this.pictureMs = 0
    this.retryOnPlug = () => {
      if (this.wanted && !this.stream) this.events.onPlugged()
    }
  }

  /** Open the camera; resolves to null or to the code of what went wrong. */
  async open(deviceId = null) {
    this.stop()
    this.wanted = true
    this.deviceId = deviceId
    if (!navigator.mediaDevices?.getUserMedia) {
      return this.fail(window.isSecureContext ? "camera_none" : "camera_insecure")
    }
    navigator.mediaDevices.addEventListener("devicechange", this.retryOnPlug)
    const choice = deviceId ? { deviceId: { exact: deviceId } } : { facingMode: { ideal: "environment" } }
    let stream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { ...WANTED, ...choice }, audio: false })
    } catch (error) {
      return this.fail(FAILURES[error.name] ?? "camera_failed")
    }
    if (!this.wanted) {
      // unmounted while the browser was asking
      stream.getTracks().forEach((track) => track.stop())
      return null
    }
    this.stream = stream
    this.coder ??= new Coder()
    const [track] = stream.getVideoTracks()
    track.onended = () => {
      if (this.stream === stream) {
        this.release()
        this.fail("camera_gone")
      }
    }
    this.video.srcObject = stream
    await this.video.play().catch(() => {}) // interrupted by a stop: nothing to show then
    this.listen(stream)
    return null
  }

  listen(stream) {
    this.pictureMs = performance.now()
    this.watch = setInterval(() => this.look(), LOOK_MS)
    if (window.MediaStreamTrackProcessor) this.read(stream)
    else this.follow(stream)
  }

  /** Take each picture as the camera gives it, up to a refresh of the screen before the video shows it. */
  async read(stream) {
    const [track] = stream.getVideoTracks()
    const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader()
    let offset = Infinity // from the camera's clock to the page's
    for (;;) {
      const { value: picture, done } = await reader.read()
      if (done) return
      offset = Math.min(offset, performance.now() - picture.timestamp / 1000)
      if (this.stream === stream && !document.hidden) this.give(picture.timestamp / 1000 + offset, picture)
      else picture.close()
    }
  }

  /** Where a browser does not give them so: take each picture as the video shows it. */
  follow(stream) {
    const next = (now, meta) => {
      if (this.stream !== stream) return
      this.video.requestVideoFrameCallback(next)
      this.give(meta.captureTime ?? now, null)
    }
    this.video.requestVideoFrameCallback(next)
  }

  give(captureMs, picture) {
    this.flow()
    this.events.onPicture(captureMs, picture)
  }

  /** A muted track, a driver that hangs, a laptop that slept: the stream is there, but no picture comes. */
  look() {
    if (this.stalled || document.hidden || performance.now() - this.pictureMs < STALLED_MS) return
    this.stalled = true
    this.events.onStalled()
  }

  flow() {
    this.pictureMs = performance.now()
    if (!this.stalled) return
    this.stalled = false
    this.events.onFlowing()
  }

  /** A picture, or what the video shows where there is none, as 8 bytes of capture time and a JPEG. */
  async encode(picture, captureMs) {
    const { coder } = this
    return coder.code(picture ?? (await createImageBitmap(this.video)), captureMs)
  }

  /** Cameras to choose from; names are known only once one has been allowed. */
  async list() {
    const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? []
    return devices.filter((device) => device.kind === "videoinput")
  }

  fail(code) {
    this.events.onGone(code)
    return code
  }

  release() {
    clearInterval(this.watch)
    this.stalled = false
    this.stream?.getTracks().forEach((track) => track.stop())
    this.stream = null
    this.video.srcObject = null
    this.coder?.close()
    this.coder = null
  }

  /** Switch the camera off, light and all. */
  stop() {
    this.wanted = false
    navigator.mediaDevices?.removeEventListener("devicechange", this.retryOnPlug)
    this.release()
  }
}
