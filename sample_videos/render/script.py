"""Moves joined into one performance: transitions between them, poses at any time, truth segments without holes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.kinds import make_motion
from sample_videos.render.moves import Motion, Move
from sample_videos.render.pose import Pose, blend, join

FloatArray = NDArray[np.float64]

_TRANSITION_S = (0.55, 0.95)
_HOP_M = (0.02, 0.05)
"""Height of the hands' way from one move to the next."""


@dataclass(frozen=True)
class Score:
    """A performance.

    Attributes
    ----------
    segments : tuple of (start_s, end_s, truth words)
    """

    motions: tuple[Motion, ...]
    starts: tuple[float, ...]
    hops: tuple[float, ...]
    segments: tuple[tuple[float, float, dict[str, object]], ...]

    @property
    def seconds(self) -> float:
        """Length of the whole."""
        return self.segments[-1][1]

    def pose(self, times: FloatArray) -> tuple[Pose, Pose]:
        """Both hands at rising times, arrays of shape (n,)."""
        parts: tuple[list[Pose], list[Pose]] = ([], [])
        for i, (motion, start) in enumerate(zip(self.motions, self.starts, strict=True)):
            end = start + motion.seconds
            after = self.starts[i + 1] if i + 1 < len(self.starts) else np.inf
            inside = times[(times >= (start if i else -np.inf)) & (times < (end if np.isfinite(after) else np.inf))]
            between = times[(times >= end) & (times < after)] if np.isfinite(after) else times[:0]
            for side, pose in enumerate(motion.pose(inside - start)):
                parts[side].append(pose)
            if len(between):
                share = (between - end) / (after - end)
                last, first = motion.pose(between - start), self.motions[i + 1].pose(between - after)
                for side in (0, 1):
                    parts[side].append(_cross(last[side], first[side], share, self.hops[i]))
        return join(parts[0]), join(parts[1])


def _cross(last: Pose, first: Pose, share: FloatArray, hop: float) -> Pose:
    smooth = share**3 * (10 - 15 * share + 6 * share**2)
    return blend(last, first, smooth).moved(lift=hop * np.sin(np.pi * share) ** 2)


def write_score(moves: Sequence[Move], facing: float, rng: np.random.Generator) -> Score:
    """Draw every move and the transitions between them (``none``, marked as transition)."""
    motions, starts, hops, segments = [], [], [], []
    clock = 0.0
    for i, move in enumerate(moves):
        motion = make_motion(move, facing, rng)
        if i:
            seconds = rng.uniform(*_TRANSITION_S)
            segments.append((clock, clock + seconds, {"technique": "none", "transition": True}))
            hops.append(rng.uniform(*_HOP_M))
            clock += seconds
        motions.append(motion)
        starts.append(clock)
        words = {**motion.truth, **({"step": move.step} if move.step else {})}
        segments.append((clock, clock + motion.seconds, words))
        clock += motion.seconds
    return Score(tuple(motions), tuple(starts), tuple(hops), tuple(segments))
