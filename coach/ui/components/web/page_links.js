// Links to pages. A plain click stays in this session; any other (a new tab) follows the address.

const makeLink = ({ name, address, title, icon, text }, isCurrent, open) => {
  const link = document.createElement("a")
  link.href = address
  link.title = text
  if (isCurrent) link.setAttribute("aria-current", "page")
  const parts = { icon, title, text }
  for (const [part, content] of Object.entries(parts)) {
    const span = document.createElement("span")
    span.className = part
    span.textContent = content
    // The icon's letters are its name in the font, and the text is the link's description already.
    if (part !== "title") span.setAttribute("aria-hidden", "true")
    link.append(span)
  }
  link.onclick = (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    open(name)
  }
  return link
}

export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const nav = parentElement.querySelector("nav")
  const drawn = JSON.stringify(data)
  if (nav.drawn === drawn) return // a link keeps the focus
  nav.drawn = drawn
  nav.className = data.layout
  nav.setAttribute("aria-label", data.label)
  nav.firstElementChild.replaceChildren(
    ...data.entries.map((entry) =>
      makeLink(entry, entry.name === data.current, (name) => setTriggerValue("page", name)),
    ),
  )
}
