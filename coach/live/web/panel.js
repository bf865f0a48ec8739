// Beside and below the picture while the session runs: step, technique, pace, direction, what is left, what comes.

import { make, setText } from "./dom.js"
import { LeftRing, PaceGauge, drawWay } from "./gauge.js"

const CHANGE_SHARE = 0.5 // of a step that works one side after the other: then it is the other side's turn

export class LivePanel {
  constructor(words, looks) {
    this.words = words
    this.looks = looks
    this.gauge = new PaceGauge()
    this.ring = new LeftRing()
    this.title = make("h2", { class: "step-title" })
    this.cue = make("p", { class: "step-cue" })
    this.side = make("p", { class: "step-side" })
    this.leaveOut = make("p", { class: "leave-out" })
    this.drawing = make("div", { class: "step-drawing" })
    this.icon = make("span", { class: "tech-icon" })
    this.name = make("span", { class: "tech-name" })
    this.asked = make("span", { class: "tech-asked label" })
    this.paceWord = make("p", { class: "pace-word" })
    this.wayAsked = make("div", { class: "way-cell" })
    this.waySeen = make("div", { class: "way-cell" })
    this.element = make(
      "section",
      { class: "panel" },
      make(
        "div",
        { class: "step-card" },
        this.drawing,
        make("div", {}, this.title, this.side, this.cue, this.leaveOut),
      ),
      make("div", { class: "tech" }, this.icon, make("div", {}, this.name, this.asked)),
      make(
        "div",
        { class: "dials" },
        make("div", { class: "dial" }, this.gauge.element, this.paceWord),
        make("div", { class: "dial" }, this.ring.element),
      ),
      make("div", { class: "ways" }, this.wayAsked, this.waySeen),
    )
    this.strip = make("ol", { class: "strip" })
    this.shown = {}
  }

  setPlan(plan) {
    this.plan = plan
    this.step = -1
    this.strip.hidden = plan.steps.length < 2
    this.strip.replaceChildren(
      ...plan.steps.map((step, i) =>
        make(
          "li",
          {},
          make("span", { class: "strip-number", text: String(i + 1) }),
          make("span", { class: "strip-name", text: step.title }),
        ),
      ),
    )
    this.setStep(0)
  }

  setStep(index) {
    if (index === this.step) return
    this.step = index
    const step = this.plan.steps[index]
    setText(this.title, step.title || this.words.free_title)
    setText(this.side, step.first_side)
    setText(this.cue, step.cue || "")
    setText(this.leaveOut, step.leave_out)
    this.drawing.innerHTML = step.diagram // drawn by our own server from the protocol's data
    ;[...this.strip.children].forEach((item, i) => {
      item.className = i < index ? "past" : i === index ? "now" : "coming"
      item.style.setProperty("--tech", this.looks[this.plan.steps[i].technique].color)
      if (i === index) item.setAttribute("aria-current", "step")
      else item.removeAttribute("aria-current")
    })
    const now = this.strip.children[index]
    if (now)
      this.strip.scrollTo({
        left: now.offsetLeft - this.strip.clientWidth / 2 + now.clientWidth / 2,
        behavior: "smooth",
      })
    this.shown = {}
  }

  /** Let the drawing of the step move while something else than the step is done. */
  demonstrate(on) {
    this.drawing.classList.toggle("moving", on)
  }

  get current() {
    return this.plan?.steps[this.step] ?? null
  }

  /** @param {object} result newest result @param {number} turn how the body lies in the shown picture (radians) */
  show(result, turn) {
    if (result.step !== undefined) this.setStep(result.step)
    const step = this.current
    setText(this.side, (result.done ?? 0) < CHANGE_SHARE ? step.first_side : step.second_side)
    this.showTechnique(result.verdict, result.called, step)
    this.showPace(result, step)
    this.showLeft(result)
    this.showWays(result, step, turn)
  }

  showTechnique(verdict, called, step) {
    if (this.shown.verdict === verdict && this.shown.called === called) return
    this.shown.verdict = verdict
    this.shown.called = called
    const look = this.looks[verdict]
    this.icon.innerHTML = look.icon // our own drawing, from the palette
    this.icon.style.background = look.color
    this.icon.style.color = look.ink
    setText(this.name, called ?? this.words[`verdict_${verdict}`] ?? look.name)
    const other = step?.technique && verdict !== step.technique && verdict !== "unseen" && !called
    setText(this.asked, other ? this.words.asked_is.replace("{technique}", this.looks[step.technique].name) : "")
  }

  showPace(result, step) {
    const judged = result.verdict === step?.technique || !step?.technique
    const pace = judged ? result.pace : null
    const band = step?.pace ?? null
    this.gauge.show(pace, band)
    let state = "none"
    if (pace !== null && band) state = pace > band.to ? "fast" : pace < band.from ? "slow" : "good"
    if (this.shown.pace === state) return
    this.shown.pace = state
    this.paceWord.className = `pace-word ${state}`
    setText(this.paceWord, this.words[`pace_${state}`])
  }

  showLeft(result) {
    const { words } = this
    if (result.left_s !== null && result.left_s !== undefined) {
      const left = Math.ceil(result.left_s)
      this.ring.show(result.done, `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`, words.left_time)
    } else if (result.left_n !== null && result.left_n !== undefined) {
      this.ring.show(result.done, String(result.left_n), words.left_count)
    } else {
      const seconds = Math.floor(result.s ?? 0)
      this.ring.show(0, `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`, words.elapsed)
    }
  }

  showWays(result, step, turn) {
    const judged = result.verdict === step?.technique || !step?.technique
    const seen = judged ? [result.axis, result.sense] : [null, null]
    const key = [step?.id, ...seen, turn.toFixed(1)].join("/")
    if (this.shown.ways === key) return
    this.shown.ways = key
    this.fillWay(this.wayAsked, this.words.way_asked, step?.axis, step?.sense, turn)
    this.fillWay(this.waySeen, this.words.way_seen, seen[0], seen[1], turn)
  }

  fillWay(cell, label, axis, sense, turn) {
    const name = axis === "circular" ? (sense ?? axis) : axis && sense && sense !== "both" ? `${axis}_${sense}` : axis
    cell.replaceChildren(
      make("span", { class: "label", text: label }),
      drawWay(axis, sense, turn),
      make("span", { class: "way-name", text: axis ? (this.words[`way_${name}`] ?? name) : this.words.way_none }),
    )
  }
}
