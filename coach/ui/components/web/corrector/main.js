// The corrector: a recording, the coach's and the teacher's ribbon, and all that a teacher can say about either.
// Edits are sent in a row with numbers; what the server has not answered yet is sent again with the next one.

import { clock, findAt, make, makeButton } from "./dom.js"
import { onKeys } from "./keys.js"
import { Panel } from "./panel.js"
import { Stage } from "./stage.js"
import { Timeline } from "./timeline.js"

const instances = new WeakMap()
const STEP_S = 1
const PICTURE_S = 1 / 25
const SPEEDS = [1, 0.5, 0.25, 2]
const OPINIONS = ["agree", "not_so", "more_important"]
const KEPT_WAITING_MS = 4000

class Corrector {
  constructor(root) {
    this.client = crypto.randomUUID()
    this.sequence = 0
    this.waiting = []
    const left = make("div", "left")
    const picture = make("div", "picture")
    this.bar = make("div", "bar")
    left.append(picture, this.bar)
    const panel = make("section", "panel")
    const line = make("section", "line")
    this.tools = make("div", "tools")
    this.lists = make("div", "lists")
    this.status = make("p", "status")
    this.status.setAttribute("role", "status")
    root.append(left, line, this.tools, this.status, panel, this.lists)
    this.stage = new Stage(picture, () => this.follow())
    this.timeline = new Timeline(line, {
      seek: (at) => this.stage.seek(at),
      moveBorder: (border_s, to_s) => this.send({ do: "move_border", border_s, to_s }),
    })
    this.panel = new Panel(panel, {
      edit: (edit) => this.send(edit),
      time: () => this.stage.time,
      playing: () => this.stage.playing,
    })
    this.stopKeys = onKeys(root, (meant, repeat) => this.press(meant, repeat))
    const tick = () => {
      if (this.closed) return
      if (this.stage.playing) this.follow()
      requestAnimationFrame(tick)
    }
    requestAnimationFrame(tick)
  }

  show(data, setTriggerValue) {
    this.trigger = setTriggerValue
    if (data.acked?.client === this.client) this.waiting = this.waiting.filter(({ seq }) => seq > data.acked.seq)
    const words = JSON.stringify([data.words, data.looks])
    if (words !== this.shownWords) {
      this.shownWords = words
      this.words = data.words
      this.buildBar(data)
      this.buildTools(data)
    }
    this.data = { ...data, words: this.words }
    this.stage.show(this.data)
    if (!this.timeline.dragging) this.timeline.show(this.data)
    this.undo.disabled = !data.canUndo
    this.redo.disabled = !data.canRedo
    this.finish.setAttribute("aria-pressed", String(data.finished))
    this.status.textContent = data.saved
    this.showLists()
    this.follow()
  }

  buildBar(data) {
    this.play = makeButton("play", "", () => this.stage.toggle())
    this.time = make("span", "time")
    const jump = (seconds) => () => this.stage.seek(this.stage.time + seconds)
    this.speed = makeButton("speed", "1×", () => {
      const next = SPEEDS[(SPEEDS.indexOf(this.rate ?? 1) + 1) % SPEEDS.length]
      this.rate = next
      this.stage.setSpeed(next)
      this.speed.firstChild.textContent = `${next}×`
    })
    this.speed.setAttribute("aria-label", data.words.speed)
    const back = makeButton("", "−1 s", jump(-STEP_S))
    const forward = makeButton("", "+1 s", jump(STEP_S))
    this.bar.replaceChildren(this.play, back, forward, this.time, this.speed)
  }

  buildTools(data) {
    const { words } = data
    const tool = (name, key, action) => {
      const button = makeButton(name, words[name], () => this.act(action ?? name))
      if (key) button.append(make("kbd", "", key))
      return button
    }
    this.undo = tool("undo", "Z")
    this.redo = tool("redo", "Y")
    this.finish = makeButton("finish", words.finish, () => this.send({ do: "finish", finished: !this.data.finished }))
    const zoomOut = makeButton("zoom", "−", () => this.zoom(-1))
    const zoomIn = makeButton("zoom", "+", () => this.zoom(1))
    zoomOut.setAttribute("aria-label", words.zoom_out)
    zoomIn.setAttribute("aria-label", words.zoom_in)
    this.zooms = { zoomOut, zoomIn }
    this.tools.replaceChildren(
      tool("split", "S"),
      tool("merge", "M"),
      tool("border", "B"),
      tool("confirm", "↵"),
      this.undo,
      this.redo,
      make("span", "gap"),
      zoomOut,
      zoomIn,
      this.finish,
    )
    this.zoom(0)
  }

  zoom(step) {
    const { more, less } = this.timeline.changeZoom(step)
    this.zooms.zoomIn.disabled = !more
    this.zooms.zoomOut.disabled = !less
  }

  showLists() {
    const shown = JSON.stringify([this.data.findings, this.data.next, this.data.keys])
    if (shown === this.shownLists) return
    this.shownLists = shown
    const open = this.lists.querySelector("details")?.open ?? false
    const parts = []
    if (this.data.findings.length) parts.push(this.listFindings())
    if (this.data.next.length) parts.push(this.listNext())
    const keys = this.listKeys()
    keys.open = open
    this.lists.replaceChildren(...parts, keys)
  }

  listFindings() {
    const section = make("section", "findings")
    const items = this.data.findings.map((finding) => {
      const item = make("li")
      const jump = makeButton("jump", finding.message, () => this.stage.seek(finding.start), finding.icon)
      jump.lastChild.prepend(make("span", "when", `${finding.clock} · `))
      const choices = make("div", "opinions")
      choices.setAttribute("role", "group")
      choices.setAttribute("aria-label", finding.message)
      choices.append(
        ...OPINIONS.map((opinion) => {
          const button = makeButton("opinion", this.words[opinion], () =>
            this.send({
              do: "think",
              code: finding.code,
              start_s: finding.start,
              step: finding.step,
              opinion: finding.opinion === opinion ? null : opinion,
            }),
          )
          button.setAttribute("aria-pressed", String(finding.opinion === opinion))
          return button
        }),
      )
      item.append(jump, choices)
      return item
    })
    const list = make("ul")
    list.append(...items)
    section.append(make("h2", "", this.words.findings), list)
    return section
  }

  listNext() {
    const section = make("section", "next")
    const list = make("ol")
    list.append(
      ...this.data.next.map((spot) => {
        const item = make("li")
        const jump = makeButton("jump", spot.why, () => this.stage.seek(spot.start))
        jump.lastChild.prepend(make("span", "when", `${clock(spot.start)} – ${clock(spot.end)} · `))
        item.append(jump)
        return item
      }),
    )
    section.append(make("h2", "", this.words.next), make("p", "", this.words.next_help), list)
    return section
  }

  listKeys() {
    const details = make("details", "keys")
    const table = make("dl")
    for (const [keys, meaning] of this.data.keys) {
      const names = make("dt")
      names.append(...keys.map((key) => make("kbd", "", key)))
      table.append(names, make("dd", "", meaning))
    }
    details.append(make("summary", "", this.words.keys), table)
    return details
  }

  follow() {
    if (!this.data) return
    const now = this.stage.time
    this.play.firstChild.textContent = this.stage.playing ? this.words.pause : this.words.play
    this.time.textContent = `${clock(now, true)} / ${clock(this.data.duration)}`
    this.timeline.follow(now)
    this.panel.show(this.data, findAt(this.data.stretches, now))
  }

  press(meant, repeat) {
    if (meant.technique) {
      const technique = this.data.order[meant.technique - 1]
      if (repeat) return
      if (meant.fresh) this.send({ do: "split", at_s: this.stage.time })
      this.send({ do: "rename", at_s: this.stage.time, technique })
    } else if (!repeat || /^(back|forward|picture)/.test(meant.action)) this.act(meant.action)
  }

  act(action) {
    const now = this.stage.time
    const { stretches } = this.data
    const index = findAt(stretches, now)
    const acts = {
      play: () => this.stage.toggle(),
      back: () => this.stage.seek(now - STEP_S),
      forward: () => this.stage.seek(now + STEP_S),
      pictureBack: () => this.stage.seek(now - PICTURE_S),
      pictureForward: () => this.stage.seek(now + PICTURE_S),
      borderBefore: () =>
        this.stage.seek(
          now - stretches[index].start > 0.3 ? stretches[index].start : stretches[Math.max(0, index - 1)].start,
        ),
      borderAfter: () => this.stage.seek(stretches[index].end),
      split: () => this.send({ do: "split", at_s: now }),
      merge: () => this.send({ do: "merge", border_s: stretches[index].start || stretches[index].end }),
      border: () => this.moveNearest(now),
      confirm: () => this.confirm(stretches[index]),
      tap: () => this.panel.tap(),
      count: () => this.panel.countOne(),
      undo: () => this.send({ do: "undo" }),
      redo: () => this.send({ do: "redo" }),
      next: () => this.trigger("next", true),
    }
    if (acts[action]) acts[action]()
    else this.panel.focus(action)
  }

  confirm(stretch) {
    if (!stretch.unmarked) this.send({ do: "rename", at_s: stretch.start, technique: stretch.technique })
  }

  moveNearest(to_s) {
    const borders = this.data.stretches.slice(1).map(({ start }) => start)
    if (!borders.length) return
    const border_s = borders.reduce((best, one) => (Math.abs(one - to_s) < Math.abs(best - to_s) ? one : best))
    this.send({ do: "move_border", border_s, to_s })
  }

  send(edit) {
    this.sequence += 1
    this.waiting.push({ seq: this.sequence, edit })
    this.status.textContent = this.words.saving
    this.flush()
  }

  /** Send all that waits; once more after a while, since an answer that was on its way may have covered a part only. */
  flush() {
    this.trigger("edits", { client: this.client, list: this.waiting })
    clearTimeout(this.again)
    this.again = setTimeout(() => !this.closed && this.waiting.length && this.flush(), KEPT_WAITING_MS)
  }

  close() {
    this.closed = true
    clearTimeout(this.again)
    this.stopKeys()
    this.panel.close()
    this.stage.close()
  }
}

/** Show the present state; called again on every rerun. */
export const update = ({ parentElement, data, setTriggerValue }) => {
  const root = parentElement.querySelector(".corrector")
  let corrector = instances.get(parentElement)
  const isNew = !corrector
  if (isNew) {
    corrector = new Corrector(root)
    instances.set(parentElement, corrector)
  }
  corrector.show(data, setTriggerValue)
  if (!isNew) return
  corrector.stage.seek(data.start)
  root.scrollIntoView({ block: "start" })
}

export const unmount = (parentElement) => {
  instances.get(parentElement)?.close()
  instances.delete(parentElement)
}
