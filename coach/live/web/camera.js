// The camera: opening it, saying why it cannot be opened, and one callback per new picture.

const WANTED = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }
const JPEG_QUALITY = 0.7
const LONGEST_SIDE = 1280 // of what is sent; the hand model gains nothing above it
const STAMP_BYTES = 8
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
   * @param {{onPicture: (captureMs: number) => void, onGone: (code: string) => void, onPlugged: () => void,
   *   onStalled: () => void, onFlowing: () => void}} events
   */
  constructor(video, events) {
    this.video = video
    this.events = events
    this.stream = null
    this.wanted = false
    this.deviceId = null
    this.canvas = null
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
    const next = (now, meta) => {
      if (this.stream !== stream) return
      this.flow()
      this.video.requestVideoFrameCallback(next)
      this.events.onPicture(meta.captureTime ?? now)
    }
    this.video.requestVideoFrameCallback(next)
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

  /** The picture as 8 bytes of capture time and a JPEG. */
  async encode(captureMs) {
    const { videoWidth, videoHeight } = this.video
    const scale = Math.min(1, LONGEST_SIDE / Math.max(videoWidth, videoHeight))
    const width = Math.round(videoWidth * scale)
    const height = Math.round(videoHeight * scale)
    if (!this.canvas || this.canvas.width !== width || this.canvas.height !== height) {
      this.canvas = new OffscreenCanvas(width, height)
      this.pen = this.canvas.getContext("2d", { alpha: false })
    }
    this.pen.drawImage(this.video, 0, 0, width, height)
    const blob = await this.canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY })
    const message = new Uint8Array(STAMP_BYTES + blob.size)
    new DataView(message.buffer).setFloat64(0, captureMs / 1000, true)
    message.set(new Uint8Array(await blob.arrayBuffer()), STAMP_BYTES)
    return message
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
  }

  /** Switch the camera off, light and all. */
  stop() {
    this.wanted = false
    navigator.mediaDevices?.removeEventListener("devicechange", this.retryOnPlug)
    this.release()
  }
}
