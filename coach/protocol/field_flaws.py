"""One value of a protocol file that cannot stand where it does: why, and what could stand there instead."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from coach.protocol.flaws import Flaw, printable, suggest
from coach.protocol.format import FieldFormat, find_field, find_part, list_fields
from coach.protocol.toml_lines import Key
from coach.protocol.writing import write_value
from coach.words import find_data, say

_NUMBERS = ("float_type", "float_parsing", "finite_number")
_LISTS = ("tuple_type", "list_type")
_TABLES = ("model_type", "model_attributes_type", "dict_type", "value_error")
_BOUNDS = {"greater_than": "above", "greater_than_equal": "from", "less_than_equal": "most"}


@cache
def load_template() -> dict[str, Any]:
    """Return the small protocol that a new file begins with, as TOML gives it."""
    return tomllib.loads(find_data("coach.protocol", "template.toml").read_text(encoding="utf-8"))


def find_example(where: Key) -> Any:
    """Return what stands at a path of the same shape in a usable protocol; ``None`` for a name that it lacks."""
    part = find_part(where)
    name = next((key for key in reversed(where) if isinstance(key, str)), "")
    template = load_template()
    if part is None:
        return template["sources"]["own"]
    owners: dict[str, list[Any]] = {
        "protocol": [template],
        "step": template["steps"],
        "variant": template["variants"],
        "sentence": [{"text": template["cautions"][0], "asks": ["pressure"], "half": "", "gentle": "", "source": ""}],
        "band": [template["session_minutes"]],
    }
    if part == "band":
        band = where[-2]
        owners["band"] = [step[band] for step in template["steps"] if band in step] or owners["band"]
    return next((owner[name] for owner in owners[part] if name in owner), None)


def explain_field(error: dict[str, Any], where: Key) -> Flaw:
    """Say what a fault that pydantic found means to the person who wrote the file."""
    kind, got = error["type"], error.get("input")
    field = find_field(where)
    name = next((key for key in reversed(where) if isinstance(key, str)), "")
    shown = printable(got if isinstance(got, str) else str(got))
    if kind == "missing":
        example = find_example(where)
        return _flaw("missing", where, form=_form(field), name=name, example=write_value(example))
    if kind == "extra_forbidden":
        known = list(list_fields(find_part(where) or "protocol"))
        return _flaw("unknown", where, name=printable(name), instead=suggest(name, known) or "none", known=known)
    if kind == "literal_error" and field is not None and field.words:
        instead = suggest(got, field.words) if isinstance(got, str) else ""
        return _flaw("word", where, got=shown, instead=instead or "none", known=field.words)
    if kind == "string_pattern_mismatch":
        return _flaw("id", where, got=shown)
    if kind in ("string_too_short", "string_too_long"):
        bound = error["ctx"].get("min_length") or error["ctx"].get("max_length")
        return _flaw(
            "size", where, way="short" if kind == "string_too_short" else "long", bound=bound, got=len(str(got).strip())
        )
    if kind == "too_short":
        return _flaw("empty", where)
    if kind in _BOUNDS:
        return _flaw("bound", where, got=shown, bound=_BOUNDS[kind], most=error["ctx"].get("le", 0))
    expected = _expect(kind, field)
    return _flaw("kind", where, expected=expected, got=shown, example=write_value(find_example(where)), name=name)


def find_stand_in(error: dict[str, Any], where: Key) -> Any:
    """Return what can stand in for a value while the rest is looked at; ``None`` where there had better be nothing.

    For a name that is not known it is the name that is meant.
    """
    got, field = error.get("input"), find_field(where)
    if error["type"] == "extra_forbidden":
        return suggest(str(where[-1]), list(list_fields(find_part(where) or "protocol"))) or None
    if error["type"] == "literal_error" and field is not None and field.words:
        return (suggest(got, field.words) if isinstance(got, str) else "") or field.words[0]
    example = find_example(where)
    if isinstance(where[-1], int) and isinstance(example, list):
        return example[0]
    return example


def _expect(kind: str, field: FieldFormat | None) -> str:
    if kind in _NUMBERS:
        return "number"
    if kind in _LISTS:
        return "parts" if field is not None and field.kind == "tables" else "list"
    return "table" if kind in _TABLES else "text"


def _form(field: FieldFormat | None) -> str:
    """How a missing name is added: as a line, as a part with a header, or as parts of which there are several."""
    if field is None or field.kind not in ("table", "tables"):
        return "line"
    return "parts" if field.kind == "tables" else "part" if field.name == "sources" else "line"


def _flaw(kind: str, where: Key, **values: Any) -> Flaw:
    return Flaw(kind, where, say(f"book-flaw-{kind}", **values))
