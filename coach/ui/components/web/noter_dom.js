// Small helpers that the files of the notes share.

export const make = (tag, className, text) => {
  const node = document.createElement(tag)
  if (className) node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

export const makeButton = (className, text, onClick) => {
  const button = make("button", className, text)
  button.type = "button"
  button.onclick = onClick
  return button
}

export const clock = (seconds, tenths = false) => {
  const rounded = tenths ? Math.round(seconds * 10) / 10 : Math.floor(seconds)
  const rest = rounded % 60
  return `${Math.floor(rounded / 60)}:${(tenths ? rest.toFixed(1) : String(rest)).padStart(tenths ? 4 : 2, "0")}`
}
