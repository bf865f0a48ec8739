"""Stretches that are called by another technique than the recognition's: what is judged and what is drawn.

A stop that the movement shows is called ``none``, and a step of a protocol may take a stretch of which the recognition
was unsure. Both go through :func:`apply_overrides`, so that a check and every picture see the same labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.records import LabelOverride, Segment, Timeline

SLIVER_S = 1e-3
"""Pieces shorter than this come from rounding."""


def apply_overrides(
    timeline: Timeline, segments: Sequence[Segment], overrides: Sequence[LabelOverride]
) -> tuple[Timeline, tuple[Segment, ...]]:
    """Return the timeline and its segments with the overridden stretches called by their new technique.

    The direction that was read under the other technique is forgotten, so it is not judged.

    Parameters
    ----------
    timeline : Timeline
    segments : sequence of Segment
        In order of time, without overlap.
    overrides : sequence of LabelOverride
        In order of time, without overlap.
    """
    if not overrides:
        return timeline, tuple(segments)
    verdict: NDArray[np.object_] = timeline.verdict.copy()
    for override in overrides:
        verdict[(timeline.time_s >= override.start_s) & (timeline.time_s < override.end_s)] = override.technique
    renamed = tuple(piece for segment in segments for piece in _rename(segment, overrides))
    return replace(timeline, verdict=verdict), renamed


def _rename(segment: Segment, overrides: Sequence[LabelOverride]) -> Iterator[Segment]:
    inside = [one for one in overrides if min(one.end_s, segment.end_s) - max(one.start_s, segment.start_s) > SLIVER_S]
    at = segment.start_s
    for override in inside:
        start_s, end_s = max(override.start_s, segment.start_s), min(override.end_s, segment.end_s)
        start_s = at if start_s - at < SLIVER_S else start_s
        end_s = segment.end_s if segment.end_s - end_s < SLIVER_S else end_s
        if start_s > at:
            yield _part(segment, at, start_s)
        part = _part(segment, start_s, end_s)
        yield replace(part, technique=override.technique, axis=None, angle_rad=None, sense=None, drift=None)
        at = end_s
    if segment.end_s > at:
        yield _part(segment, at, segment.end_s)


def _part(segment: Segment, start_s: float, end_s: float) -> Segment:
    if start_s == segment.start_s and end_s == segment.end_s:
        return segment
    share = (end_s - start_s) / segment.duration_s
    cycles = None if segment.cycles is None else round(segment.cycles * share)
    return replace(segment, start_s=start_s, end_s=end_s, cycles=cycles)
