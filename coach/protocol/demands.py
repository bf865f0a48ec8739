"""What a sentence asks the hands to do that not every receiver may have, and what is said to those instead.

A protocol's file says it of its own sentences::

    text = { text = "Press on the way down.", asks = ["pressure"], half = "Half the weight on the way down." }

:mod:`coach.care.limiting` drops or replaces such a sentence for a receiver with limits. Files without these marks, such
as an instructor's own, are read word by word, cautiously: rather a sentence less than one that asks too much.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, model_validator

from coach.protocol.flaws import LENIENT, Flaw
from coach.words import say

Demand = Literal["pressure", "grasping", "twisting", "shaking", "blows", "speed"]
"""``grasping``: a fold is taken, lifted or squeezed; ``speed``: to be quicker."""
DEMANDS: frozenset[Demand] = frozenset(get_args(Demand))

_STEMS: dict[Demand, str] = {
    "pressure": r"press|weigh|forc[ei]|firm|deep|inten[st]|strong|hard\b|harder|tight|lean|push|burden|squeezing",
    "grasping": r"grasp|grip|lift(?!ed (back|away)| them back| or lighten)|squeez|pinch|pluck|knead|fold(?!s\b)",
    "twisting": r"twist|wring|shear",
    "shaking": r"shak|vibrat|tremb",
    "blows": r"tap(?!e)|(?<!even )(?<!the )beat|blow|clap|chop|slap|\bpat(?!h|ient|tern)|percuss|pound|strik",
    "speed": r"quick|fast|brisk|hurr|speed up",
}
_PATTERNS = {demand: re.compile(rf"\b(?:{stems})\w*", re.IGNORECASE) for demand, stems in _STEMS.items()}
_DENIED = re.compile(
    r"\b(no|not|never|none|nothing|without|instead of|cannot|less|lighter|softer|slower|ask)\b", re.IGNORECASE
)
_HALVED = re.compile(r"\bhalf\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.,;:!?]|\bthen\b|\bbut\b|\band\b")


class Tagged(BaseModel):
    """A sentence of a protocol with what it asks, and what is said where that is not allowed.

    Attributes
    ----------
    text : str
        The sentence as it stands in the protocol.
    asks : tuple of Demand
        Empty: it asks nothing of the kind, whatever its words look like.
    half, gentle : str
        Said in its place at half strength and with gentle hands; empty: nothing is said.
    source : str
        Key of the protocol's ``sources``, where it is not the protocol's own passage.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    text: str
    asks: tuple[Demand, ...]
    half: str = ""
    gentle: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _milder_is_mild(self, info: ValidationInfo) -> Tagged:
        if info.context != LENIENT and (flaw := next(find_mark_flaws(self), None)):
            raise ValueError(flaw.text)
        return self


def find_mark_flaws(mark: Tagged) -> Iterator[Flaw]:
    """Yield the sentences, said where a demand is not allowed, that still ask for it."""
    if asked := find_demands(mark.gentle) - {"speed"}:
        text = say("book-flaw-gentle", text=mark.gentle, asked=sorted(asked))
        yield Flaw("gentle", ("gentle",), text)
    if "pressure" in find_demands(mark.half, halved=True):
        yield Flaw("half", ("half",), say("book-flaw-half", text=mark.half))


class MarkedTexts(BaseModel):
    """Base of what has sentences: a sentence may be given as a table with its marks, which then stand in ``tagged``."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    tagged: tuple[Tagged, ...] = Field((), repr=False)

    @model_validator(mode="before")
    @classmethod
    def _split_marks(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        marks: list[object] = list(data.get("tagged", ()))
        plain = {name: _without_marks(value, marks) for name, value in data.items() if name != "tagged"}
        return plain | {"tagged": tuple(marks)} if marks else plain

    def mark_of(self, text: str) -> Tagged | None:
        """Return the marks of a sentence; ``None`` when it has none."""
        return next((mark for mark in self.tagged if mark.text == text), None)


def find_demands(text: str, *, halved: bool = False) -> frozenset[Demand]:
    """Read from the words of a sentence what it asks for; what is denied ("no pressure") is not asked.

    Parameters
    ----------
    halved : bool
        "half the weight" does not count as asking for weight.
    """
    found: set[Demand] = set()
    for clause in _CLAUSE.split(text):
        if clause is None or (halved and _HALVED.search(clause)):
            continue
        for demand, pattern in _PATTERNS.items():
            match = pattern.search(clause)
            if match is not None and not _DENIED.search(clause[: match.start()]):
                found.add(demand)
    return frozenset(found)


def _without_marks(value: Any, marks: list[object]) -> Any:
    if isinstance(value, dict) and "asks" in value and "text" in value:
        marks.append(value)
        return value["text"]
    if isinstance(value, list | tuple) and any(isinstance(item, dict) and "asks" in item for item in value):
        return [_without_marks(item, marks) for item in value]
    return value
