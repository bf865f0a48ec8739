// The coach's and the teacher's ribbon above each other, and the playhead over both. Borders of the teacher's are dragged.

import { clock, make } from "./dom.js"

const NEAR_PX = 12
const NEAR_FINGER_PX = 24
const SHORTEST_S = 0.2
const ZOOMS = [1, 2, 4, 8, 16]

export class Timeline {
  constructor(root, { seek, moveBorder }) {
    Object.assign(this, { seek, moveBorder, zoom: 1, now: 0, duration: 1 })
    this.view = make("div", "view")
    this.rows = make("div", "rows")
    this.coach = make("div", "ribbon coach")
    this.teacher = make("div", "ribbon teacher")
    this.spots = make("div", "spots")
    this.head = make("div", "head")
    this.coachName = make("span", "row-name")
    this.teacherName = make("span", "row-name")
    this.rows.append(this.coachName, this.coach, this.teacherName, this.teacher, this.spots, this.head)
    this.view.append(this.rows)
    root.append(this.view)
    this.view.tabIndex = 0
    this.view.setAttribute("role", "slider")
    this.view.setAttribute("aria-valuemin", "0")
    this.rows.onpointerdown = (event) => this.take(event)
    this.rows.onpointermove = (event) => this.hover(event)
  }

  show(data) {
    this.duration = data.duration
    this.stretches = data.stretches
    this.looks = data.looks
    this.words = data.words
    this.view.setAttribute("aria-label", data.words.position)
    this.view.setAttribute("aria-valuemax", String(Math.round(data.duration)))
    this.coachName.textContent = data.words.coach
    this.teacherName.textContent = data.words.you
    this.coachName.hidden = this.coach.hidden = !data.coach
    if (data.coach) this.coach.replaceChildren(...data.coach.map((stretch) => this.draw(stretch)))
    this.drawTeacher()
    this.spots.replaceChildren(
      ...data.next.map((spot) => {
        const mark = make("span", "spot")
        this.place(mark, spot.start, spot.end)
        return mark
      }),
    )
  }

  drawTeacher() {
    this.teacher.replaceChildren(...this.stretches.map((stretch) => this.draw(stretch, true)))
    this.follow(this.now)
  }

  draw(stretch, teachers = false) {
    const look = this.looks[stretch.technique]
    const unmarked = teachers && stretch.unmarked
    const part = make("span", `part${look.hatched ? " hatched" : ""}${unmarked ? " unmarked" : ""}`)
    this.place(part, stretch.start, stretch.end)
    if (!look.hatched && !unmarked) Object.assign(part.style, { background: look.color, color: look.ink })
    const name = unmarked ? this.words.unmarked : (stretch.name ?? look.name)
    part.title = `${name}, ${clock(stretch.start, true)} – ${clock(stretch.end, true)}`
    const icon = make("span", "icon")
    if (!unmarked) icon.innerHTML = look.icon // drawn by the coach's own palette
    part.append(icon, make("span", "name", name))
    if (teachers && stretch.said) part.append(make("span", "said", "✓"))
    return part
  }

  place(part, start, end) {
    part.style.left = `${(100 * start) / this.duration}%`
    part.style.width = `${(100 * (end - start)) / this.duration}%`
  }

  follow(now) {
    this.now = now
    this.head.style.left = `${(100 * Math.min(now, this.duration)) / this.duration}%`
    this.view.setAttribute("aria-valuenow", String(Math.round(now)))
    this.view.setAttribute("aria-valuetext", clock(now))
    for (const [index, part] of [...this.teacher.children].entries()) {
      const { start, end } = this.stretches[index]
      part.classList.toggle("current", now >= start && (now < end || index === this.stretches.length - 1))
    }
    if (this.zoom > 1 && !this.dragging) {
      const x = (now / this.duration) * this.rows.clientWidth
      const { scrollLeft, clientWidth } = this.view
      if (x < scrollLeft || x > scrollLeft + clientWidth) this.view.scrollLeft = x - clientWidth / 4
    }
  }

  /** Show more or less of the recording at once; returns whether there is more to zoom either way. */
  changeZoom(step) {
    const index = Math.max(0, Math.min(ZOOMS.indexOf(this.zoom) + step, ZOOMS.length - 1))
    this.zoom = ZOOMS[index]
    this.rows.style.width = `${100 * this.zoom}%`
    const x = (this.now / this.duration) * this.rows.clientWidth
    this.view.scrollLeft = x - this.view.clientWidth / 2
    return { more: index < ZOOMS.length - 1, less: index > 0 }
  }

  timeAt(event) {
    const box = this.rows.getBoundingClientRect()
    return Math.max(0, Math.min(((event.clientX - box.left) / box.width) * this.duration, this.duration))
  }

  /** The number of the stretch that begins at a border under the pointer; 0 where there is none. */
  borderUnder(event) {
    const row = this.teacher.getBoundingClientRect()
    if (event.clientY < row.top || event.clientY > row.bottom) return 0
    const nearest = event.pointerType === "touch" ? NEAR_FINGER_PX : NEAR_PX
    const perSecond = this.rows.clientWidth / this.duration
    const at = this.timeAt(event)
    let best = 0
    for (let i = 1; i < this.stretches.length; i++) {
      const near = Math.abs(this.stretches[i].start - at)
      if (near * perSecond <= nearest && (!best || near < Math.abs(this.stretches[best].start - at))) best = i
    }
    return best
  }

  hover(event) {
    if (!this.dragging) this.rows.classList.toggle("on-border", this.borderUnder(event) > 0)
  }

  take(event) {
    if (event.button > 0) return
    const border = this.borderUnder(event)
    this.dragging = true
    this.rows.setPointerCapture(event.pointerId)
    const from = border ? this.stretches[border].start : 0
    const move = (moved) => {
      const at = this.timeAt(moved)
      if (border) this.preview(border, at)
      this.seek(border ? this.stretches[border].start : at)
    }
    if (!border) move(event)
    this.rows.onpointermove = move
    this.rows.onpointerup = this.rows.onpointercancel = () => {
      this.rows.onpointermove = (next) => this.hover(next)
      this.rows.onpointerup = this.rows.onpointercancel = null
      this.dragging = false
      const to = border ? this.stretches[border].start : 0
      if (border && to !== from) this.moveBorder(from, to)
    }
  }

  preview(border, at) {
    const before = this.stretches[border - 1]
    const after = this.stretches[border]
    const to = Math.max(before.start + SHORTEST_S, Math.min(at, after.end - SHORTEST_S))
    this.stretches = this.stretches.with(border - 1, { ...before, end: to }).with(border, { ...after, start: to })
    this.drawTeacher()
  }
}
