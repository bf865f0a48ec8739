"""What ``benchmarks/live.py`` runs in the browser: it notes when each picture was captured, came back and was drawn."""

WATCH = """
window.local = new Map()   // number of a picture -> when it was captured
window.remote = new Map()  // number of a picture -> when it came back
const pen = new OffscreenCanvas(FIELDS, 1).getContext("2d", { willReadFrequently: true })
function number(video) {
  const share = FIELD_PX / WIDTH
  pen.drawImage(video, 0, 0, video.videoWidth * share * FIELDS, video.videoWidth * share, 0, 0, FIELDS, 1)
  const { data } = pen.getImageData(0, 0, FIELDS, 1)
  let value = 0
  for (let bit = 0; bit < FIELDS; bit++) if (data[4 * bit] > 127) value |= 1 << bit
  return value
}
function watch(stream, note) {
  const video = document.createElement("video")
  video.muted = true
  video.srcObject = stream
  video.play()
  const next = (now, meta) => { video.requestVideoFrameCallback(next); note(number(video), now, meta) }
  video.requestVideoFrameCallback(next)
}
const media = navigator.mediaDevices
if (media) {
  const real = media.getUserMedia.bind(media)
  media.getUserMedia = async (wish) => {
    const stream = await real(wish)
    watch(stream, (value, now, meta) => window.local.set(value, meta.captureTime ?? now))
    return stream
  }
  const Peer = window.RTCPeerConnection
  window.RTCPeerConnection = class extends Peer {
    constructor(...args) {
      super(...args)
      this.addEventListener("track", (event) => {
        const back = new MediaStream([event.track])
        if (event.track.kind === "video") watch(back, (value, now) => window.remote.set(value, now))
      })
    }
  }
}
"""
"""Watches the camera's stream and what comes back, in every frame of the page."""

COACH = """f => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
  const root = roots.map(r => r.querySelector(".coach")).find(Boolean)
  return root ? eval(f)(root.coach) : null
}"""


STAMP = """c => {
  const stamps = (c.stamps = new Map())
  const now = () => performance.timeOrigin + performance.now()
  const wrap = (object, name, before, after) => {
    const real = object[name]
    object[name] = function (...given) {
      before?.(...given)
      const made = real.apply(object, given)
      after?.(made, ...given)
      return made
    }
  }
  const note = (t, stage, at = now()) => stamps.get(t)?.push([stage, at])
  const begin = (ms) => stamps.set(ms / 1000, [["captured", performance.timeOrigin + ms], ["called", now()]])
  wrap(c.camera, "encode", (_, ms) => begin(ms),
    (made, _, ms) => made.then(() => note(ms / 1000, "coded")))
  wrap(c, "onMessage", (message) => {
    if (message.type !== "result" || !message.at) return
    const [received, taken, decoded, looked] = message.at
    note(message.t, "received", 1000 * received)
    note(message.t, "taken", 1000 * taken)
    note(message.t, "decoded", 1000 * decoded)
    note(message.t, "looked", 1000 * looked)
    note(message.t, "back")
  })
  wrap(c.stats, "note", (result) => {
    if (stamps.get(result.t)?.at(-1)[0] === "back") note(result.t, "drawn")
  })
}"""
"""Notes the time at every stage of a picture's way; server and browser share the computer's clock."""

WAY = {
    "called": "until the page is told of the picture",
    "coded": "copying and coding as a JPEG",
    "received": "on the way to the session",
    "taken": "waiting for the look before to end",
    "decoded": "decoding",
    "looked": "finding and following the hands",
    "back": "the answer on its way",
    "drawn": "waiting for the screen's refresh, and drawing",
}
