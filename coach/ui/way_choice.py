"""The way of a step as the editor asks for it: a kind of way, and an arrow where it is a straight one."""

from __future__ import annotations

from coach.protocol import editing
from coach.protocol.edited import Data
from coach.ui.components.editor_parts import DIRECTIONS

_STRAIGHT = ("along", "across", "diagonal")
_ONE_WAY = {"along": "tailward", "across": "outward", "diagonal": "headward"}


def read_way_kind(step: Data) -> str:
    """Name the kind of way that a step asks, as the buttons do."""
    axis, sense = step.get("axis"), step.get("sense")
    if axis is None:
        return "any"
    if axis == "in_place":
        return "place"
    if axis == "circular":
        return "counterclockwise" if sense == "counterclockwise" else "clockwise"
    return "crossing" if sense == "crossing" else "both" if sense in (None, "both") else "one"


def set_way_kind(data: Data, number: int, kind: str) -> Data:
    """Set the kind of way; a straight line keeps its direction where it can."""
    axis = data["steps"][number].get("axis")
    line = axis if axis in _STRAIGHT else "along"
    if kind == "any":
        return editing.set_direction(data, number, None, None)
    if kind == "place":
        return editing.set_direction(data, number, "in_place", None)
    if kind in ("clockwise", "counterclockwise"):
        return editing.set_direction(data, number, "circular", kind)
    if kind == "crossing":
        return editing.set_direction(data, number, "diagonal" if axis == "diagonal" else "across", "crossing")
    return editing.set_direction(data, number, line, "both" if kind == "both" else _ONE_WAY[line])


def set_arrow(data: Data, number: int, direction: str) -> Data:
    """Turn the arrow: a movement to and fro stays one, along the new line."""
    _, axis, sense = DIRECTIONS[direction]
    both = read_way_kind(data["steps"][number]) == "both"
    return editing.set_direction(data, number, axis, "both" if both else sense)


def find_arrow(step: Data) -> str | None:
    """Return the direction that the arrow of a step points to, if it has one."""
    axis, sense = step.get("axis"), step.get("sense")
    fitting = [name for name, (_, line, way) in DIRECTIONS.items() if line == axis and way == sense]
    first = [name for name, (_, line, _) in DIRECTIONS.items() if line == axis]
    return next(iter(fitting or first), None)
