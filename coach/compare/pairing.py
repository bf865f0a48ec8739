"""Which step of one performance goes with which of the other.

Where both were held against the same protocol, by the steps' names; else by stretches of the same technique, in order.

A step that was done in several parts counts up to where the next step begins; its later parts lie between the steps.
"""

from __future__ import annotations

from collections.abc import Sequence

from coach.compare.records import Performance, Span, StepPair
from coach.look.palette import LOOKS
from coach.records import TECHNIQUES
from coach.report.labels import name_step

SHORTEST_STRETCH_S = 3.0
"""Shorter stretches of a technique are no part of a performance: a change is told half a second too early or late."""


def pair_steps(first: Performance, second: Performance) -> tuple[StepPair, ...]:
    """Pair the steps, in the order of the first performance; those that only the second did stand where it did them."""
    if has_same_protocol(first, second):
        return _pair_by_name(first, second)
    return _pair_by_technique(list_stretches(first), list_stretches(second))


def has_same_protocol(first: Performance, second: Performance) -> bool:
    """Whether both were held against the same protocol."""
    asked = first.review.protocol, second.review.protocol
    return asked[0] is not None and asked[1] is not None and asked[0].id == asked[1].id


def name_steps(first: Performance, second: Performance) -> dict[str, str]:
    """Titles of the steps of the protocol of either, by their names; empty without one."""
    protocol = first.protocol or second.protocol
    return {} if protocol is None else {step.id: step.title for step in protocol.steps}


def _pair_by_name(first: Performance, second: Performance) -> tuple[StepPair, ...]:
    spans, others = _list_spans(first), _list_spans(second)
    names = name_steps(first, second)
    ids = list(spans)
    for index, step in enumerate(others):
        if step not in spans:
            before = [other for other in list(others)[:index] if other in ids]
            ids.insert(ids.index(before[-1]) + 1 if before else 0, step)
    return tuple(StepPair(step, name_step(step, names), spans.get(step), others.get(step)) for step in ids)


def _list_spans(performance: Performance) -> dict[str, Span]:
    """Where each step was done, in order of time, without overlap."""
    found = [
        (step.start_s, step.end_s, step.id)
        for step in performance.review.steps
        if step.start_s is not None and step.end_s is not None and step.end_s > step.start_s
    ]
    found.sort()
    following = [*(start_s for start_s, _, _ in found[1:]), float("inf")]
    spans = {
        name: (start_s, min(end_s, next_s)) for (start_s, end_s, name), next_s in zip(found, following, strict=False)
    }
    return {name: span for name, span in spans.items() if span[1] > span[0]}


def list_stretches(performance: Performance) -> list[tuple[str, Span]]:
    """Return the stretches of each technique in order; what interrupts one for a moment does not part it."""
    stretches: list[tuple[str, Span]] = []
    for segment in performance.review.segments:
        if segment.technique not in TECHNIQUES or segment.technique == "none":
            continue
        if stretches and stretches[-1][0] == segment.technique:
            last = stretches[-1][1]
            if segment.start_s - last[1] < SHORTEST_STRETCH_S:
                stretches[-1] = (segment.technique, (last[0], segment.end_s))
                continue
        stretches.append((segment.technique, (segment.start_s, segment.end_s)))
    return [(name, span) for name, span in stretches if span[1] - span[0] >= SHORTEST_STRETCH_S]


def _pair_by_technique(first: Sequence[tuple[str, Span]], second: Sequence[tuple[str, Span]]) -> tuple[StepPair, ...]:
    """Pair stretches so that most time has a partner of the same technique, none crossing another."""
    n, m = len(first), len(second)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], _gain(first[i], second[j]) + best[i + 1][j + 1])
    pairs: list[StepPair] = []
    i = j = 0
    while i < n or j < m:
        number = len(pairs) + 1
        if i < n and j < m and (gain := _gain(first[i], second[j])) > 0 and best[i][j] == gain + best[i + 1][j + 1]:
            pairs.append(_make_pair(number, first[i][0], first[i][1], second[j][1]))
            i, j = i + 1, j + 1
        elif j >= m or (i < n and best[i + 1][j] >= best[i][j + 1]):
            pairs.append(_make_pair(number, first[i][0], first[i][1], None))
            i += 1
        else:
            pairs.append(_make_pair(number, second[j][0], None, second[j][1]))
            j += 1
    return tuple(pairs)


def _gain(one: tuple[str, Span], other: tuple[str, Span]) -> float:
    return min(span[1] - span[0] for _, span in (one, other)) if one[0] == other[0] else 0.0


def _make_pair(number: int, technique: str, first: Span | None, second: Span | None) -> StepPair:
    title = next(look.name for name, look in LOOKS.items() if name == technique)
    return StepPair(f"{number}-{technique}", title, first, second)
