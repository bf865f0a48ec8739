"""The comparer: two recordings that play in step, with both paces, both directions and both paths under them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import streamlit as st

from coach.compare.records import Comparison
from coach.look.body_drawing import draw_body, draw_spine
from coach.look.step_drawing import VIEW_BOX
from coach.ui.comparison_film import find_sheet
from coach.ui.components import read_styles
from coach.ui.components.component_routes import write_loader
from coach.ui.components.corrector import Film
from coach.words import say_table

_mount = st.components.v2.component(
    "massage_coach_comparer",
    html='<div class="comparer"></div>\n',
    css=read_styles("base.css", "controls.css", "compare/compare.css"),
    js=write_loader("compare"),
)


def show_comparer(comparison: Comparison, films: tuple[Film, Film], url: str, *, key: str) -> None:
    """Show two recordings side by side.

    Parameters
    ----------
    comparison : Comparison
    films : what is watched of each
    url : address of the comparison (:func:`coach.ui.comparison_film.offer_comparison`)
    key : tells this comparison from others shown in the same browser session
    """
    _mount(
        key=key,
        data={
            "url": url,
            "films": [
                asdict(film) | {"name": each.name, "fps": each.review.video.fps}
                for film, each in zip(films, (comparison.first, comparison.second), strict=True)
            ],
            "back": _draw_back(comparison),
            "words": say_table("compare-words"),
        },
    )


def _draw_back(comparison: Comparison) -> dict[str, Any] | None:
    sheet = find_sheet(comparison)
    if sheet is None:
        return None
    return {
        "box": " ".join(f"{value:g}" for value in VIEW_BOX),
        "body": draw_body(sheet.region) + draw_spine(sheet.region),
    }
