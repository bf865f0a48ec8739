"""One hand's repeated movement as an ellipse: how long, how broad, which way it points and which way it turns.

Windows of a few cycles are fitted with the wave of the cycle's rate (:mod:`coach.motion.waves`). What
does not repeat at that rate, such as the wandering of the worked place and the shaking of landmarks, falls out of the
fit; and because only neighbouring cycles share a window, a rhythm that is not quite even does not blur it. The sum over
the windows of (x, y) as complex amplitudes gives the ellipse: its long axis is the direction of the work, and the
signed area over the square of the long axis is the breadth, positive where it turns clockwise as seen in the picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.motion.kinematics import SIGNAL_HZ
from coach.motion.smoothing import running_mean
from coach.motion.waves import SEEN_SHARE, fit_waves
from coach.records import FloatArray

SLOWEST_CYCLES = 1.5
FASTEST_HZ = 6.0
"""Bounds of a rate that is guessed: cycles in the whole stretch, and hertz."""

PEAK_TO_PEAK = 2.0 * np.sqrt(2.0)
"""A sine's peak-to-peak value over its standard deviation."""

MOVING_SHARE = 0.1
"""Share of the usual top speed below which the hand is turning round, not moving."""

TURNING_PERCENT = 12.0
"""Part of the samples at either end of a stroke between which it may bulge."""

COURSE_SHARE = 0.05
COURSE_SAMPLES = 5
"""Share of a cycle, and samples at least, over which a way is smoothed before its speed is taken: the trembling of
landmarks would make the slow way of a slow stroke seem quicker than it is (tried: 0 to 0.2 of a cycle)."""


@dataclass(frozen=True, slots=True)
class HandStroke:
    """One hand's working movement over a stretch, in hand sizes.

    Attributes
    ----------
    work : array, shape (k, 2)
        The path with its travel taken out; NaN unseen.
    place : array, shape (k, 2)
    seen : float
        Share of the stretch in which the hand was seen.
    reach : float
        Length from end to end.
    beat : float
        The same of what repeats at the rate; equals ``reach`` where no rate is known.
    turn : float
        Breadth over length of what repeats, -1 to 1; positive turns clockwise as seen in the picture.
    main : array, shape (2,)
        Unit vector of the long axis; which of its two ends it points to means nothing.
    waves : complex array, shape (w, 2)
        What repeats in each window, as amplitude and phase of x and y; NaN where the hand was not seen. No windows
        where no rate is known.
    rate_hz : float or None
    """

    work: FloatArray
    place: FloatArray
    seen: float
    reach: float
    beat: float
    turn: float
    main: FloatArray
    waves: NDArray[np.complex128]
    rate_hz: float | None


@dataclass(frozen=True, slots=True)
class Course:
    """Mean speeds of the way out and the way home, and how far each lies beside the line between the turning points.

    Hand sizes, to whichever side: of a hand near the spine nobody knows on which flank it would return.
    """

    out_speed: float
    home_speed: float
    out_bulge: float
    home_bulge: float


def describe_stroke(path: FloatArray, place: FloatArray, rate_hz: float | None) -> HandStroke | None:
    """Describe one hand's movement.

    Parameters
    ----------
    path, place : array, shape (k, 2)
        Hand sizes at :data:`SIGNAL_HZ`, without and with jumps; NaN unseen.
    rate_hz : float or None
        Cycles a second.

    Returns
    -------
    HandStroke or None
        ``None`` where the hand was seen for less than half a second.
    """
    work, _ = split_path(path, rate_hz)
    known = np.isfinite(work).all(axis=1)
    if known.sum() < SIGNAL_HZ / 2:
        return None
    scatter = np.cov(work[known].T)
    reach, seen = _length(scatter), float(known.mean())
    waves, shares = fit_waves(path, rate_hz) if rate_hz is not None else (np.empty((0, 2), complex), np.empty(0))
    if shares.sum() == 0:
        return HandStroke(work, place, seen, reach, reach, _turning(work), _long_axis(scatter), waves, rate_hz)
    x, y = waves[shares > 0].T
    weights = shares[shares > 0] / shares.sum()
    ellipse = np.array([[weights @ np.real(a * np.conj(b)) / 2 for b in (x, y)] for a in (x, y)])
    beat = _length(ellipse)
    turn = 0.0 if beat == 0 else float(weights @ np.imag(np.conj(x) * y)) / (beat / 2) ** 2
    return HandStroke(work, place, seen, reach, beat, -turn, _long_axis(ellipse), waves, rate_hz)


def compute_share_in_beat(quiet: HandStroke, busy: HandStroke) -> float:
    """How far a hand moves in the busier hand's beat, as a share of that one's reach, whatever its phase.

    A hand that rests wanders and trembles, but not in step with the one that works.
    """
    both = np.isfinite(quiet.waves).all(axis=1) & np.isfinite(busy.waves).all(axis=1)
    if not both.any():
        return 0.0
    locked = quiet.waves[both].T @ np.conj(busy.waves[both])
    return float(np.linalg.norm(locked) / max(float((np.abs(busy.waves[both]) ** 2).sum()), 1e-9))


def follow_course(hand: HandStroke, ahead: FloatArray) -> Course | None:
    """Take a hand's way to and fro apart; ``None`` where it is too short or goes one way only."""
    along, aside = hand.work @ ahead, hand.work @ np.array([-ahead[1], ahead[0]])
    width = 0 if hand.rate_hz is None else round(COURSE_SHARE * SIGNAL_HZ / hand.rate_hz)
    speed = np.gradient(running_mean(along, max(COURSE_SAMPLES, width)))
    known = np.isfinite(speed)
    if known.sum() < SIGNAL_HZ / 2:
        return None
    limit = MOVING_SHARE * float(np.percentile(np.abs(speed[known]), 90))
    out, home = known & (speed > limit), known & (speed < -limit)
    if not out.any() or not home.any():
        return None
    low, high = np.nanpercentile(along, [TURNING_PERCENT, 100.0 - TURNING_PERCENT])
    between = (along > low) & (along < high)
    turning = np.isfinite(aside) & ~between
    bulges = [0.0, 0.0]
    if turning.any() and (out & between).any() and (home & between).any():
        line = aside[turning].mean()
        bulges = [abs(float(aside[way & between].mean() - line)) for way in (out, home)]
    return Course(float(speed[out].mean()), float(-speed[home].mean()), *bulges)


def find_rate(path: FloatArray) -> float | None:
    """Find the rate, hertz, at which most of a movement repeats, shape (k, hands, 2); ``None``: too short to tell.

    A mere guess for stretches whose rhythm was not told by other means: the top of the periodogram of the hands'
    paths without their straight line.
    """
    k = len(path)
    if k < SIGNAL_HZ:
        return None
    power = np.zeros(0)
    for column in path.reshape(k, -1).T:
        known = np.flatnonzero(np.isfinite(column))
        if len(known) < SEEN_SHARE * k:
            continue
        filled = np.interp(np.arange(k), known, column[known])
        left = filled - np.polyval(np.polyfit(np.arange(k), filled, 1), np.arange(k))
        spectrum = np.abs(np.fft.rfft(left, 4 * k)) ** 2
        power = spectrum if len(power) == 0 else power + spectrum
    rates = np.fft.rfftfreq(4 * k, 1.0 / SIGNAL_HZ)[: len(power)]
    inside = (rates >= SLOWEST_CYCLES * SIGNAL_HZ / k) & (rates <= FASTEST_HZ)
    if len(power) == 0 or not inside.any():
        return None
    return float(rates[inside][power[inside].argmax()])


def split_path(path: FloatArray, rate_hz: float | None) -> tuple[FloatArray, FloatArray]:
    """Split a path (k, d) into what repeats at a rate and what travels, by a running mean over one cycle.

    Without a rate, what travels is the straight line from beginning to end.
    """
    if rate_hz is not None:
        travel = running_mean(path, max(3, round(SIGNAL_HZ / rate_hz)))
        return path - travel, travel
    known = np.flatnonzero(np.isfinite(path).all(axis=1))
    if len(known) < 3:
        return np.full_like(path, np.nan), path
    line = np.stack(
        [np.polyval(np.polyfit(known, column[known], 1), np.arange(len(path))) for column in path.T], axis=1
    )
    return path - line, np.where(np.isfinite(path), line, np.nan)


def fit_travel(place: FloatArray, rate_hz: float | None) -> float | None:
    """How far a coordinate, shape (k,), travels from beginning to end beside what repeats at the rate.

    A straight line fitted together with the fundamental and the second harmonic, so that a cycle cut short at
    either end does not tip it; ``None`` where less than a second was seen.
    """
    k = len(place)
    known = np.isfinite(place)
    if known.sum() < SIGNAL_HZ:
        return None
    columns = [np.ones(k), np.linspace(0.0, 1.0, k)]
    for harmonic in (1, 2) if rate_hz is not None and rate_hz * k > SIGNAL_HZ else ():
        phase = 2 * np.pi * harmonic * float(rate_hz or 0.0) * np.arange(k) / SIGNAL_HZ
        columns += [np.cos(phase), np.sin(phase)]
    design = np.column_stack(columns)
    return float(np.linalg.lstsq(design[known], place[known], rcond=None)[0][1])


def _length(scatter: FloatArray) -> float:
    return float(PEAK_TO_PEAK * np.sqrt(max(np.linalg.eigvalsh(scatter)[-1], 0.0)))


def _long_axis(scatter: FloatArray) -> FloatArray:
    axis: FloatArray = np.asarray(np.linalg.eigh(scatter)[1][:, 1], dtype=np.float64)
    return axis


def _turning(work: FloatArray) -> float:
    """Breadth over length of a path whose rate is not known, signed: how one-sidedly it goes round its middle."""
    step, middle = np.diff(work, axis=0), (work[1:] + work[:-1]) / 2
    swept = middle[:, 0] * step[:, 1] - middle[:, 1] * step[:, 0]
    swept = swept[np.isfinite(swept)]
    known = work[np.isfinite(work).all(axis=1)]
    small, large = np.sqrt(np.maximum(np.linalg.eigvalsh(np.cov(known.T)), 0.0))
    return float(np.sign(swept.sum()) * small / max(large, 1e-9) * (abs(swept.sum()) / max(np.abs(swept).sum(), 1e-9)))
