"""Which hand is which, over time.

MediaPipe's slots and Left/Right labels flip several times a second while hands touch, so neither is an identity. Here a
hand is a *track*: a place predicted from its last movement, a size, and a tally of labels. Detections are given to
tracks at the least total cost (the Hungarian method), and the two tracks that behave like the practitioner's hands hold
slots 0 and 1; the others are counted, not used. What keeps still while something else moves is no hand at work and
holds no slot (:mod:`coach.hands.working`).

The cost is a distance in hand sizes, so that zoom and resolution do not matter. The label enters as a small vote only.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from coach.hands.assignment import find_assignment
from coach.hands.track import Found, Track, count_vote
from coach.hands.working import (
    BUSY_AFTER_S,
    BUSY_SHARE,
    JUDGE_AFTER_S,
    LIVELY_LEAST,
    MOVED_LEAST,
    QUIET_FOR_S,
    QUIET_SHARE,
    REMEMBER_S,
    REST_S,
    STIR_LEAST,
    LeftOut,
    PictureMotion,
    RecentPath,
    Surroundings,
)
from coach.records import (
    N_HANDS,
    N_LANDMARKS,
    PALM_POINTS,
    Detection,
    FloatArray,
    HandPose,
    HandsFrame,
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

LABEL_COST = 0.25
"""Hand sizes that a label against the tally costs."""

SIZE_COST = 0.5
"""Hand sizes that a change of size by a factor of two costs."""

SAME_HAND_SIZES = 0.3
"""Two skeletons whose landmarks lie this close on average (in hand sizes) are the same hand, found twice."""

TAKEOVER_S = 1.0
"""Seconds a slot's hand must be gone before another hand may take the slot. Hands that touch come and go within less:
where a working one took the slot after 0.3 s, slots were exchanged so often that rubbing looked like tapping."""

PRESENT = 0.3
"""Presence from which on a working hand takes the slot of a still one: seen for about a second."""


class IdentityTracker:
    """Keeps the practitioner's two hands apart.

    Parameters
    ----------
    aspect : float
        Picture width divided by height.
    """

    def __init__(self, aspect: float) -> None:
        self._scale = np.array([aspect, 1.0])
        self._tracks: list[Track] = []
        self._slots: list[Track | None] = [None] * N_HANDS
        self._around = Surroundings(self._scale)
        self._left_out: list[LeftOut] = []

    def update(self, time_s: float, detections: Sequence[Detection], motion: PictureMotion | None = None) -> HandsFrame:
        """Take one frame's detections; times rise strictly.

        Parameters
        ----------
        time_s : float
        detections : sequence of Detection
        motion : PictureMotion, optional
            What the picture says about movement; ``None`` where there are no pictures.

        Returns
        -------
        HandsFrame
            Slots without a detection in this frame are ``UNSEEN`` with NaN landmarks.
        """
        if not self._around.update(time_s, motion):
            self._forget()
        beneath = motion.beneath if motion is not None else [None] * len(detections)
        found = _drop_doubles([(d, *self._measure(d), b) for d, b in zip(detections, beneath, strict=True)])
        self._drop_lost(time_s)
        self._assign(time_s, found)
        seen_now = [t for t in self._tracks if t.time_s == time_s]
        self._judge(time_s, seen_now)
        self._fill_slots(time_s)
        hands = tuple(self._pose(slot, time_s) for slot in range(N_HANDS))
        others = sum(1 for t in seen_now if not any(t is s for s in self._slots))
        return HandsFrame(time_s, (hands[0], hands[1]), others, left_out=len(self._left_out))

    def _forget(self) -> None:
        """Another scene: nothing that was seen before tells what keeps still in it."""
        self._left_out.clear()
        for track in self._tracks:
            track.path, track.left_out = RecentPath(), False

    def _drop_lost(self, time_s: float) -> None:
        self._tracks = [t for t in self._tracks if time_s - t.time_s <= COAST_S]
        self._left_out = [place for place in self._left_out if time_s - place.time_s <= REMEMBER_S]

    def _judge(self, time_s: float, seen_now: list[Track]) -> None:
        """Tell what works, and leave out what keeps still beside it."""
        moved = [track.path.measure_moved() for track in seen_now]
        for track, own in zip(seen_now, moved, strict=True):
            # Without pictures the paths themselves tell which is the liveliest.
            stir, most, least = track.stir.speed, self._around.stir.speed, STIR_LEAST
            if math.isnan(stir) or math.isnan(most):
                stir, most, least = own, max(moved), LIVELY_LEAST
            covers_s = track.path.covers_s
            quiet = most >= least * track.size and stir <= QUIET_SHARE * most
            if own >= MOVED_LEAST * track.size:
                track.works_s, track.left_out, quiet = time_s, False, False
            elif stir >= BUSY_SHARE * most and covers_s >= BUSY_AFTER_S:
                track.works_s, quiet = time_s, False
            track.quiet_from_s = min(track.quiet_from_s, time_s) if quiet else math.inf
            if time_s - track.quiet_from_s >= QUIET_FOR_S and time_s - track.works_s > REST_S:
                track.left_out |= covers_s >= JUDGE_AFTER_S
            if track.left_out:
                self._remember(LeftOut(self._around.steady(track.palm), track.size, time_s))

    def _remember(self, here: LeftOut) -> None:
        others = [known for known in self._left_out if not known.is_at(here.place, here.size, here.time_s)]
        self._left_out = [*others, here]

    @property
    def held(self) -> tuple[bool, bool]:
        """Which slots a hand holds, be it seen or lost for a moment."""
        return self._slots[0] is not None, self._slots[1] is not None

    def _measure(self, detection: Detection) -> tuple[FloatArray, float]:
        points = detection.landmarks[list(PALM_POINTS)] * self._scale
        centre = points.mean(axis=0)
        # The palm's length and breadth differ little, so the larger stands in for the size of a tilted hand.
        length, breadth = np.linalg.norm(points[0] - points[2]), np.linalg.norm(points[1] - points[4])
        return centre, max(float(length), 1.2 * float(breadth), 1e-3)

    def _assign(self, time_s: float, found: list[Found]) -> None:
        free = list(range(len(found)))
        if self._tracks and found:
            cost = np.array([[self._cost(t, time_s, *f[:3]) for f in found] for t in self._tracks])
            # Out of the gate costs more than any sum of good matches, so it is chosen only when nothing else is left.
            for row, column in find_assignment(np.where(np.isfinite(cost), cost, 1e3)):
                if np.isfinite(cost[row, column]):
                    self._tracks[row].renew(time_s, *found[column], self._scale)
                    free.remove(column)
        for column in free:
            detection, centre, size, moved = found[column]
            track = Track(centre, size, time_s)
            self._tracks.append(track)
            track.renew(time_s, detection, centre, size, moved, self._scale)
            place = self._around.steady(centre)
            track.left_out = any(known.is_at(place, size, time_s) for known in self._left_out)

    def _cost(self, track: Track, time_s: float, detection: Detection, centre: FloatArray, size: float) -> float:
        gap_s = time_s - track.time_s
        distance = float(np.linalg.norm(centre - track.predict(time_s))) / max(track.size, size)
        if distance > min(GATE_SIZES + GATE_SPEED * gap_s, GATE_MOST):
            return np.inf
        vote = count_vote(detection)
        against = LABEL_COST if vote * track.right_votes < 0 and abs(track.right_votes) >= 3.0 else 0.0
        return distance + SIZE_COST * abs(math.log2(size / track.size)) + against

    def _fill_slots(self, time_s: float) -> None:
        kept = [t for t in self._tracks if not t.left_out]
        self._slots = [t if t is not None and any(t is k for k in kept) else None for t in self._slots]
        waiting = [t for t in kept if not any(t is s for s in self._slots) and t.time_s == time_s]
        for track in sorted(waiting, key=lambda t: -t.presence):
            slot = self._slot_for(track, time_s)
            if slot is not None:
                self._slots[slot] = track

    def _slot_for(self, track: Track, time_s: float) -> int | None:
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
        still = [i for i, held in enumerate(self._slots) if held is not None and not held.works(time_s)]
        if not still or not track.works(time_s) or track.presence < PRESENT:
            return None
        return min(still, key=lambda i: self._distance(i, track))

    def _distance(self, slot: int, track: Track) -> float:
        held = self._slots[slot]
        return float("inf") if held is None else float(np.linalg.norm(held.palm - track.palm))

    def _pose(self, slot: int, time_s: float) -> HandPose:
        track = self._slots[slot]
        if track is None or track.time_s != time_s or track.landmarks is None:
            side = track.side() if track else None
            return HandPose(slot, Source.UNSEEN, np.full((N_LANDMARKS, 2), np.nan), side)
        return HandPose(slot, Source.LANDMARKS, track.landmarks, track.side())


def _drop_doubles(found: list[Found]) -> list[Found]:
    """Keep the more certain of two skeletons that lie on the same hand."""
    kept: list[Found] = []
    for entry in sorted(found, key=lambda e: -e[0].score):
        detection, _, size, _ = entry
        apart = [float(np.linalg.norm(detection.landmarks - other[0].landmarks, axis=1).mean()) for other in kept]
        if all(distance > SAME_HAND_SIZES * size for distance in apart):
            kept.append(entry)
    return kept
