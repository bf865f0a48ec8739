"""Changes to a protocol of one's own, step by step: plain values in, plain values out.

A protocol that is being edited is what its file says (:func:`coach.protocol.writing.to_plain`), because it may have
flaws for a while; :func:`coach.protocol.checking.find_flaws` names them. No function changes what it is given.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from pydantic import ValidationError

from coach.protocol.edited import Data
from coach.protocol.fitting import SENSES_OF_AXIS, UNITS
from coach.protocol.schema import BodyPart, Protocol, Step, StepTechnique
from coach.protocol.vocabulary import find_way, list_ways
from coach.protocol.writing import to_plain
from coach.words import say

Ends = tuple[float, float]

OWN_SOURCE = "own"
"""Name of the source of figures that the writer chose."""
PRACTICE_SOURCE = "practice"
"""Name of the source of what the guide does not say."""
MOST_STEPS = 40
SESSION_MARGIN = 0.3
"""Share by which a session may be shorter or longer than its steps take together."""

USUAL_PACE: dict[StepTechnique, Ends] = {
    "stroking": (12, 30),
    "rubbing": (50, 75),
    "kneading": (20, 40),
    "tapping": (120, 240),
}
"""Movements a minute and hand that a new step begins with: a suggestion, to be changed."""
USUAL_DURATION_S: Ends = (60, 120)
USUAL_COUNT: Ends = (15, 25)
USUAL_PLACE: dict[BodyPart, str] = {"back": "lumbar", "leg": "calf", "shoulders": "shoulder_tops"}
"""Where a new step is done."""
_USUAL_WAY: dict[StepTechnique, dict[str, Any]] = {
    "stroking": {"axis": "along", "sense": "both"},
    "rubbing": {"axis": "along", "sense": "both"},
    "kneading": {"axis": "in_place"},
    "tapping": {},
}


def begin(region: BodyPart, protocol_id: str, title: str) -> Data:
    """Begin a protocol without steps."""
    return {
        "id": protocol_id,
        "version": "1",
        "title": title,
        "summary": say("edit-summary", region=region),
        "region": region,
        "position": "seated" if region == "shoulders" else "prone",
        "session_minutes": _band((1, 10), "min"),
        "cautions": [say("edit-caution"), *_caution_places(region)],
        "sources": {OWN_SOURCE: say("edit-own-source")} | _name_practice(region),
        "steps": [],
    }


def _caution_places(region: BodyPart) -> list[Data]:
    """Say what is left alone on a region that the guide does not speak of."""
    if region == "back":
        return []
    return [{"text": say("edit-caution-place", region=region), "asks": [], "source": PRACTICE_SOURCE}]


def _name_practice(region: BodyPart) -> dict[str, str]:
    return {} if region == "back" else {PRACTICE_SOURCE: say("edit-practice-source")}


def copy_protocol(protocol: Protocol, protocol_id: str) -> Data:
    """Begin with a copy of another protocol, under an id of its own."""
    title = say("edit-copy-title", title=protocol.title)
    return to_plain(protocol) | {"id": protocol_id, "version": "1", "title": title}


def add_step(data: Data, technique: StepTechnique, at: int | None = None) -> Data:
    """Add a step that can be done as it stands, behind all others or before the one ``at``."""
    steps = list(data["steps"])
    step: dict[str, Any] = {
        "id": _free_id(steps, technique),
        "title": say("common-technique-label", technique=technique),
        "technique": technique,
        "text": say("edit-text", technique=technique),
        "hands": ["together"],
        "zones": [USUAL_PLACE[data.get("region", "back")]],
        **_USUAL_WAY[technique],
        "duration_s": _band(USUAL_DURATION_S, "s"),
        "pace_per_min": _band(USUAL_PACE[technique], "per_min"),
    }
    steps.insert(len(steps) if at is None else at, step)
    return _with_steps(data, steps[:MOST_STEPS])


def repeat_step(data: Data, number: int) -> Data:
    """Put a copy of a step behind it."""
    steps = list(data["steps"])
    steps.insert(number + 1, steps[number] | {"id": _free_id(steps, steps[number]["id"])})
    return _with_steps(data, steps[:MOST_STEPS])


def remove_step(data: Data, number: int) -> Data:
    """Take a step out."""
    return _with_steps(data, [step for at, step in enumerate(data["steps"]) if at != number])


def order_steps(data: Data, order: Sequence[str]) -> Data:
    """Put the steps into the order of these ids; an order that is not one of all steps changes nothing."""
    steps = {step["id"]: step for step in data["steps"]}
    if sorted(order) != sorted(steps):
        return data
    return _with_steps(data, [steps[name] for name in order])


def set_fields(data: Data, number: int | None, **fields: Any) -> Data:
    """Set fields of a step, or of the whole (``number`` is ``None``); what is empty is taken out.

    A way of working that is known by another direction or use of the hands than the step now asks is taken out too.
    """
    if number is None:
        return _put(data, fields)
    steps = [_drop_contradicted(_put(step, fields)) if at == number else step for at, step in enumerate(data["steps"])]
    return _with_steps(data, steps)


def set_technique(data: Data, number: int, technique: StepTechnique) -> Data:
    """Change what is done in a step: pace and direction begin anew, and texts that nobody wrote change along."""
    step = data["steps"][number]
    if step["technique"] == technique:
        return data
    fields: dict[str, Any] = {"technique": technique, "sub_technique": None, "axis": None, "sense": None, "drift": None}
    fields |= _USUAL_WAY[technique] | {"pace_per_min": _band(USUAL_PACE[technique], "per_min"), "needs": None}
    if _is_own_word(step, "title"):
        fields["title"] = say("common-technique-label", technique=technique)
    if _is_own_word(step, "text"):
        fields["text"] = say("edit-text", technique=technique)
    return set_fields(data, number, **fields)


def set_way(data: Data, number: int, way_id: str | None) -> Data:
    """Choose how the hands work in a step: what tells that way from others is asked along with it."""
    step = data["steps"][number]
    way = find_way(way_id or "")
    if way is None:
        return set_fields(data, number, sub_technique=None)
    if way.judged_as != step["technique"]:
        return data
    fields: dict[str, Any] = {"sub_technique": [way.id], "needs": list(way.asks) or None}
    for mark in way.told_by:
        value = getattr(way, mark)
        fields[mark] = [value] if mark == "hands" else value
    asked_axis = fields.get("axis", step.get("axis"))
    if "sense" not in fields and step.get("sense") not in SENSES_OF_AXIS.get(asked_axis, ()):
        fields["sense"] = None
    fields |= {"title": way.name} if _is_own_word(step, "title") else {}
    fields |= {"text": way.text} if _is_own_word(step, "text") else {}
    return set_fields(data, number, **fields)


def toggle_place(data: Data, number: int, place: str) -> Data:
    """Add a place to a step, or take it out again."""
    places = list(data["steps"][number].get("zones", ()))
    changed = [name for name in places if name != place] if place in places else [*places, place]
    return set_fields(data, number, zones=changed)


def set_direction(data: Data, number: int, axis: str | None, sense: str | None) -> Data:
    """Set the line and the way of a step's movements; a way that does not go with the line is left out."""
    fitting = SENSES_OF_AXIS.get(axis, ()) if axis else ()  # type: ignore[call-overload]
    return set_fields(data, number, axis=axis, sense=sense if sense in fitting else None)


def set_band(data: Data, number: int, name: str, ends: Ends | None) -> Data:
    """Set a band of a step, or take it out.

    A time takes the place of a count, and a count that of a time. A band that is not changed keeps its source.
    """
    step = data["steps"][number]
    if ends is None:
        return set_fields(data, number, **{name: None})
    known = step.get(name)
    if isinstance(known, Mapping) and (known.get("low"), known.get("high")) == ends:
        return data
    other = {"duration_s": "count", "count": "duration_s"}.get(name)
    sourced = dict(data) | {"sources": {OWN_SOURCE: say("edit-own-source")} | dict(data.get("sources", {}))}
    return set_fields(sourced, number, **{name: _band(ends, UNITS[name])}, **({other: None} if other else {}))


def text_of(sentence: Any) -> str:
    """Return the text of a sentence, which may carry what it asks (:class:`coach.protocol.demands.Tagged`)."""
    return str(sentence["text"]) if isinstance(sentence, Mapping) else str(sentence)


def find_length(data: Data) -> float | None:
    """Minutes that the steps take together; ``None`` while a step cannot be read."""
    steps = _read_steps(data)
    return None if steps is None else sum(step.planned_s for step in steps) / 60.0


def find_shares(data: Data) -> dict[StepTechnique, float]:
    """Share of the time that each technique takes, 0 to 1; empty while a step cannot be read or there is none."""
    shares: dict[StepTechnique, float] = {}
    for step in _read_steps(data) or ():
        shares[step.technique] = shares.get(step.technique, 0.0) + step.planned_s
    whole = sum(shares.values())
    return {technique: taken / whole for technique, taken in shares.items()} if whole else {}


def read_step(step: Data, region: str = "back") -> Step | None:
    """Return a step as it would be drawn and demonstrated; ``None`` while it has a flaw.

    Words do not change how a step is drawn or how long it takes: others stand in for those that have a flaw.
    """
    whole = dict(step) | {"region": region}
    technique = step.get("technique", "stroking")
    words = {"title": say("common-technique-label", technique=technique), "cues": (), "cautions": ()}
    for stand_in in ({}, words | {"text": say("edit-text", technique=technique)}):
        try:
            return Step.model_validate(whole | stand_in)
        except ValidationError:
            continue
    return None


def raise_version(version: str) -> str:
    """Return the next version: a number one higher, or with ``.1`` behind what is no number."""
    head, dot, last = version.rpartition(".")
    return f"{head}{dot}{int(last) + 1}" if last.isdecimal() and len(last) < 9 else f"{version}.1"


def _read_steps(data: Data) -> list[Step] | None:
    steps = [read_step(step, data.get("region", "back")) for step in data["steps"]]
    known = [step for step in steps if step is not None]
    return known if len(known) == len(steps) else None


def _with_steps(data: Data, steps: list[Any]) -> Data:
    """Put in the steps and let the session be as long as they take, where its length is the writer's own."""
    changed = dict(data) | {"steps": steps}
    minutes = find_length(changed) if steps else None
    session = data.get("session_minutes")
    own = isinstance(session, Mapping) and session.get("source") == OWN_SOURCE
    if minutes is None or not session:
        return changed
    low, high = max(1, math.floor(minutes * (1 - SESSION_MARGIN))), math.ceil(minutes * (1 + SESSION_MARGIN))
    if own or not session["low"] <= minutes <= session["high"]:
        lowest = min([low, *(variant.get("minutes", low) for variant in data.get("variants", ()))])
        highest = max([high, *(variant.get("minutes", high) for variant in data.get("variants", ()))])
        changed["session_minutes"] = _band((lowest if minutes >= 1 else 0, highest), "min")
        changed["sources"] = {OWN_SOURCE: say("edit-own-source")} | dict(data.get("sources", {}))
    return changed


def _is_own_word(step: Data, name: Literal["title", "text"]) -> bool:
    """Whether a title or a text was put there by the editor and not by a person."""
    technique, ways = step["technique"], list_ways(step["technique"])
    if name == "title":
        return text_of(step[name]) in {say("common-technique-label", technique=technique), *(way.name for way in ways)}
    return text_of(step[name]) in {say("edit-text", technique=technique), *(way.text for way in ways)}


def _drop_contradicted(step: Data) -> Data:
    """Take out the ways that are told by something else than the step asks."""

    def fits(name: str) -> bool:
        way = find_way(name)
        asked = [(getattr(way, mark), step.get(mark)) for mark in way.told_by] if way is not None else []
        return all(not given or usual == given or usual in given for usual, given in asked)

    names = step.get("sub_technique", ())
    kept = [name for name in names if fits(name)]
    return step if len(kept) == len(names) else _put(step, {"sub_technique": kept})


def _put(owner: Data, fields: Mapping[str, Any]) -> Data:
    kept = {name: value for name, value in owner.items() if name not in fields}
    put = {name: value for name, value in fields.items() if value is not None and value != [] and value != ""}
    order: Callable[[str], int] = list(owner).index
    names = sorted([*kept, *put], key=lambda name: order(name) if name in owner else len(owner))
    return {name: put.get(name, kept.get(name)) for name in names}


def _band(ends: Ends, unit: Literal["s", "cycles", "per_min", "cm_per_s", "min"] | str) -> dict[str, Any]:
    low, high = ends
    return {"low": low, "high": high, "unit": unit, "source": OWN_SOURCE, "confidence": "none"}


def _free_id(steps: Sequence[Data], wanted: str) -> str:
    taken = {step["id"] for step in steps}
    base = wanted.rstrip("-0123456789") if wanted in taken else wanted
    return next(name for name in (wanted, *(f"{base}-{k}" for k in range(2, MOST_STEPS + 2))) if name not in taken)
