// The keyboard: space pauses, arrows move, S stops, F fills the screen, M mirrors.

const ACTIONS = { " ": "pause", ArrowRight: "next", ArrowLeft: "back", s: "stop", S: "stop", f: "full", m: "mirror" }
const TYPING = new Set(["INPUT", "SELECT", "TEXTAREA"])

/** Listen on the whole page; returns how to stop listening. */
export function onKeys(actions, active) {
  const listen = (event) => {
    const name = ACTIONS[event.key]
    if (!name || !active() || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
    const target = event.composedPath()[0]
    if (TYPING.has(target.tagName) || target.isContentEditable) return
    if (event.key === " " && (target.tagName === "BUTTON" || target.tagName === "SUMMARY")) return // it presses the button
    event.preventDefault()
    actions[name]()
  }
  document.addEventListener("keydown", listen)
  return () => document.removeEventListener("keydown", listen)
}
