"""The newest state of a running stream, from a measurement of its newest part."""

from __future__ import annotations

import numpy as np

from coach.motion.rhythm import TICK_S
from coach.records import TECHNIQUES, FloatArray, HandsFrame, Segment, Snapshot, Verdict
from coach.technique.describe import find_segments
from coach.technique.segments import UNSEEN_LEAST_S, filter_forward
from coach.technique.timeline import Measured

PACE_S = 3.0
"""The pace shown is the median over so many seconds, so that the needle does not tremble."""


def describe_latest(measured: Measured, hands: HandsFrame, last: Snapshot | None, step_s: float) -> Snapshot:
    """Describe the end of a measured window.

    Parameters
    ----------
    measured : Measured
    hands : HandsFrame
        The newest frame's hands.
    last : Snapshot or None
        The state before: it tells since when the verdict has held, and the cycles until then.
    step_s : float
        Seconds since the measurement before this one.
    """
    timeline = measured.timeline
    verdict, confidence = _verdict(timeline.scores)
    pace = _newest(60.0 * measured.rhythm.rate_hz)
    working = verdict not in ("none", "unseen")
    segment = find_segments(measured, float(timeline.time_s[-1]))[-1]
    agrees = segment.technique == verdict
    since_s, cycles = _since(segment if agrees else None, measured, hands.time_s, verdict, last, step_s, pace)
    return Snapshot(
        time_s=hands.time_s,
        hands=hands,
        verdict=verdict,
        confidence=confidence,
        scores=timeline.scores[-1],
        pace_per_min=pace if working else None,
        regularity=_newest(timeline.regularity),
        cycles=cycles if working else 0.0,
        since_s=since_s,
        axis=segment.axis if agrees else None,
        sense=segment.sense if agrees else None,
        hands_mode=segment.hands if agrees else None,
        speed_cm_s=_newest(timeline.speed_cm_s),
        zone=segment.zone if agrees else None,
    )


def _verdict(scores: FloatArray) -> tuple[Verdict, float]:
    missing = np.asarray(~np.isfinite(scores).all(axis=1))
    newest = missing[-round(UNSEEN_LEAST_S / TICK_S) :]
    if newest.all():
        return "unseen", 0.0
    belief = filter_forward(scores)[-1]
    best = int(belief.argmax())
    return TECHNIQUES[best], float(belief[best])


def _since(
    segment: Segment | None,
    measured: Measured,
    now_s: float,
    verdict: Verdict,
    last: Snapshot | None,
    step_s: float,
    pace: float | None,
) -> tuple[float, float]:
    """Since when the verdict has held and how many cycles it has had.

    While its beginning lies inside the window, both are read from the window, which sees the first cycles in hindsight;
    after that they are carried on.
    """
    begins_inside = segment is not None and segment.start_s > float(measured.timeline.time_s[0]) + TICK_S
    if segment is not None and (begins_inside or last is None or last.verdict != verdict):
        return segment.start_s, float(segment.cycles or 0)
    if last is None or last.verdict != verdict:
        return now_s, 0.0
    return last.since_s, last.cycles + (pace / 60.0 * step_s if pace else 0.0)


def _newest(values: FloatArray) -> float | None:
    recent = values[-round(PACE_S / TICK_S) :]
    known = recent[np.isfinite(recent)]
    return float(np.median(known)) if len(known) else None
