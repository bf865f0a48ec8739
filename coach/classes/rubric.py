"""A rubric: what a school marks, as data: criteria, weights, levels, pass marks.

A criterion that the coach can see names the parts of the score and the findings that it is taken from; all others are
marked by hand. Pressure, draping, posture and communication are always among those: no camera sees them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.check.parts import WEIGHTS
from coach.check.rules import RULE_BY_CODE
from coach.records import Severity
from coach.words import say

NEVER_BY_COACH = frozenset({"pressure", "draping", "posture", "communication"})
"""Criteria that a rubric may not hand to the coach, whatever it says of them."""

Points = Annotated[float, Field(ge=0, le=100)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Level(_Model):
    """A step of the scale.

    Attributes
    ----------
    begins_at : float
        Points, 0 to 100, from which a proposal of the coach is at this level.
    counts : float
        Points that a teacher's choice of it counts.
    """

    id: Identifier
    title: str = Field(min_length=1, max_length=30)
    begins_at: Points
    counts: Points


class Criterion(_Model):
    """One line of a rubric.

    Attributes
    ----------
    parts : tuple of str
        Parts of the score of a step that it is taken from; empty for one that is marked by hand.
    findings : tuple of str
        Codes of the findings that lower it.
    missing : "left_out" or "zero"
        Whether a step that was not found counts as nothing here.
    least_steps : int
        Steps that have to be seen before it can be proposed: one step alone has no order.
    pass_mark : float or None
        Points that it needs by itself, however good the rest.
    """

    id: Identifier
    title: str = Field(min_length=1, max_length=40)
    text: str = Field("", max_length=300)
    weight: float = Field(1.0, ge=0, le=100)
    judged_by: Literal["coach", "hand"] = "coach"
    parts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    missing: Literal["left_out", "zero"] = "left_out"
    least_steps: int = Field(1, ge=1, le=40)
    pass_mark: Points | None = None

    @model_validator(mode="after")
    def _can_be_judged(self) -> Criterion:
        if self.judged_by == "coach" and self.id in NEVER_BY_COACH:
            raise ValueError(say("class-rubric-never", title=self.title))
        if (self.judged_by == "coach") != bool(self.parts or self.findings):
            raise ValueError(say("class-rubric-source", title=self.title))
        unknown = [name for name in self.parts if name not in WEIGHTS]
        unknown += [code for code in self.findings if code not in RULE_BY_CODE]
        if unknown:
            raise ValueError(say("class-rubric-unknown", title=self.title, names=unknown))
        return self


class Rubric(_Model):
    """The whole sheet; see the file of the one that comes with the coach."""

    id: Identifier
    version: str = Field("1", max_length=20)
    title: str = Field(min_length=1, max_length=80)
    source: str = Field("", max_length=500)
    pass_mark: Points
    ceilings: dict[Severity, Points] = {}
    """Highest points of a criterion that a finding of this severity is about."""
    levels: tuple[Level, ...] = Field(min_length=2, max_length=8)
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=40)

    @model_validator(mode="after")
    def _fits_together(self) -> Rubric:
        begins = [level.begins_at for level in self.levels]
        if begins != sorted(set(begins), reverse=True) or begins[-1] != 0:
            raise ValueError(say("class-rubric-levels"))
        for ids in ([level.id for level in self.levels], [criterion.id for criterion in self.criteria]):
            if len(ids) != len(set(ids)):
                raise ValueError(say("class-rubric-twice"))
        if not any(criterion.weight for criterion in self.criteria):
            raise ValueError(say("class-rubric-weights"))
        return self

    def level_at(self, points: float) -> Level:
        """Return the level that points are at; the best comes first in ``levels``."""
        return next(level for level in self.levels if points >= level.begins_at)

    def find_level(self, level_id: str) -> Level | None:
        """Return a level by its id, or ``None``."""
        return next((level for level in self.levels if level.id == level_id), None)

    @property
    def by_coach(self) -> tuple[Criterion, ...]:
        """Criteria that the coach proposes something for."""
        return tuple(criterion for criterion in self.criteria if criterion.judged_by == "coach")

    @property
    def by_hand(self) -> tuple[Criterion, ...]:
        """Criteria that only a person marks."""
        return tuple(criterion for criterion in self.criteria if criterion.judged_by == "hand")
