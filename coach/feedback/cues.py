"""The words of the live coach: short enough to be spoken while hands work, each in more than one way.

A cue names what is off, how much and which way. Second person, friendly, concrete, no blame.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from coach.care.screening import Area
from coach.feedback.faults import Expected, Topic, Value
from coach.feedback.wording import receivers_side
from coach.motion.body_shape import PLACES
from coach.protocol.schema import Step
from coach.protocol.variants import OPPOSITE
from coach.words import say

Way = Literal["say", "show"]


@dataclass(frozen=True, slots=True)
class Cue:
    """One thing that the coach says or shows.

    Attributes
    ----------
    time_s : float
        Time of the session.
    code : str
        Names its words in this module.
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


HOW = {
    "stroking": "flat palms glide over the skin",
    "rubbing": "the skin moves with your fingers",
    "kneading": "grasp the muscle, lift it and let go",
    "tapping": "light, springy blows from the wrist",
}
"""What the hands do, in half a sentence."""

TECHNIQUE_WORDS = {
    "stroking": "stroking",
    "rubbing": "rubbing",
    "kneading": "kneading",
    "tapping": "tapping",
    "none": "resting",
    "unseen": "unseen",
}

AXIS_WORDS = {
    "along": "along the spine",
    "across": "across the back",
    "diagonal": "on a slant to the spine",
    "circular": "in circles",
    "in_place": "in one place",
}

SENSE_WORDS = {
    "headward": "up towards the head",
    "tailward": "down towards the tailbone",
    "both": "to and fro alike",
    "outward": "from the spine out to the sides",
    "inward": "from the sides in towards the spine",
    "crossing": "with the hands towards each other",
    "clockwise": "in clockwise circles",
    "counterclockwise": "in circles against the clock",
}

WORDS: dict[str, tuple[str, ...]] = {
    "on_spine": (
        "Off the spine, please: work on the muscles beside it.",
        "A little to the side: the spine itself stays free.",
    ),
    "tapping_hard": (
        "Lighter and slower here, over kidneys, heart and lungs.",
        "Very light blows here, or move further down.",
    ),
    "tapping_unasked": (
        "No tapping here, please, over kidneys, heart and lungs.",
        "Leave this place out, please: kidneys, heart and lungs lie here.",
    ),
    "axis_other": ("Turn the movement: {axis}.", "Let your hands go {axis} now."),
    "sense_other": ("The working stroke goes {sense}.", "Work on the way {sense}, come back lightly."),
    "technique_other": (
        "Now {asked}: {how}.",
        "This looks like {seen}. For {asked}, {how}.",
        "Please change to {asked}: {how}.",
        "This step asks for {asked}: {how}.",
    ),
    "hands_idle": (
        "Go on with {asked} when you are ready.",
        "Whenever you like: {asked}, {how}.",
        "Take the time you need. Then {asked}: {how}.",
        "Your hands are resting. Next comes {asked}: {how}.",
    ),
    "pace_too_fast": ("{much}: {beat}.", "Still quick. {beat_start}."),
    "pace_too_slow": ("{much}: {beat}.", "You can be a bit quicker. {beat_start}."),
    "rhythm_uneven": ("Keep an even beat, one movement like the next.", "Let the movements follow one another evenly."),
    "place_other": ("Move to {zone}.", "This step belongs to {zone}."),
    "side_other": ("First {side}.", "The other side first: {side}."),
    "change_side": ("{text}",),
    "not_seen": (
        "I cannot see your hands well: move them towards the middle.",
        "I still cannot see your hands: a little more light may help.",
    ),
    "mended_safety": ("Thank you, that is safer.",),
    "mended_direction": ("Good, that is the way.", "Yes, in that direction."),
    "mended_technique": ("Good, that is it.", "Yes, just like that."),
    "mended_pace": ("Good, that is the pace.", "Lovely, keep that pace."),
    "mended_rhythm": ("Good, nice and even now.", "That is an even beat."),
    "mended_place": ("Good, right there.", "Yes, that is the place."),
    "steady": ("Steady and even: well done.", "That looks calm and good."),
    "step_begin": ("{title}. {text}",),
    "step_next": ("{summary}Next: {title}. {text}",),
    "step_how": ("{text}",),
    "step_care": ("{text}",),
    "ask_receiver": (
        "Ask: is the pressure all right? An open palm to the camera means yes.",
        "Ask: does it still feel good? An open palm to the camera means yes.",
    ),
    "answer_fine": ("Thank you, noted: all is well.", "Good, that is noted."),
    "session_end": ("{summary}That was the last step. Let the person rest a little.",),
    "leave_out": ("{text}",),
    "pause_away": ("Paused. I go on when I see your hands.",),
    "pause_user": ("Paused. Hold up an open palm, or press space, to go on.",),
    "pause_camera": ("Paused: the picture has changed its shape. Turn the camera back to go on.",),
    "back_lost": ("The picture has changed. Show me the back again when you can.",),
    "resume": ("On we go.",),
    "hurts": ("We stop here. Take your hands away gently and ask how the person feels.",),
}
"""Words by code; a code said again takes the next variant."""

SUMMARIES = {
    "axis_other": "Next time more {axis}. ",
    "sense_other": "Next time work on the way {sense}. ",
    "technique_other": "There was little {asked} in it. ",
    "hands_idle": "There were long rests in it. ",
    "pace_too_fast": "That was mostly quicker than asked. ",
    "pace_too_slow": "That was mostly slower than asked. ",
    "rhythm_uneven": "The beat was uneven. ",
    "place_other": "It was mostly beside the area that was asked. ",
    "tapping_hard": "Keep the blows lighter over kidneys, heart and lungs. ",
    "tapping_unasked": "Leave tapping out over kidneys, heart and lungs. ",
    "side_other": "Begin on the other side next time. ",
    "on_spine": "Stay beside the spine. ",
}
"""One sentence about a step that has ended, by the fault that marked it."""

WELL_DONE = "That went well. "

_SLOWER = (
    (0.12, "A touch slower"),
    (0.25, "A little slower"),
    (0.4, "About a third slower"),
    (1.0, "About half as fast"),
)
_FASTER = ((0.15, "A touch faster"), (0.4, "A little faster"), (0.8, "Quite a bit faster"))
"""Change that is needed, as a share of the present pace, and its words."""

_LONG_CYCLE_S, _MIDDLE_CYCLE_S, _SHORT_CYCLE_S = 1.7, 0.85, 0.5


def describe_cue(cue: Cue) -> str:
    """Put a cue into one short sentence, to be shown and spoken.

    Raises
    ------
    KeyError
        For a code without words.
    """
    variants = WORDS[cue.code]
    text = variants[cue.variant % len(variants)].format_map(_values(cue)).strip()
    return text[:1].upper() + text[1:]


def describe_step(fault_code: str | None, step_words: dict[str, str]) -> str:
    """One sentence about a step that has ended; ``step_words`` as from :func:`words_of_step`."""
    return WELL_DONE if fault_code is None else SUMMARIES[fault_code].format_map(step_words)


def words_of_step(technique: str | None, axis: str | None, sense: str | None) -> dict[str, str]:
    """Words for what a step asks."""
    return {
        "asked": TECHNIQUE_WORDS.get(technique or "", "the movement"),
        "axis": AXIS_WORDS.get(axis or "", "the asked way"),
        "sense": SENSE_WORDS.get(sense or "", "the asked way"),
    }


def describe_left_out(areas: Collection[Area]) -> str:
    """Say which places stay free today, in one short sentence; empty when there are none."""
    places = []
    for zone in dict.fromkeys(area.zone for area in areas):
        sides = [area.side for area in areas if area.zone == zone]
        name = say("common-zone", zone=zone)
        places.append(name if len(sides) > 1 else f"the {sides[0]} side of {name}")
    return f"Leave out {', and '.join(places)} today." if places else ""


def describe_first_side(step: Step) -> str:
    """Say on which side of the receiver a step begins; empty where it does not matter."""
    return "" if step.start_side is None else f"First {receivers_side(step.start_side)}."


def describe_second_side(step: Step) -> str:
    """Say that it is time for the receiver's other side; empty where it does not matter."""
    if step.start_side is None:
        return ""
    return f"Change sides: now {receivers_side(OPPOSITE[step.start_side])}."


def describe_beat(low_per_min: float, high_per_min: float) -> str:
    """Say a pace so that it can be counted: "let each one last four seconds", "count one-and-two"."""
    middle = (low_per_min + high_per_min) / 2
    cycle_s = 60.0 / middle
    if cycle_s >= _LONG_CYCLE_S:
        return f"let each one last {_count(cycle_s)} seconds"
    if cycle_s >= _MIDDLE_CYCLE_S:
        return "count one-and, two-and"
    if cycle_s >= _SHORT_CYCLE_S:
        return "count one, two, three, four, briskly"
    return f"about {round(middle / 60)} a second"


def _values(cue: Cue) -> dict[str, str]:
    values: dict[str, str] = {}
    expected = cue.expected
    if isinstance(expected, str):
        values |= {
            "axis": AXIS_WORDS.get(expected, expected),
            "sense": SENSE_WORDS.get(expected, expected),
            "asked": TECHNIQUE_WORDS.get(expected, expected),
            "how": HOW.get(expected, ""),
            "zone": say("common-zone", zone=expected) if expected in PLACES else expected,
        }
        if expected in ("left", "right"):
            values["side"] = receivers_side(expected)
    values |= dict(cue.detail)  # what the step itself says comes before what is said of its technique
    if isinstance(cue.measured, str):
        values["seen"] = TECHNIQUE_WORDS.get(cue.measured, cue.measured)
    if isinstance(cue.measured, float | int) and isinstance(expected, tuple):
        beat = describe_beat(*(expected if expected[0] > 0 else (expected[1], expected[1])))
        values |= {
            "beat": beat,
            "beat_start": beat[:1].upper() + beat[1:],
            "much": _much(float(cue.measured), expected),
        }
    return values


def _much(measured: float, expected: tuple[float, float]) -> str:
    middle = (expected[0] + expected[1]) / 2 if expected[0] > 0 else expected[1]
    if measured >= middle:
        return _pick(_SLOWER, (measured - middle) / measured, "Much slower")
    return _pick(_FASTER, (middle - measured) / max(measured, 1e-9), "Much faster")


def _pick(steps: tuple[tuple[float, str], ...], change: float, otherwise: str) -> str:
    return next((words for most, words in steps if change <= most), otherwise)


def _count(seconds: float) -> str:
    words = {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}
    return words.get(round(seconds), str(round(seconds)))
