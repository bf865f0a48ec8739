"""Short words for the labels of tables and figures: movements, steps, how much was seen."""

from __future__ import annotations

from collections.abc import Iterable

from coach.feedback.messages import describe_part
from coach.formats import PartModel, ReviewFile, ReviewFinding, ReviewSegment, ReviewStep
from coach.look.palette import LOOKS
from coach.records import ScorePart, Verdict
from coach.technique.sureness import PLAINLY_SURE
from coach.words import join_facts, say

_PICTURE_WAYS = ("along", "across")
"""Without a back only the picture's own directions are known."""

_NEEDS_BACK = ("headward", "tailward", "outward", "inward")
_SAYS_AXIS_TOO = ("clockwise", "counterclockwise", "headward", "tailward")

QUICK_PER_MIN = 80.0
"""Cycles a minute from which an unnamed movement is called quick."""

ENOUGH_SEEN = 0.6
"""Share of the time with a hand in view below which nothing is judged."""


def name_stretch(segment: ReviewSegment) -> str:
    """Name of what a stretch shows, with how sure that is, and a tick where it is a teacher's word."""
    if segment.said_by is not None:
        return say("report-said", technique=LOOKS[segment.technique].name)
    if segment.maybe:
        return say("report-unsure")
    sure = segment.confidence is None or segment.confidence >= PLAINLY_SURE
    if sure or segment.technique in ("none", "unseen"):
        return LOOKS[segment.technique].name
    return say("report-probably", technique=segment.technique)


def is_listed(segment: ReviewSegment) -> bool:
    """Whether a list of stretches has a row for it: not where nothing was seen, neither hands nor a pace."""
    return segment.technique != "unseen" or bool(segment.maybe) or segment.pace_per_min is not None


def _describe_unsure(segment: ReviewSegment) -> str:
    """Say what was seen of a stretch that has no name, and what it may be."""
    pace = segment.pace_per_min
    tempo = "uneven" if pace is None else "quick" if pace >= QUICK_PER_MIN else "slow"
    names = [say("common-technique", technique=technique) for technique in segment.maybe]
    return say("report-unsure-movement", tempo=tempo, techniques=names)


def describe_movement(segment: ReviewSegment, back_known: bool) -> str:
    """Direction, hands and zone of a stretch in a few words; empty where none was judged."""
    if segment.maybe:
        return _describe_unsure(segment)
    if segment.technique == "unseen" and segment.pace_per_min is not None:
        return say("report-hidden-movement")
    facts: list[str] = []
    sense = None if segment.sense in _NEEDS_BACK and not back_known else segment.sense
    if segment.axis is not None and sense not in _SAYS_AXIS_TOO:
        in_picture = not back_known and segment.axis in _PICTURE_WAYS
        facts.append(say("report-picture-way" if in_picture else "common-way", way=segment.axis))
    if sense is not None and sense != "both":
        facts.append(say("common-way", way=sense))
    if segment.hands is not None:
        facts.append(say("common-hands", hands=segment.hands))
    if segment.zone is not None:
        facts.append(say("report-on-zone", zone=segment.zone))
    return join_facts(facts)


def describe_model_part(part: PartModel) -> str:
    """Say what was measured and asked in one part of a step's score."""
    return describe_part(
        ScorePart(part.name, part.score, part.measured, part.expected, part.unit, part.seen_share or 0.0)
    )


def name_part(name: str) -> str:
    """Name of a part of a score, for a label."""
    return say("common-part-label", part=name.replace(" ", "_"))


def name_code(code: str) -> str:
    """Spell a code of the formats as words: ``in_place`` becomes ``in place``."""
    return code.replace("_", " ").replace("-", " ")


def name_step(step: ReviewStep | str, names: dict[str, str]) -> str:
    """Title of a step as the protocol gives it, else its id as words."""
    step_id = step if isinstance(step, str) else step.id
    return names.get(step_id) or name_code(step_id).capitalize()


def describe_correction(review: ReviewFile) -> str:
    """Say whose word stands in a review beside the coach's; empty where nobody corrected it."""
    corrected = review.corrected
    if corrected is None:
        return ""
    extent = "all" if corrected.finished and not corrected.blind else "some"
    return say("report-corrected", name=corrected.by, day=corrected.at.astimezone().date(), extent=extent)


def describe_opinion(finding: ReviewFinding, review: ReviewFile) -> str:
    """Say what the teacher thinks of a finding; empty where nothing was said."""
    if finding.opinion is None or review.corrected is None:
        return ""
    return say("report-opinion", name=review.corrected.by, opinion=finding.opinion)


def describe_coverage(review: ReviewFile) -> list[str]:
    """Say plainly how much of the time the hands were in view, and what to do when it was too little."""
    one, two = review.coverage.one_hand, review.coverage.two_hands
    if one == 0:
        lines = [say("report-no-hands")]
    else:
        lines = [say("report-coverage", one=one, two=two)]
        if one < ENOUGH_SEEN:
            lines.append(say("report-coverage-low", unseen=1 - one))
    if review.video.frames_unreadable:
        lines.append(say("report-unreadable", frames=review.video.frames_unreadable))
    return lines


def count_techniques(segments: Iterable[ReviewSegment]) -> dict[Verdict, float]:
    """Seconds per technique, longest first."""
    totals: dict[Verdict, float] = {}
    for segment in segments:
        totals[segment.technique] = totals.get(segment.technique, 0.0) + segment.end_s - segment.start_s
    return dict(sorted(totals.items(), key=lambda item: -item[1]))
