"""What one teacher says about one session, as frozen records."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from coach.records import Axis, Drift, HandsMode, Opinion, Sense, Verdict

SHORTEST_S = 0.2
"""No stretch is made shorter than this: about the time in which a person can press a key on purpose."""

MOVELESS: tuple[Verdict, ...] = ("none", "unseen")
"""Verdicts beside which pace, direction and the like mean nothing."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What happens from one moment to another.

    Attributes
    ----------
    start_s, end_s : float
        Seconds from the first frame.
    technique : Verdict
        ``none``: not a technique; ``unseen``: cannot be seen, or in a blind marking not marked yet.
    checked : bool
        The teacher said so, and it was not only taken over from the coach.
    pace_per_min, cycles, axis, sense, drift, hands, zone
        As in a truth file; ``None`` where the teacher said nothing.
    """

    start_s: float
    end_s: float
    technique: Verdict
    checked: bool = False
    pace_per_min: float | None = None
    cycles: float | None = None
    axis: Axis | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    zone: str | None = None

    @property
    def length_s(self) -> float:
        """How long it lasts."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class FindingOpinion:
    """What the teacher thinks of one finding, which is known by its code, its step and when it begins."""

    code: str
    start_s: float
    step: str | None
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Correction:
    """One teacher's word on one session.

    Attributes
    ----------
    teacher : str
        Who says so.
    begun_at, changed_at : datetime
        With a time zone. ``changed_at`` is when it was last kept; an edit alone does not move it.
    stretches : tuple of Stretch
        In order, from 0 to the end of the session, each beginning where the one before ends.
    opinions : tuple of FindingOpinion
        At most one a finding.
    blind : bool
        Marked without seeing what the coach or another teacher said.
    finished : bool
        The teacher has gone through the whole session: every stretch is their word, also those taken over.
    """

    teacher: str
    begun_at: datetime
    changed_at: datetime
    stretches: tuple[Stretch, ...]
    opinions: tuple[FindingOpinion, ...] = ()
    blind: bool = False
    finished: bool = False

    def __post_init__(self) -> None:
        if self.begun_at.tzinfo is None or self.changed_at.tzinfo is None:
            raise ValueError("begun_at and changed_at need a time zone")
        if not self.stretches or self.stretches[0].start_s != 0.0:
            raise ValueError("the first stretch begins at 0")
        if any(before.end_s != after.start_s for before, after in pairwise(self.stretches)):
            raise ValueError("every stretch begins where the one before it ends")
        if not all(0.0 < stretch.length_s < math.inf for stretch in self.stretches):
            raise ValueError("every stretch has a length")
        measures = [m for stretch in self.stretches for m in (stretch.pace_per_min, stretch.cycles) if m is not None]
        if not all(0.0 <= measure < math.inf for measure in measures):
            raise ValueError("a pace and a count are 0 or more")

    @property
    def duration_s(self) -> float:
        """Length of the session."""
        return self.stretches[-1].end_s

    def is_said(self, stretch: Stretch) -> bool:
        """Whether a stretch is the teacher's word."""
        return stretch.checked or (self.finished and not self.blind)

    def list_said(self) -> Iterator[Stretch]:
        """Yield the stretches that are the teacher's word, in order."""
        return (stretch for stretch in self.stretches if self.is_said(stretch))

    def find_index(self, at_s: float) -> int:
        """Return the place of the stretch at a moment; before the first or after the last it is that one."""
        return next((i for i, stretch in enumerate(self.stretches) if at_s < stretch.end_s), len(self.stretches) - 1)

    def find_opinion(self, code: str, start_s: float, step: str | None) -> Opinion | None:
        """Return what the teacher thinks of a finding, or ``None``."""
        key = (code, start_s, step)
        return next((o.opinion for o in self.opinions if (o.code, o.start_s, o.step) == key), None)
