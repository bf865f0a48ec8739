"""The segments that a measured recording falls into, each described in the words of the formats."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from coach.motion.back_path import BackPath
from coach.motion.body import classify_zones
from coach.motion.body_shape import SPINE_HALF
from coach.motion.direction import Direction, describe_direction
from coach.motion.hand_pairing import compute_pulse, mean_over_time
from coach.motion.kinematics import Signals
from coach.motion.rhythm import TICK_S
from coach.motion.smoothing import runs_of
from coach.motion.speed import compute_work_speed
from coach.motion.stretch import IN_PLACE_REACH, Stretch
from coach.records import TECHNIQUES, FloatArray, Segment, Timeline, Verdict
from coach.technique.borders import refine_borders
from coach.technique.cycle_count import count_cycles
from coach.technique.thumbs import do_thumbs_rub_mostly
from coach.technique.timeline import Measured

PACE_SHARE = 0.5
"""A stretch's pace is judged when a rhythm was found in this share of it."""

BEAT_SHARE = 0.2
"""Share of a stretch with a rhythm from which its direction is read by that; too little to call it the pace."""

SAME_RHYTHM = 1.35
"""Ticks whose rate is farther than this factor from the stretch's median are slips and do not count into its pace."""

LEAST_CYCLES = 1.5
"""Fewer cycles than this are no pace."""

SPOT_REACH = {"kneading": 0.3, "tapping": np.inf}
"""Hand sizes at the cycle rate that palms or the hands' middles move while they only grasp (2.5 cm, on simulated and
rendered hands), and while they strike, which has no way at all."""

GRASP_RISE = 0.35
"""Hand sizes that a grasp raises palms, end to end (simulated hands: 2 to 5 cm)."""

GRIP_SHARE = 0.5
"""Share of the way from the palm to the fingertips at which the middle of a grasping hand lies: the palm moves towards
the fingers as these close, the middle hardly does."""


LOCATED_SHARE = 0.6
"""Direction and place are not told of a stretch in which it was not known for this share where the back lies: a cut, or
a jump of the camera."""


def find_segments(measured: Measured, duration_s: float) -> tuple[Segment, ...]:
    """Cut a recording into stretches of one verdict, without holes or overlap, from 0 to its end."""
    timeline = measured.timeline
    runs = runs_of(timeline.verdict)
    borders = [0.0, *(float(timeline.time_s[start]) - TICK_S / 2 for start, _ in runs[1:]), duration_s]
    borders = refine_borders(measured, runs, borders)
    return tuple(describe_run(measured, slice(*run), borders[i], borders[i + 1]) for i, run in enumerate(runs))


def describe_run(measured: Measured, ticks: slice, start_s: float, end_s: float) -> Segment:
    """Describe one stretch: the ticks of one verdict and the times that it lasts from and to."""
    timeline = measured.timeline
    # Borders from other sources need not fall on a change of verdict exactly: most ticks decide, not the first.
    technique: Verdict = Counter(timeline.verdict[ticks].tolist()).most_common(1)[0][0]
    seen_share = float((timeline.hand_seen[ticks].max(axis=1)).mean())
    if technique == "unseen":
        return Segment(start_s, end_s, technique, 1.0, seen_share=seen_share)
    confidence = _mean(timeline.scores[ticks, TECHNIQUES.index(technique)]) or 0.0
    if technique == "none":
        return Segment(start_s, end_s, technique, confidence, seen_share=seen_share)
    pace, cycles = compute_pace(timeline.pace_per_min[ticks], end_s - start_s)
    if pace is not None:
        cycles = round(count_cycles(measured.signals, start_s, end_s, pace / 60.0))
    located = _is_located(measured.signals, measured.back_path, start_s, end_s)
    direction = find_direction(measured, start_s, end_s, pace or find_beat(timeline.pace_per_min[ticks]), technique)
    return Segment(
        start_s,
        end_s,
        technique,
        confidence,
        pace_per_min=pace,
        cycles=cycles,
        regularity=_mean(timeline.regularity[ticks]),
        speed_cm_s=_find_speed(measured, start_s, end_s) if located else None,
        stroke_cm=measured.back_path.to_cm(direction.reach) if direction.reach is not None else None,
        axis=direction.axis,
        angle_rad=direction.angle_rad,
        axis_sure=direction.axis_sure,
        sense=direction.sense,
        drift=direction.drift,
        hands=direction.hands,
        zone=find_zone(timeline.back_uv[ticks]) if located else None,
        side_balance=find_side_balance(timeline.back_uv[ticks]) if located else None,
        seen_share=seen_share,
    )


def place_segment(segment: Segment, timeline: Timeline) -> Segment:
    """Name zone and side of a stretch anew from where the hands work, where both were told of it."""
    if segment.side_balance is None:
        return segment
    uv = timeline.back_uv[(timeline.time_s >= segment.start_s) & (timeline.time_s < segment.end_s)]
    return replace(segment, zone=find_zone(uv), side_balance=find_side_balance(uv))


def compute_pace(pace_per_min: FloatArray, duration_s: float) -> tuple[float | None, int | None]:
    """Pace of a stretch and its whole cycles from the pace at its ticks (NaN: no rhythm).

    Returns ``(None, None)`` when a rhythm was found in too little of it.
    """
    known = pace_per_min[np.isfinite(pace_per_min)]
    if len(known) < PACE_SHARE * len(pace_per_min) or len(known) == 0:
        return None, None
    median = float(np.median(known))
    near = known[(known < median * SAME_RHYTHM) & (known > median / SAME_RHYTHM)]
    if len(near) == 0:
        return None, None
    pace = float(near.mean())
    cycles = pace / 60.0 * duration_s
    if cycles < LEAST_CYCLES:
        return None, None
    return pace, round(cycles)


def find_beat(pace_per_min: FloatArray) -> float | None:
    """Pace to read a direction by, where a rhythm was found in some of a stretch but not enough of it."""
    known = pace_per_min[np.isfinite(pace_per_min)]
    return float(np.median(known)) if len(known) > BEAT_SHARE * len(pace_per_min) else None


def _find_speed(measured: Measured, start_s: float, end_s: float) -> float | None:
    time_s = measured.signals.time_s
    speed = compute_work_speed(measured.back_path.speed_cm_s[(time_s >= start_s) & (time_s < end_s)])
    return speed if np.isfinite(speed) else None


def find_direction(
    measured: Measured, start_s: float, end_s: float, pace_per_min: float | None, technique: Verdict
) -> Direction:
    """Find the direction of a measured recording's movement between two times."""
    return describe_stretch(measured.signals, measured.back_path, start_s, end_s, pace_per_min, technique)


def describe_stretch(
    signals: Signals,
    over: BackPath,
    start_s: float,
    end_s: float,
    pace_per_min: float | None,
    technique: Verdict | None = None,
) -> Direction:
    """Describe the direction of the movement between two times; the technique says what counts as a way."""
    if not _is_located(signals, over, start_s, end_s):
        return Direction()
    inside = (signals.time_s >= start_s) & (signals.time_s < end_s)
    path, tips = over.path[inside], over.tips[inside]
    rate_hz = pace_per_min / 60.0 if pace_per_min else None
    grasps = technique == "kneading"
    if technique == "rubbing" and rate_hz and do_thumbs_rub_mostly(path, tips, over.thumb[inside], rate_hz):
        path, tips = path + over.thumb[inside], np.zeros_like(tips)
    return describe_direction(
        Stretch(
            path=_find_middle(path, tips) if grasps else path,
            place=over.place[inside],
            tip_path=path + tips,
            pulse=compute_pulse(signals, inside, technique),
            rate_hz=rate_hz,
            knows_head=over.frame is not None,
            knows_spine=over.knows_place,
            palm_path=path if grasps else None,
            least_reach=SPOT_REACH.get(technique or "", IN_PLACE_REACH),
            may_circle=not grasps,
            must_go=technique in ("stroking", "rubbing"),
            rise=GRASP_RISE * mean_over_time(over.lean[inside]) if grasps else None,
            knows_tilt=over.knows_tilt,
            grasp_rise=GRASP_RISE if grasps else 0.0,
        )
    )


def _find_middle(path: FloatArray, tips: FloatArray) -> FloatArray:
    """Middle of each grasping hand, shape (k, 2, 2); its palm where its fingers were mostly not seen."""
    seen, shaped = (np.isfinite(part[..., 0]).sum(axis=0) for part in (path, tips))
    return path + np.where((shaped >= 0.5 * seen)[:, None], GRIP_SHARE * tips, 0.0)


def _is_located(signals: Signals, over: BackPath, start_s: float, end_s: float) -> bool:
    inside = (signals.time_s >= start_s) & (signals.time_s < end_s)
    seen = np.isfinite(signals.place[inside][..., 0])
    known = np.isfinite(over.place[inside][..., 0])
    return bool(known.sum() >= LOCATED_SHARE * seen.sum())


def find_zone(uv: FloatArray) -> str | None:
    """Name the zone by height in which the hands were most; ``None`` where it is not known."""
    zones = Counter(zone for zone in classify_zones(uv[..., 1]).ravel() if zone is not None)
    return zones.most_common(1)[0][0] if zones else None


def find_side_balance(uv: FloatArray) -> float | None:
    """Share of the time on the receiver's right minus that on the left; ``None`` where it is not known."""
    across = uv[..., 0][np.isfinite(uv[..., 0])]
    if len(across) == 0:
        return None
    right, left = int((across > SPINE_HALF).sum()), int((across < -SPINE_HALF).sum())
    return (right - left) / (right + left) if right + left else 0.0


def _mean(values: FloatArray) -> float | None:
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else None
