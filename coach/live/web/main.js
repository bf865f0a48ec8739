// Where the component enters: one coach per place on the page, kept over reruns.

import { Coach } from "./coach.js"

const instances = new WeakMap()

/** Called by the component on every rerun of the page: the first call builds, later ones only pass on new data. */
export function update(component) {
  let coach = instances.get(component.parentElement)
  if (!coach) {
    coach = new Coach(component)
    instances.set(component.parentElement, coach)
  }
  coach.update(component)
}

/** Called when the component leaves the page: camera, sound and socket end with it. */
export function unmount(parentElement) {
  instances.get(parentElement)?.close()
  instances.delete(parentElement)
}
