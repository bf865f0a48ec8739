// Speaks sentences one after the other: nothing is spoken over, and what comes too late is left out.

const VOICES_WAIT_MS = 1500
const SPEECH_START_MS = 2500 // a voice that has not begun by then never does (seen with broken engines)
const MS_PER_LETTER = 140 // twice as slow as a calm voice: a voice that never says that it has ended is given up
const STALE_MS = 6000 // advice that had to wait this long is about something that is over

export class Speech {
  /** @param {object} settings {rate, voice} @param {string} language that is spoken @param {(topic: string) => void} onSilent nothing can be spoken now */
  constructor(settings, language, onSilent) {
    this.settings = settings
    this.language = language
    this.onSilent = onSilent
    this.voices = []
    this.waiting = [] // {text, topic, kind, at}
    this.current = null
    this.born = performance.now()
    if ("speechSynthesis" in window) {
      const load = () => {
        this.voices = speechSynthesis.getVoices()
      }
      load()
      speechSynthesis.addEventListener?.("voiceschanged", load)
      this.unload = () => speechSynthesis.removeEventListener?.("voiceschanged", load)
    }
  }

  /** @param {string} text @param {string} topic @param {"step"|"more"|"now"|"advice"} kind how it treats what is being spoken */
  say(text, topic, kind = "advice") {
    if (!this.voices.length) {
      if (performance.now() - this.born > VOICES_WAIT_MS) this.onSilent(topic)
      return
    }
    if (kind === "now") this.hush()
    else if (kind === "step") this.waiting = [] // the sentence that is being spoken is let end
    const at = performance.now()
    for (const sentence of cut(text)) this.waiting.push({ text: sentence, topic, kind, at })
    if (!this.current) this.next()
  }

  next() {
    const late = (item) => item.kind === "advice" && performance.now() - item.at > STALE_MS
    this.current = null
    while (this.waiting.length && late(this.waiting[0])) this.waiting.shift()
    const item = this.waiting.shift()
    if (item) this.speak(item)
  }

  speak(item) {
    const utterance = new SpeechSynthesisUtterance(item.text)
    this.current = utterance
    utterance.lang = this.language
    utterance.rate = this.settings.rate ?? 1
    utterance.voice = this.pick()
    const goOn = () => {
      clearTimeout(this.timer)
      if (this.current === utterance) this.next()
    }
    this.timer = setTimeout(() => {
      this.onSilent(item.topic)
      speechSynthesis.cancel()
      goOn()
    }, SPEECH_START_MS)
    utterance.onstart = () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(goOn, 2000 + (item.text.length * MS_PER_LETTER) / utterance.rate)
    }
    utterance.onend = utterance.onerror = goOn
    speechSynthesis.speak(utterance)
  }

  pick() {
    const able = this.voices.filter((voice) => voice.lang.startsWith(this.language))
    return (
      this.voices.find((voice) => voice.name === this.settings.voice) ??
      able.find((voice) => voice.localService) ??
      able[0] ??
      null
    )
  }

  hush() {
    this.waiting = []
    this.current = null
    clearTimeout(this.timer)
    if ("speechSynthesis" in window) speechSynthesis.cancel()
  }

  close() {
    this.unload?.()
    this.hush()
  }
}

/** A long text in sentences, so that another one can come between two of them. */
function cut(text) {
  return text.split(/(?<=[.?!])\s+/).filter(Boolean)
}
