"""The small picture of a session: a ribbon of its techniques beside the drawn region where they were done."""

from __future__ import annotations

from itertools import groupby
from typing import cast

from coach.history.summary import SessionSummary, find_half_width
from coach.look.palette import LOOKS
from coach.motion.body_shape import BACK, REGIONS
from coach.records import Verdict

RIBBON_WIDTH, RIBBON_HEIGHT = 220, 26
BACK_SCALE = 62.0
"""Picture units for the length of the back, or of another region."""
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
        f"{hatch}{_ribbon(summary.ribbon)}{_draw_places(summary)}</svg>"
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


def _draw_places(summary: SessionSummary) -> str:
    region = REGIONS.get(summary.region, BACK)
    scale = BACK_SCALE / (region.bottom - region.top)

    def place(u: float, v: float) -> tuple[float, float]:
        return _BACK_X + u * scale, 1.0 - _TOP_V * BACK_SCALE + (v - region.top) * scale

    path = "M" + " L".join(f"{x:.1f} {y:.1f}" for x, y in (place(*point) for point in region.outline)) + " Z"
    cells, heat, half = [], summary.heat, find_half_width(region)
    most = max((cell for row in heat for cell in row), default=0)
    for i, row in enumerate(heat):
        for j, cell in enumerate(row):
            if cell == 0:
                continue
            width, height = 2 * half / len(row), (region.bottom - region.top) / len(heat)
            x, y = place(-half + j * width, region.top + i * height)
            cells.append(
                f'<rect x="{x:.1f}" y="{y:.1f}" width="{width * scale:.1f}"'
                f' height="{height * scale:.1f}" fill="{_STRONG}" opacity="{0.15 + 0.8 * cell / most:.2f}"/>'
            )
    line = f'<path d="{path}" fill="none" stroke="currentColor" stroke-opacity="0.6" stroke-width="1.5"/>'
    return "".join(cells) + line
