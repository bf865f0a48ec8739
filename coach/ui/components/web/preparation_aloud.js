// Reads a few sentences aloud when asked. A second press, or leaving the page, ends it.

const voices = () => ("speechSynthesis" in window ? window.speechSynthesis.getVoices() : [])
const WAIT_FOR_VOICES_MS = 600 // Chromium loads them after the first question

export default function (component) {
  const { data, parentElement } = component
  const button = parentElement.querySelector("button")
  const note = parentElement.querySelector("p")
  const label = button.querySelector("span")

  const rest = () => {
    button.setAttribute("aria-pressed", "false")
    label.textContent = data.words.read
  }
  const speak = () => {
    const speech = window.speechSynthesis
    speech.cancel()
    const own = voices().find((voice) => voice.lang.toLowerCase().startsWith(data.language))
    data.texts.forEach((text, i) => {
      const part = new SpeechSynthesisUtterance(text)
      part.lang = data.language
      part.rate = 0.95
      if (own) part.voice = own
      if (i === data.texts.length - 1) part.onend = rest
      part.onerror = rest
      speech.speak(part)
    })
    button.setAttribute("aria-pressed", "true")
    label.textContent = data.words.stop
    note.hidden = true
  }

  button.onclick = () => {
    if (button.getAttribute("aria-pressed") === "true") {
      window.speechSynthesis.cancel()
      rest()
    } else if (voices().length) {
      speak()
    } else {
      setTimeout(() => {
        if (voices().length) return speak()
        note.textContent = data.words.none
        note.hidden = false
      }, WAIT_FOR_VOICES_MS)
    }
  }
  if (button.getAttribute("aria-pressed") !== "true") rest()
  voices() // asks the browser to load them
  return () => "speechSynthesis" in window && window.speechSynthesis.cancel()
}
