// A beat to hear: one click for each movement at the middle of the asked pace.

const AHEAD_S = 0.2
const CLICK_S = 0.04
const instances = new WeakMap()

class Metronome {
  constructor(root) {
    this.button = root.querySelector("button")
    this.label = root.querySelector("span")
    this.button.onclick = () => (this.timer ? this.stop() : this.start())
  }

  show(data) {
    this.data = data
    this.write()
  }

  write() {
    this.button.setAttribute("aria-pressed", String(Boolean(this.timer)))
    this.label.textContent = this.timer ? this.data.words.stop : this.data.words.start
  }

  start() {
    this.sound ??= new AudioContext()
    this.sound.resume()
    this.next = this.sound.currentTime + 0.05
    this.timer = setInterval(() => this.fill(), 50)
    this.write()
  }

  fill() {
    while (this.next < this.sound.currentTime + AHEAD_S) {
      this.click(this.next)
      this.next += 60 / this.data.pace
    }
  }

  click(at) {
    const tone = this.sound.createOscillator()
    const loud = this.sound.createGain()
    tone.frequency.value = 880
    loud.gain.setValueAtTime(0.3, at)
    loud.gain.exponentialRampToValueAtTime(0.001, at + CLICK_S)
    tone.connect(loud).connect(this.sound.destination)
    tone.start(at)
    tone.stop(at + CLICK_S)
  }

  stop() {
    clearInterval(this.timer)
    this.timer = null
    this.write()
  }
}

export default function ({ data, parentElement }) {
  let metronome = instances.get(parentElement)
  if (!metronome) {
    metronome = new Metronome(parentElement)
    instances.set(parentElement, metronome)
  }
  metronome.show(data)
  return () => {
    metronome.stop()
    instances.delete(parentElement)
  }
}
