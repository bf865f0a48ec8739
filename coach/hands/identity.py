"""Which hand is which, over time.

MediaPipe's slots and Left/Right labels flip several times a second while hands touch, so neither is an identity. Here a
hand is a *track*: a place predicted from its last movement, a size, and a tally of labels. Detections are given to
tracks at the least total cost (the Hungarian method), and the two tracks that behave like the practitioner's hands hold
slots 0 and 1; the others are counted, not used.

The cost is a distance in hand sizes, so that zoom and resolution do not matter. The label enters as a small vote only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from coach.records import (
    N_HANDS,
    N_LANDMARKS,
    PALM_POINTS,
    Detection,
    FloatArray,
    HandPose,
    HandsFrame,
    Side,
    Source,
)

GATE_SIZES = 1.5
"""Hand sizes that a hand may be away from where it was predicted, for a gap of no time."""

GATE_SPEED = 6.0
"""Hand sizes a second that the gate widens with the time since the hand was last seen (fast strokes: 5-6)."""

GATE_MOST = 4.0
"""Hand sizes: beyond this it is taken for another hand, however long ago the last one was seen."""

COAST_S = 1.5
"""Seconds a hand that is not seen keeps its place; after that whoever comes is a new hand."""

PREDICT_S = 0.12
"""Seconds of straight-line prediction: rhythmic hands turn round, so looking farther ahead misleads."""

LABEL_COST = 0.25
"""Hand sizes that a label against the tally costs."""

SIZE_COST = 0.5
"""Hand sizes that a change of size by a factor of two costs."""

SAME_HAND_SIZES = 0.3
"""Two skeletons whose landmarks lie this close on average (in hand sizes) are the same hand, found twice."""

TAKEOVER_S = 1.0
"""Seconds a slot's hand must be gone before another tracked hand may take the slot."""

PRESENCE_S = 3.0
"""Memory of how much a track was seen and moved; who holds the slots follows from it."""

MOVE_MARGIN = 3.0
"""How much livelier a hand without a slot must be than one that holds it, over the memory, to take it: a still third
hand (the receiver's) that happened to be seen first gives way to a working one."""

STILL_SPEED = 0.15
"""Hand sizes a second below which a hand rests (landmark jitter alone gives about 0.1)."""


@dataclass(slots=True)
class _Track:
    palm: FloatArray
    size: float
    time_s: float
    velocity: FloatArray = field(default_factory=lambda: np.zeros(2))
    right_votes: float = 0.0
    presence: float = 0.0
    liveliness: float = 0.0
    landmarks: FloatArray | None = None

    def predict(self, time_s: float) -> FloatArray:
        ahead = min(time_s - self.time_s, PREDICT_S)
        return self.palm + self.velocity * ahead

    def side(self) -> Side | None:
        if abs(self.right_votes) < 3.0:
            return None
        return "right" if self.right_votes > 0 else "left"


class IdentityTracker:
    """Keeps the practitioner's two hands apart.

    Parameters
    ----------
    aspect : float
        Picture width divided by height.
    """

    def __init__(self, aspect: float) -> None:
        self._scale = np.array([aspect, 1.0])
        self._tracks: list[_Track] = []
        self._slots: list[_Track | None] = [None] * N_HANDS

    def update(self, time_s: float, detections: list[Detection]) -> HandsFrame:
        """Take one frame's detections; times rise strictly.

        Returns
        -------
        HandsFrame
            Slots without a detection in this frame are ``UNSEEN`` with NaN landmarks.
        """
        found = _drop_doubles([(d, *self._measure(d)) for d in detections])
        self._tracks = [t for t in self._tracks if time_s - t.time_s <= COAST_S]
        self._assign(time_s, found)
        self._fill_slots(time_s)
        seen_now = [t for t in self._tracks if t.time_s == time_s]
        hands = tuple(self._pose(slot, time_s) for slot in range(N_HANDS))
        others = sum(1 for t in seen_now if not any(t is s for s in self._slots))
        return HandsFrame(time_s, (hands[0], hands[1]), others)

    def _measure(self, detection: Detection) -> tuple[FloatArray, float]:
        points = detection.landmarks[list(PALM_POINTS)] * self._scale
        centre = points.mean(axis=0)
        # The palm's length and breadth differ little, so the larger stands in for the size of a tilted hand.
        length, breadth = np.linalg.norm(points[0] - points[2]), np.linalg.norm(points[1] - points[4])
        return centre, max(float(length), 1.2 * float(breadth), 1e-3)

    def _assign(self, time_s: float, found: list[tuple[Detection, FloatArray, float]]) -> None:
        free = list(range(len(found)))
        if self._tracks and found:
            cost = np.array([[self._cost(t, time_s, *f) for f in found] for t in self._tracks])
            # Out of the gate costs more than any sum of good matches, so it is chosen only when nothing else is left.
            rows, columns = linear_sum_assignment(np.where(np.isfinite(cost), cost, 1e3))
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
                if np.isfinite(cost[row, column]):
                    self._renew(self._tracks[row], time_s, *found[column])
                    free.remove(column)
        for column in free:
            detection, centre, size = found[column]
            track = _Track(centre, size, time_s)
            self._tracks.append(track)
            self._renew(track, time_s, detection, centre, size)

    def _cost(self, track: _Track, time_s: float, detection: Detection, centre: FloatArray, size: float) -> float:
        gap_s = time_s - track.time_s
        distance = float(np.linalg.norm(centre - track.predict(time_s))) / max(track.size, size)
        if distance > min(GATE_SIZES + GATE_SPEED * gap_s, GATE_MOST):
            return np.inf
        vote = _vote(detection)
        against = LABEL_COST if vote * track.right_votes < 0 and abs(track.right_votes) >= 3.0 else 0.0
        return distance + SIZE_COST * abs(math.log2(size / track.size)) + against

    def _renew(self, track: _Track, time_s: float, detection: Detection, centre: FloatArray, size: float) -> None:
        gap_s = time_s - track.time_s
        if gap_s > 0:
            velocity = (centre - track.palm) / gap_s
            track.velocity = 0.5 * track.velocity + 0.5 * velocity
            memory = np.exp(-gap_s / PRESENCE_S)
            speed = float(np.linalg.norm(velocity)) / size
            track.liveliness = memory * track.liveliness + (1 - memory) * min(speed, 3.0)
            track.presence = memory * track.presence + (1 - memory)
            track.right_votes *= memory
        track.right_votes += _vote(detection)
        track.palm, track.time_s, track.landmarks = centre, time_s, detection.landmarks
        track.size = 0.8 * track.size + 0.2 * size

    def _fill_slots(self, time_s: float) -> None:
        self._slots = [t if t is not None and any(t is k for k in self._tracks) else None for t in self._slots]
        waiting = [t for t in self._tracks if not any(t is s for s in self._slots) and t.time_s == time_s]
        for track in sorted(waiting, key=lambda t: -t.presence):
            slot = self._slot_for(track, time_s)
            if slot is not None:
                self._slots[slot] = track

    def _slot_for(self, track: _Track, time_s: float) -> int | None:
        """Choose the slot that a hand without one may take: an empty one, an abandoned one, or a resting hand's."""
        empty = [i for i, held in enumerate(self._slots) if held is None]
        if len(empty) == 1:
            return empty[0]
        if empty:
            # Nothing else is known yet: the hand on the left of the picture starts in slot 0.
            return 0 if track.palm[0] < 0.5 * self._scale[0] else 1
        gone = [i for i, held in enumerate(self._slots) if held is not None and time_s - held.time_s > TAKEOVER_S]
        if gone:
            return min(gone, key=lambda i: self._distance(i, track))
        resting = [
            i
            for i, held in enumerate(self._slots)
            if held is not None
            and max(held.liveliness, STILL_SPEED) * MOVE_MARGIN < track.liveliness
            and track.presence > 0.5
        ]
        return min(resting, key=lambda i: self._distance(i, track)) if resting else None

    def _distance(self, slot: int, track: _Track) -> float:
        held = self._slots[slot]
        return float("inf") if held is None else float(np.linalg.norm(held.palm - track.palm))

    def _pose(self, slot: int, time_s: float) -> HandPose:
        track = self._slots[slot]
        if track is None or track.time_s != time_s or track.landmarks is None:
            side = track.side() if track else None
            return HandPose(slot, Source.UNSEEN, np.full((N_LANDMARKS, 2), np.nan), side)
        return HandPose(slot, Source.LANDMARKS, track.landmarks, track.side())


def _vote(detection: Detection) -> float:
    return {"Right": 1.0, "Left": -1.0}.get(detection.label, 0.0) * detection.score


def _drop_doubles(found: list[tuple[Detection, FloatArray, float]]) -> list[tuple[Detection, FloatArray, float]]:
    """Keep the more certain of two skeletons that lie on the same hand."""
    kept: list[tuple[Detection, FloatArray, float]] = []
    for entry in sorted(found, key=lambda e: -e[0].score):
        detection, _, size = entry
        apart = [float(np.linalg.norm(detection.landmarks - other.landmarks, axis=1).mean()) for other, _, _ in kept]
        if all(distance > SAME_HAND_SIZES * size for distance in apart):
            kept.append(entry)
    return kept
