// The notes of a recording as a list of lines to press, in the order of the recording.

import { clock, make, makeButton } from "./noter_dom.js"

export class NoterList {
  /** `open(id)` is called when a line is pressed. */
  constructor(root, open) {
    this.root = root
    this.open = open
    this.items = new Map() // id of a note -> its line
  }

  show(notes, chosen, words) {
    if (!this.list) this.build(words)
    for (const [id, item] of this.items) {
      if (notes.some((note) => note.id === id)) continue
      item.remove()
      this.items.delete(id)
    }
    notes.forEach((note, place) => {
      const item = this.showItem(note, note.id === chosen, words)
      if (this.list.children[place] !== item) this.list.insertBefore(item, this.list.children[place] ?? null)
    })
    this.none.hidden = notes.length > 0
  }

  build(words) {
    this.list = make("ol")
    this.none = make("p", "", words.none)
    this.root.replaceChildren(make("h2", "", words.notes), this.list, this.none)
  }

  /** Bring a note's line up to date. It stays where it is: a press that began on one that is replaced leads nowhere. */
  showItem(note, isChosen, words) {
    let item = this.items.get(note.id)
    if (!item) {
      item = make("li")
      const button = makeButton("jump", "", () => this.open(note.id))
      button.append(make("span", "when"), make("span", "what"))
      item.append(button)
      this.items.set(note.id, item)
    }
    const [button] = item.children
    const said = [clock(note.at_s), note.text.trim() || words.drawn]
    said.forEach((text, place) => {
      if (button.children[place].textContent !== text) button.children[place].textContent = text
    })
    if (isChosen) button.setAttribute("aria-current", "true")
    else button.removeAttribute("aria-current")
    return item
  }
}
