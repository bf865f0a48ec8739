// What is heard: spoken advice, a metronome that leads and fades, soft tones. Each can be off.

const VOICES_WAIT_MS = 1500
const SPEECH_START_MS = 2500 // a voice that has not begun by then never does (seen with broken engines)
const AHEAD_S = 1.5 // beats are laid down this far ahead by the audio clock, so that a late timer is never heard
const LOOK_MS = 250
const HELD_S = 4 // the pace has been right this long: the metronome fades
const FADE_S = 3
const FAST_PER_MIN = 150 // above it only every fourth beat is strong

export class Sound {
  constructor(settings) {
    this.settings = settings // {speech, metronome, tones, rate, voice}
    this.context = null
    this.voices = []
    this.nextBeat = 0
    this.beat = 0
    this.pace = null
    this.heldSince = null
    this.timer = setInterval(() => this.lay(), LOOK_MS)
    if ("speechSynthesis" in window) {
      const load = () => { this.voices = speechSynthesis.getVoices() }
      load()
      speechSynthesis.addEventListener?.("voiceschanged", load)
      this.unload = () => speechSynthesis.removeEventListener?.("voiceschanged", load)
    }
    this.born = performance.now()
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

  /** Whether advice can be spoken here. */
  get canSpeak() {
    return this.voices.length > 0
  }

  say(text, topic) {
    if (!this.settings.speech) return
    if (!this.canSpeak) {
      if (performance.now() - this.born > VOICES_WAIT_MS) this.tone(topic)
      return
    }
    speechSynthesis.cancel()
    const utterance = new SpeechSynthesisUtterance(text)
    utterance.lang = "en"
    utterance.rate = this.settings.rate ?? 1
    utterance.voice = this.voices.find((voice) => voice.name === this.settings.voice)
      ?? this.voices.find((voice) => voice.lang.startsWith("en") && voice.localService)
      ?? this.voices.find((voice) => voice.lang.startsWith("en")) ?? null
    const late = setTimeout(() => this.tone(topic), SPEECH_START_MS)
    utterance.onstart = () => clearTimeout(late)
    utterance.onerror = () => clearTimeout(late)
    speechSynthesis.speak(utterance)
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
    this.heldSince = held ? this.heldSince ?? now : null
    if (!this.context) return
    const quiet = !this.settings.metronome || (this.heldSince !== null && now - this.heldSince > HELD_S)
    this.ticks.gain.setTargetAtTime(quiet ? 0 : 1, this.context.currentTime, quiet ? FADE_S / 3 : 0.3)
  }

  lay() {
    if (!this.context || this.context.state !== "running" || !this.pace || !this.settings.metronome) return
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
    if ("speechSynthesis" in window) speechSynthesis.cancel()
    this.lead(null, false)
  }

  close() {
    clearInterval(this.timer)
    this.unload?.()
    this.hush()
    this.context?.close()
    this.context = null
  }
}
