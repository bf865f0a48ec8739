"""What may stand in a protocol file, read off the schema, so that checker, guide and editor never say anything else."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from coach.protocol.demands import Tagged
from coach.protocol.fitting import UNITS
from coach.protocol.schema import Band, Protocol, Step, Variant
from coach.protocol.toml_lines import Key

PartName = Literal["protocol", "step", "band", "variant", "sentence"]
PARTS: dict[PartName, type[BaseModel]] = {
    "protocol": Protocol,
    "step": Step,
    "band": Band,
    "variant": Variant,
    "sentence": Tagged,
}
INTERNAL: dict[PartName, frozenset[str]] = {
    "protocol": frozenset({"tagged", "time_scale", "variant", "pain_side"}),
    "step": frozenset({"tagged", "start_side", "region"}),
}
"""Fields that only the program sets; in a file they are unknown."""

Kind = Literal["text", "number", "word", "words", "texts", "table", "tables"]


@dataclass(frozen=True, slots=True)
class FieldFormat:
    """One name that a part of a file may have.

    Attributes
    ----------
    kind : Kind
        ``word``: one of ``words``; ``words``: one or several of them; ``table``: a band, or the sources.
    words : tuple of str
        Empty where any text may stand.
    """

    name: str
    kind: Kind
    required: bool
    words: tuple[str, ...] = ()


@cache
def list_fields(part: PartName) -> dict[str, FieldFormat]:
    """Return what a part of a file may hold, in the order of the schema."""
    fields = PARTS[part].model_fields
    return {
        name: _read_field(name, info.annotation, info.is_required())
        for name, info in fields.items()
        if name not in INTERNAL.get(part, ())
    }


def find_part(where: Key) -> PartName | None:
    """Return the part that the last key of a path belongs to; ``None`` for the names of the sources, which are free."""
    keys = [key for key in where if isinstance(key, str)]
    if len(keys) <= 1:
        return "protocol"
    if keys[0] == "sources":
        return None
    if keys[0] == "variants":
        return "variant"
    if keys[0] == "steps":
        return "step" if len(keys) == 2 else "band" if keys[1] in UNITS else "sentence"
    return "band" if keys[0] == "session_minutes" else "sentence"


def find_field(where: Key) -> FieldFormat | None:
    """Return what may stand at a path; ``None`` where the schema knows no such name."""
    part = find_part(where)
    name = next((key for key in reversed(where) if isinstance(key, str)), "")
    return list_fields(part).get(name) if part else None


def _read_field(name: str, annotation: Any, required: bool) -> FieldFormat:
    several = False
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
        elif origin is tuple:
            several, annotation = True, get_args(annotation)[0]
        else:
            break
    if origin is Literal:
        return FieldFormat(name, "words" if several else "word", required, get_args(annotation))
    if origin is dict:
        return FieldFormat(name, "table", required)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return FieldFormat(name, "tables" if several else "table", required)
    if annotation is float:
        return FieldFormat(name, "number", required)
    return FieldFormat(name, "texts" if several else "text", required)
