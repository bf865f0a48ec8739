"""A protocol as this receiver may have it: its steps, its bands and every word of it held to the screening's limits.

Everything that follows (preparation, live words, captions, the check, the review and the log) uses the protocol made
here, so that no sentence can ask for what was ruled out. A sentence says by its marks what it asks for; one without
marks is read word by word (:mod:`coach.protocol.demands`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import get_args

from coach.care.avoid import find_concerned, find_touched
from coach.care.screening import Area, Limits, load_rules
from coach.motion.body_shape import ALL_ZONES, REGIONS, find_covered_zones, region_of_place
from coach.protocol.demands import DEMANDS, Demand, find_demands
from coach.protocol.schema import Band, Protocol, Step, StepTechnique
from coach.protocol.vocabulary import Way
from coach.records import Side

NEEDS: dict[StepTechnique, frozenset[Demand]] = {
    "stroking": frozenset(),
    "rubbing": frozenset({"pressure"}),
    "kneading": frozenset({"pressure", "grasping"}),
    "tapping": frozenset({"blows"}),
}
"""What a technique is nothing without; only flat hands that glide need none of it."""

_PLACES: dict[str, re.Pattern[str]] = {
    "collar": re.compile(r"\b(shoulders?(?! blade)|neck)\b", re.IGNORECASE),
    "back": re.compile(r"\b(blades?|ribs|middle (of the )?back)\b", re.IGNORECASE),
    "lumbar": re.compile(r"\b(waist|lower back|lumbar|loin)\b", re.IGNORECASE),
    "sacral": re.compile(r"\b(coccyx|tailbone|sacrum|buttocks?|gluteal|hips?)\b", re.IGNORECASE),
    "thigh": re.compile(r"\b(thighs?|hamstrings?)\b", re.IGNORECASE),
    "knee": re.compile(r"\bknees?\b", re.IGNORECASE),
    "calf": re.compile(r"\b(calf|calves|lower legs?)\b", re.IGNORECASE),
    "heel": re.compile(r"\b(heels?(?! of (the|your|one|a) hand)|ankles?|Achilles)\b", re.IGNORECASE),
    "nape": re.compile(r"\b(nape|neck)\b", re.IGNORECASE),
    "shoulder_tops": re.compile(r"\bshoulders?(?! blade)\b", re.IGNORECASE),
    "blades": re.compile(r"\bblades?\b", re.IGNORECASE),
}
"""Words by which a sentence sends the hands to a part of the protocol's region."""
_SPARING = ("Leave ", "Never ", "No ")
"""How a sentence begins that names a place only to spare it."""

GENTLE_SPEED_CM_S = (0.0, 10.0)
"""Touch is felt as pleasant at 1-10 cm/s (CT-afferent literature); with gentle hands nobody is asked to be quicker."""
GENTLE_SOURCE = "gentle-hands"


@dataclass(frozen=True, slots=True)
class _Held:
    """The limits as sentences and steps are held to them."""

    banned: frozenset[Demand]
    halved: bool
    gentle: bool
    closed: frozenset[str]
    avoid: frozenset[Area]

    @staticmethod
    def to(limits: Limits) -> _Held:
        gentle = limits.intensity == "gentle"
        banned = set(DEMANDS) if gentle else set()
        if "tapping" not in limits.techniques:
            banned |= {"blows"}
        if "kneading" not in limits.techniques:
            banned |= {"grasping", "twisting"}
        closed = {zone for zone in ALL_ZONES if all(Area(zone, side) in limits.avoid for side in get_args(Side))}
        return _Held(frozenset(banned), limits.intensity == "half", gentle, frozenset(closed), limits.avoid)

    def say(self, owner: Protocol | Step, text: str) -> str:
        """Return the sentence, the milder one that stands for it, or nothing."""
        mark = owner.mark_of(text)
        asked = find_demands(text) if mark is None else frozenset(mark.asks)
        if asked & self.banned:
            text = "" if mark is None else mark.gentle
        elif self.halved and (("pressure" in asked) if mark else "pressure" in find_demands(text, halved=True)):
            text = "" if mark is None else mark.half
        here = [zone for zone in self.closed if region_of_place(zone) == owner.region]
        sent_to_closed = any(_PLACES[zone].search(text) for zone in here) and not text.startswith(_SPARING)
        return "" if sent_to_closed else text

    def say_all(self, owner: Protocol | Step, texts: tuple[str, ...]) -> tuple[str, ...]:
        """Return what remains of several sentences."""
        return tuple(filter(None, (self.say(owner, text) for text in texts)))

    def allows(self, way: Way) -> bool:
        """Whether a way of working may still be named; at half strength none that is told by its strength."""
        strong = self.halved and "pressure" in find_demands(f"{way.name}. {way.text}", halved=True)
        return not strong and not self.banned & set(way.asks)


def allowed_techniques(limits: Limits) -> frozenset[StepTechnique]:
    """Return the techniques that are left: with gentle hands only what needs no pressure, grasping or blows."""
    banned = _Held.to(limits).banned
    return frozenset(name for name in limits.techniques if not NEEDS[name] & banned)


def limit_protocol(protocol: Protocol, limits: Limits) -> Protocol | None:
    """Return the protocol without what the limits forbid; ``None`` when nothing of it is left.

    Steps that are nothing without what is forbidden are left out, so are steps whose every zone is to be avoided on
    both sides. Half strength and gentle hands are said in every step that remains. With gentle hands no pace is too
    slow, and hands move at most 10 cm a second.
    """
    if limits.protocols is not None and protocol.id not in limits.protocols:
        return None
    limits = replace(limits, avoid=frozenset(find_concerned(protocol, limits.avoid)))
    if limits == Limits(protocols=limits.protocols):
        return protocol
    held, techniques = _Held.to(limits), allowed_techniques(limits)
    steps = tuple(_limit_step(step, held) for step in protocol.steps if _is_allowed(step, techniques, held))
    if not steps:
        return None
    words = load_rules().limited
    whole = len(steps) == len(protocol.steps)
    summary = held.say(protocol, protocol.summary) if whole else ""
    sides = any(step.sides == "one_after_other" for step in steps)
    # A length is that of all steps: what is left is not stretched to fill it.
    variants = tuple(variant for variant in protocol.variants if (sides if variant.begins else whole))
    sources = protocol.sources | ({GENTLE_SOURCE: words.gentle_source} if held.gentle else {})
    return protocol.model_copy(
        update={
            "title": held.say(protocol, protocol.title) or words.title,
            "summary": summary or words.summary.format(steps="; ".join(_lower_first(step.title) for step in steps)),
            "cautions": (*limits.texts, *held.say_all(protocol, protocol.cautions)),
            "session_minutes": _shorten(protocol, steps),
            "steps": steps,
            "sources": sources,
            "variants": variants,
            "tagged": (),
        }
    )


def _shorten(protocol: Protocol, steps: tuple[Step, ...]) -> Band:
    """Let a session be as much shorter as steps are left out: nobody is asked to fill the time."""
    share = sum(step.planned_s for step in steps) / 60.0 / protocol.planned_minutes
    band = protocol.session_minutes
    return band if share >= 1.0 else band.model_copy(update={"low": band.low * share})


def _is_allowed(step: Step, techniques: frozenset[StepTechnique], held: _Held) -> bool:
    somewhere = not (step.covered_zones or frozenset(REGIONS[step.region].zones)) <= held.closed
    return step.technique in techniques and not held.banned & set(step.needs) and somewhere


def _limit_step(step: Step, held: _Held) -> Step:
    words = load_rules().limited
    plain = words.plain[step.technique]
    strength = words.half if held.halved else words.gentle if held.gentle else ""
    cues = held.say_all(step, step.cues)
    return step.model_copy(
        update={
            "title": held.say(step, step.title) or plain.title,
            "sub_technique": tuple(way.id for way in step.ways if held.allows(way)),
            # First, so that it is spoken in a step that is too short for its whole instruction.
            "text": _join(strength, held.say(step, step.text) or plain.text),
            "cues": (_join(cues[0], strength), *cues[1:]) if cues else tuple(filter(None, (strength,))),
            "cautions": held.say_all(step, step.cautions),
            "tagged": (),
        }
        | _limit_place(step, held)
        | (_soften_bands(step) if held.gentle else {})
    )


def _limit_place(step: Step, held: _Held) -> dict[str, object]:
    """Keep a step to the zones that are left; where one side is left out, neither side nor second hand is missed."""
    touched = find_touched(step, held.avoid)
    if not touched:
        return {}
    places: tuple[str, ...] = step.zones or tuple(REGIONS[step.region].zones)
    zones = tuple(dict.fromkeys(open_ for place in places for open_ in _find_open(place, held.closed)))
    one_sided = any(area.zone in find_covered_zones(zones) for area in touched)
    return {"zones": zones} | ({"sides": "one", "start_side": None, "hands": ()} if one_sided else {})


def _find_open(place: str, closed: frozenset[str]) -> tuple[str, ...]:
    """Return the place, or the zones that are left of one that reaches into a closed zone."""
    covered = find_covered_zones((place,))
    return (place,) if not covered & closed else tuple(zone for zone in ALL_ZONES if zone in covered - closed)


def _soften_bands(step: Step) -> dict[str, object]:
    low, high = GENTLE_SPEED_CM_S
    speed = Band(low=low, high=high, unit="cm_per_s", source=GENTLE_SOURCE, confidence="medium")
    pace = step.pace_per_min
    return {
        "speed_cm_s": speed,
        "pace_per_min": None if pace is None else pace.model_copy(update={"low": 0.0}),
    }


def _join(*sentences: str) -> str:
    return " ".join(filter(None, sentences))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
