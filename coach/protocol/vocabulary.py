"""The ways of working that the guide names, as one closed list (``vocabulary.toml``).

A camera tells four techniques apart, and of some ways the direction or how the hands take turns; which part of the hand
touches the skin, and what it does to the tissue, it mostly cannot tell. Each way says so itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from coach.motion.hand_points import Part
from coach.protocol.demands import Demand
from coach.records import Axis, HandsMode, Sense
from coach.words import find_data

Technique = Literal["stroking", "rubbing", "kneading", "tapping"]
"""What a camera tells apart."""
Group = Literal["stroking", "squeezing", "rubbing", "kneading", "vibration"]
"""The families of the guide, in the order of classical massage."""
Path = Literal["line", "fan", "crossing", "place"]
Mark = Literal["axis", "sense", "hands"]
"""What a camera measures of a movement, besides its technique and pace; the names are those of a step's fields."""


class Way(BaseModel):
    """One way of working.

    Attributes
    ----------
    axis, sense, hands
        Its usual direction and use of the hands; a step may ask another one, except where ``told_by`` names it.
    told_by : tuple of Mark
        What tells it from other ways of the same technique; empty: a camera cannot.
    asks : tuple of Demand
        What the way is nothing without.
    passage : str
        Heading of the guide's passage that names it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z]+(-[a-z]+)+$")
    name: str
    group: Group
    judged_as: Technique
    text: str
    part: Part
    path: Path
    axis: Axis | None = None
    sense: Sense | None = None
    hands: HandsMode = "together"
    told_by: tuple[Mark, ...] = ()
    asks: tuple[Demand, ...] = ()
    seen: str
    unseen: str
    passage: str

    @model_validator(mode="after")
    def _marks_are_said(self) -> Way:
        for mark in self.told_by:
            if getattr(self, mark) is None:
                raise ValueError(f"{self.id}: told by its {mark}, but names none")
        return self


@cache
def load_vocabulary() -> dict[str, Way]:
    """Return every way by its id, in the order of classical massage."""
    text = find_data("coach.protocol", "vocabulary.toml").read_text(encoding="utf-8")
    ways = [Way.model_validate(item) for item in tomllib.loads(text)["way"]]
    return {way.id: way for way in ways}


def list_ways(technique: Technique) -> tuple[Way, ...]:
    """Return the ways that a camera judges as one technique."""
    return tuple(way for way in load_vocabulary().values() if way.judged_as == technique)


def find_ways(ids: Iterable[str]) -> tuple[Way, ...]:
    """Return the ways of these ids; raises ``KeyError`` for one that is not in the vocabulary."""
    return tuple(load_vocabulary()[name] for name in ids)


def find_way(way_id: str) -> Way | None:
    """Return a way by its id; ``None`` for one that is not in the vocabulary."""
    return load_vocabulary().get(way_id)


def is_told_apart(ways: Iterable[Way], asked: frozenset[Mark]) -> bool:
    """Tell whether a camera can tell these ways from others of their technique.

    Parameters
    ----------
    ways : iterable of Way
        All that a step names together, such as "with the palms" and "along the spine".
    asked : set of Mark
        What the step asks, and so is measured.
    """
    return all(way.told_by and set(way.told_by) <= asked for way in ways)
