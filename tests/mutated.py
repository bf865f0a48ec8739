"""Values as files and pages hold them, changed in structure: fields, types, sizes, order, nesting, numbers, letters."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

ODD_VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 2, 10**18, -(2**63) - 1, 10**400, 0.5, -0.0, 1e-320, 1e308, -1e308),
    *(float("nan"), float("inf"), float("-inf")),
    *("", " ", "0", "nan", "a" * 3000, "\ud800", "a\udfffb", "\x00\x1b[31m\r\n\t", "=1+1", "<script>alert(1)</script>"),
    *("../../etc/passwd", "C:\\con", "2026-02-30", "9999-12-31T23:59:59.999999", "\u202eabc", "\N{GRINNING FACE}" * 40),
    *([], {}, [[]], [None] * 50, {"": {}}, {"a": [{"b": [1, 2]}]}),
)
ODD_KEYS = ("", "type", "name", "id", "time_s", "kind", "self", "t", "s", "\ud800", "a.b", "__class__", "x" * 500)


def mutate(value: Any, rng: random.Random) -> Any:
    """Return a copy with one to three changes anywhere in it."""
    changed = copy.deepcopy(value)
    for _ in range(rng.randint(1, 3)):
        holders = _list_holders(changed)
        if not holders:
            return rng.choice(ODD_VALUES)
        _change(rng.choice(holders), rng)
    return rng.choice(ODD_VALUES) if rng.random() < 0.02 else changed


def nest(value: Any, depth: int, rng: random.Random) -> Any:
    """Wrap a value in so many lists or objects."""
    for _ in range(depth):
        value = [value] if rng.random() < 0.5 else {rng.choice(("a", "type", "earlier")): value}
    return value


def write_json(value: Any) -> str:
    """Write as JSON, also what JSON does not know (NaN) and lone surrogates, escaped as a page would send them."""
    return json.dumps(value, allow_nan=True)


def write_toml(value: Any) -> str:
    """Write a mapping as TOML: one line a key, tables inline."""
    if not isinstance(value, dict):
        return f"value = {_toml(value)}\n"
    return "".join(f"{_toml(str(key))} = {_toml(item)}\n" for key, item in value.items() if item is not None)


def damage_text(text: str, rng: random.Random) -> str:
    """Cut, double, exchange or drop a piece of a text, or put something odd into it."""
    first, last = sorted(rng.randint(0, len(text)) for _ in range(2))
    odds = ("\x00", "\n", '"', "'''", "[" * 200, "{", "= =", "\ufeff", "\u2028", "9" * 5000, "a." * 300, "\\u")
    odd = rng.choice(odds)
    return rng.choice(
        (
            text[:last],
            text[first:],
            text[:first] + text[last:],
            text[:last] + text[first:],
            text[:first] + odd + text[first:],
            text[:first] + text[first:last].swapcase() + text[last:],
        )
    )


def _list_holders(value: Any) -> list[Any]:
    """Every list and object that holds something."""
    found = [value] if isinstance(value, dict | list) and value else []
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return found + [holder for item in items for holder in _list_holders(item)]


def _change(holder: Any, rng: random.Random) -> None:
    if not holder:
        return
    key = rng.choice(list(holder)) if isinstance(holder, dict) else rng.randrange(len(holder))
    kind = rng.choice(("odd", "odd", "odd", "number", "drop", "rename", "double", "order", "nest", "exchange"))
    item = holder[key]
    if kind == "drop":
        del holder[key]
    elif kind == "rename" and isinstance(holder, dict):
        holder[rng.choice(ODD_KEYS)] = holder.pop(key)
    elif kind == "double" and isinstance(holder, list):
        holder.extend(copy.deepcopy(holder[key : key + 1]) * rng.choice((1, 3, 200)))
    elif kind == "double":
        holder[rng.choice(ODD_KEYS)] = copy.deepcopy(item)
    elif kind == "order" and isinstance(holder, list):
        rng.shuffle(holder)
    elif kind == "nest":
        holder[key] = nest(item, rng.choice((1, 2, 40)), rng)
    elif kind == "exchange":
        other = rng.choice(list(holder)) if isinstance(holder, dict) else rng.randrange(len(holder))
        holder[key], holder[other] = holder[other], item
    elif kind == "number" and isinstance(item, int | float) and not isinstance(item, bool):
        item = min(max(item, -1e300), 1e300)
        holder[key] = rng.choice((-item, item * 1e6, item * 1000 + 1, item - 1000, int(min(max(item, -9e9), 9e9))))
    else:
        holder[key] = copy.deepcopy(rng.choice(ODD_VALUES))


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        escaped = "".join(char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}" for char in value)
        return f'"{escaped}"'
    if isinstance(value, list):
        return f"[{', '.join(_toml(item) for item in value if item is not None)}]"
    if isinstance(value, dict):
        pairs = ", ".join(f"{_toml(str(key))} = {_toml(item)}" for key, item in value.items() if item is not None)
        return f"{{{pairs}}}"
    return '"?"'
