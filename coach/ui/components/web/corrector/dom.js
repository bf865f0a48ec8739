// Small helpers that the files of the corrector share.

/** Make an element. */
export const make = (tag, className, text) => {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

/** Make a button; `icon` is one of the coach's own drawings. */
export const makeButton = (className, text, onClick, icon) => {
  const button = make("button", className)
  button.type = "button"
  if (icon) {
    const drawing = make("span", "icon")
    drawing.innerHTML = icon
    button.append(drawing)
  }
  button.append(make("span", "text", text))
  button.onclick = (event) => {
    if (event.detail > 0) button.blur() // clicked with a pointer: the space bar then plays, and does not press it again
    onClick()
  }
  return button
}

/** Seconds as minutes and seconds, with tenths where asked. */
export const clock = (seconds, tenths = false) => {
  const rounded = tenths ? Math.round(seconds * 10) / 10 : Math.floor(seconds)
  const rest = rounded % 60
  return `${Math.floor(rounded / 60)}:${(tenths ? rest.toFixed(1) : String(rest)).padStart(tenths ? 4 : 2, "0")}`
}

/** The stretch at a moment; before the first or after the last it is that one. */
export const findAt = (stretches, at) => {
  const found = stretches.findIndex((stretch) => at < stretch.end)
  return found < 0 ? stretches.length - 1 : found
}
