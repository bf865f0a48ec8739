"""What a protocol is: steps with bands, each figure with its source and how far it is to be believed.

A protocol is data. Which way a step goes, how fast and how long is asked by its file, never by a rule in code: the
guides contradict each other, and an instructor may teach a third way.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from coach.motion.body_shape import find_covered_zones
from coach.motion.hand_points import Point, choose_point
from coach.protocol.demands import Demand, MarkedTexts
from coach.protocol.vocabulary import Mark, Technique, Way, find_ways, list_ways
from coach.records import Axis, Drift, HandsMode, Sense, Side

Confidence = Literal["none", "low", "medium", "high"]
"""How far a figure is to be believed; ``none``: no source gives one, the band is this protocol's own suggestion."""

StepTechnique = Technique
Zone = Literal["collar", "back", "lumbar", "sacral"]
ZONES: tuple[Zone, ...] = get_args(Zone)
"""From the head down; ``sacral`` is the sacrum with the gluteal part beside it."""

Place = Literal["collar", "back", "lumbar", "sacral", "paravertebral", "gluteal", "hip"]
PLACE_NAMES: tuple[Place, ...] = get_args(Place)
"""What a step can ask for: the zones by height, the muscles beside the spine, the buttocks, the hips
(:data:`coach.motion.body_shape.PLACES`)."""

Position = Literal["prone", "supine", "side", "seated"]
"""How the receiver lies or sits: on the belly, on the back, on the side, or leaning forward on a chair."""
Unit = Literal["s", "cycles", "per_min", "cm_per_s", "min"]

TYPICAL_COUNT_PACE_PER_MIN = 30.0
"""Only to guess how long a counted step without a pace band lasts (a cycle of two seconds)."""

_SENSES_OF_AXIS: dict[Axis, frozenset[Sense]] = {
    "along": frozenset({"headward", "tailward", "both"}),
    "across": frozenset({"outward", "inward", "crossing", "both"}),
    "diagonal": frozenset({"headward", "tailward", "outward", "inward", "crossing", "both"}),
    "circular": frozenset({"clockwise", "counterclockwise"}),
    "in_place": frozenset(),
}


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
Identifier = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Band(_Model):
    """A range that is asked, both ends included.

    ``source`` is a key of the protocol's ``sources``.
    """

    low: float = Field(ge=0)
    high: float = Field(gt=0)
    unit: Unit
    source: str
    confidence: Confidence

    @model_validator(mode="after")
    def _ordered(self) -> Band:
        if self.low > self.high:
            raise ValueError(f"low ({self.low:g}) is above high ({self.high:g}); exchange the two")
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

    @field_validator("duration_s", "count", "pace_per_min", "speed_cm_s")
    @classmethod
    def _unit_fits(cls, band: Band | None, info: object) -> Band | None:
        wanted = {"duration_s": "s", "count": "cycles", "pace_per_min": "per_min", "speed_cm_s": "cm_per_s"}
        unit = wanted[info.field_name]  # type: ignore[attr-defined]
        if band is not None and band.unit != unit:
            raise ValueError(f'expected unit = "{unit}" here, got "{band.unit}"')
        return band

    @model_validator(mode="after")
    def _fits_together(self) -> Step:
        if (self.duration_s is None) == (self.count is None):
            raise ValueError("a step has either duration_s or count, so that it can end; give exactly one of the two")
        if self.sense is not None:
            if self.axis is None:
                raise ValueError(f'sense = "{self.sense}" needs an axis')
            if self.sense not in _SENSES_OF_AXIS[self.axis]:
                allowed = ", ".join(sorted(_SENSES_OF_AXIS[self.axis])) or "none"
                raise ValueError(f'axis = "{self.axis}" goes with {allowed}, got sense = "{self.sense}"')
        return self

    @model_validator(mode="after")
    def _ways_fit(self) -> Step:
        known = {way.id: way for way in list_ways(self.technique)}
        for name in self.sub_technique:
            if name not in known:
                raise ValueError(f'sub_technique = "{name}": expected one of {", ".join(known)} for {self.technique}')
            for mark in known[name].told_by:
                asked, usual = getattr(self, mark), getattr(known[name], mark)
                if asked and usual != asked and usual not in asked:
                    raise ValueError(f'sub_technique = "{name}" goes with {mark} = "{usual}", got "{asked}"')
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
        pace = self.pace_per_min.middle if self.pace_per_min else TYPICAL_COUNT_PACE_PER_MIN
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
    def _does_something(self) -> Variant:
        if (self.minutes is None) == (self.begins is None):
            raise ValueError('a variant has either minutes or begins = "opposite_to_pain"')
        return self


class Protocol(MarkedTexts):
    """A whole massage: steps in order, with where each figure comes from."""

    id: Identifier
    version: str
    title: str
    summary: str
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

    @field_validator("session_minutes")
    @classmethod
    def _in_minutes(cls, band: Band) -> Band:
        if band.unit != "min":
            raise ValueError(f'expected unit = "min" here, got "{band.unit}"')
        return band

    @field_validator("steps", "variants")
    @classmethod
    def _unique_ids(cls, items: tuple[Step, ...] | tuple[Variant, ...]) -> tuple[Step, ...] | tuple[Variant, ...]:
        twice = _repeated(item.id for item in items)
        if twice:
            raise ValueError(f'every id stands once; "{twice}" stands twice')
        return items

    @model_validator(mode="after")
    def _variants_fit(self) -> Protocol:
        for variant in self.variants:
            low, high = self.session_minutes.ends
            if variant.minutes is not None and not low <= variant.minutes <= high:
                raise ValueError(f"variant {variant.id}: minutes lie between {low:g} and {high:g} (session_minutes)")
            if variant.begins is not None and not self.works_in_turn:
                raise ValueError(f'variant {variant.id}: no step has sides = "one_after_other" to begin on one')
        return self

    @model_validator(mode="after")
    def _sources_known(self) -> Protocol:
        sources = [(where, band.source) for where, band in self._all_bands()]
        sources += [(f'"{mark.text}"', mark.source) for owner in (self, *self.steps) for mark in owner.tagged]
        for where, source in sources:
            if source and source not in self.sources:
                known = ", ".join(sorted(self.sources)) or "none yet"
                raise ValueError(f'{where}: source = "{source}" is not listed under [sources] ({known})')
        return self

    def _all_bands(self) -> Iterable[tuple[str, Band]]:
        yield "session_minutes", self.session_minutes
        for step in self.steps:
            for name, band in step.bands.items():
                yield f"step {step.id}, {name}", band

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


def _repeated(ids: Iterable[str]) -> str | None:
    seen: set[str] = set()
    for item in ids:
        if item in seen:
            return item
        seen.add(item)
    return None
