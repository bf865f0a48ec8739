// The one line of advice across the page: a sign for what it is about, and a sentence that goes by itself.

import { make, setText } from "./dom.js"

const SHOWN_S = 9

export class Advice {
  /** @param {object} marks drawings by topic, from our own server */
  constructor(marks) {
    this.marks = marks
    this.icon = make("span", { class: "advice-icon", "aria-hidden": "true" })
    this.text = make("p", { role: "status" })
    this.element = make("div", { class: "advice empty" }, this.icon, this.text)
    this.until = null
  }

  /** @param {{text: string, topic: string|null, way: string}|null} cue */
  show(cue) {
    const topic = cue?.topic ?? "news"
    this.until = cue ? performance.now() + SHOWN_S * 1000 : null
    this.element.className = `advice ${cue ? topic : "empty"} ${cue?.way === "show" ? "shown" : ""}`
    this.icon.innerHTML = cue ? this.marks[topic] ?? "" : ""
    setText(this.text, cue?.text ?? "")
  }

  /** Take away a sentence that has been there long enough. */
  fade() {
    if (this.until && performance.now() > this.until) this.show(null)
  }
}
