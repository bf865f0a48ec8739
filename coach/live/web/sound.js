// What is heard: spoken advice, a metronome that leads and fades, soft tones. Each can be off.

import { Speech } from "./speech.js"

const AHEAD_S = 1.5 // beats are laid down this far ahead by the audio clock, so that a late timer is never heard
const LOOK_MS = 250
const HELD_S = 4 // the pace has been right this long: the metronome fades
const FADE_S = 3
const FAST_PER_MIN = 150 // above it only every fourth beat is strong

export class Sound {
  /** @param {object} settings @param {string} language that is spoken, such as "fr" */
  constructor(settings, language) {
    this.settings = settings // {speech, instructions, metronome, tones, rate, voice}
    this.context = null
    this.speech = new Speech(settings, language, (topic) => this.tone(topic))
    this.nextBeat = 0
    this.beat = 0
    this.pace = null
    this.heldSince = null
    this.timer = setInterval(() => this.lay(), LOOK_MS)
  }

  /** Browsers let a page sound only after it was touched; harmless when it sounds already. */
  wake() {
    if (!this.context && "AudioContext" in window) {
      this.context = new AudioContext()
      this.out = this.context.createGain()
      this.out.connect(this.context.destination)
      this.ticks = this.context.createGain()
      this.ticks.connect(this.out)
    }
    if (this.context?.state === "suspended") this.context.resume().catch(() => {})
  }

  /** The voices of this browser. */
  get voices() {
    return this.speech.voices
  }

  /**
   * Speak a sentence, where that is wanted.
   * @param {{text: string, topic: string|null, kind: string, short: string}} cue
   */
  say(cue) {
    if (!this.settings.speech) return
    const told = cue.kind === "step" || cue.kind === "more"
    if (told && !this.settings.instructions && (cue.kind === "more" || cue.short)) {
      if (cue.kind === "step") this.speech.say(`${cue.short}.`, String(cue.topic), "step")
    } else this.speech.say(cue.text, String(cue.topic), cue.kind)
  }

  /** A short sign by what it is about: rising for praise, falling for advice, low and double for safety. */
  tone(topic) {
    if (!this.settings.tones || !this.context) return
    const notes = { praise: [659, 880], safety: [294, 294], null: [523] }[topic] ?? [523, 440]
    notes.forEach((hertz, i) => this.note(hertz, this.context.currentTime + 0.02 + i * 0.22, 0.35, 0.16))
  }

  note(hertz, at, seconds, loudness, out = this.out) {
    const tone = this.context.createOscillator()
    const shape = this.context.createGain()
    tone.frequency.value = hertz
    shape.gain.setValueAtTime(0, at)
    shape.gain.linearRampToValueAtTime(loudness, at + 0.01)
    shape.gain.exponentialRampToValueAtTime(0.0001, at + seconds)
    tone.connect(shape).connect(out)
    tone.start(at)
    tone.stop(at + seconds + 0.02)
  }

  /** Lead at a pace (cycles a minute; null: silent); `held`: the user is in the band now. */
  lead(pace, held) {
    const now = performance.now() / 1000
    if (pace !== this.pace) {
      this.pace = pace
      this.nextBeat = 0
    }
    this.heldSince = held ? (this.heldSince ?? now) : null
    if (!this.context) return
    const quiet = !this.settings.metronome || (this.heldSince !== null && now - this.heldSince > HELD_S)
    this.ticks.gain.setTargetAtTime(quiet ? 0 : 1, this.context.currentTime, quiet ? FADE_S / 3 : 0.3)
  }

  /** Let the metronome lead at the step's pace while there is one to hold. */
  follow(step, result, quiet) {
    const pace = step?.pace ?? null
    const held = result.verdict === step?.technique && pace && result.pace >= pace.from && result.pace <= pace.to
    this.lead(pace && !quiet ? (pace.low ? (pace.low + pace.high) / 2 : pace.high) : null, held)
  }

  lay() {
    if (this.context?.state !== "running" || !this.pace || !this.settings.metronome) return
    const now = this.context.currentTime
    if (this.nextBeat < now) {
      this.nextBeat = now + 0.1
      this.beat = 0
    }
    const fast = this.pace > FAST_PER_MIN
    const gap = fast ? 60 / this.pace : 30 / this.pace // a slow cycle gets a soft beat at its turning point
    while (this.nextBeat < now + AHEAD_S) {
      const strong = this.beat % (fast ? 4 : 2) === 0
      this.note(strong ? 880 : 660, this.nextBeat, 0.09, strong ? 0.12 : 0.04, this.ticks)
      this.nextBeat += gap
      this.beat += 1
    }
  }

  hush() {
    this.speech.hush()
    this.lead(null, false)
  }

  close() {
    clearInterval(this.timer)
    this.hush()
    this.speech.close()
    this.context?.close()
    this.context = null
  }
}
