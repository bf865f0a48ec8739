"""What the user chose before a live session."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from coach.care.screening import Area
from coach.feedback.policy import Guidance
from coach.records import Back, Side, TechniqueName

Mode = Literal["lead", "free", "test"]
"""``lead``: follows a protocol and advises; ``free``: one technique, with or without a target; ``test``: follows a
protocol and is silent until the end."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A live session as it was chosen.

    Attributes
    ----------
    protocol : str or None
        Id of a protocol; ``None`` in free practice.
    technique : TechniqueName or None
        What is practised in free practice; ``None``: anything.
    pace_per_min : (low, high) or None
        Target of free practice.
    variant : str or None
        Id of the protocol's variant.
    pain_side : "left", "right" or None
        The receiver's side that hurts more: the protocol begins on the other one.
    time_scale : float
        Durations and counts as a share of the protocol's.
    back : Back or None
        The back in the picture, if it is known before the camera starts.
    needs_back : bool
        Ask for the back in the set-up check.
    keep_picture : bool
        Record the picture on this computer.
    avoid : tuple of Area
        Places that are left out, as the screening found.
    limits : tuple of str
        The screening's limits in words; a protocol has them in its own, free practice says these.
    has_receiver : bool
        Somebody lies there who can be asked; a cushion cannot.
    rounds : bool
        The protocol is one step in rounds (:mod:`coach.live.rounds`): no massage to be reviewed as a whole.
    """

    mode: Mode = "lead"
    protocol: str | None = "lumbar-home"
    technique: TechniqueName | None = None
    pace_per_min: tuple[float, float] | None = None
    guidance: Guidance = "every"
    time_scale: float = 1.0
    back: Back | None = None
    needs_back: bool = True
    keep_picture: bool = False
    avoid: tuple[Area, ...] = ()
    limits: tuple[str, ...] = ()
    variant: str | None = None
    pain_side: Side | None = None
    has_receiver: bool = True
    rounds: bool = False

    def __post_init__(self) -> None:
        if self.mode != "free" and self.protocol is None:
            raise ValueError(f'mode "{self.mode}" follows a protocol; give its id')
        if not self.time_scale > 0:
            raise ValueError(f"time_scale is a positive share, got {self.time_scale}")
