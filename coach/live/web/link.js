// The socket to the coach: token first, at most two frames on their way, comes back by itself.

const CREDITS = 2 // measured: one in flight halves the frame rate, three only wait in line
const ALIVE_MS = 2000
const TOKEN_AGAIN_MS = 3000 // the page itself may still be reconnecting when it is asked for a new token
const BACKOFF_MS = [300, 600, 1200, 2400, 4000]
const ELSEWHERE_TRIES = 4 // our own lost socket is noticed by the server after five seconds

/** What is asked for while there is no connection is done as soon as there is one, the last wish of each kind. */
const KEPT = {
  start: "start",
  set_back: "set_back",
  set_guidance: "set_guidance",
  pause: "pause",
  resume: "pause",
  hurts: "end",
  finish: "end",
}

const UNKNOWN_TOKEN = 4401
const TOKEN_IN_USE = 4409
const FINAL = new Set([4400, 4413, 4429, 1011])

export class Link {
  /**
   * @param {string} url
   * @param {{onMessage: (message: object) => void, onState: (state: string, detail?: string) => void, onTokenNeeded: () => void}} events
   */
  constructor(url, events) {
    this.url = url
    this.events = events
    this.token = null
    this.socket = null
    this.ready = false
    this.inFlight = 0
    this.tries = 0
    this.elsewhere = 0
    this.kept = new Map()
    this.timers = new Set()
    this.alive = setInterval(() => this.send(JSON.stringify({ type: "alive" })), ALIVE_MS)
  }

  /** Connect with a token; a token that is already in use here changes nothing. */
  use(token) {
    if (!token || token === this.token) return
    this.token = token
    this.tries = 0
    this.clearTimers()
    this.connect()
  }

  connect() {
    this.drop()
    const socket = new WebSocket(this.url)
    socket.binaryType = "arraybuffer"
    this.socket = socket
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", token: this.token }))
    socket.onmessage = (event) => {
      if (this.socket === socket) this.take(JSON.parse(event.data))
    }
    socket.onclose = (event) => {
      if (this.socket === socket) this.lost(event)
    }
  }

  take(message) {
    if (message.type === "ready") {
      this.ready = true
      this.tries = this.elsewhere = 0
      this.inFlight = 0
      this.events.onState("open")
      for (const message of this.kept.values()) this.send(message)
      this.kept.clear()
    }
    if (message.type === "result" || message.type === "dropped") this.inFlight = Math.max(0, this.inFlight - 1)
    this.events.onMessage(message)
  }

  lost(event) {
    this.drop()
    if (event.code === UNKNOWN_TOKEN) {
      this.events.onState("renewing")
      this.askForToken()
    } else if (event.code === TOKEN_IN_USE && this.elsewhere++ >= ELSEWHERE_TRIES) {
      this.events.onState("elsewhere")
    } else if (FINAL.has(event.code)) {
      this.events.onState("failed", event.reason)
    } else {
      this.events.onState("lost")
      this.later(() => this.connect(), BACKOFF_MS[Math.min(this.tries++, BACKOFF_MS.length - 1)])
    }
  }

  askForToken() {
    this.events.onTokenNeeded()
    this.later(() => this.askForToken(), TOKEN_AGAIN_MS)
  }

  /** Whether a frame may be sent now. */
  get free() {
    return this.ready && this.inFlight < CREDITS
  }

  /** Encode and send one frame; the credit comes back whatever happens to it. */
  async sendFrame(encode) {
    const socket = this.socket
    this.inFlight += 1
    let message = null
    try {
      message = await encode()
    } finally {
      if (message === null || socket !== this.socket || !this.send(message))
        this.inFlight = Math.max(0, this.inFlight - 1)
    }
  }

  command(name, values = {}) {
    const message = JSON.stringify({ type: "command", name, ...values })
    if (this.send(message) || !KEPT[name] || (KEPT[name] === "end" && this.kept.has("end"))) return
    this.kept.set(KEPT[name], message)
  }

  send(data) {
    if (!this.ready || this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(data)
    return true
  }

  drop() {
    this.ready = false
    this.inFlight = 0
    const socket = this.socket
    this.socket = null
    socket?.close()
  }

  later(action, delayMs) {
    const timer = setTimeout(() => {
      this.timers.delete(timer)
      action()
    }, delayMs)
    this.timers.add(timer)
  }

  clearTimers() {
    this.timers.forEach(clearTimeout)
    this.timers.clear()
  }

  close() {
    clearInterval(this.alive)
    this.clearTimers()
    this.drop()
  }
}

/** Address of the socket beside the page. */
export function socketUrl(path) {
  const url = new URL(path, document.baseURI)
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:"
  return url.href
}
