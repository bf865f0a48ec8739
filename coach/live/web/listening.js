// What the whole page hears while the coach is open: keys, touches, and going away to another page or program.

import { onKeys } from "./keys.js"

const TOUCHES = ["pointerdown", "keydown"]

/**
 * Listen on the whole page; returns how to stop listening.
 * @param {{keys: object, isRunning: () => boolean, onAway: () => void, onTouch: () => void}} hear
 */
export function onDocument({ keys, isRunning, onAway, onTouch }) {
  const unkey = onKeys(keys, isRunning)
  const onVisible = () => {
    if (document.hidden && isRunning()) onAway()
  }
  document.addEventListener("visibilitychange", onVisible)
  for (const kind of TOUCHES) document.addEventListener(kind, onTouch)
  return () => {
    unkey()
    document.removeEventListener("visibilitychange", onVisible)
    for (const kind of TOUCHES) document.removeEventListener(kind, onTouch)
  }
}
