"""What the live coach says: the values that fill its sentences, which are in the catalogue, room ``cue``.

A cue names what is off, how much and which way; said again, it takes the next of its wordings.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from coach.care.screening import Area
from coach.feedback.deviations import Expected, Topic, Value
from coach.motion.body_shape import PLACES
from coach.protocol.schema import Step
from coach.protocol.variants import OPPOSITE
from coach.records import Axis, Drift, Sense
from coach.words import fill, list_words, say

Way = Literal["say", "show"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that the coach says or shows.

    Attributes
    ----------
    time_s : float
        Time of the session.
    code : str
        Names its words in the catalogue.
    topic : Topic or None
        ``None`` for what is no advice: announcements, and how to be seen again.
    variant : int
        How often this code came before; picks the words.
    step : str or None
        Id of the step that was due.
    since_s : float or None
        When the fault could first be measured.
    detail : pairs of name and text
        Fills the words of announcements.
    """

    time_s: float
    code: str
    topic: Topic | None = None
    way: Way = "say"
    variant: int = 0
    step: str | None = None
    measured: Value = None
    expected: Expected = None
    since_s: float | None = None
    detail: tuple[tuple[str, str], ...] = ()


TOLD = frozenset({"change_side", "step_how", "step_care", "leave_out"})
"""Codes whose whole text comes with the cue."""

ANNOUNCED = frozenset({"step_begin", "step_next", "session_end"})
"""Codes before which stands what is said of the step that has ended, and after which what the new one says itself."""

_WAYS = frozenset((*get_args(Axis), *get_args(Sense), *get_args(Drift)))
_TECHNIQUES = ("stroking", "rubbing", "kneading", "tapping")

_SLOWER = ((0.12, "touch_slower"), (0.25, "little_slower"), (0.4, "third_slower"), (1.0, "half_as_fast"))
_FASTER = ((0.15, "touch_faster"), (0.4, "little_faster"), (0.8, "bit_faster"))
"""Change that is needed, as a share of the present pace, and the code of its words."""

_LONG_CYCLE_S, _MIDDLE_CYCLE_S, _SHORT_CYCLE_S = 1.7, 0.85, 0.5
"""Seconds a cycle, from which on a pace is put in words of its own: whole seconds can be counted along with, half
ones just so, and shorter ones only felt."""

Values = dict[str, str | float]


def describe_cue(cue: Cue) -> str:
    """Put a cue into one short sentence or two, to be shown and spoken.

    Raises
    ------
    KeyError
        For a code without words.
    """
    detail = dict(cue.detail)
    if cue.code in TOLD:
        return detail["text"]
    wordings = list_words(f"cue-{cue.code}")
    said = fill(f"cue-{cue.code}.{wordings[cue.variant % len(wordings)]}", _values(cue))
    if cue.code not in ANNOUNCED:
        return said
    return " ".join(filter(None, (detail.get("summary"), said, detail.get("text"))))


def describe_step(fault_code: str | None, asked: Mapping[str, str]) -> str:
    """One sentence about a step that has ended; ``asked`` as from :func:`words_of_step`."""
    if fault_code is None:
        return say("cue-summary-well")
    way = asked["axis"] if fault_code == "axis_other" else asked["sense"]
    return fill(f"cue-summary.{fault_code}", {"asked": asked["asked"], "way": way})


def words_of_step(technique: str | None, axis: str | None, sense: str | None) -> dict[str, str]:
    """Codes of what a step asks, as the sentences take them."""
    return {
        "asked": technique if technique in _TECHNIQUES else "movement",
        "axis": axis or "none",
        "sense": sense or "none",
    }


def describe_left_out(areas: Collection[Area]) -> str:
    """Say which places stay free today, in one short sentence; empty when there are none."""
    places = []
    for zone in dict.fromkeys(area.zone for area in areas):
        sides = [area.side for area in areas if area.zone == zone]
        whole = len(sides) > 1
        places.append(say("common-zone", zone=zone) if whole else say("common-side-of-zone", side=sides[0], zone=zone))
    return say("cue-leave-out", places=places) if places else ""


def describe_first_side(step: Step) -> str:
    """Say on which side of the receiver a step begins; empty where it does not matter."""
    return "" if step.start_side is None else say("cue-first-side", side=step.start_side)


def describe_second_side(step: Step) -> str:
    """Say that it is time for the receiver's other side; empty where it does not matter."""
    return "" if step.start_side is None else say("cue-change-sides", side=OPPOSITE[step.start_side])


def _beat(low_per_min: float, high_per_min: float) -> Values:
    """Give a pace so that it can be counted: "let each one last four seconds", "count one-and-two"."""
    middle = (low_per_min + high_per_min) / 2
    cycle_s = 60.0 / middle
    beat = "quick"
    if cycle_s >= _LONG_CYCLE_S:
        beat = "long"
    elif cycle_s >= _MIDDLE_CYCLE_S:
        beat = "middle"
    elif cycle_s >= _SHORT_CYCLE_S:
        beat = "short"
    return {"beat": beat, "seconds": round(cycle_s), "rate": round(middle / 60)}


def _values(cue: Cue) -> Values:
    expected = cue.expected
    technique = expected if isinstance(expected, str) and expected in _TECHNIQUES else None
    values: Values = {
        "asked": technique or "movement",
        "way": expected if isinstance(expected, str) and expected in _WAYS else "none",
        "how": say("cue-how", asked=technique) if technique else "",
        "seen": cue.measured if isinstance(cue.measured, str) else "unseen",
    }
    if isinstance(expected, str) and expected in PLACES:
        values["zone"] = expected
    for side in (cue.measured, expected):
        if isinstance(side, str) and side in ("left", "right"):
            values["side"] = side
    if isinstance(cue.measured, float | int) and isinstance(expected, tuple):
        values |= _beat(*(expected if expected[0] > 0 else (expected[1], expected[1])))
        values["much"] = _much(float(cue.measured), expected)
    return values | dict(cue.detail)  # what the step itself says comes before what is said of its technique


def _much(measured: float, expected: tuple[float, float]) -> str:
    middle = (expected[0] + expected[1]) / 2 if expected[0] > 0 else expected[1]
    if measured >= middle:
        return _pick(_SLOWER, (measured - middle) / measured, "much_slower")
    return _pick(_FASTER, (middle - measured) / max(measured, 1e-9), "much_faster")


def _pick(steps: tuple[tuple[float, str], ...], change: float, otherwise: str) -> str:
    return next((code for most, code in steps if change <= most), otherwise)
