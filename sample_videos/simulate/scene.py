"""What stands still while the hands work: the back, the practitioner beside it, and the segment that was asked for.

Body frame, centimetres: origin at the coccyx on the untouched skin, x to the receiver's right, y towards the head
(the base of the neck lies at ``y = length_cm``), z up, out of the back. In back coordinates ``u = x / length_cm`` and
``v = 1 - y / length_cm``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from coach.records import Axis, Drift, FloatArray, HandsMode, Sense, TechniqueName
from sample_videos.simulate.rhythm import Irregularity

Stand = Literal["left", "right", "head", "tail"]

HALF_WIDTH_CM = 16.0
"""From the spine to where the hands still work; a back is about 36 cm wide at the ribs."""

_FACING: dict[Stand, tuple[float, float]] = {
    "left": (1.0, 0.0),
    "right": (-1.0, 0.0),
    "head": (0.0, -1.0),
    "tail": (0.0, 1.0),
}


@dataclass(frozen=True, slots=True)
class BackSurface:
    """A gentle height field over the back.

    Attributes
    ----------
    length_cm : float
        From the coccyx to the base of the neck.
    flank_cm : float
        How far the skin lies lower at the side than beside the spine; 0 with the others 0 is a plane.
    hollow_cm : float
        Depth of the hollow of the loin.
    groove_cm : float
        Depth of the furrow along the spine.
    """

    length_cm: float = 50.0
    flank_cm: float = 3.0
    hollow_cm: float = 2.0
    groove_cm: float = 0.6

    def compute_height(self, x: FloatArray, y: FloatArray) -> FloatArray:
        """Height of the skin in cm at places of the body frame; beyond the flanks it falls no further."""
        across = np.minimum((x / HALF_WIDTH_CM) ** 2, 2.0)
        along = (y / self.length_cm - 0.3) / 0.18
        result: FloatArray = (
            -self.flank_cm * across
            - self.hollow_cm * np.exp(-0.5 * along**2)
            - self.groove_cm * np.exp(-0.5 * (x / 1.5) ** 2)
        )
        return result


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Who works, and from where.

    Attributes
    ----------
    stand : "left", "right", "head", "tail"
        Side of the receiver on which they stand.
    hand_scale : float
        1 is the mean hand; adults lie between 0.86 and 1.14.
    human : Irregularity
    right_handed : bool
        Which hand works when only one does, and which lies below when they are stacked.
    """

    stand: Stand = "left"
    hand_scale: float = 1.0
    human: Irregularity = field(default_factory=Irregularity)
    right_handed: bool = True

    @property
    def facing(self) -> FloatArray:
        """Unit vector (x, y) in which they look and their fingers point."""
        return np.array(_FACING[self.stand])

    @property
    def rightward(self) -> FloatArray:
        """Unit vector (x, y) towards their right hand."""
        forward = self.facing
        return np.array([forward[1], -forward[0]])

    @property
    def yaw_rad(self) -> float:
        """Yaw of a hand whose fingers point where they look."""
        forward = self.facing
        return float(np.arctan2(-forward[0], forward[1]))


@dataclass(frozen=True, slots=True)
class SegmentSpec:
    """One stretch of a script. What is ``None`` is drawn from the range of the sub-technique.

    Attributes
    ----------
    technique, name
        A key of ``SUB_TECHNIQUES``; with technique ``none``, one of ``IDLE_KINDS``; an empty name: any.
    duration_s : float
        Wished; whole cycles are made of it.
    place : (u, v)
        Middle of the worked area in back coordinates.
    cycles : int
        Instead of a duration.
    step : str
        Protocol step that this stretch belongs to; carried into the truth.
    """

    technique: TechniqueName
    name: str = ""
    duration_s: float = 12.0
    pace_per_min: float | None = None
    stroke_cm: float | None = None
    axis: Axis | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    place: tuple[float, float] | None = None
    cycles: int | None = None
    step: str | None = None
