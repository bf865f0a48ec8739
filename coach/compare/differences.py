"""What differs, and how much it matters.

The measure is the check's own: the marks that one performance would lose in a part of a step (:data:`WEIGHTS`) if what
the other one did were what is asked, with the slack that the check leaves for how well a thing is measured. A step that
only one of them did weighs all the parts that were judged of it. The same difference in several steps is one
difference, and weighs what they weigh together. What was not judged in both is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coach.check.direction import SLOPPY_SENSE_SCORE
from coach.check.parts import WEIGHTS, limits_of, score_band
from coach.compare.pairing import has_same_protocol, name_steps
from coach.compare.records import Difference, DifferenceCode, Performance, Span, StepPair
from coach.formats import PartModel, ReviewSegment, ReviewStep
from coach.protocol.schema import Band
from coach.report.labels import ENOUGH_SEEN, describe_model_part, describe_movement, name_step
from coach.words import say

NAMED_FROM = 0.15
"""Share of a part's marks from which a difference is named: a tenth more than the slack of its measure."""

_CODES: dict[str, DifferenceCode] = {
    "pace": "pace",
    "rhythm": "rhythm",
    "direction": "direction",
    "place": "place",
    "technique": "technique",
    "duration": "duration",
    "count": "count",
}
"""Parts of a step's score that are compared."""
_BANDED = ("pace", "duration", "count")
"""Parts whose measures are compared themselves; of the others the scores are."""

_PLANNED = ("duration", "count")
"""Parts that the plan of a session sets: of two that were planned for another length they say nothing."""

SAME_PLAN = 0.1
"""Two sessions were planned for one length where their scales differ by no more than this share: as much as the check
leaves for the length of a step."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A difference in one step; ``way`` tells differences of one kind apart that point in opposite directions."""

    code: DifferenceCode
    way: int
    title: str
    weight: float
    first: str = ""
    second: str = ""


def find_differences(
    first: Performance, second: Performance, pairs: tuple[StepPair, ...]
) -> tuple[tuple[Difference, ...], bool]:
    """Return the differences, what weighs most first, and whether anything was judged in both."""
    if has_same_protocol(first, second):
        found, judged = _compare_protocols(first, second)
    else:
        found, judged = _compare_stretches(first, second, pairs)
    groups: dict[tuple[DifferenceCode, int], list[_Found]] = {}
    for each in found:
        groups.setdefault((each.code, each.way), []).append(each)
    differences = [_join(group) for group in groups.values()]
    return tuple(sorted(differences, key=lambda difference: -difference.weight)), judged


def _join(group: list[_Found]) -> Difference:
    group = sorted(group, key=lambda each: -each.weight)
    most = group[0]
    return Difference(
        most.code,
        tuple(each.title for each in group),
        sum(each.weight for each in group),
        most.first,
        most.second,
        None if most.code != "left_out" else "first" if most.way < 0 else "second",
    )


def _compare_protocols(first: Performance, second: Performance) -> tuple[list[_Found], bool]:
    names = name_steps(first, second)
    others = {step.id: step for step in second.review.steps}
    planned = _share_plan(first, second)
    found: list[_Found] = []
    judged = False
    for step in first.review.steps:
        other = others.get(step.id)
        if other is None or "not_judged" in (step.status, other.status):
            continue
        if "missed" in (step.status, other.status):
            judged = True
            found += _find_left_out(step, other, name_step(step, names))
            continue
        for part, with_part in _judged_in_both(step, other):
            if part.name in _PLANNED and not planned:
                continue
            judged = True
            found += _compare_parts(part, with_part, name_step(step, names))
    return found, judged


def _share_plan(first: Performance, second: Performance) -> bool:
    scales = [1.0 if each.review.protocol is None else each.review.protocol.time_scale for each in (first, second)]
    return abs(scales[0] - scales[1]) <= SAME_PLAN * max(scales)


def _find_left_out(step: ReviewStep, other: ReviewStep, title: str) -> Iterator[_Found]:
    if step.status == other.status:
        return
    lacks_first = step.status == "missed"
    done = other if lacks_first else step
    weight = sum(WEIGHTS[part.name] for part in done.parts if part.score is not None and part.name in WEIGHTS)
    yield _Found("left_out", -1 if lacks_first else 1, title, weight)


def _judged_in_both(step: ReviewStep, other: ReviewStep) -> Iterator[tuple[PartModel, PartModel]]:
    parts = {part.name: part for part in other.parts}
    for part in step.parts:
        with_part = parts.get(part.name)
        if part.name in _CODES and with_part is not None and None not in (part.score, with_part.score):
            yield part, with_part


def _compare_parts(part: PartModel, other: PartModel, title: str) -> Iterator[_Found]:
    if part.name in _BANDED:
        lost, way = _compare_amounts(part.name, part.measured, other.measured)
    else:
        assert part.score is not None and other.score is not None
        lost, way = abs(part.score - other.score), 1 if part.score > other.score else -1
    texts = [describe_model_part(each.model_copy(update={"expected": None})) for each in (part, other)]
    if lost >= NAMED_FROM and texts[0] != texts[1]:
        yield _Found(_CODES[part.name], way, title, WEIGHTS[part.name] * lost, *texts)


def _compare_amounts(name: str, first: float | str | None, second: float | str | None) -> tuple[float, int]:
    """Share of a part's marks that the one further off would lose, and which one is larger."""
    if not isinstance(first, float | int) or not isinstance(second, float | int) or min(first, second) <= 0:
        return 0.0, 0
    low, high = sorted((first, second))
    losses = [1.0 - score_band(value, limits_of(_exactly(asked), name)) for value, asked in ((low, high), (high, low))]
    return min(losses), 1 if first > second else -1


def _exactly(value: float) -> Band:
    return Band.model_construct(low=value, high=value, unit="per_min", source="", confidence="high")


def _compare_stretches(
    first: Performance, second: Performance, pairs: tuple[StepPair, ...]
) -> tuple[list[_Found], bool]:
    found: list[_Found] = []
    judged = False
    for pair in pairs:
        if pair.first is None or pair.second is None:
            way = -1 if pair.first is None else 1
            found.append(_Found("left_out", way, pair.title, WEIGHTS["technique"] + WEIGHTS["duration"]))
            continue
        segments = _longest(first, pair.first, pair.id), _longest(second, pair.second, pair.id)
        if segments[0] is None or segments[1] is None:
            continue
        judged = True
        found += _compare_segments(segments[0], segments[1], pair, first, second)
    return found, judged or bool(found)


def _longest(performance: Performance, span: Span, id_: str) -> ReviewSegment | None:
    """Return the longest segment of a stretch's technique; ``None`` where too little of it was seen."""
    inside = [
        segment
        for segment in performance.review.segments
        if segment.start_s >= span[0] and segment.end_s <= span[1] and id_.endswith(segment.technique)
    ]
    longest = max(inside, key=lambda segment: segment.end_s - segment.start_s, default=None)
    return longest if longest is not None and (longest.seen_share or 0.0) >= ENOUGH_SEEN else None


def _compare_segments(
    one: ReviewSegment, two: ReviewSegment, pair: StepPair, first: Performance, second: Performance
) -> Iterator[_Found]:
    assert pair.first is not None and pair.second is not None
    lengths = [span[1] - span[0] for span in (pair.first, pair.second)]
    for name, unit, values in (
        ("pace", "per_min", (one.pace_per_min, two.pace_per_min)),
        ("duration", "s", (lengths[0], lengths[1])),
    ):
        parts = [
            PartModel(name=name, score=None if value is None else 1.0, measured=value, unit=unit) for value in values
        ]
        if None not in values:
            yield from _compare_parts(parts[0], parts[1], pair.title)
    if first.review.back is None or second.review.back is None:
        return
    if one.zone is not None and two.zone is not None and one.zone != two.zone:
        zones = [say("common-zone", zone=zone) for zone in (one.zone, two.zone)]
        yield _Found("place", 0, pair.title, WEIGHTS["place"], *zones)
    ways = [(segment.axis, segment.sense) for segment in (one, two)]
    if None not in (one.axis, two.axis) and ways[0] != ways[1]:
        texts = [
            describe_movement(segment.model_copy(update={"zone": None, "hands": None}), True) for segment in (one, two)
        ]
        if all(texts) and texts[0] != texts[1]:
            lost = 1.0 if one.axis != two.axis else 1.0 - SLOPPY_SENSE_SCORE
            yield _Found("direction", 0, pair.title, WEIGHTS["direction"] * lost, *texts)
