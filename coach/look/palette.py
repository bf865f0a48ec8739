"""What a technique looks like: one colour, one name and one icon each, for every chart, overlay and page.

Colours are Okabe and Ito's (2008, "Color Universal Design"), which stay apart under all common colour-vision
deficiencies. Colour never carries meaning alone: each technique also has an icon, drawn in a 24 x 24 box as SVG path
data. The data uses only absolute ``M``, ``L``, ``C`` and ``Z`` with numbers between spaces, so that
:func:`flatten_icon` can hand the same drawing to OpenCV and matplotlib as plain polylines.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import Axis, FloatArray, Sense, Severity, Verdict
from coach.words import say

ICON_BOX = 24
"""Side of the square that every icon is drawn in."""

_CURVE_STEPS = 10
"""Straight pieces that stand for one Bezier curve: smooth up to about 200 px."""

_CIRCLE_HANDLE = 0.5523
"""Length of the Bezier handles, in radii, that makes four curves a circle (error 0.03 %)."""

LIGHT_INK = "#FFFFFF"
DARK_INK = "#16181C"


def _circle(x: float, y: float, r: float) -> str:
    k = r * _CIRCLE_HANDLE
    return (
        f"M {x + r:g} {y:g} C {x + r:g} {y + k:g} {x + k:g} {y + r:g} {x:g} {y + r:g}"
        f" C {x - k:g} {y + r:g} {x - r:g} {y + k:g} {x - r:g} {y:g}"
        f" C {x - r:g} {y - k:g} {x - k:g} {y - r:g} {x:g} {y - r:g}"
        f" C {x + k:g} {y - r:g} {x + r:g} {y - k:g} {x + r:g} {y:g} Z"
    )


@dataclass(frozen=True, slots=True)
class Icon:
    """A line drawing in a 24 x 24 box.

    Attributes
    ----------
    paths : SVG path data, each drawn with a round pen of ``pen`` units (or filled when ``filled``)
    """

    paths: tuple[str, ...]
    filled: bool = False
    pen: float = 2.4


@dataclass(frozen=True, slots=True)
class Look:
    """Colour and icon of a technique.

    ``ink`` is the text colour to put *on* the colour: contrast at least 4.5 : 1 (WCAG AA).
    """

    technique: Verdict
    color: str
    ink: str
    icon: Icon
    hatch: str = ""
    """Matplotlib hatch for areas that must not rest on colour alone."""

    @property
    def name(self) -> str:
        """Name of the technique, for labels."""
        return say("common-technique-label", technique=self.technique)


LOOKS: dict[Verdict, Look] = {
    "stroking": Look("stroking", "#0072B2", LIGHT_INK, Icon(("M 1.5 12 C 5 3 8.5 3 12 12 C 15.5 21 19 21 22.5 12",))),
    "rubbing": Look(
        "rubbing", "#E69F00", DARK_INK, Icon((_circle(6.5, 8, 4), _circle(17.5, 8, 4), _circle(12, 17, 4)))
    ),
    "kneading": Look(
        "kneading",
        "#009E73",
        DARK_INK,
        Icon(
            (
                "M 12 2 C 6 2 1.5 5 2 9.5 C 2.4 12.5 4 14 6.5 14.5",
                "M 12 2 C 18 2 22.5 5 22 9.5 C 21.6 12.5 20 14 17.5 14.5",
                "M 2.5 22 C 9 22 8.5 8.5 12 8.5 C 15.5 8.5 15 22 21.5 22",
            )
        ),
    ),
    "tapping": Look(
        "tapping",
        "#CC79A7",
        DARK_INK,
        Icon(
            (_circle(5, 5, 2.6), _circle(19, 5, 2.6), _circle(12, 12, 2.6), _circle(5, 19, 2.6), _circle(19, 19, 2.6)),
            filled=True,
        ),
    ),
    "none": Look("none", "#999999", DARK_INK, Icon(("M 4 12 L 20 12",))),
    "unseen": Look("unseen", "#D9D9D9", DARK_INK, Icon(("M 3 13 L 13 3", "M 3 21 L 21 3", "M 11 21 L 21 11")), "////"),
}
"""Every verdict's look, in the order of legends."""

TARGET_COLOR = "#56B4E9"
"""The band that is asked for (Okabe and Ito's sky blue): free of the techniques' colours."""

MARKS: dict[str, Icon] = {
    "tick": Icon(("M 4 12.5 L 9.5 18 L 20 6.5",), pen=3.2),
    "slower": Icon(("M 12 3 L 12 20", "M 5 13 L 12 20 L 19 13"), pen=3.0),
    "faster": Icon(("M 12 21 L 12 4", "M 5 11 L 12 4 L 19 11"), pen=3.0),
    "turn": Icon(("M 4 8 L 20 8", "M 15 3 L 20 8 L 15 13", "M 20 16 L 4 16", "M 9 11 L 4 16 L 9 21"), pen=2.4),
    "clockwise": Icon(
        (
            "M 20 15 C 18.5 18.8 15.5 20.5 12 20.5 C 7.3 20.5 3.5 16.7 3.5 12",
            "M 3.5 12 C 3.5 7.3 7.3 3.5 12 3.5 C 15.2 3.5 18 5 19.5 8",
            "M 20.5 2.5 L 20 8.5 L 14 8",
        )
    ),
    "counterclockwise": Icon(
        (
            "M 4 15 C 5.5 18.8 8.5 20.5 12 20.5 C 16.7 20.5 20.5 16.7 20.5 12",
            "M 20.5 12 C 20.5 7.3 16.7 3.5 12 3.5 C 8.8 3.5 6 5 4.5 8",
            "M 3.5 2.5 L 4 8.5 L 10 8",
        )
    ),
    "clock": Icon((_circle(12, 12, 9), "M 12 6.5 L 12 12 L 16 14.5"), pen=2.4),
    "list": Icon(
        ("M 9 6 L 21 6", "M 9 12 L 21 12", "M 9 18 L 21 18", "M 3.5 6 L 4 6", "M 3.5 12 L 4 12", "M 3.5 18 L 4 18")
    ),
    "place": Icon(
        (
            "M 12 22 C 7 15.5 5 12.5 5 9.5 C 5 5.5 8 2.5 12 2.5 C 16 2.5 19 5.5 19 9.5 C 19 12.5 17 15.5 12 22 Z",
            _circle(12, 9.5, 2.4),
        )
    ),
    "eye": Icon(("M 1.5 12 C 6 5 18 5 22.5 12 C 18 19 6 19 1.5 12 Z", _circle(12, 12, 3))),
    "alert": Icon(("M 12 2.5 L 22.5 21 L 1.5 21 Z", "M 12 9 L 12 14", "M 12 17.3 L 12 17.6"), pen=2.2),
    "info": Icon((_circle(12, 12, 9.5), "M 12 11 L 12 17", "M 12 7 L 12 7.3"), pen=2.2),
}
"""Signs beside a sentence; arrows say which way (down: slower or fewer, up: faster or more)."""

_SEVERITY_MARK: dict[Severity, str] = {
    "danger": "alert",
    "warning": "info",
    "advice": "info",
    "praise": "tick",
    "info": "info",
}
_CODE_MARKS: tuple[tuple[str, str], ...] = (
    ("too_fast", "slower"),
    ("too_slow", "faster"),
    ("too_short", "clock"),
    ("too_long", "clock"),
    ("too_few", "clock"),
    ("too_many", "clock"),
    ("missing", "list"),
    ("skipped", "list"),
    ("order", "list"),
    ("extra", "list"),
    ("direction", "turn"),
    ("axis", "turn"),
    ("sense", "turn"),
    ("drift", "turn"),
    ("zone", "place"),
    ("side", "place"),
    ("spine", "place"),
    ("kidney", "place"),
    ("unseen", "eye"),
    ("coverage", "eye"),
)

_SENSE_TURNS: dict[Sense | None, float] = {"headward": 0.0, "tailward": 180.0, "outward": -90.0, "inward": 90.0}
_AXIS_TURNS: dict[Axis | None, float] = {"along": 90.0, "across": 0.0, "diagonal": 45.0}


def pick_mark(code: str, severity: Severity) -> str:
    """Name in :data:`MARKS` of the sign that stands beside a finding.

    Danger always shows the alert and praise the tick; between them the code says which way to go.
    """
    if severity in ("danger", "praise"):
        return _SEVERITY_MARK[severity]
    return next((mark for part, mark in _CODE_MARKS if part in code), _SEVERITY_MARK[severity])


def pick_direction(axis: Axis | None, sense: Sense | None) -> tuple[str, float] | None:
    """Name in :data:`MARKS` of the sign for a direction, and by how many degrees it is turned against the clock.

    For a back with the head up. ``None`` where there is no direction to show.
    """
    if sense in ("clockwise", "counterclockwise"):
        return sense, 0.0
    if sense in _SENSE_TURNS:
        return "faster", _SENSE_TURNS[sense]
    if axis == "circular":
        return "clockwise", 0.0
    return ("turn", _AXIS_TURNS[axis]) if axis in _AXIS_TURNS else None


def icon_svg(icon: Icon, size: int | str = 24, color: str = "currentColor") -> str:
    """Inline ``<svg>`` of an icon: no identifiers, no script, hidden from screen readers (a word stands beside it)."""
    if icon.filled:
        style = f'fill="{color}" stroke="none"'
    else:
        style = (
            f'fill="none" stroke="{color}" stroke-width="{icon.pen:g}" stroke-linecap="round" stroke-linejoin="round"'
        )
    paths = "".join(f'<path d="{d}"/>' for d in icon.paths)
    box = f'viewBox="0 0 {ICON_BOX} {ICON_BOX}" width="{size}" height="{size}"'
    return f'<svg {box} {style} aria-hidden="true" focusable="false">{paths}</svg>'


def flatten_icon(icon: Icon) -> tuple[FloatArray, ...]:
    """Polylines of an icon.

    Returns
    -------
    tuple of arrays, each of shape (points, 2)
        x to the right, y down, in the 24 x 24 box; a closed path repeats its first point.
    """
    return tuple(_flatten_path(d) for d in icon.paths)


def _flatten_path(path: str) -> FloatArray:
    tokens = path.split()
    points: list[tuple[float, float]] = []
    t = np.linspace(0.0, 1.0, _CURVE_STEPS + 1)[1:, None]
    at = 0
    while at < len(tokens):
        command = tokens[at]
        if command == "Z":
            points.append(points[0])
            at += 1
            continue
        count = {"M": 2, "L": 2, "C": 6}[command]
        numbers = np.array([float(token) for token in tokens[at + 1 : at + 1 + count]]).reshape(-1, 2)
        if command == "C":
            p0, (p1, p2, p3) = np.array(points[-1]), numbers
            curve = (1 - t) ** 3 * p0 + 3 * (1 - t) ** 2 * t * p1 + 3 * (1 - t) * t**2 * p2 + t**3 * p3
            points += [(float(x), float(y)) for x, y in curve]
        else:
            points.append((float(numbers[0, 0]), float(numbers[0, 1])))
        at += 1 + count
    return np.array(points, dtype=np.float64)
