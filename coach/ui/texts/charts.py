"""Words of the charts over time."""

from __future__ import annotations

ASKED = "asked"
SEEN = "seen"
WAY = "direction"
TECHNIQUE = "Technique"
TIME = "Time"
MOVEMENT = "Movement"
PACE_UNIT = "A minute"
PACE = "Pace, movements a minute (blue: asked)"
HANDS = "Hands in view"
RIBBON_ALT = "Techniques over time: what was asked and what was seen"
PACE_ALT = "Pace over time against the pace that was asked"
HANDS_ALT = "Number of hands in view over time"
