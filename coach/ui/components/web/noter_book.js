// The notes as they stand on this page: what the server keeps, and over it what was changed and is not answered yet.
// Changes are sent in a row with numbers; what the server has not answered is sent again with the next one.

const KEPT_WAITING_MS = 4000
export const USUAL_S = 4

const newName = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("")

export const isEmpty = (note) => !note.text.trim() && !note.drawings.length

export class Book {
  constructor() {
    this.client = newName()
    this.sequence = 0
    this.waiting = []
    this.changed = new Map() // id -> the note as it was changed here; null: taken back
    this.kept = []
    this.draft = null // a note that says nothing yet, and is not sent
    this.chosen = null
  }

  /** Take what the server keeps and how far it has answered. */
  take(notes, acked, trigger) {
    this.trigger = trigger
    this.kept = notes
    if (acked.client === this.client) this.waiting = this.waiting.filter(({ seq }) => seq > acked.seq)
    const unanswered = new Set(this.waiting.map(({ edit }) => edit.id))
    for (const name of this.changed.keys()) if (!unanswered.has(name)) this.changed.delete(name)
  }

  /** All notes in the order of the recording, the draft among them. */
  get notes() {
    const all = new Map(this.kept.map((note) => [note.id, note]))
    for (const [name, note] of this.changed) {
      if (note) all.set(name, note)
      else all.delete(name)
    }
    if (this.draft && !all.has(this.draft.id)) all.set(this.draft.id, this.draft)
    return [...all.values()].sort((one, other) => one.at_s - other.at_s)
  }

  get current() {
    return this.find(this.chosen)
  }

  find(id) {
    return this.notes.find((note) => note.id === id) ?? null
  }

  begin(at_s) {
    this.draft = { id: newName(), at_s: Math.round(at_s * 100) / 100, lasts_s: USUAL_S, text: "", drawings: [] }
    this.chosen = this.draft.id
  }

  change(values) {
    const note = { ...this.current, ...values }
    if (this.draft?.id === note.id) {
      this.draft = isEmpty(note) ? note : null
      if (this.draft) return
    }
    this.send(note)
  }

  withdraw() {
    const note = this.current
    this.chosen = null
    if (this.draft?.id === note.id) this.draft = null
    else {
      this.gone = note
      this.send({ ...note, withdrawn: true })
    }
  }

  bringBack() {
    this.send({ ...this.gone, withdrawn: false })
    this.chosen = this.gone.id
    this.gone = null
  }

  send({ id, at_s, lasts_s, text, drawings, withdrawn = false }) {
    this.sequence += 1
    const edit = { id, at_s, lasts_s, text, drawings, withdrawn }
    this.changed.set(id, withdrawn ? null : edit)
    this.waiting.push({ seq: this.sequence, edit })
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
  }
}
