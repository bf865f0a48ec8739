// Small helpers for building the page; no state.

/** Make an element: tag, attributes (on* are handlers, text sets the text), children. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue
    if (name === "text") element.textContent = value
    else if (name === "html")
      element.innerHTML = value // only for drawings that come from our own server
    else if (name.startsWith("on")) element[name] = value
    else element.setAttribute(name, value === true ? "" : value)
  }
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

/** Set a text only when it differs, so that screen readers and selections are left in peace, and nothing is laid out. */
export function setText(element, text) {
  if (element.textContent !== (text ?? "")) element.textContent = text
}

/** The same for an attribute. */
export function setAttribute(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value)
}

/** Fill the {names} of a text. */
export function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole))
}
