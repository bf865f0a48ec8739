// The steps of a protocol in their order: tapped to be opened, dragged (or moved with buttons) to another place.

const make = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value)
  node.append(...children)
  return node
}

/** Where the open step's card lies below the screen, as on a telephone, go to it. */
const bringCard = () => {
  const card = document.querySelector(".st-key-edit_card")
  if (!card || card.getBoundingClientRect().top < window.innerHeight / 2) return
  card.style.scrollMarginTop = "4.5rem"
  card.scrollIntoView({ block: "start" })
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".step-list")
  const { steps, words } = data
  let dragged = null

  const reorder = (from, to) => {
    if (to < 0 || to >= steps.length || from === to) return
    const order = steps.map((step) => step.id)
    order.splice(to, 0, ...order.splice(from, 1))
    setTriggerValue("moved", { order, open: steps[from].id })
  }

  const items = steps.map((step, at) => {
    const move = (label, sign, to) => {
      const button = make("button", { type: "button", class: "move", "aria-label": `${label}: ${step.title}` }, sign)
      button.disabled = to < 0 || to >= steps.length
      button.onclick = (event) => {
        event.stopPropagation()
        reorder(at, to)
      }
      return button
    }
    const open = make(
      "button",
      { type: "button", class: "open" },
      make("span", { class: "number", style: `background:${step.color};color:${step.ink}` }, String(at + 1)),
      make("span", { class: "title" }, step.title, make("small", {}, step.length)),
    )
    open.onclick = () => {
      setTriggerValue("opened", { id: step.id })
      bringCard()
    }
    if (step.flaws) open.append(make("span", { class: "flaw", title: words.flaws }, "!"))
    const moves = make("span", { class: "moves" }, move(words.up, "↑", at - 1), move(words.down, "↓", at + 1))
    const item = make(
      "li",
      { draggable: "true" },
      make("span", { class: "grip", "aria-hidden": "true" }, "⠿"),
      open,
      moves,
    )
    if (step.id === data.open) {
      item.className = "chosen"
      open.setAttribute("aria-current", "step")
    }
    item.ondragstart = (event) => {
      dragged = at
      event.dataTransfer.effectAllowed = "move"
      event.dataTransfer.setData("text/plain", step.id)
    }
    item.ondragover = (event) => {
      event.preventDefault()
      item.classList.add("over")
    }
    item.ondragleave = () => item.classList.remove("over")
    item.ondrop = (event) => {
      event.preventDefault()
      item.classList.remove("over")
      if (dragged !== null) reorder(dragged, at)
      dragged = null
    }
    return item
  })
  root.replaceChildren(make("ol", { "aria-label": words.list }, ...items))
}
