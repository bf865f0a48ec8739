// What is said of the stretch under the playhead: its technique, pace, count, direction, hands, zone.

import { clock, make, makeButton } from "./dom.js"
import { addTap, LEAST_TAPS, paceOfTaps } from "./taps.js"

const SELECTS = ["axis", "sense", "hands", "zone"]
const COMMIT_MS = 900
const AFTER_TAP = 2.5

export class Panel {
  constructor(root, { edit, time, playing }) {
    Object.assign(this, { root, edit, time, playing, taps: [], count: null })
    this.title = make("h2")
    this.says = make("p", "coach-says")
    this.names = make("div", "names")
    this.measures = make("div", "measures")
    root.append(this.title, this.says, this.names, this.measures)
  }

  build(data) {
    this.names.replaceChildren(
      ...data.order.map((technique, index) => {
        const look = data.looks[technique]
        const name = technique === "unseen" ? data.words.unseen : look.name
        const button = makeButton("name", name, () => this.rename(technique), look.icon)
        button.dataset.technique = technique
        button.style.setProperty("--look", look.color)
        button.style.setProperty("--ink", look.ink)
        button.append(make("kbd", "", String(index + 1)))
        return button
      }),
    )
    this.pace = this.makeNumber("pace_per_min", data.words.tap, data.words.pace, "T", () => this.tap())
    this.cycles = this.makeNumber("cycles", data.words.count_one, data.words.count, "C", () => this.countOne())
    this.selects = Object.fromEntries(SELECTS.map((name) => [name, this.makeSelect(name, data)]))
    this.measures.replaceChildren(this.pace.row, this.cycles.row, ...SELECTS.map((name) => this.selects[name].row))
  }

  makeNumber(name, action, label, key, press) {
    const row = make("div", "measure")
    const value = make("output", "value")
    const button = makeButton("act", action, press)
    button.append(make("kbd", "", key))
    const clear = makeButton("clear", "×", () => {
      this.taps = []
      this.count = null
      this.edit({ do: "measure", at_s: this.middle, name, value: null })
    })
    clear.setAttribute("aria-label", `${this.words.clear}: ${label}`)
    row.append(make("span", "label", label), value, button, clear)
    return { row, value, clear, button }
  }

  makeSelect(name, data) {
    const row = make("label", "measure")
    const select = make("select")
    const options = [{ value: "", name: data.words.not_said }, ...data.choices[name]]
    select.append(...options.map((one) => Object.assign(make("option", "", one.name), { value: one.value })))
    select.onchange = () =>
      this.edit({ do: "measure", at_s: this.middle, name, value: select.value === "" ? null : select.value })
    row.append(make("span", "label", data.words[name]), select, make("kbd", "", data.selectKeys[name]))
    return { row, select }
  }

  /** Show a stretch; called with every step of the playhead. */
  show(data, index) {
    if (data.words !== this.words) {
      this.words = data.words
      this.build(data)
    }
    const stretch = data.stretches[index]
    if (this.stretch && this.stretch.start !== stretch.start) {
      this.taps = []
      this.count = null
    }
    this.stretch = stretch
    const drawn = JSON.stringify([stretch, index, data.stretches.length, this.taps.length, this.count])
    if (drawn === this.drawn) return
    this.drawn = drawn
    const span = `${clock(stretch.start, true)} – ${clock(stretch.end, true)}`
    this.title.textContent = `${data.words.stretch} ${index + 1} / ${data.stretches.length} · ${span}`
    this.says.textContent = stretch.coach
    this.says.hidden = !data.coach
    for (const button of this.names.children) {
      const current = button.dataset.technique === stretch.technique && !stretch.unmarked
      button.setAttribute("aria-pressed", String(current))
      button.classList.toggle("taken-over", current && !stretch.said)
    }
    this.measures.inert = stretch.technique === "none" || stretch.technique === "unseen"
    this.showNumbers()
    for (const name of SELECTS) this.selects[name].select.value = stretch[name] ?? ""
  }

  showNumbers() {
    const tapped = paceOfTaps(this.taps)
    const pace = tapped ?? this.stretch.pace_per_min
    const left = LEAST_TAPS - this.taps.length
    this.pace.value.textContent =
      this.taps.length && left > 0 ? "•".repeat(this.taps.length) : pace === null ? "–" : String(Math.round(pace))
    const count = this.count ?? this.stretch.cycles
    this.cycles.value.textContent = count === null ? "–" : String(Math.round(count))
    this.pace.clear.hidden = this.stretch.pace_per_min === null && !this.taps.length
    this.cycles.clear.hidden = count === null
  }

  get middle() {
    return (this.stretch.start + this.stretch.end) / 2
  }

  rename(technique) {
    this.edit({ do: "rename", at_s: this.middle, technique })
  }

  /** One tap along with the recording; when the taps end, their pace is the stretch's. */
  tap() {
    if (this.measures.inert || !this.playing()) return
    this.taps = addTap(this.taps, this.time())
    this.showNumbers()
    const pace = paceOfTaps(this.taps)
    if (pace === null) return
    const at_s = this.middle
    clearTimeout(this.tapTimer)
    const send = () => {
      this.taps = []
      this.edit({ do: "measure", at_s, name: "pace_per_min", value: Math.round(pace * 10) / 10 })
    }
    this.tapTimer = setTimeout(send, Math.max(COMMIT_MS, (AFTER_TAP * 60_000) / pace))
  }

  /** Count one movement of the stretch. */
  countOne() {
    if (this.measures.inert) return
    this.count = Math.round(this.count ?? this.stretch.cycles ?? 0) + 1
    this.showNumbers()
    const at_s = this.middle
    const value = this.count
    clearTimeout(this.countTimer)
    this.countTimer = setTimeout(() => this.edit({ do: "measure", at_s, name: "cycles", value }), COMMIT_MS)
  }

  focus(name) {
    if (!this.measures.inert) this.selects[name].select.focus()
  }

  close() {
    clearTimeout(this.tapTimer)
    clearTimeout(this.countTimer)
  }
}
