"""The newest state of a running stream: the same stages as for a recording, but only forwards and only at the end.

Rhythm and technique are carried from tick to tick (the forward halves of the recording's dynamic programme and hidden
Markov model), so a tick costs a few milliseconds however long the stream is.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from coach.motion.back_path import BackPath, compute_back_path
from coach.motion.body_shape import SPINE_HALF
from coach.motion.direction import Direction
from coach.motion.hand_points import Point
from coach.motion.kinematics import Signals, compute_signals
from coach.motion.rhythm import TICK_S, follow_rhythm
from coach.motion.speed import compute_work_speed
from coach.motion.spine import stay_on_spine
from coach.motion.steady import BackInterval, find_back_intervals
from coach.motion.tempo import Tempo
from coach.motion.working_point import place_hands
from coach.records import TECHNIQUES, Back, FloatArray, HandsFrame, HandTracks, Side, Snapshot, Verdict
from coach.technique.describe import describe_stretch, find_zone
from coach.technique.features import compute_features
from coach.technique.labels import classify_techniques
from coach.technique.segments import UNSEEN_LEAST_S, filter_step
from coach.technique.sureness import withhold_axis

PACE_S = 3.0
"""The pace shown is the median over so many seconds, so that the needle does not tremble."""

DIRECTION_S = 8.0
"""Direction is read from so many of the newest seconds, and from three slow cycles at most."""

LEAST_DIRECTION_S = 1.5
"""Direction is not told before the present technique has lasted so long."""

LATELY_S = 4.0
"""Over so many seconds scores are averaged for :attr:`Snapshot.scores_lately`."""

AGREE_S, AGREE_SHARE = 3.0, 0.75
"""A direction is told when this share of the readings of so many seconds agree on it."""

LIVE_EVIDENCE = 0.25
"""Share of a tick's evidence that is new in a running stream, where windows end at the newest frame and overlap more
than centred ones (tried on simulated sessions; ``benchmarks/live_core.py`` says how often live and review agree)."""

SPREAD_S = 12.0
SPREAD_SHARE = 0.8
"""How even the pace is, is told from so many seconds of which this share had a rhythm."""

ONE_SIDE_SHARE = 0.8
"""Of the newest readings of the hands, from which on they work on one side only."""

RECOGNISED_S = 2.0
"""A technique is recognised about so long after it began; what was already done of it counts."""


@dataclass(frozen=True, slots=True)
class _Tick:
    time_s: float
    pace_per_min: float
    regularity: float
    scores: FloatArray
    way: Direction

    @property
    def seen(self) -> bool:
        return bool(np.isfinite(self.scores).all())


class LatestMeter:
    """Measures the newest state once a tick; belongs to one thread.

    Attributes
    ----------
    point : Point
        The point of a hand that stands for its place: that of the step which is due.
    """

    def __init__(self) -> None:
        self.point: Point = "middle"
        self._tempo: Tempo | None = None
        self._belief: FloatArray | None = None
        self._ticks: deque[_Tick] = deque(maxlen=round(60.0 / TICK_S))
        self._verdict: Verdict = "unseen"
        self._since_s = 0.0
        self._cycles = 0.0

    def measure(
        self,
        tracks: HandTracks,
        hands: HandsFrame,
        back: Back | None,
        intervals: Sequence[BackInterval] | None = None,
    ) -> Snapshot:
        """Measure the newest tick.

        Parameters
        ----------
        tracks : HandTracks
            The newest part of the stream, up to now.
        hands : HandsFrame
            The newest frame's hands.
        back : Back or None
        intervals : sequence of BackInterval, optional
            Where the back lies from when to when, if the camera moved.
        """
        signals = compute_signals(tracks)
        rhythm, self._tempo = follow_rhythm(signals, self._tempo)
        scores = classify_techniques(compute_features(signals, rhythm))
        self._belief = filter_step(self._belief, scores[0], LIVE_EVIDENCE)
        pace, regularity = 60.0 * float(rhythm.rate_hz[0]), float(rhythm.salience[0])
        self._ticks.append(_Tick(hands.time_s, pace, regularity, scores[0], Direction()))
        self._change_verdict(hands.time_s)
        working = self._verdict not in ("none", "unseen")
        rate_hz = np.full(len(signals), rhythm.rate_hz[0])
        intervals = find_back_intervals(back, tracks.time_s, tracks.scenes) if intervals is None else intervals
        over = compute_back_path(signals, tracks.aspect, back, intervals, rate_hz)
        shown = self._newest("pace_per_min") if working else None
        way = self._direction(signals, over, shown) if working else Direction()
        self._ticks[-1] = replace(self._ticks[-1], way=way if way.axis_sure else withhold_axis(way))
        newest = slice(-max(1, round(PACE_S * len(signals) / max(self._span(signals), PACE_S))), None)
        palms = signals.place[newest] / np.array([tracks.aspect, 1.0])
        places = place_hands(tracks, signals.time_s[newest], palms, over.uv[newest], intervals, self.point)
        return Snapshot(
            time_s=hands.time_s,
            hands=hands,
            verdict=self._verdict,
            confidence=float(self._belief.max()) if self._verdict != "unseen" else 0.0,
            scores=scores[0],
            pace_per_min=shown,
            regularity=self._newest("regularity"),
            cycles=self._cycles if working else 0.0,
            since_s=self._since_s,
            axis=self._agreed("axis", hands.time_s),
            sense=self._agreed("sense", hands.time_s),
            hands_mode=way.hands,
            speed_cm_s=_find_speed(over.speed_cm_s[newest]),
            zone=find_zone(places),
            place_v=_median(places[..., 1]),
            place_off=_median(np.abs(places[..., 0])),
            side=_find_side(places[..., 0]),
            scores_lately=self._scores_lately(hands.time_s),
            pace_spread=self._spread(hands.time_s) if working else None,
            on_spine=working and way.axis not in ("across", "diagonal") and stay_on_spine(over.uv[newest], places),
            places=places,
        )

    def _change_verdict(self, now_s: float) -> None:
        verdict = self._decide()
        pace = self._ticks[-1].pace_per_min
        if verdict != self._verdict:
            since_s = now_s if verdict == "unseen" else max(now_s - RECOGNISED_S, self._since_s)
            self._verdict, self._since_s, self._cycles = verdict, since_s, 0.0
            # Ways that were read from another technique's movement have no vote on this one's.
            self._ticks = deque((replace(tick, way=Direction()) for tick in self._ticks), self._ticks.maxlen)
        elif np.isfinite(pace) and len(self._ticks) > 1:
            # A slow rhythm is found only after a cycle or two: they count from where the technique began.
            since_s = self._ticks[-2].time_s if self._cycles else self._since_s
            self._cycles += pace / 60.0 * (now_s - since_s)

    def _decide(self) -> Verdict:
        newest = list(self._ticks)[-round(UNSEEN_LEAST_S / TICK_S) :]
        if not any(tick.seen for tick in newest) or self._belief is None:
            return "unseen"
        return TECHNIQUES[int(self._belief.argmax())]

    def _newest(self, name: str) -> float | None:
        recent = list(self._ticks)[-round(PACE_S / TICK_S) :]
        known = [value for tick in recent if np.isfinite(value := getattr(tick, name))]
        return float(np.median(known)) if known else None

    def _agreed(self, name: Literal["axis", "sense"], now_s: float) -> Any:
        """Find what most readings of the last seconds agree on; ``None`` where they do not, or are too few."""
        ways = [getattr(tick.way, name) for tick in self._ticks if tick.time_s > now_s - AGREE_S]
        way, count = Counter(ways).most_common(1)[0]
        return way if count >= AGREE_SHARE * max(len(ways), round(AGREE_SHARE * AGREE_S / TICK_S)) else None

    def _scores_lately(self, now_s: float) -> FloatArray | None:
        lately = [tick.scores for tick in self._ticks if tick.time_s > now_s - LATELY_S and tick.seen]
        return np.mean(lately, axis=0) if lately else None

    def _spread(self, now_s: float) -> float | None:
        """Relative interquartile range of the pace; half and double readings count as the same pace."""
        start_s = now_s - SPREAD_S
        if self._since_s + RECOGNISED_S > start_s:
            return None
        paces = np.array([tick.pace_per_min for tick in self._ticks if tick.time_s > start_s])
        known = paces[np.isfinite(paces)]
        if len(known) < SPREAD_SHARE * len(paces):
            return None
        octaves = np.log2(known / np.median(known))
        low, high = np.percentile(2.0 ** (octaves - np.round(octaves)), [25, 75])
        return float(high - low)

    def _direction(self, signals: Signals, over: BackPath, pace_per_min: float | None) -> Direction:
        now_s = float(signals.time_s[-1])
        wanted = max(DIRECTION_S, 180.0 / pace_per_min) if pace_per_min else DIRECTION_S
        start_s = max(now_s - wanted, self._since_s)
        if now_s - start_s < LEAST_DIRECTION_S:
            return Direction()
        return describe_stretch(signals, over, start_s, now_s, pace_per_min, self._verdict)

    @staticmethod
    def _span(signals: Signals) -> float:
        return float(signals.time_s[-1] - signals.time_s[0])


def _median(values: FloatArray) -> float | None:
    known = values[np.isfinite(values)]
    return float(np.median(known)) if len(known) else None


def _find_side(across: FloatArray) -> Side | None:
    """Tell the receiver's side on which all the hands work, from u in back lengths, shape (k, 2); ``None`` on both."""
    known = across[np.isfinite(across) & (np.abs(np.nan_to_num(across)) >= SPINE_HALF)]
    if not len(known):
        return None
    right = float(np.mean(known > 0))
    return "right" if right > ONE_SIDE_SHARE else "left" if right < 1.0 - ONE_SIDE_SHARE else None


def _find_speed(speed: FloatArray) -> float | None:
    """Mean over time, shape (k, 2), and the hands that work."""
    pooled = compute_work_speed(speed)
    return pooled if np.isfinite(pooled) else None
