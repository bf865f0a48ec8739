// The one line of advice across the page: a sign for what it is about, and a sentence. What it shows is told by the
// server with every picture, so that it is never empty while something is off.

import { make, setText } from "./dom.js"

export class Advice {
  /** @param {object} marks drawings by topic, from our own server */
  constructor(marks) {
    this.marks = marks
    this.icon = make("span", { class: "advice-icon", "aria-hidden": "true" })
    this.text = make("p", { role: "status" })
    this.element = make("div", { class: "advice empty" }, this.icon, this.text)
    this.look = "advice empty"
  }

  /** @param {{text: string, topic: string|null, way: string}|null} cue */
  show(cue) {
    const topic = cue?.topic ?? "news"
    const look = cue ? `advice ${topic} ${cue.way === "show" ? "shown" : ""}` : "advice empty"
    if (look !== this.look) {
      this.look = look
      this.element.className = look
      this.icon.innerHTML = cue ? (this.marks[topic] ?? "") : ""
    }
    setText(this.text, cue?.text ?? "")
  }
}
