"""Whether this person may be massaged today, where not, and within which limits.

The rules are data (``screening.toml``, each with its source); this module only combines them. Nothing here is a
diagnosis: a flag says that the guide asks for a doctor first, not that something is the matter.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.motion.body_shape import REGIONS
from coach.protocol.schema import StepTechnique
from coach.records import Side
from coach.words import find_data

Answer = Literal["yes", "no", "unsure"]
"""``unsure`` counts as ``yes``: who does not know asks first."""
Effect = Literal["stop", "avoid_area", "ask_doctor"]
Status = Literal["stop", "incomplete", "ask_doctor", "avoid_area", "go"]
Intensity = Literal["gentle", "half", "full"]
INTENSITIES: tuple[Intensity, ...] = get_args(Intensity)
"""From the lightest; combined limits take the lightest."""

_STEP_TECHNIQUES: frozenset[StepTechnique] = frozenset(get_args(StepTechnique))


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """A part of the body to leave out: one zone by height, to the left or the right of its region's middle line."""

    zone: str
    side: Side


def find_areas(regions: Iterable[str]) -> frozenset[Area]:
    """Return every part of the named regions that can be marked (:data:`coach.motion.body_shape.REGIONS`)."""
    return frozenset(Area(zone, side) for name in regions for zone in REGIONS[name].zones for side in get_args(Side))


BACK_AREAS = find_areas(["back"])
ALL_AREAS = find_areas(REGIONS)


class RuleLimits(BaseModel):
    """What remains allowed once a doctor agreed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    protocols: tuple[str, ...] = ()
    """Only these; empty: any."""
    techniques: tuple[StepTechnique, ...] = ()
    """Only these; empty: any."""
    without: tuple[StepTechnique, ...] = ()
    intensity: Intensity = "full"


class Rule(BaseModel):
    """One question and what its answer means."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    group: str
    effect: Effect
    question: str = Field(pattern=r"\?$")
    reason: str
    advice: str
    source: str
    help: str = ""
    each_time: bool = False
    since: int = 2
    """Version of the rules in which the question got its present meaning."""
    cleared: bool = False
    """A stop that a doctor who knows of it may lift."""
    permission: str = ""
    """The sentence that the user confirms; asked for ``ask_doctor`` and for stops that can be cleared."""
    limit_text: str = ""
    limits: RuleLimits = RuleLimits()

    @model_validator(mode="after")
    def _permission_where_needed(self) -> Rule:
        if self.can_be_permitted != bool(self.permission):
            raise ValueError(f"{self.id}: a permission sentence stands exactly where a doctor may allow it")
        if bool(self.limit_text) != (self.limits != RuleLimits()):
            raise ValueError(f"{self.id}: what is said to be limited is limited, and the other way round")
        return self

    @property
    def can_be_permitted(self) -> bool:
        """Whether a doctor's permission lets the session go on."""
        return self.effect == "ask_doctor" or self.cleared


class Group(BaseModel):
    """Questions that belong together."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str


class PlainStep(BaseModel):
    """What is said of a technique where a step's own words ask too much."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    text: str


class LimitedWords(BaseModel):
    """What is said of a protocol that is held to limits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    summary: str
    half: str
    gentle: str
    gentle_source: str
    plain: dict[StepTechnique, PlainStep]


class Rules(BaseModel):
    """``screening.toml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Annotated[str, Field(pattern=r"^[0-9]+$")]
    sources: dict[str, str]
    limited: LimitedWords
    group: tuple[Group, ...]
    rule: tuple[Rule, ...]

    @model_validator(mode="after")
    def _known_names(self) -> Rules:
        groups = {group.id for group in self.group}
        ids = [rule.id for rule in self.rule]
        if len(set(ids)) != len(ids):
            raise ValueError("every rule has an id of its own")
        for rule in self.rule:
            if rule.group not in groups or rule.source not in self.sources:
                raise ValueError(f"{rule.id}: group and source must be listed in the file")
        order = [group.id for group in self.group]
        if sorted(self.rule, key=lambda rule: order.index(rule.group)) != list(self.rule):
            raise ValueError("the rules of a group stand together, in the order of the groups")
        return self


@dataclass(frozen=True, slots=True)
class Limits:
    """What a session is held to.

    Attributes
    ----------
    protocols : set of str or None
        The only protocols allowed; ``None``: any.
    techniques : set of str
        The techniques allowed.
    intensity : "full", "half" or "gentle"
        A camera cannot see it, so it is said, not judged.
    avoid : set of Area
        Parts of the body to leave out.
    texts : tuple of str
        The limits in words, for the plan and the live view.
    """

    protocols: frozenset[str] | None = None
    techniques: frozenset[StepTechnique] = _STEP_TECHNIQUES
    intensity: Intensity = "full"
    avoid: frozenset[Area] = frozenset()
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the answers lead to.

    Attributes
    ----------
    status : Status
        The weightiest matter: ``stop`` before ``incomplete`` before ``ask_doctor`` before ``avoid_area`` before ``go``.
    passed : bool
        Whether coaching may begin, within ``limits``.
    flagged : tuple of Rule
        Every rule that was raised, the weightiest first.
    waiting : tuple of str
        Ids of rules that still wait for an answer, a permission, or a marked place.
    """

    status: Status
    passed: bool
    flagged: tuple[Rule, ...]
    waiting: tuple[str, ...]
    limits: Limits


@cache
def load_rules() -> Rules:
    """Read the built-in rules."""
    text = find_data("coach.care", "screening.toml").read_text(encoding="utf-8")
    return Rules.model_validate(tomllib.loads(text))


def outcome(
    answers: Mapping[str, Answer],
    permissions: Collection[str] = (),
    avoid: Collection[Area] = (),
    rules: Rules | None = None,
    offered: Collection[Area] = BACK_AREAS,
) -> Outcome:
    """Combine the answers; pure, and cautious wherever something is missing.

    Parameters
    ----------
    answers : mapping of rule id to answer
    permissions : collection of rule ids
        Rules for which the user confirmed a doctor's permission. Ignored where a doctor cannot lift the rule.
    avoid : collection of Area
        The marked places; needed when a rule of effect ``avoid_area`` is raised.
    offered : collection of Area
        Those that could be marked; when all of them are, nothing is left to be massaged.

    Raises
    ------
    KeyError
        For an answer to a question that does not exist.
    """
    rules = rules or load_rules()
    known = {rule.id: rule for rule in rules.rule}
    raised = [known[name] for name, answer in answers.items() if answer != "no"]
    permitted = [rule for rule in raised if rule.can_be_permitted and rule.id in permissions]
    stops = [rule for rule in raised if rule.effect == "stop" and rule not in permitted]
    doctor = [rule for rule in raised if rule.effect == "ask_doctor" or (rule.effect == "stop" and rule in permitted)]
    places = [rule for rule in raised if rule.effect == "avoid_area"]
    limits = _combine(permitted, frozenset(avoid) if places else frozenset())

    unanswered = tuple(rule.id for rule in rules.rule if rule.id not in answers)
    unpermitted = tuple(rule.id for rule in doctor if rule not in permitted)
    unmarked = tuple(rule.id for rule in places if not avoid)
    flagged = (*stops, *doctor, *places)
    waiting = unanswered + unpermitted + unmarked
    if stops or limits.avoid >= frozenset(offered):
        return Outcome("stop", False, flagged, (), limits)
    status: Status = "incomplete" if unanswered else "ask_doctor" if doctor else "avoid_area" if places else "go"
    return Outcome(status, not waiting, flagged, waiting, limits)


def _combine(rules: Iterable[Rule], avoid: frozenset[Area]) -> Limits:
    protocols: frozenset[str] | None = None
    techniques = _STEP_TECHNIQUES
    intensity: Intensity = "full"
    texts = []
    for rule in rules:
        own = rule.limits
        if own.protocols:
            protocols = frozenset(own.protocols) if protocols is None else protocols & frozenset(own.protocols)
        techniques = (techniques & frozenset(own.techniques) if own.techniques else techniques) - frozenset(own.without)
        intensity = min(intensity, own.intensity, key=INTENSITIES.index)
        texts += [rule.limit_text] if rule.limit_text else []
    return Limits(protocols, techniques, intensity, avoid, tuple(dict.fromkeys(texts)))
