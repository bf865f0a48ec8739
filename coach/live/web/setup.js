// The set-up check beside the picture: what is well, what to do about the rest, and where the back lies.

import { fill, make, setText } from "./dom.js"

const ITEMS = ["camera", "light", "hands", "size", "back", "rate"]
const HEADS = ["up", "down", "left", "right"]
const MARKS = { ok: "✓", wait: "…", bad: "!" }

export class SetupPanel {
  /**
   * @param {object} words texts of the page
   * @param {string} drawing SVG that shows where the camera goes
   * @param {{start: () => void, setBack: (values: object) => void, pickBack: (on: boolean) => void, camera: (id: string) => void}} actions
   */
  constructor(words, drawing, actions) {
    this.words = words
    this.actions = actions
    this.rows = new Map()
    const list = make("ul", { class: "checks" })
    for (const id of ITEMS) {
      const row = { mark: make("span", { class: "mark" }), text: make("span"), item: make("li") }
      row.item.append(row.mark, row.text)
      this.rows.set(id, row)
      list.append(row.item)
    }
    this.start = make("button", {
      class: "go",
      type: "button",
      text: words.start_anyway,
      onclick: () => this.startNow(),
    })
    this.picker = make("button", { type: "button", text: words.back_points, onclick: () => this.pick(!this.picking) })
    this.points = []
    this.cameras = make("select", {
      "aria-label": words.camera_choice,
      onchange: () => actions.camera(this.cameras.value),
    })
    const heads = HEADS.map((head) =>
      make("button", {
        type: "button",
        text: words[`head_${head}`],
        title: words[`head_${head}_help`],
        onclick: () => {
          this.pick(false)
          actions.setBack({ head: this.turned(head) })
        },
      }),
    )
    const none = make("button", {
      type: "button",
      class: "quiet",
      text: words.back_none,
      onclick: () => {
        this.pick(false)
        actions.setBack({ none: true })
      },
    })
    this.hint = make("p", { class: "hint" })
    this.element = make(
      "section",
      { class: "setup" },
      make("h2", { text: words.setup_title }),
      list,
      make(
        "div",
        { class: "back-choice" },
        make("p", { class: "label", text: words.back_title }),
        make("div", { class: "row" }, this.picker, none),
        make("div", { class: "row heads" }, make("span", { class: "label", text: words.head_title }), ...heads),
      ),
      this.hint,
      this.start,
      this.cameras,
    )
    this.where = make(
      "section",
      { class: "where" },
      make("div", { html: drawing }),
      make("ul", {}, ...words.camera_where.map((line) => make("li", { text: line }))),
    )
    this.mirrored = false
    for (const id of ITEMS) this.set(id, "wait", `${id}_wait`)
  }

  /** With a mirrored picture the user's left is the picture's right. */
  turned(head) {
    return this.mirrored ? ({ left: "right", right: "left" }[head] ?? head) : head
  }

  set(id, state, code) {
    const row = this.rows.get(id)
    if (!row) return
    row.item.className = state
    setText(row.mark, MARKS[state])
    setText(row.text, this.words[code] ?? code)
  }

  show(items, startsIn) {
    for (const item of items) this.set(item.id, item.state, item.code)
    const well = startsIn !== undefined
    setText(
      this.hint,
      well ? fill(this.words.starts_in, { seconds: Math.ceil(startsIn) }) : this.picking ? this.hint.textContent : "",
    )
    setText(this.start, well ? this.words.start_now : this.words.start_anyway)
    this.start.classList.toggle("primary", well)
  }

  /** The first picture may not have been looked at yet: then it starts with that one, and says so. */
  startNow() {
    setText(this.hint, this.words.start_waits)
    this.actions.start()
  }

  async listCameras(camera) {
    const devices = await camera.list()
    this.cameras.hidden = devices.length < 2
    this.cameras.replaceChildren(
      ...devices.map((device, i) =>
        make("option", {
          value: device.deviceId,
          text: device.label || fill(this.words.camera_number, { number: i + 1 }),
        }),
      ),
    )
    const current = camera.stream?.getVideoTracks()[0]?.getSettings().deviceId
    if (current) this.cameras.value = current
  }

  pick(on) {
    this.picking = on
    this.points = []
    setText(this.hint, on ? this.words.tap_neck : "")
    setText(this.picker, on ? this.words.back_cancel : this.words.back_points)
    this.actions.pickBack(on)
  }

  /** A tap on the picture while points are picked. */
  tap(point) {
    this.points.push(point)
    if (this.points.length === 1) {
      setText(this.hint, this.words.tap_tail)
      return
    }
    const [neck, tail] = this.points
    this.pick(false)
    this.actions.setBack({ neck, tail })
  }
}
