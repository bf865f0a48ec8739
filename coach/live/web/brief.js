// A step as it begins: what the hands do, in full and moving, what is left out, and what to take care of.

import { make, setText } from "./dom.js"

export class Brief {
  constructor() {
    this.drawing = make("div", { class: "brief-drawing moving" })
    this.number = make("span", { class: "brief-number" })
    this.title = make("h2")
    this.text = make("p", { class: "brief-text" })
    this.side = make("p", { class: "brief-side" })
    this.leaveOut = make("p", { class: "leave-out" })
    this.cautions = make("ul", { class: "brief-cautions" })
    this.element = make(
      "section",
      { class: "brief", hidden: true },
      this.drawing,
      make(
        "div",
        { class: "brief-words" },
        make("div", { class: "brief-head" }, this.number, this.title),
        this.side,
        this.text,
        this.leaveOut,
        this.cautions,
      ),
    )
    this.index = null
  }

  /** @param {object} plan as the server describes it @param {number|null} index the step; null takes it away */
  show(plan, index) {
    if (index === this.index) return
    this.index = index
    this.element.hidden = index === null
    this.element.parentElement.classList.toggle("briefing", index !== null)
    if (index === null) return
    const step = plan.steps[index]
    this.drawing.innerHTML = step.diagram // drawn by our own server from the protocol's data
    setText(this.number, String(index + 1))
    setText(this.title, step.title)
    setText(this.text, step.text)
    setText(this.side, step.first_side)
    setText(this.leaveOut, step.leave_out)
    this.cautions.replaceChildren(...step.cautions.map((text) => make("li", { text })))
  }
}
