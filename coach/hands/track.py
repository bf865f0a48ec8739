"""A hand over time, as whoever tells the hands apart remembers it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from coach.hands.working import WINDOW_S, Beneath, RecentPath, Stir
from coach.records import Detection, FloatArray, Side

PREDICT_S = 0.12
"""Seconds of straight-line prediction: rhythmic hands turn round, so looking farther ahead misleads."""

PRESENCE_S = 3.0
"""Memory of how much a track was seen; who may take a slot follows from it."""

Found = tuple[Detection, FloatArray, float, Beneath | None]
"""A hand found in one picture: as the model gives it, its palm, its size, and how the picture moved at it."""


@dataclass(slots=True)
class Track:
    """A hand: where it was seen last, how it moves, how it is labelled, and whether it works."""

    palm: FloatArray
    size: float
    time_s: float
    velocity: FloatArray = field(default_factory=lambda: np.zeros(2))
    right_votes: float = 0.0
    presence: float = 0.0
    landmarks: FloatArray | None = None
    path: RecentPath = field(default_factory=RecentPath)
    drift: FloatArray = field(default_factory=lambda: np.zeros(2))
    """How far the picture around it has moved."""
    carried: FloatArray = field(default_factory=lambda: np.zeros(2))
    """How far the picture beneath it has moved against that."""
    stir: Stir = field(default_factory=Stir)
    works_s: float = -math.inf
    """When it was last seen to work."""
    quiet_from_s: float = math.inf
    """Since when it has kept still beside something that works."""
    left_out: bool = False

    def predict(self, time_s: float) -> FloatArray:
        """Where the palm is expected, picture heights, shape (2,)."""
        ahead = min(time_s - self.time_s, PREDICT_S)
        return self.palm + self.velocity * ahead

    def side(self) -> Side | None:
        """Which hand of its owner it mostly was called; ``None`` where the votes are about even."""
        if abs(self.right_votes) < 3.0:
            return None
        return "right" if self.right_votes > 0 else "left"

    def works(self, time_s: float) -> bool:
        """Whether it was seen to work within :data:`WINDOW_S`."""
        return time_s - self.works_s <= WINDOW_S

    def renew(
        self,
        time_s: float,
        detection: Detection,
        centre: FloatArray,
        size: float,
        beneath: Beneath | None,
        scale: FloatArray,
    ) -> None:
        """See the hand again; ``scale``: picture heights in a unit of picture coordinates, x and y."""
        gap_s = time_s - self.time_s
        if gap_s > 0:
            velocity = (centre - self.palm) / gap_s
            self.velocity = 0.5 * self.velocity + 0.5 * velocity
            memory = np.exp(-gap_s / PRESENCE_S)
            self.presence = memory * self.presence + (1 - memory)
            self.right_votes *= memory
        self.right_votes += count_vote(detection)
        self.palm, self.time_s, self.landmarks = centre, time_s, detection.landmarks
        self.size = 0.8 * self.size + 0.2 * size
        carried = np.full(2, np.nan)
        if beneath is not None:
            self.stir.add(gap_s, beneath.stir)
            self.drift = self.drift + beneath.around * scale
            carried = self.carried = self.carried + (beneath.step - beneath.around) * scale
        self.path.add(time_s, centre - self.drift, carried)


def count_vote(detection: Detection) -> float:
    """Tell what a label counts: positive for a right hand, negative for a left one, 0 without a label."""
    return {"Right": 1.0, "Left": -1.0}.get(detection.label, 0.0) * detection.score
