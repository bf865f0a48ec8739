// Notes to a student: a video, what is drawn on it, and what is said to it. Every change is kept at once.

import { Book, isEmpty, USUAL_S } from "./noter_book.js"
import { clock, make, makeButton } from "./noter_dom.js"
import { NoterList } from "./noter_list.js"
import { NoterStage } from "./noter_stage.js"

const instances = new WeakMap()
const TYPING_MS = 700
const STEP_S = 1
const SPEEDS = [1, 0.5, 0.25]
const LENGTHS_S = [2, 4, 6, 10, 20]
const SAME_S = 0.04 // about one picture
const ICONS = {
  arrow: "M4 20 L16 8 M8.5 7 H17 V15.5",
  circle: "M12 5 A8 7 0 1 0 12.01 5 Z",
}

class Noter {
  constructor(root) {
    this.book = new Book()
    this.stageBox = make("div", "stage")
    this.panel = make("section", "panel")
    this.list = make("section", "list")
    this.lines = new NoterList(this.list, (id) => this.open(this.book.find(id)))
    this.status = make("p", "status")
    this.status.setAttribute("role", "status")
    root.append(this.stageBox, this.panel, this.list)
    this.stage = new NoterStage(this.stageBox, {
      draw: (drawing) => this.draw(drawing),
      tap: (wasPlaying) => (wasPlaying ? this.video.pause() : this.play()),
    })
    this.video = this.stage.video
    for (const name of ["timeupdate", "seeked", "play", "pause", "loadeddata"])
      this.video.addEventListener(name, () => this.follow())
    // The page's own shortcuts would take letters that are typed here.
    root.addEventListener("keydown", (event) => {
      if (/TEXTAREA|SELECT|INPUT/.test(event.composedPath()[0].tagName)) event.stopPropagation()
    })
    const tick = () => {
      if (this.closed) return
      if (!this.video.paused) this.follow()
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  }

  show(data, setTriggerValue) {
    this.book.take(data.notes, data.acked, setTriggerValue)
    this.data = data
    this.words = data.words
    const fixed = JSON.stringify([data.words, data.phrases, data.duration])
    if (fixed !== this.fixed) {
      this.fixed = fixed
      this.buildBar()
      this.buildPanel()
    }
    if (this.video.getAttribute("src") !== data.url) this.video.setAttribute("src", data.url)
    this.video.setAttribute("aria-label", data.words.video)
    if (!this.book.waiting.length) this.status.textContent = data.saved
    this.refresh()
  }

  buildBar() {
    const jump = (seconds) => () => this.seek(this.video.currentTime + seconds)
    this.playButton = makeButton("play", "", () => (this.video.paused ? this.play() : this.video.pause()))
    this.time = make("span", "time")
    this.speed = makeButton("", "1×", () => {
      this.video.playbackRate = SPEEDS[(SPEEDS.indexOf(this.video.playbackRate) + 1) % SPEEDS.length]
      this.speed.textContent = `${this.video.playbackRate}×`
    })
    this.speed.setAttribute("aria-label", this.words.speed)
    const bar = make("div", "bar")
    bar.append(
      this.playButton,
      makeButton("", "−1 s", jump(-STEP_S)),
      makeButton("", "+1 s", jump(STEP_S)),
      this.time,
      this.speed,
    )
    this.slider = make("input")
    Object.assign(this.slider, { type: "range", min: 0, max: this.data.duration, step: 0.05 })
    this.slider.setAttribute("aria-label", this.words.position)
    this.slider.oninput = () => this.seek(Number(this.slider.value))
    this.marks = make("div", "marks")
    const line = make("div", "line")
    line.append(this.slider, this.marks)
    const tools = make("div", "tools")
    this.toolButtons = Object.entries(ICONS).map(([shape, path]) => {
      const button = makeButton("tool", "", () => this.pickTool(this.stage.tool === shape ? null : shape))
      button.dataset.shape = shape
      button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`
      button.append(this.words[shape])
      return button
    })
    this.undo = makeButton("", this.words.undo, () =>
      this.change({ drawings: this.book.current.drawings.slice(0, -1) }),
    )
    tools.append(...this.toolButtons, this.undo)
    this.stageBox.replaceChildren(this.stage.video.parentElement, line, bar, tools)
    this.pickTool(this.stage.tool)
  }

  pickTool(shape) {
    this.stage.tool = shape
    this.stage.svg.classList.toggle("drawing", Boolean(shape))
    for (const button of this.toolButtons) button.setAttribute("aria-pressed", String(button.dataset.shape === shape))
  }

  buildPanel() {
    this.fresh = makeButton("fresh", this.words.fresh, () => this.begin())
    this.title = make("h2")
    this.text = make("textarea")
    Object.assign(this.text, { rows: 3, maxLength: this.data.longest, placeholder: this.words.placeholder })
    this.text.setAttribute("aria-label", this.words.text)
    this.text.oninput = () => this.type()
    this.text.onblur = () => this.settle()
    this.lengths = make("select")
    this.shownLengths = ""
    const label = make("label", "lasts", this.words.lasts)
    label.append(this.lengths)
    this.lengths.onchange = () => this.change({ lasts_s: Number(this.lengths.value) })
    this.remove = makeButton("remove", this.words.remove, () => this.withdraw())
    this.back = makeButton("back", this.words.back, () => this.bringBack())
    this.back.hidden = true
    const row = make("div", "row")
    row.append(label, this.remove, this.back)
    this.editor = make("div", "editor")
    this.editor.append(this.title, this.text, this.buildPhrases(), row)
    this.panel.replaceChildren(this.fresh, this.editor, this.status)
  }

  buildPhrases() {
    const box = make("div", "phrases")
    const topics = make("select")
    topics.setAttribute("aria-label", this.words.topic)
    topics.append(...this.data.phrases.map(({ name }, index) => new Option(name, index)))
    const chips = make("div", "chips")
    const show = () => {
      this.topic = Number(topics.value)
      chips.replaceChildren(
        ...(this.data.phrases[this.topic]?.texts ?? []).map((text) => makeButton("chip", text, () => this.add(text))),
      )
    }
    topics.value = String(Math.min(this.topic ?? 0, Math.max(0, this.data.phrases.length - 1)))
    topics.onchange = show
    show()
    box.append(topics, chips)
    box.hidden = !this.data.phrases.length
    return box
  }

  refresh() {
    const note = this.book.current
    this.undo.disabled = !note?.drawings.length
    this.remove.disabled = this.lengths.disabled = !note
    const text = note?.text ?? ""
    if (this.root?.activeElement !== this.text && this.text.value !== text) this.text.value = text
    this.showLengths(note?.lasts_s ?? USUAL_S)
    this.showList()
    this.follow()
  }

  showLengths(chosen) {
    const lengths = [...new Set([...LENGTHS_S, chosen])].sort((one, other) => one - other)
    // A list that is open would close if its entries were replaced by the same ones.
    if (String(lengths) !== this.shownLengths)
      this.lengths.replaceChildren(...lengths.map((length) => new Option(`${length} s`, length)))
    this.shownLengths = String(lengths)
    this.lengths.value = String(chosen)
  }

  showList() {
    const notes = this.book.notes.filter((note) => !isEmpty(note))
    this.lines.show(notes, this.book.chosen, this.words)
    this.marks.replaceChildren(
      ...notes.map((note) => {
        const mark = make("span")
        mark.style.left = `${(100 * note.at_s) / this.data.duration}%`
        mark.style.width = `${(100 * note.lasts_s) / this.data.duration}%`
        return mark
      }),
    )
  }

  follow() {
    if (!this.data) return
    const now = this.video.currentTime
    this.title.textContent = `${this.words.at} ${clock(this.book.current?.at_s ?? now, true)}`
    this.playButton.textContent = this.video.paused ? this.words.play : this.words.pause
    this.time.textContent = `${clock(now, true)} / ${clock(this.data.duration)}`
    this.slider.value = String(now)
    this.slider.setAttribute("aria-valuetext", clock(now))
    const shown = this.book.notes.filter((note) => this.isShown(note, now))
    this.stage.show(shown.flatMap((note) => note.drawings))
  }

  isShown(note, now) {
    return now >= note.at_s - SAME_S && now < note.at_s + note.lasts_s
  }

  play() {
    this.video.play().catch(() => {}) // the browser may refuse to play; nothing is lost by it
  }

  seek(at) {
    this.video.currentTime = Math.max(0, Math.min(at, this.data.duration - 0.05))
  }

  open(note) {
    this.settle()
    this.video.pause()
    this.book.chosen = note.id
    this.seek(note.at_s)
    this.text.value = note.text
    this.refresh()
  }

  /** Begin a note at the present moment. */
  begin() {
    this.settle()
    this.video.pause()
    this.book.begin(this.video.currentTime)
    this.text.value = ""
    this.refresh()
    this.text.focus()
  }

  /** What is written while no note is open begins one. */
  beginByWriting() {
    if (this.book.current || !this.text.value.trim()) return
    this.video.pause()
    this.book.begin(this.video.currentTime)
  }

  draw(drawing) {
    if (!this.book.current || !this.isShown(this.book.current, this.video.currentTime)) this.begin()
    if (this.book.current.drawings.length < this.data.mostDrawings)
      this.change({ drawings: [...this.book.current.drawings, drawing] })
  }

  add(text) {
    const before = this.text.value.trimEnd()
    this.text.value = (before ? `${before} ${text}` : text).slice(0, this.data.longest)
    this.beginByWriting()
    this.settle()
  }

  type() {
    this.beginByWriting()
    clearTimeout(this.typing)
    this.typing = setTimeout(() => this.settle(), TYPING_MS)
  }

  /** Take over what was typed. */
  settle() {
    clearTimeout(this.typing)
    if (this.book.current && this.text.value !== this.book.current.text) this.change({ text: this.text.value })
  }

  change(values) {
    this.book.change(values)
    this.tellSaving()
  }

  withdraw() {
    clearTimeout(this.typing)
    this.book.withdraw()
    this.text.value = ""
    this.tellSaving()
  }

  bringBack() {
    const note = this.book.gone
    this.book.bringBack()
    this.tellSaving()
    this.open(note)
  }

  tellSaving() {
    if (this.book.waiting.length) this.status.textContent = this.words.saving
    this.back.hidden = !this.book.gone
    this.refresh()
  }

  close() {
    this.closed = true
    this.book.close()
    clearTimeout(this.typing)
    this.video.pause()
    this.video.removeAttribute("src")
    this.video.load()
  }
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  let noter = instances.get(parentElement)
  if (!noter) {
    noter = new Noter(parentElement.querySelector(".noter"))
    noter.root = parentElement
    instances.set(parentElement, noter)
  }
  noter.show(data, setTriggerValue)
  return () => {
    noter.close()
    instances.delete(parentElement)
  }
}
