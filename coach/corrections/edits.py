"""What a teacher can do to a correction; every edit is a value, and applying one is a pure function.

A stretch or a border is named by a moment, never by its number: an edit that was made a moment before another one had
arrived still means what the teacher saw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, FiniteFloat, TypeAdapter, ValidationError

from coach.corrections.records import MOVELESS, SHORTEST_S, Correction, FindingOpinion, Stretch
from coach.errors import InputError
from coach.records import Axis, Drift, HandsMode, Opinion, Sense, Verdict
from coach.words import say

MeasureName = Literal["pace_per_min", "cycles", "axis", "sense", "drift", "hands", "zone"]
MEASURES: tuple[MeasureName, ...] = get_args(MeasureName)
FASTEST_PER_MIN = 1200.0
"""Twenty movements a second: no hand is faster, so a higher number is a slip of the finger."""
MOST_CYCLES = 100_000.0
LONGEST_ZONE = 40

_Moment = Annotated[FiniteFloat, Field(ge=0)]


@dataclass(frozen=True, slots=True)
class MoveBorder:
    """Move the border nearest to ``border_s``; it stops short of the borders beside it."""

    border_s: _Moment
    to_s: _Moment
    do: Literal["move_border"] = "move_border"


@dataclass(frozen=True, slots=True)
class Split:
    """Make two stretches of the one at a moment."""

    at_s: _Moment
    do: Literal["split"] = "split"


@dataclass(frozen=True, slots=True)
class Merge:
    """Remove the border nearest to ``border_s``; the longer of the two stretches gives the technique and measures."""

    border_s: _Moment
    do: Literal["merge"] = "merge"


@dataclass(frozen=True, slots=True)
class Rename:
    """Say what happens in the stretch at a moment; its own technique confirms it."""

    at_s: _Moment
    technique: Verdict
    do: Literal["rename"] = "rename"


@dataclass(frozen=True, slots=True)
class Measure:
    """Give a measure of the stretch at a moment, or take it back with ``None``."""

    at_s: _Moment
    name: MeasureName
    value: Annotated[FiniteFloat, Field(ge=0)] | Annotated[str, Field(max_length=LONGEST_ZONE)] | None
    do: Literal["measure"] = "measure"

    def __post_init__(self) -> None:
        if self.value is not None and not _fits(self.name, self.value):
            raise ValueError(f"{self.name} cannot be {self.value!r}")


@dataclass(frozen=True, slots=True)
class Think:
    """Say what one thinks of a finding, or take it back with ``None``."""

    code: Annotated[str, Field(max_length=60)]
    start_s: _Moment
    step: Annotated[str, Field(max_length=60)] | None
    opinion: Opinion | None
    do: Literal["think"] = "think"


@dataclass(frozen=True, slots=True)
class Finish:
    """Say that the whole session was gone through, or that it was not."""

    finished: bool = True
    do: Literal["finish"] = "finish"


Edit = MoveBorder | Split | Merge | Rename | Measure | Think | Finish

_EDIT: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="do")])
_WORDS: dict[str, tuple[str, ...]] = {
    "axis": get_args(Axis),
    "sense": get_args(Sense),
    "drift": get_args(Drift),
    "hands": get_args(HandsMode),
}
_MOST = {"pace_per_min": FASTEST_PER_MIN, "cycles": MOST_CYCLES}


def read_edit(values: Mapping[str, Any]) -> Edit:
    """Read an edit that a page sent.

    Raises
    ------
    InputError
        When it is none.
    """
    try:
        return _EDIT.validate_python(values)
    except ValidationError as error:
        raise InputError(say("correct-not-an-edit", why=str(error.errors()[0]["msg"]))) from error


def apply_edit(correction: Correction, edit: Edit) -> Correction:
    """Return the correction after one edit; the same one where the edit changes nothing.

    A border that cannot move, a split too near to a border, a merge where there is no border, and a measure of a
    stretch in which nothing is done change nothing.
    """
    match edit:
        case MoveBorder():
            return _move_border(correction, edit)
        case Split():
            return _split(correction, edit.at_s)
        case Merge():
            return _merge(correction, edit.border_s)
        case Rename():
            return _replace_at(correction, edit.at_s, lambda stretch: _rename(stretch, edit.technique))
        case Measure():
            return _replace_at(correction, edit.at_s, lambda stretch: _measure(stretch, edit))
        case Think():
            return _think(correction, edit)
        case Finish():
            return replace(correction, finished=edit.finished)


def _fits(name: MeasureName, value: float | str) -> bool:
    if name in _MOST:
        return not isinstance(value, str) and 0.0 <= value <= _MOST[name]
    if name in _WORDS:
        return value in _WORDS[name]
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ZONE


def _nearest_border(correction: Correction, border_s: float) -> int | None:
    """Return the number of the stretch that begins at the nearest border; ``None`` where there is no border."""
    after = range(1, len(correction.stretches))
    return min(after, key=lambda i: abs(correction.stretches[i].start_s - border_s), default=None)


def _move_border(correction: Correction, edit: MoveBorder) -> Correction:
    index = _nearest_border(correction, edit.border_s)
    if index is None:
        return correction
    before, after = correction.stretches[index - 1], correction.stretches[index]
    low, high = before.start_s + SHORTEST_S, after.end_s - SHORTEST_S
    to_s = min(max(edit.to_s, low), high)
    if low > high or to_s == after.start_s:
        return correction
    moved = (replace(before, end_s=to_s, checked=True), replace(after, start_s=to_s, checked=True))
    return _put(correction, index - 1, index + 1, moved)


def _split(correction: Correction, at_s: float) -> Correction:
    index = correction.find_index(at_s)
    whole = correction.stretches[index]
    if not whole.start_s + SHORTEST_S <= at_s <= whole.end_s - SHORTEST_S:
        return correction
    # A count belongs to the whole stretch: how many of it fall into either part is not known.
    parts = (replace(whole, end_s=at_s, cycles=None), replace(whole, start_s=at_s, cycles=None))
    return _put(correction, index, index + 1, parts)


def _merge(correction: Correction, border_s: float) -> Correction:
    index = _nearest_border(correction, border_s)
    if index is None:
        return correction
    before, after = correction.stretches[index - 1], correction.stretches[index]
    longer = before if before.length_s >= after.length_s else after
    same = before.technique == after.technique
    counted = before.cycles is not None and after.cycles is not None
    cycles = (before.cycles or 0.0) + (after.cycles or 0.0) if same and counted else None
    joined = replace(longer, start_s=before.start_s, end_s=after.end_s, cycles=cycles, checked=True)
    return _put(correction, index - 1, index + 1, (joined,))


def _rename(stretch: Stretch, technique: Verdict) -> Stretch:
    if technique in MOVELESS:
        return Stretch(stretch.start_s, stretch.end_s, technique, checked=True)
    return replace(stretch, technique=technique, checked=True)


def _measure(stretch: Stretch, edit: Measure) -> Stretch:
    if stretch.technique in MOVELESS or getattr(stretch, edit.name) == edit.value:
        return stretch
    changed: dict[str, Any] = {edit.name: edit.value, "checked": True}
    return replace(stretch, **changed)


def _think(correction: Correction, edit: Think) -> Correction:
    key = (edit.code, edit.start_s, edit.step)
    others = tuple(o for o in correction.opinions if (o.code, o.start_s, o.step) != key)
    said = () if edit.opinion is None else (FindingOpinion(edit.code, edit.start_s, edit.step, edit.opinion),)
    return replace(correction, opinions=tuple(sorted((*others, *said), key=lambda o: (o.start_s, o.code))))


def _replace_at(correction: Correction, at_s: float, change: Callable[[Stretch], Stretch]) -> Correction:
    index = correction.find_index(at_s)
    return _put(correction, index, index + 1, (change(correction.stretches[index]),))


def _put(correction: Correction, start: int, stop: int, stretches: tuple[Stretch, ...]) -> Correction:
    """Put other stretches in place of those from ``start`` to before ``stop``."""
    return replace(correction, stretches=(*correction.stretches[:start], *stretches, *correction.stretches[stop:]))
