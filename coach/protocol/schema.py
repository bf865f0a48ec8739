"""What a protocol is: steps with bands, each figure with its source and how far it is to be believed.

A protocol is data. Which way a step goes, how fast and how long is asked by its file, never by a rule in code: the
guides contradict each other, and an instructor may teach a third way.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from coach.motion.body_shape import find_covered_zones
from coach.motion.hand_points import Point, choose_point
from coach.protocol.demands import Demand, MarkedTexts
from coach.protocol.fitting import (
    check_source,
    find_band_flaws,
    find_protocol_flaws,
    find_step_flaws,
    find_variant_flaws,
)
from coach.protocol.flaws import LENIENT, Flaw
from coach.protocol.vocabulary import Mark, Technique, Way, find_ways
from coach.records import Axis, Drift, HandsMode, Sense, Side

Confidence = Literal["none", "low", "medium", "high"]
"""How far a figure is to be believed; ``none``: no source gives one, the band is this protocol's own suggestion."""

StepTechnique = Technique
Zone = Literal["collar", "back", "lumbar", "sacral"]
ZONES: tuple[Zone, ...] = get_args(Zone)
"""From the head down; ``sacral`` is the sacrum with the gluteal part beside it."""

BodyPart = Literal["back", "leg", "shoulders"]
"""What a protocol can be about (:data:`coach.motion.body_shape.REGIONS`)."""

Place = Literal[
    "collar", "back", "lumbar", "sacral", "paravertebral", "gluteal", "hip",
    "thigh", "knee", "calf", "heel",
    "nape", "shoulder_tops", "blades", "beside_neck",
]  # fmt: skip
PLACE_NAMES: tuple[Place, ...] = get_args(Place)
"""What a step can ask for: on the back the zones by height, the muscles beside the spine, the buttocks, the hips; then
the places of the other regions (:data:`coach.motion.body_shape.PLACES`)."""

Position = Literal["prone", "supine", "side", "seated"]
"""How the receiver lies or sits: on the belly, on the back, on the side, or leaning forward on a chair."""
Unit = Literal["s", "cycles", "per_min", "cm_per_s", "min"]

MOST = 100_000
"""Of anything that a band asks, whatever its unit: a session of a day has 86,400 seconds."""

LEAST_PACE_PER_MIN = 0.1
"""A counted step of a slower pace is planned as if it had this one: nobody takes ten minutes over one movement."""

TYPICAL_COUNT_PACE_PER_MIN = 30.0
"""Only to guess how long a counted step without a pace band lasts (a cycle of two seconds)."""


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
MAX_ID = 60
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=MAX_ID)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


def _refuse(flaws: Iterator[Flaw], info: ValidationInfo) -> None:
    if info.context != LENIENT and (flaw := next(flaws, None)):
        raise ValueError(flaw.text)


class Band(_Model):
    """A range that is asked, both ends included.

    ``source`` is a key of the protocol's ``sources``.
    """

    low: float = Field(ge=0, le=MOST)
    high: float = Field(gt=0, le=MOST)
    unit: Unit
    source: str
    confidence: Confidence

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> Band:
        _refuse(find_band_flaws(self), info)
        return self

    @property
    def middle(self) -> float:
        """Centre of the band."""
        return (self.low + self.high) / 2

    @property
    def ends(self) -> tuple[float, float]:
        """``(low, high)``."""
        return self.low, self.high


class Step(MarkedTexts):
    """One step of a protocol.

    What is ``None`` or empty is not asked, so it is not judged either.
    """

    id: Identifier
    title: str = Field(min_length=3, max_length=60)
    technique: StepTechnique
    sub_technique: Texts = ()
    """Ways of working by their ids in the vocabulary (:mod:`coach.protocol.vocabulary`); the first is drawn."""
    needs: tuple[Demand, ...] = ()
    """What the step is nothing without: it is left out for a receiver who may not have that."""
    position: Position | None = None
    """Where the receiver turns over for this step; ``None``: as in the step before."""
    text: str = Field(min_length=20)
    """The instruction as a person reads it."""
    hands: Annotated[tuple[HandsMode, ...], BeforeValidator(_as_tuple)] = ()
    """Ways of using the hands that the step allows; the first is the one that is shown."""
    zones: Annotated[tuple[Place, ...], BeforeValidator(_as_tuple)] = ()
    """Places where the step is done; a hand on any of them is right."""
    axis: Axis | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    duration_s: Band | None = None
    count: Band | None = None
    pace_per_min: Band | None = None
    speed_cm_s: Band | None = None
    contact: Literal["kept", "lifted"] = "kept"
    """``lifted``: the hands may leave the skin between the movements."""
    sides: Literal["both", "one_after_other", "one"] = "both"
    start_side: Side | None = None
    """The receiver's side to begin on; set by a variant."""
    cues: Texts = ()
    cautions: Texts = ()
    region: BodyPart = "back"
    """The protocol's; set by it."""

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> Step:
        _refuse(find_step_flaws(self), info)
        return self

    @property
    def covered_zones(self) -> frozenset[str]:
        """Zones by height that the step's places lie in."""
        return find_covered_zones(self.zones)

    @property
    def ways(self) -> tuple[Way, ...]:
        """The ways of working that the step names."""
        return find_ways(self.sub_technique)

    @property
    def point(self) -> Point:
        """The point of a hand that stands for its place in this step."""
        return choose_point(self.technique, [way.part for way in self.ways])

    @property
    def asked_marks(self) -> frozenset[Mark]:
        """What the step asks of a movement besides technique and pace, so that it is measured."""
        asked: dict[Mark, object] = {"axis": self.axis, "sense": self.sense, "hands": self.hands}
        return frozenset(mark for mark, value in asked.items() if value)

    @property
    def planned_s(self) -> float:
        """Seconds that the step takes at the middle of its bands."""
        if self.duration_s is not None:
            return self.duration_s.middle
        assert self.count is not None
        pace = max(LEAST_PACE_PER_MIN, self.pace_per_min.middle) if self.pace_per_min else TYPICAL_COUNT_PACE_PER_MIN
        return self.count.middle * 60.0 / pace

    @property
    def bands(self) -> dict[str, Band]:
        """Every band that is set, by field name."""
        named = {
            "duration_s": self.duration_s,
            "count": self.count,
            "pace_per_min": self.pace_per_min,
            "speed_cm_s": self.speed_cm_s,
        }
        return {name: band for name, band in named.items() if band is not None}


class Variant(_Model):
    """Another way through the same steps: a shorter or longer session, or another side to begin on."""

    id: Identifier
    title: str
    text: str = ""
    minutes: float | None = Field(None, gt=0)
    begins: Literal["opposite_to_pain"] | None = None

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> Variant:
        _refuse(find_variant_flaws(self), info)
        return self


class Protocol(MarkedTexts):
    """A whole massage: steps in order, with where each figure comes from."""

    id: Identifier
    version: str
    title: str
    summary: str
    region: BodyPart = "back"
    """The part of the body that it is about."""
    position: Annotated[tuple[Position, ...], BeforeValidator(_as_tuple), Field(min_length=1)]
    """How the receiver lies or sits; several: as is comfortable, the first is the one that is usual."""
    session_minutes: Band
    sources: dict[str, str]
    permission: str = ""
    """Who has to allow it first; shown before the session."""
    cautions: Texts = ()
    steps: tuple[Step, ...] = Field(min_length=1)
    variants: tuple[Variant, ...] = ()
    time_scale: float = Field(1.0, gt=0)
    """Durations and counts as a share of what the guide asks; set by :func:`coach.protocol.variants.scale_protocol`."""
    variant: str | None = None
    """Id of the variant that this is; set by :func:`coach.protocol.variants.apply_variant`."""
    pain_side: Side | None = None
    """The receiver's side that hurts more; set by :func:`coach.protocol.variants.begin_opposite`."""

    @model_validator(mode="before")
    @classmethod
    def _tell_steps(cls, data: Any) -> Any:
        """Let every step know which part of the body it is about."""
        if not isinstance(data, dict) or not isinstance(data.get("steps"), list | tuple):
            return data
        region = data.get("region", "back")
        steps = [step | {"region": region} if isinstance(step, dict) else step for step in data["steps"]]
        return data | {"steps": steps} if region in get_args(BodyPart) else data

    @model_validator(mode="after")
    def _fits_together(self, info: ValidationInfo) -> Protocol:
        _refuse(find_protocol_flaws(self), info)
        for mark in (mark for owner in (self, *self.steps) for mark in owner.tagged):
            if mark.source:
                _refuse(check_source(mark.source, self.sources, ()), info)
        return self

    @property
    def planned_minutes(self) -> float:
        """Length of the session at the middle of every band."""
        return sum(step.planned_s for step in self.steps) / 60.0

    @property
    def works_in_turn(self) -> bool:
        """Whether a step works one side after the other, so that there is a side to begin on."""
        return any(step.sides == "one_after_other" for step in self.steps)

    @property
    def turned_to(self) -> tuple[Position, ...]:
        """Positions that the receiver takes later on, besides the one at the beginning."""
        later = dict.fromkeys(step.position for step in self.steps if step.position is not None)
        return tuple(position for position in later if position not in self.position)

    def step(self, step_id: str) -> Step:
        """Return one step; raises ``KeyError`` for an id that is not in the protocol."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)
