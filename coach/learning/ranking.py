"""Which stretches to correct next: where the model is least sure, and what is least like all that it learnt from.

Asking where a model is unsure is uncertainty sampling (Lewis and Gale 1994). A model can also be sure and wrong about
movements that are like nothing it has met, so how unlike a stretch is counts as much (Settles, Active learning
literature survey, 2009, density and diversity).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.learning.examples import Examples
from coach.motion.rhythm import TICK_S
from coach.motion.smoothing import runs_of
from coach.records import TECHNIQUES, FloatArray

OFFERED = 10
LENGTH_S = 10.0
"""Long enough to see what is done, short enough that ten of them are watched in two minutes."""
SHORTEST_S = 2.0
COMPARED = 3000
BLOCK = 512
"""Points whose distances are held at once: a dozen megabytes."""
"""So many replayed ticks are compared with, taken evenly."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A session that stretches are offered of.

    Attributes
    ----------
    uuid : str
        Of the session.
    time_s : array, shape (m,)
    values : array, shape (m, f)
        Features; NaN where no hand was dependable.
    scores : array, shape (m, 5)
        Of the model in use, NaN likewise.
    said : bool array, shape (m,)
        Ticks that a teacher named already.
    """

    uuid: str
    time_s: FloatArray
    values: FloatArray
    scores: FloatArray
    said: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Offer:
    """A stretch that is worth correcting.

    Attributes
    ----------
    uuid : str
    start_s, end_s : float
    technique : str
        What the coach calls most of it.
    sure : float
        Mean confidence, 0.2 to 1.
    unlike : float
        Share of what is replayed that lies nearer to its neighbours than this does, 0 to 1.
    """

    uuid: str
    start_s: float
    end_s: float
    technique: str
    sure: float
    unlike: float

    @property
    def worth(self) -> float:
        """How much it would teach, 0 to 2."""
        return (1.0 - self.sure) + self.unlike


def rank_stretches(candidates: Sequence[Candidate], replay: Examples, count: int = OFFERED) -> list[Offer]:
    """Choose the stretches that would teach most, the most worth first.

    Parameters
    ----------
    candidates : sequence of Candidate
    replay : Examples
        What the shipped model was made from.
    count : int
        At most so many; fewer where there is little that was not named already.
    """
    known = _Known.of(replay)
    found = []
    for candidate in candidates:
        unlike = known.compare(candidate.values)
        for rows in _cut(candidate):
            sums = np.nansum(candidate.scores[rows], axis=0)
            found.append(
                Offer(
                    uuid=candidate.uuid,
                    start_s=float(candidate.time_s[rows[0]]),
                    end_s=float(candidate.time_s[rows[-1]]) + TICK_S,
                    technique=TECHNIQUES[int(sums.argmax())],
                    sure=float(candidate.scores[rows].max(axis=1).mean()),
                    unlike=float(unlike[rows].mean()),
                )
            )
    found.sort(key=lambda offer: (-offer.worth, offer.uuid, offer.start_s))
    return found[:count]


def _cut(candidate: Candidate) -> list[NDArray[np.int_]]:
    """Rows of stretches of up to :data:`LENGTH_S` in which hands were seen and nothing was named yet."""
    usable = np.isfinite(candidate.scores).all(axis=1) & np.isfinite(candidate.values).all(axis=1) & ~candidate.said
    stretches = []
    for start, end in runs_of(usable):
        if not usable[start]:
            continue
        parts = max(1, round((end - start) * TICK_S / LENGTH_S))
        stretches += [rows for rows in np.array_split(np.arange(start, end), parts) if len(rows) * TICK_S >= SHORTEST_S]
    return stretches


@dataclass(frozen=True, slots=True)
class _Known:
    """What is replayed, with every feature measured in its own spread, and how near its ticks are to other clips."""

    known: FloatArray
    middle: FloatArray
    spread: FloatArray
    distances: FloatArray

    @staticmethod
    def of(replay: Examples) -> _Known:
        rows = np.unique(np.linspace(0, len(replay) - 1, min(len(replay), COMPARED)).round().astype(int))
        values = replay.values[rows]
        middle, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-6)
        scaled = (values - middle) / spread
        recording = replay.recording[rows]
        half = recording % 2 == 0
        if half.all() or not half.any():  # one recording only: its own ticks are all there is to compare with
            half = np.arange(len(rows)) % 2 == 0
        # Neighbouring ticks of one clip are nearly the same: those of one half of the clips against the other half.
        distances = compute_nearest(scaled[~half], scaled[half])
        return _Known(scaled, middle, spread, np.sort(distances))

    def compare(self, values: FloatArray) -> FloatArray:
        """Share of the known distances that are smaller, 0 to 1, for each row of features; NaN where unseen."""
        unlike = np.full(len(values), np.nan)
        seen = np.isfinite(values).all(axis=1)
        if seen.any():
            distances = compute_nearest((values[seen] - self.middle) / self.spread, self.known)
            unlike[seen] = np.searchsorted(self.distances, distances, side="left") / len(self.distances)
        return unlike


def compute_nearest(points: FloatArray, known: FloatArray) -> FloatArray:
    """Distance from each point to the nearest known one; with some fifty features no tree is quicker than trying all.

    Parameters
    ----------
    points, known : array, shape (n, features), (m, features)
        Finite; ``m`` at least 1.

    Returns
    -------
    array, shape (n,)
    """
    squares = (known**2).sum(axis=1)
    nearest = np.empty(len(points))
    for start in range(0, len(points), BLOCK):
        block = points[start : start + BLOCK]
        closest = np.argmin(squares - 2.0 * block @ known.T, axis=1)
        nearest[start : start + BLOCK] = np.linalg.norm(block - known[closest], axis=1)
    return nearest
