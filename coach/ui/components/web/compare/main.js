// Two recordings side by side on one clock: one play button, slower, picture by picture, step by step.

import { clock as writeTime, make, makeButton } from "../corrector/dom.js"
import { Clock } from "./clock.js"
import { Facts } from "./facts.js"
import { Film } from "./film.js"
import { Paths } from "./paths.js"

const instances = new WeakMap()
const SPEEDS = [1, 0.5, 0.25]
const STEP_S = 1
const USUAL_FPS = 30
const STANDS_STILL = 1e-6
const FIELDS = new Set(["SELECT", "TEXTAREA", "INPUT"])

const drawSign = (path) => `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`

class Comparer {
  constructor(root) {
    root.comparer = this
    this.clock = new Clock(
      () => this.follow(),
      () => this.films.some((film) => film.isHeld),
    )
    this.screens = ["first", "second"].map((side) => {
      const screen = make("figure", `screen ${side}`)
      const caption = make("figcaption")
      const parts = { name: make("span", "name"), state: make("span", "state"), time: make("span", "time") }
      caption.append(make("span", "swatch"), ...Object.values(parts))
      screen.append(caption)
      return { screen, ...parts }
    })
    this.films = this.screens.map(({ screen }) => new Film(screen, () => this.clock.toggle()))
    const pictures = make("div", "pictures")
    pictures.append(...this.screens.map(({ screen }) => screen))
    this.bar = make("div", "bar")
    this.buildBar()
    this.steps = make("div", "steps")
    const under = make("div", "under")
    const back = make("div", "back")
    const facts = make("div", "facts")
    under.append(back, facts)
    this.paths = new Paths(back)
    this.facts = new Facts(facts)
    root.append(pictures, this.bar, this.steps, under)
    this.onKey = (event) => this.press(event)
    document.addEventListener("keydown", this.onKey)
  }

  buildBar() {
    this.play = makeButton("play", "", () => this.clock.toggle())
    this.pictureBack = makeButton("picture", "", () => this.movePicture(-1), drawSign("M19 5 L8 12 L19 19 Z M5 5 V19"))
    this.pictureForward = makeButton(
      "picture",
      "",
      () => this.movePicture(1),
      drawSign("M5 5 L16 12 L5 19 Z M19 5 V19"),
    )
    this.position = make("input", "position")
    Object.assign(this.position, { type: "range", min: 0, step: 0.01 })
    this.position.oninput = () => this.clock.seek(Number(this.position.value))
    this.time = make("span", "time")
    this.speeds = make("div", "speeds")
    this.speeds.setAttribute("role", "group")
    this.speedButtons = SPEEDS.map((speed) => {
      const button = makeButton("speed", { 1: "1×", 0.5: "½×", 0.25: "¼×" }[speed], () => {
        this.clock.speed = speed
        this.follow()
      })
      return button
    })
    this.speeds.append(...this.speedButtons)
    this.bar.append(this.play, this.pictureBack, this.pictureForward, this.speeds, this.position, this.time)
  }

  async show(data) {
    const { words, films } = data
    this.words = words
    this.pictureBack.setAttribute("aria-label", words.picture_back)
    this.pictureForward.setAttribute("aria-label", words.picture_forward)
    this.position.setAttribute("aria-label", words.position)
    this.speeds.setAttribute("aria-label", words.speed)
    films.forEach((film, side) => {
      this.screens[side].name.textContent = film.name
      this.films[side].show(film, words, () => this.follow())
    })
    this.fps = films[0].fps || USUAL_FPS
    this.paths.show(data.back, words)
    this.facts.show(films, words)
    if (data.url === this.url) return
    this.url = data.url
    this.film = await (await fetch(data.url)).json()
    this.clock.load(this.film.clock, this.film.first, this.film.second)
    this.position.max = this.clock.duration
    this.listSteps()
    this.follow()
  }

  listSteps() {
    this.chips = this.film.pieces
      .filter((piece) => piece.kind !== "between")
      .map((piece) => {
        const chip = makeButton(`step ${piece.kind}`, piece.title, () => this.clock.seek(piece.start))
        if (piece.note) chip.append(make("span", "note", piece.note))
        return { chip, piece }
      })
    this.steps.replaceChildren(...this.chips.map(({ chip }) => chip))
  }

  follow() {
    if (!this.film) return
    const { clock } = this
    const now = [0, 1].map((side) => clock.find(side))
    const piece = this.film.pieces.find(({ start, end }) => clock.at >= start && clock.at < end)
    this.play.firstChild.textContent = clock.playing ? this.words.pause : this.words.play
    this.position.value = clock.at
    this.position.setAttribute("aria-valuetext", writeTime(clock.at))
    this.time.textContent = `${writeTime(clock.at, true)} / ${writeTime(clock.duration)}`
    SPEEDS.forEach((speed, index) =>
      this.speedButtons[index].setAttribute("aria-pressed", String(speed === clock.speed)),
    )
    for (const { chip, piece: own } of this.chips) {
      if (own === piece) chip.setAttribute("aria-current", "step")
      else chip.removeAttribute("aria-current")
    }
    const times = now.map(({ time }) => time)
    const states = now.map(({ rate }, side) => {
      if (piece?.kind === (side ? "first" : "second")) return this.words.lacks
      return piece && rate < STANDS_STILL ? this.words.waits : ""
    })
    const paces = this.facts.follow(this.film.sides, times, states)
    now.forEach((aim, side) => {
      this.films[side].follow(aim, clock.speed, clock.playing)
      this.paths.follow(side, this.film.sides[side].path, aim.time, paces[side])
      this.screens[side].screen.classList.toggle("waits", Boolean(states[side]))
      this.screens[side].state.textContent = states[side]
      this.screens[side].time.textContent = writeTime(aim.time, true)
    })
  }

  movePicture(by) {
    this.clock.playing = false
    this.clock.seek(this.clock.at + by / this.fps)
  }

  press(event) {
    const target = event.composedPath()[0]
    if (event.altKey || event.ctrlKey || event.metaKey || FIELDS.has(target.tagName) || target.isContentEditable) return
    if (event.key === " " && ["BUTTON", "SUMMARY", "A"].includes(target.tagName)) return // it presses the button
    const acts = {
      " ": () => this.clock.toggle(),
      ArrowLeft: () => this.clock.seek(this.clock.at - STEP_S),
      ArrowRight: () => this.clock.seek(this.clock.at + STEP_S),
      ",": () => this.movePicture(-1),
      ".": () => this.movePicture(1),
    }
    if (!acts[event.key]) return
    event.preventDefault()
    acts[event.key]()
  }

  close() {
    document.removeEventListener("keydown", this.onKey)
    this.clock.close()
    for (const film of this.films) film.close()
  }
}

/** Show a comparison; called again on every rerun. */
export const update = ({ parentElement, data }) => {
  let comparer = instances.get(parentElement)
  if (!comparer) {
    comparer = new Comparer(parentElement.querySelector(".comparer"))
    instances.set(parentElement, comparer)
  }
  comparer.show(data)
}

export const unmount = (parentElement) => {
  instances.get(parentElement)?.close()
  instances.delete(parentElement)
}
