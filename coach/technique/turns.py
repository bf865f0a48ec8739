"""Splits a stretch of one technique where its direction or its pace changes for good: along and across are two things.

A window slides over the stretch and is described like a stretch of its own. The cheapest sequence of directions with
few changes (Viterbi with a price for each change) gives the borders; a border stays only when the pieces on both
sides of it, described as a whole, differ as well. Rendered and simulated hands change within a second; the border is
known to a quarter of a window.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from coach.motion.rhythm import TICK_S
from coach.motion.viterbi import find_best_path
from coach.records import Axis, Segment, Sense, Verdict
from coach.technique.changes import find_pace_change, find_way_change
from coach.technique.describe import compute_pace, describe_run, find_direction
from coach.technique.hand_shape import find_shape_changes
from coach.technique.timeline import Measured

CYCLES_IN_WINDOW = 4.0
WINDOW_S = (4.0, 14.0)
"""Shortest and longest window: the direction of fewer than two slow strokes is chance."""

STEPS_IN_WINDOW = 4
"""Neighbouring windows are this part of a window apart."""

CHANGE_PRICE = 4.0
"""In windows that have to disagree before a change is believed: one whole window's length, because they overlap."""

SENSE_PRICE = 0.5
"""Of a window with the right axis and another sense."""

LEAST_PIECE = 0.75
"""Shortest piece in windows."""

LEAST_TURN_RAD = float(np.deg2rad(15.0))
"""Two axes that differ by less are one that lies at a border."""

Way = tuple[Axis | None, Sense | None]

_OPPOSED = frozenset({frozenset({"headward", "tailward"}), frozenset({"clockwise", "counterclockwise"})})


def split_at_turns(measured: Measured, segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """Split every segment of a technique where its pace, axis or sense, or the hands' shape, changes for good.

    The cover stays whole.
    """
    split: list[Segment] = []
    for segment in segments:
        if segment.technique in ("none", "unseen"):
            split.append(segment)
            continue
        for piece in _split_at_hands_and_pace(measured, segment):
            pieces = [piece] if piece.technique == "tapping" else _split(measured, piece)
            split += pieces if len(pieces) > 1 else _split_where_the_way_changes(measured, pieces[0])
    return tuple(split)


def _split_at_hands_and_pace(measured: Measured, segment: Segment) -> Iterator[Segment]:
    borders = [segment.start_s, *find_shape_changes(measured, segment), segment.end_s]
    for start_s, end_s in pairwise(borders):
        piece = segment if len(borders) == 2 else _describe_piece(measured, start_s, end_s)
        yield from _split_once(measured, piece, find_pace_change(measured, piece))


def _split_once(measured: Measured, segment: Segment, border_s: float | None) -> list[Segment]:
    """Split at a border, each side described anew; ``None`` leaves the segment as it is."""
    if border_s is None:
        return [segment]
    return [
        _describe_piece(measured, segment.start_s, border_s),
        _describe_piece(measured, border_s, segment.end_s),
    ]


def _split_where_the_way_changes(measured: Measured, segment: Segment) -> list[Segment]:
    pieces = _split_once(measured, segment, find_way_change(measured, segment))
    same_axis = len({piece.axis for piece in pieces}) == 1
    return pieces if len(pieces) > 1 and same_axis and pieces[0].sense != pieces[1].sense else [segment]


def find_turns(measured: Measured, segment: Segment) -> list[float]:
    """Find the times inside a segment at which the direction seems to change, from sliding windows alone."""
    window_s = _window_s(segment)
    if segment.duration_s < 2 * LEAST_PIECE * window_s:
        return []
    count = max(2, round((segment.duration_s - window_s) / (window_s / STEPS_IN_WINDOW)) + 1)
    centres = np.linspace(segment.start_s + window_s / 2, segment.end_s - window_s / 2, count)
    ways = [
        _describe_window(measured, centre - window_s / 2, centre + window_s / 2, segment.technique)
        for centre in centres
    ]
    path = _cheapest(ways)
    return [float((centres[i] + centres[i + 1]) / 2) for i in range(len(path) - 1) if path[i] != path[i + 1]]


def _split(measured: Measured, segment: Segment) -> list[Segment]:
    least_s = LEAST_PIECE * _window_s(segment)
    borders = [segment.start_s]
    for turn in find_turns(measured, segment):
        if turn - borders[-1] >= least_s and segment.end_s - turn >= least_s:
            borders.append(turn)
    pieces = [_describe_piece(measured, start_s, end_s) for start_s, end_s in pairwise([*borders, segment.end_s])]
    while len(pieces) > 1:
        alike = [i for i in range(len(pieces) - 1) if not _differ(pieces[i], pieces[i + 1])]
        if not alike:
            return pieces
        first = alike[0]
        pieces[first : first + 2] = [_describe_piece(measured, pieces[first].start_s, pieces[first + 1].end_s)]
    return [segment]


def _window_s(segment: Segment) -> float:
    cycle_s = 60.0 / segment.pace_per_min if segment.pace_per_min else WINDOW_S[0]
    return float(np.clip(CYCLES_IN_WINDOW * cycle_s, *WINDOW_S))


def _describe_window(measured: Measured, start_s: float, end_s: float, technique: Verdict) -> Way:
    pace, _ = compute_pace(measured.timeline.pace_per_min[_ticks(measured, start_s, end_s)], end_s - start_s)
    direction = find_direction(measured, start_s, end_s, pace, technique)
    return direction.axis, direction.sense


def _describe_piece(measured: Measured, start_s: float, end_s: float) -> Segment:
    return describe_run(measured, _ticks(measured, start_s, end_s), start_s, end_s)


def _ticks(measured: Measured, start_s: float, end_s: float) -> slice:
    first, last = np.searchsorted(measured.timeline.time_s + TICK_S / 2, [start_s, end_s])
    return slice(int(first), max(int(first) + 1, int(last)))


def _cheapest(ways: Sequence[Way]) -> list[int]:
    """Cheapest path over the directions that occur; a window costs 1 with another axis, less with another sense."""
    states = list(dict.fromkeys(way for way in ways if way[0] is not None))
    if len(states) < 2:
        return [0] * len(ways)
    costs = np.array([[_distance(way, state) for state in states] for way in ways])
    change = -CHANGE_PRICE * (1.0 - np.eye(len(states)))
    return [int(state) for state in find_best_path(-costs, change)]


def _distance(seen: Way, state: Way) -> float:
    if seen[0] is None:
        return 0.0
    if seen[0] != state[0]:
        return 1.0
    return 0.0 if seen[1] == state[1] else SENSE_PRICE


def _differ(one: Segment, other: Segment) -> bool:
    """Whether two pieces, each described as a whole, go different ways."""
    if one.axis is None or other.axis is None:
        return False
    if one.axis != other.axis:
        angles = (one.angle_rad, other.angle_rad)
        return None in angles or abs((angles[0] or 0.0) - (angles[1] or 0.0)) >= LEAST_TURN_RAD
    if one.sense == other.sense or one.sense is None or other.sense is None:
        return False
    return "both" in (one.sense, other.sense) or frozenset({one.sense, other.sense}) in _OPPOSED
