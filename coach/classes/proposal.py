"""What the coach proposes for each criterion of a rubric, from the review of a recording."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coach.classes.rubric import Criterion, Rubric
from coach.formats import ReviewFile, ReviewStep


@dataclass(frozen=True, slots=True)
class Proposal:
    """The coach's proposal for one criterion.

    Attributes
    ----------
    points : float or None
        0 to 100; ``None`` where nothing could be judged.
    steps : int
        Number of steps that it was judged on.
    because : tuple of str
        The sentences of the findings that lower it, the most useful first.
    """

    points: float | None = None
    steps: int = 0
    because: tuple[str, ...] = ()


def propose(review: ReviewFile, rubric: Rubric) -> dict[str, Proposal]:
    """Propose points for every criterion that the coach may judge, by its id.

    A criterion gets the mean of its parts over the steps, each weighted by how long it was seen, and no more than the
    ceiling of the gravest finding that is about it: one stroke the wrong way among nine good steps is still a fault.
    """
    return {criterion.id: _propose(review, criterion, rubric) for criterion in rubric.by_coach}


def _propose(review: ReviewFile, criterion: Criterion, rubric: Rubric) -> Proposal:
    found = [finding for finding in review.findings if finding.code in criterion.findings]
    judged: list[tuple[float, float]] = []
    steps = 0
    for step in review.steps:
        scores = _weigh(step, criterion)
        judged += scores
        steps += bool(scores)
    because = tuple(finding.message for finding in found)
    weight = sum(weight for _, weight in judged)
    ceilings = [rubric.ceilings[finding.severity] for finding in found if finding.severity in rubric.ceilings]
    if (weight <= 0 or steps < criterion.least_steps) and not ceilings:
        return Proposal(because=because)
    mean = 100.0 * sum(score * weight for score, weight in judged) / weight if weight > 0 else 100.0
    return Proposal(min([mean, *ceilings]), steps, because)


def _weigh(step: ReviewStep, criterion: Criterion) -> list[tuple[float, float]]:
    """Return the scores of a step's parts with their weights; by steps, not by time, where a missing one counts."""
    if criterion.missing == "zero":
        if step.status == "missed":
            return [(0.0, 1.0)]
        scores = [(part.score, 1.0) for part in step.parts if part.name in criterion.parts and part.score is not None]
        return scores[:1]
    if step.start_s is None or step.end_s is None:
        return []
    length_s = step.end_s - step.start_s
    return [
        (part.score, length_s * (1.0 if part.seen_share is None else part.seen_share))
        for part in step.parts
        if part.name in criterion.parts and part.score is not None
    ]


def total(points: Mapping[str, float | None], criteria: Iterable[Criterion]) -> float | None:
    """Return the weighted mean of what was judged; ``None`` when nothing was."""
    known = [(points[c.id], c.weight) for c in criteria if points.get(c.id) is not None]
    weight = sum(weight for _, weight in known)
    return sum((value or 0.0) * weight for value, weight in known) / weight if weight > 0 else None


def passes(points: Mapping[str, float | None], rubric: Rubric) -> bool | None:
    """Whether the points pass; ``None`` when nothing was judged.

    The weighted mean has to reach the rubric's pass mark, and each criterion that was judged its own.
    """
    whole = total(points, rubric.criteria)
    if whole is None:
        return None
    singly = all(
        (points.get(criterion.id) is None) or (points[criterion.id] or 0.0) >= criterion.pass_mark
        for criterion in rubric.criteria
        if criterion.pass_mark is not None
    )
    return whole >= rubric.pass_mark and singly
