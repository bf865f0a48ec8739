"""Writes a protocol as the TOML file that it can be read from again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from coach.protocol.format import list_fields
from coach.protocol.schema import Protocol, Step, Variant

WIDTH = 100
"""Characters of a line; a longer list goes over several."""
_BARE_KEY = re.compile(r"^[A-Za-z0-9_-]+$")

Comment = Callable[[str, str], str]
"""What to write above a name of a part; empty for nothing."""


def to_plain(protocol: Protocol) -> dict[str, Any]:
    """Return a protocol as plain values, as TOML gives them: what is not asked is left out, marks are in place."""
    data = _owner_to_plain(protocol, "protocol")
    data["steps"] = [_owner_to_plain(step, "step") for step in protocol.steps]
    data["variants"] = [_owner_to_plain(variant, "variant") for variant in protocol.variants]
    return data if protocol.variants else {name: value for name, value in data.items() if name != "variants"}


def write_toml(data: Mapping[str, Any], comment: Comment = lambda part, name: "") -> str:
    """Write a protocol given as plain values.

    Parameters
    ----------
    data : mapping
        As :func:`to_plain` gives it; names that the schema does not know are left out.
    comment : callable
        Part and name -> what stands above it.
    """
    lines = _write_part("protocol", data, comment, leave_out=("sources", "steps", "variants"))
    lines += ["", *_comment_lines(comment("protocol", "sources")), "[sources]"]
    lines += [f"{_key(name)} = {write_value(text)}" for name, text in data.get("sources", {}).items()]
    for name, part in (("steps", "step"), ("variants", "variant")):
        for number, item in enumerate(data.get(name, ())):
            said = comment if number == 0 else lambda part, name: ""
            lines += ["", *_comment_lines(said("protocol", name)), f"[[{name}]]", *_write_part(part, item, said)]
    return "\n".join(lines) + "\n"


def write_value(value: Any) -> str:
    """Write one value on one line."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(name)} = {write_value(item)}" for name, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(write_value(item) for item in value) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{int(value)}" if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    # TOML's quoted texts are those of JSON but for the one control character that JSON leaves as it is.
    return json.dumps(str(value), ensure_ascii=False).replace("\x7f", "\\u007f")


def _write_part(part: Any, data: Mapping[str, Any], comment: Comment, leave_out: tuple[str, ...] = ()) -> list[str]:
    lines = []
    for name in list_fields(part):
        if name in data and name not in leave_out:
            lines += [*_comment_lines(comment(part, name)), *_write_line(name, data[name])]
    return lines


def _write_line(name: str, value: Any) -> list[str]:
    line = f"{name} = {write_value(value)}"
    if len(line) <= WIDTH or not isinstance(value, list | tuple):
        return [line]
    return [f"{name} = [", *(f"  {write_value(item)}," for item in value), "]"]


def _comment_lines(text: str) -> list[str]:
    return [f"# {line}".rstrip() for line in text.splitlines()]


def _key(name: str) -> str:
    return name if _BARE_KEY.match(name) else write_value(name)


def _owner_to_plain(owner: Protocol | Step | Variant, part: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for name, field in list_fields(part).items():
        value = getattr(owner, name)
        default = type(owner).model_fields[name].default
        if field.kind == "tables" or (not field.required and value in (None, (), "", default)):
            continue
        if field.kind == "words" and len(value) == 1 and field.required:
            value = value[0]
        plain[name] = value if isinstance(owner, Variant) else _with_marks(owner, _plain(value))
    return plain


def _with_marks(owner: Protocol | Step, value: Any) -> Any:
    """Put what the sentences ask back to where it stands in a file."""
    if isinstance(value, list):
        return [_with_marks(owner, item) for item in value]
    mark = owner.mark_of(value) if isinstance(value, str) else None
    if mark is None:
        return value
    return {"text": mark.text, "asks": list(mark.asks)} | {
        name: said for name in ("half", "gentle", "source") if (said := getattr(mark, name))
    }


def _plain(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        value = value.model_dump()
    if isinstance(value, Mapping):
        return {name: _plain(item) for name, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
