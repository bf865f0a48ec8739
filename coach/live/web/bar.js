// The buttons under the picture, and what the user likes (kept in this browser).

import { make, setText } from "./dom.js"

const STORE = "massage-coach-live"
const LIKED = { mirrored: false, speech: true, instructions: true, metronome: true, tones: true, rate: 1, voice: "" }

/** Read what the user likes; a browser that keeps nothing gives the usual. */
export function loadLikes() {
  try {
    return { ...LIKED, ...JSON.parse(localStorage.getItem(STORE) ?? "{}") }
  } catch {
    return { ...LIKED }
  }
}

function saveLikes(likes) {
  try {
    localStorage.setItem(STORE, JSON.stringify(likes))
  } catch {
    // A private window keeps nothing: the choice then lasts as long as the page.
  }
}

export class Bar {
  /**
   * @param {object} words
   * @param {object} likes changed in place
   * @param {{pause, back, next, stop, finish, mirror, full, sound: () => void}} actions
   * @param {() => SpeechSynthesisVoice[]} voices
   */
  constructor(words, likes, actions, voices) {
    this.words = words
    this.likes = likes
    const button = (name, action, extra = "") =>
      make(
        "button",
        {
          type: "button",
          class: `bar-${name} ${extra}`,
          title: words[`${name}_key`],
          onclick: (event) => {
            blurMouse(event)
            action()
          },
        },
        make("span", { text: words[name] }),
      )
    this.pause = button("pause", actions.pause, "primary")
    this.back = button("previous", actions.back)
    this.next = button("next", actions.next)
    this.finish = button("finish", actions.finish, "quiet")
    this.mirror = button(
      "mirror",
      () => {
        likes.mirrored = !likes.mirrored
        this.keep()
        actions.mirror()
      },
      "quiet",
    )
    this.full = button("full", actions.full, "quiet")
    this.stop = button("stop", actions.stop, "stop")
    this.live = [this.pause, this.back, this.next, this.finish, this.stop]
    this.element = make(
      "div",
      { class: "bar" },
      make("div", { class: "bar-more" }, this.soundMenu(actions.sound, voices), this.mirror, this.full, this.finish),
      make("div", { class: "bar-main" }, this.back, this.next, this.pause, this.stop),
    )
  }

  soundMenu(changed, voices) {
    const { words, likes } = this
    const box = (name) =>
      make(
        "label",
        {},
        make("input", {
          type: "checkbox",
          checked: likes[name],
          onchange: (event) => {
            likes[name] = event.target.checked
            this.keep()
            changed()
          },
        }),
        make("span", { text: words[`sound_${name}`] }),
      )
    const rate = make("input", {
      type: "range",
      min: 0.6,
      max: 1.6,
      step: 0.1,
      value: likes.rate,
      "aria-label": words.sound_rate,
      onchange: (event) => {
        likes.rate = Number(event.target.value)
        this.keep()
        changed()
      },
    })
    const voice = make("select", {
      "aria-label": words.sound_voice,
      onchange: () => {
        likes.voice = voice.value
        this.keep()
        changed()
      },
    })
    const note = make("p", { class: "hint" })
    const menu = make(
      "details",
      { class: "menu" },
      make("summary", {}, make("span", { text: words.sound })),
      make(
        "div",
        { class: "menu-box" },
        box("speech"),
        box("instructions"),
        box("metronome"),
        box("tones"),
        make("label", {}, make("span", { text: words.sound_rate }), rate),
        voice,
        note,
      ),
    )
    menu.ontoggle = () => {
      const found = voices().filter((item) => item.lang.startsWith(words.language))
      voice.hidden = found.length === 0
      voice.replaceChildren(
        make("option", { value: "", text: words.sound_voice_any }),
        ...found.map((item) =>
          make("option", { value: item.name, text: item.name, selected: item.name === likes.voice }),
        ),
      )
      setText(note, found.length ? "" : words.sound_no_voice)
    }
    return menu
  }

  keep() {
    saveLikes(this.likes)
  }

  /** @param {"setup"|"running"|"ended"} phase */
  show(phase, paused, steps) {
    const running = phase === "running"
    for (const button of this.live) button.hidden = !running
    this.back.hidden = this.next.hidden = !running || steps < 2
    setText(this.pause.firstChild, paused ? this.words.resume : this.words.pause)
  }
}

/** A button that was clicked gives the focus back, so that space goes on meaning pause. */
function blurMouse(event) {
  if (event.detail > 0) event.currentTarget.blur()
}
