"""A protocol shown once: what was done in a recording, proposed as steps to be named and corrected."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, cast

from coach.protocol.edited import Data
from coach.protocol.editing import OWN_SOURCE, Ends, add_step, begin, set_band, set_fields
from coach.protocol.schema import BodyPart, StepTechnique
from coach.records import Analysis
from coach.showing.alike import PACE_TOLERANCE
from coach.showing.cutting import Shown
from coach.showing.slips import PACES
from coach.words import say

LENGTH_TOLERANCE = 0.25
"""Share of the shown time, or of the shown number, by which a band reaches to both sides."""
MOST_COUNTED = 30
FASTEST_COUNTED_PER_MIN = 40.0
"""More movements than this, or quicker ones, nobody counts while working: a step of them ends by the clock."""
COUNTED = ("stroking", "kneading")


def find_shown_region(analysis: Analysis) -> BodyPart:
    """Return the part of the body that the back was set for."""
    return cast(BodyPart, analysis.back.region if analysis.back is not None else "back")


def propose_steps(steps: Sequence[Shown], protocol_id: str, title: str, region: BodyPart) -> Data:
    """Propose a protocol of these steps."""
    data: Data = begin(region, protocol_id, title)
    source = say("edit-shown-source", pace=PACE_TOLERANCE, length=LENGTH_TOLERANCE)
    data = dict(data) | {"sources": dict(data["sources"]) | {OWN_SOURCE: source}}
    for number, shown in enumerate(steps):
        data = _add_shown(data, number, shown)
    return data


def find_alike(steps: Sequence[Shown]) -> list[int]:
    """Find the steps, by their place in the order, that were done in several stretches which look alike to a camera.

    They may be two steps that differ in what it cannot see: pressure, weight, warmth, the part of the hand that works.
    """
    return [number for number, step in enumerate(steps) if len(step.parts) > 1]


def find_either_way(steps: Sequence[Shown]) -> list[int]:
    """Find the steps whose direction hangs on which part of a single hand pressed.

    Across the spine the thumb goes outward while the palm beside it goes inward, and the other way round.
    """
    told = [step.told for step in steps]
    return [
        number
        for number, one in enumerate(told)
        if one.hands in ("one", None) and one.axis in ("across", "diagonal") and one.sense in ("inward", "outward")
    ]


def find_slow_rubbing(steps: Sequence[Shown]) -> list[int]:
    """Find the rubbing that is slower than any source has it: skin that is slid to and fro in kneading looks alike."""
    slowest = PACES["rubbing"][0]
    return [
        number
        for number, step in enumerate(steps)
        if step.told.technique == "rubbing" and step.pace_per_min is not None and step.pace_per_min < slowest
    ]


def count_cycles(shown: Shown) -> int | None:
    """Count the movements of a step that one would count while working; ``None`` where one goes by the clock."""
    pace = shown.pace_per_min
    if shown.told.technique not in COUNTED or pace is None or pace > FASTEST_COUNTED_PER_MIN:
        return None
    cycles = round(pace / 60.0 * shown.duration_s)
    return cycles if 0 < cycles <= MOST_COUNTED else None


def _add_shown(data: Data, number: int, shown: Shown) -> Data:
    told = shown.told
    technique = cast(StepTechnique, told.technique)
    data = add_step(data, technique)
    fields: dict[str, Any] = {
        **_find_way(shown),
        "drift": told.drift if told.drift != "none" else None,
        "hands": [told.hands] if told.hands else None,
        "zones": list(shown.zones or ([told.zone] if told.zone else [])),
    }
    data = set_fields(data, number, **fields)
    pace, cycles = shown.pace_per_min, count_cycles(shown)
    ends = None if pace is None else (round(pace * (1 - PACE_TOLERANCE), 1), round(pace * (1 + PACE_TOLERANCE), 1))
    data = set_band(data, number, "pace_per_min", ends)
    if cycles is not None:
        return set_band(data, number, "count", _spread(cycles))
    return set_band(data, number, "duration_s", _spread(shown.duration_s))


def _find_way(shown: Shown) -> dict[str, Any]:
    """Axis and sense; blows have no way, and no way of kneading runs on a slant: hands that travel only look so."""
    told = shown.told
    if told.technique == "tapping" or (told.technique == "kneading" and told.axis == "diagonal"):
        return {"axis": None, "sense": None}
    return {"axis": told.axis, "sense": told.sense if told.axis not in (None, "in_place") else None}


def _spread(middle: float) -> Ends:
    """Round numbers on both sides of what was shown."""
    reach = max(1.0, middle * LENGTH_TOLERANCE)
    return max(1, math.floor(middle - reach + 0.5)), math.floor(middle + reach + 0.5)
