"""The small picture of a session: a ribbon of its techniques beside a drawn back with the places that were worked."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from coach.history.summary import HEAT_HALF_WIDTH, SessionSummary
from coach.look.palette import LOOKS
from coach.motion.body_shape import OUTLINE
from coach.records import Verdict

RIBBON_WIDTH, RIBBON_HEIGHT = 220, 26
BACK_SCALE = 62.0
"""Picture units for one length of the back."""
_TOP_V = -0.08
_WIDTH, _HEIGHT = 300, 78
_BACK_X = _WIDTH - 34.0
_STRONG = "#D55E00"
_HATCH = "unseen-hatch"


def draw_session(summary: SessionSummary) -> str:
    """Return the picture as an ``<svg>`` element that follows the page's colours."""
    hatch = (
        f'<defs><pattern id="{_HATCH}" width="6" height="6" patternUnits="userSpaceOnUse"'
        ' patternTransform="rotate(45)"><rect width="2" height="6" fill="currentColor" opacity="0.35"/></pattern>'
        "</defs>"
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-hidden="true">'
        f"{hatch}{_ribbon(summary.ribbon)}{_back(summary.heat)}</svg>"
    )


def _ribbon(ribbon: list[str]) -> str:
    top = (_HEIGHT - RIBBON_HEIGHT) / 2
    frame = (
        f'<rect x="0.5" y="{top}" width="{RIBBON_WIDTH}" height="{RIBBON_HEIGHT}" rx="5" fill="none"'
        ' stroke="currentColor" stroke-opacity="0.4"/>'
    )
    if not ribbon:
        return frame
    width = RIBBON_WIDTH / len(ribbon)
    blocks, at = [], 0
    for name, group in groupby(ribbon):
        count = len(list(group))
        look = LOOKS.get(cast(Verdict, name), LOOKS["unseen"])
        fill = f"url(#{_HATCH})" if look.hatch else look.color
        blocks.append(
            f'<rect x="{0.5 + at * width:.1f}" y="{top}" width="{count * width:.1f}"'
            f' height="{RIBBON_HEIGHT}" fill="{fill}"/>'
        )
        at += count
    return "".join(blocks) + frame


def _back(heat: list[list[int]]) -> str:
    path = "M" + " L".join(f"{_x(u):.1f} {_y(v):.1f}" for u, v in OUTLINE) + " Z"
    cells = []
    most = max((cell for row in heat for cell in row), default=0)
    for i, row in enumerate(heat):
        for j, cell in enumerate(row):
            if cell == 0:
                continue
            width = 2 * HEAT_HALF_WIDTH / len(row)
            left, top = -HEAT_HALF_WIDTH + j * width, i / len(heat)
            cells.append(
                f'<rect x="{_x(left):.1f}" y="{_y(top):.1f}" width="{width * BACK_SCALE:.1f}"'
                f' height="{BACK_SCALE / len(heat):.1f}" fill="{_STRONG}" opacity="{0.15 + 0.8 * cell / most:.2f}"/>'
            )
    line = f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity="0.6" stroke-width="1.5"/>'
    return "".join(cells) + line


def _x(u: float) -> float:
    return _BACK_X + u * BACK_SCALE


def _y(v: float) -> float:
    return 1.0 + (v - _TOP_V) * BACK_SCALE
