// The keyboard: everything that a person who marks twenty recordings does, without the mouse.

const BY_KEY = {
  " ": "play",
  ArrowLeft: "back",
  ArrowRight: "forward",
  ArrowUp: "borderBefore",
  ArrowDown: "borderAfter",
  ",": "pictureBack",
  ".": "pictureForward",
  s: "split",
  m: "merge",
  b: "border",
  Enter: "confirm",
  t: "tap",
  c: "count",
  d: "axis",
  w: "sense",
  h: "hands",
  o: "zone",
  z: "undo",
  y: "redo",
  n: "next",
}
const FIELDS = new Set(["SELECT", "TEXTAREA"])
const PRESSED = new Set(["BUTTON", "SUMMARY", "A", "INPUT"])
const PRESSES = new Set([" ", "Enter"])

const isField = (node) =>
  FIELDS.has(node.tagName) || node.isContentEditable || (node.tagName === "INPUT" && node.type !== "checkbox")

/** What a key press means: an action's name, a technique's number from 1 (`fresh`: from here on), or nothing. */
export const readKey = (event) => {
  const control = event.ctrlKey || event.metaKey
  if (event.altKey) return null
  if (control) {
    if (event.key.toLowerCase() === "z") return { action: event.shiftKey ? "redo" : "undo" }
    return event.key.toLowerCase() === "y" ? { action: "redo" } : null
  }
  const digit = /^(?:Digit|Numpad)([1-6])$/.exec(event.code)
  if (digit) return { technique: Number(digit[1]), fresh: event.shiftKey }
  const action = BY_KEY[event.key.length === 1 ? event.key.toLowerCase() : event.key]
  return action ? { action } : null
}

/** Listen on the whole page while `root` is on it; returns how to stop listening. */
export const onKeys = (root, take) => {
  const listen = (event) => {
    const target = event.composedPath()[0]
    const inside = event.composedPath().includes(root)
    if (event.key === "Escape" && inside && isField(target)) return target.blur()
    if (isField(target)) return
    if (PRESSED.has(target.tagName) && PRESSES.has(event.key)) return // it presses the button
    const meant = readKey(event)
    if (!meant) return
    if (!inside && target !== document.body && target.closest?.("[role=radiogroup], [role=tablist], [role=listbox]"))
      return
    event.preventDefault()
    take(meant, event.repeat)
  }
  document.addEventListener("keydown", listen)
  return () => document.removeEventListener("keydown", listen)
}
