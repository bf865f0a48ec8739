"""Where the hands stop in the middle of their work, told from the movement itself and not from its name.

Resting hands look like a slow stroke or a grasp as often as like nothing, and a moment of bad tracking looks like rest.
But work repeats: demodulated at its own rate and projected on the pattern of its channels it has an amplitude at every
moment, and that falls to nothing where the hands rest or leave, whatever the stretch was called.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ, Signals
from coach.motion.salience import group_channels
from coach.motion.smoothing import running_mean, runs_of
from coach.records import FloatArray, LabelOverride, Segment, Timeline
from coach.technique.borders import demodulate
from coach.technique.overrides import apply_overrides

STOPPED = 0.3
"""Share of a stretch's own amplitude below which its movement has stopped: rests lie near 0.1, work whose technique or
rhythm was lost mostly above 0.4."""

LEAST_STOP_S, LONGEST_STOP_S = 3.5, 15.0
"""Shorter ones are changes of place; two stretches farther apart may be two steps with another one between."""

LEAST_WORK_S = 6.0
"""A stretch with a rhythm shows its pattern from this length on."""

LEAST_INNER_S = 2.5
"""A rest inside a stretch that the recognition did not see is told from here on, measured where nothing moves."""

INNER_SLOWEST_HZ = 0.6
"""Slower cycles blur so short a rest."""

INNER_SEEN, STILL_SPEED = 0.8, 0.4
"""Hands that rest are seen for this share of the time, and slower than this (hand sizes a second; about 4 cm/s)."""

SLOWEST_HZ = 0.3
"""Cycles slower than this are as long as a stop."""

MOSTLY = 0.5

LOST_RHYTHM = 0.3
"""Regularity below which the rhythm is gone."""

EDGE_S = 0.5
"""Beside its borders a stretch may be something else."""

MARGIN_S = 2.0 / SLOWEST_HZ
"""Waves at the ends of what is looked at are not whole."""

EVERY = 6
"""Samples of which one is enough to find a pattern by."""


def mark_stops(
    timeline: Timeline, segments: Sequence[Segment], signals: Signals
) -> tuple[Timeline, tuple[Segment, ...]]:
    """Return the timeline and its segments with every stop called ``none``, of which one may be sure."""
    stops = sorted(
        [*find_stops(signals, segments, timeline), *find_inner_stops(signals, segments)], key=lambda stop: stop.start_s
    )
    timeline, renamed = apply_overrides(timeline, segments, stops)
    inside = np.zeros(len(timeline.time_s), dtype=bool)
    for stop in stops:
        inside |= (timeline.time_s >= stop.start_s) & (timeline.time_s < stop.end_s)
    timeline = replace(timeline, pace_per_min=np.where(inside, np.nan, timeline.pace_per_min))
    return timeline, tuple(_still(part) if _lies_in(part, stops) else part for part in renamed)


def find_stops(signals: Signals, segments: Sequence[Segment], timeline: Timeline) -> list[LabelOverride]:
    """Find the times at which nothing of the work before and after them goes on, to be called ``none``.

    Parameters
    ----------
    signals : Signals
    segments : sequence of Segment
        Covering the recording in order of time.
    timeline : Timeline
        Of the same recording: where another rhythm is found, the hands did not stop.

    Returns
    -------
    list of LabelOverride
        In order of time. Only stops between two stretches of the same technique are found: another kind of work would
        look like a stop as well.
    """
    channels, _ = group_channels(signals)
    work = [segment for segment in segments if _shows_pattern(segment)]
    lost = np.interp(signals.time_s, timeline.time_s, np.nan_to_num(timeline.regularity, nan=1.0)) < LOST_RHYTHM
    lost &= np.isfinite(signals.path[..., 0]).any(axis=1)
    return [
        LabelOverride(before.end_s, after.start_s, "none")
        for before, after in pairwise(work)
        if before.technique == after.technique
        and LEAST_STOP_S <= after.start_s - before.end_s <= LONGEST_STOP_S
        and _is_stop(signals, channels, before, after, lost)
    ]


def find_inner_stops(signals: Signals, segments: Sequence[Segment]) -> list[LabelOverride]:
    """Find rests inside one stretch: its rhythm is gone, and the hands are seen and still.

    Parameters
    ----------
    signals : Signals
    segments : sequence of Segment

    Returns
    -------
    list of LabelOverride
        In order of time.
    """
    channels, _ = group_channels(signals)
    if len(signals) < 2:  # one picture holds no movement
        return []
    speed = np.linalg.norm(np.gradient(running_mean(signals.path, EVERY), 1.0 / SIGNAL_HZ, axis=0), axis=-1)
    seen = np.isfinite(speed)
    fastest = np.where(seen, speed, 0.0).max(axis=1)
    stops = []
    for segment in segments:
        rate_hz = (segment.pace_per_min or 0.0) / 60.0
        if rate_hz < INNER_SLOWEST_HZ or segment.duration_s < 2 * LEAST_WORK_S:
            continue
        near = (signals.time_s >= segment.start_s - MARGIN_S) & (signals.time_s < segment.end_s + MARGIN_S)
        time_s = signals.time_s[near]
        inside = (time_s >= segment.start_s + EDGE_S) & (time_s < segment.end_s - EDGE_S)
        gone = inside & (_follow(signals, channels, near, segment) < STOPPED)
        for first, end in runs_of(gone):
            if not gone[first] or time_s[end - 1] - time_s[first] < LEAST_INNER_S:
                continue
            rests = fastest[near][first:end][seen[near][first:end].any(axis=1)]
            if len(rests) >= INNER_SEEN * (end - first) and float(np.median(rests)) < STILL_SPEED:
                stops.append(LabelOverride(float(time_s[first]), float(time_s[end - 1]), "none"))
    return stops


def _lies_in(part: Segment, stops: Sequence[LabelOverride]) -> bool:
    return any(stop.start_s <= part.start_s and part.end_s <= stop.end_s for stop in stops)


def _still(part: Segment) -> Segment:
    return replace(
        part,
        confidence=1.0,
        pace_per_min=None,
        cycles=None,
        regularity=None,
        speed_cm_s=None,
        stroke_cm=None,
        hands=None,
    )


def _is_stop(signals: Signals, channels: FloatArray, before: Segment, after: Segment, lost: NDArray[np.bool_]) -> bool:
    """Tell whether what lies between two stretches of one technique is a stop.

    Landmarks of resting hands jump, so the middle of the amplitudes decides.
    """
    near = (signals.time_s >= before.start_s - MARGIN_S) & (signals.time_s < after.end_s + MARGIN_S)
    time_s = signals.time_s[near]
    inside = (time_s >= before.end_s + EDGE_S) & (time_s < after.start_s - EDGE_S)
    if lost[near][inside].sum() < max(1.0, MOSTLY * inside.sum()):
        return False
    amplitudes = [_follow(signals, channels, near, segment)[inside] for segment in (before, after)]
    return max(float(np.median(amplitude)) for amplitude in amplitudes) < STOPPED


def _shows_pattern(segment: Segment) -> bool:
    pace = segment.pace_per_min
    return pace is not None and pace >= 60.0 * SLOWEST_HZ and segment.duration_s >= LEAST_WORK_S


def _follow(signals: Signals, channels: FloatArray, near: NDArray[np.bool_], segment: Segment) -> FloatArray:
    """Amplitude of a stretch's movement around it, 1 is usual inside."""
    waves = demodulate(channels[near], (segment.pace_per_min or 0.0) / 60.0)
    time_s = signals.time_s[near]
    inside = (time_s >= segment.start_s + EDGE_S) & (time_s < segment.end_s - EDGE_S)
    if inside.sum() < EVERY:
        return np.full(len(time_s), np.inf)
    pattern = np.linalg.svd(waves[inside][::EVERY], full_matrices=False)[2][0].conj()
    amplitude: FloatArray = np.abs(waves @ pattern)
    return amplitude / max(float(np.median(amplitude[inside])), 1e-9)
