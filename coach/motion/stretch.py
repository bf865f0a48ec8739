"""What is looked at to tell the direction of a movement (:mod:`coach.motion.direction`)."""

from __future__ import annotations

from dataclasses import dataclass

from coach.motion.hand_pairing import Pulse
from coach.records import FloatArray

IN_PLACE_REACH = 0.12
"""Hand sizes, peak to peak at the cycle rate: less movement than this has no direction."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is looked at.

    Attributes
    ----------
    path : array, shape (k, 2, 2)
        Palm paths of both hands in hand sizes, sixty times a second
        (:data:`coach.motion.kinematics.SIGNAL_HZ`): x across (the receiver's right positive), y along the spine,
        tailward positive; the picture's own axes where no back is known. NaN unseen.
    place : array, shape (k, 2, 2)
        Where the palms are, in the same axes and units, jumps left in; x from the spine where it is known.
    tip_path : array, shape (k, 2, 2)
        Paths of the fingertips' centroids in the same axes and units: what turns in a circle is seen best there (the
        hand model shortens the palm's way across the fingers).
    pulse : tuple of arrays, each of shape (k, 2, d)
        What tells the phase between hands that work in place: :func:`coach.motion.hand_pairing.compute_pulse`.
    rate_hz : float or None
        Cycles a second.
    knows_head, knows_spine : bool
        Whether the axes are those of a back, and whether x is counted from its spine.
    palm_path : array, shape (k, 2, 2), or None
        Where ``path`` is that of another part of the hands: the palms' own. Both must go for a way.
    least_reach : float
        Hand sizes at the cycle rate under which the work is in one place: grasping and striking move a palm as well.
    may_circle : bool
        Whether the technique goes round; a grasp that slides on only looks like it.
    must_go : bool
        Whether the technique is none without a way: where nothing repeats at the rate, the rate is not believed.
    rise : array, shape (2, 2), or None
        How far and which way each hand seems to go because the technique raises it, hand sizes.
    knows_tilt : bool
        Whether the axes allow for the camera's tilt; if not, not every axis is sure.
    grasp_rise : float
        How far the technique raises the hands, hand sizes; 0 where it does not.
    """

    path: FloatArray
    place: FloatArray
    tip_path: FloatArray
    pulse: Pulse
    rate_hz: float | None
    knows_head: bool
    knows_spine: bool
    palm_path: FloatArray | None = None
    least_reach: float = IN_PLACE_REACH
    may_circle: bool = True
    must_go: bool = False
    rise: FloatArray | None = None
    knows_tilt: bool = True
    grasp_rise: float = 0.0
