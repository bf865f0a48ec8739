// What is drawn on the picture at a moment: which hands in which colour, how long a trail, which zones and ways.

const SLOW_TRAIL_S = 8
const USUAL_TRAIL_S = 4
const SETUP_COLOR = "#56B4E9"

/**
 * @param {{result: object, paused: string|null, place: object, looks: object, panel: object, stage: object, setup: object}} coach
 * @param {boolean} running
 */
export function describeScene({ result, paused, place, looks, panel, stage, setup }, running) {
  const active = running && !paused
  return {
    hands: result.hands,
    color: running ? looks[result.verdict ?? "none"].color : SETUP_COLOR,
    trailS: !active ? 0 : result.pace ? Math.min(SLOW_TRAIL_S, 120 / result.pace) : USUAL_TRAIL_S,
    back: place.back,
    zones: place.zones,
    avoid: place.avoid,
    asked: (running && panel.current?.zones) || [],
    ways: (active && place.ways?.[panel.step]) || null,
    picked: stage.picking ? setup.points : [],
  }
}
