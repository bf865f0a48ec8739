"""What the editor of protocols has besides Streamlit's own: a body to tap, a list to drag, a beat to hear."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import streamlit as st

from coach.look.body_drawing import SHEETS, draw_body, draw_spine
from coach.look.palette import LOOKS
from coach.look.step_drawing import VIEW_BOX
from coach.motion.body_shape import REGIONS, outline_place
from coach.protocol.schema import StepTechnique
from coach.records import Axis, Sense
from coach.ui.components import read_web
from coach.words import say

DIAL_RADIUS = 13.0
DIAL_CENTRE = (47.0, 103.0)
"""Beside the lower end of the body, in the units of the drawing of a step."""

DIRECTIONS: dict[str, tuple[float, Axis, Sense]] = {
    "up": (0.0, "along", "headward"),
    "slant_up": (45.0, "diagonal", "headward"),
    "out": (90.0, "across", "outward"),
    "slant_down": (135.0, "diagonal", "tailward"),
    "down": (180.0, "along", "tailward"),
    "in": (-90.0, "across", "inward"),
}
"""What the arrow can point to: degrees clockwise from the head's direction, as for the hand on the right."""

_body = st.components.v2.component(
    "massage_coach_body_map",
    html='<div class="body-map"></div>\n',
    css=read_web("body_map.css"),
    js=read_web("body_map.js"),
)
_list = st.components.v2.component(
    "massage_coach_step_list",
    html='<div class="step-list"></div>\n',
    css=read_web("step_list.css"),
    js=read_web("step_list.js"),
)
_beat = st.components.v2.component(
    "massage_coach_metronome",
    html='<button type="button" aria-pressed="false">&#9833; <span></span></button>\n',
    css=read_web("metronome.css"),
    js=read_web("metronome.js"),
)


@dataclass(frozen=True, slots=True)
class ListedStep:
    """A step as the list shows it; ``flaws``: whether something is amiss with it."""

    id: str
    title: str
    technique: StepTechnique
    length: str
    flaws: bool


def tap_body(
    region: str,
    technique: StepTechnique,
    chosen: Collection[str],
    direction: str | None,
    *,
    both: bool,
    turns: bool,
    key: str,
) -> dict[str, str]:
    """Show a region to tap places on, with the arrow.

    Parameters
    ----------
    chosen : places that are asked
    direction : the one of :data:`DIRECTIONS` that is asked, if any
    both : an arrow with two heads
    turns : whether there is an arrow to turn

    Returns
    -------
    dict
        ``{"place": name}`` or ``{"direction": name}`` just picked; empty for nothing.
    """
    shape = REGIONS[region]
    names = [*shape.zones, *shape.places]
    result = _body(
        key=key,
        data={
            "viewBox": " ".join(f"{value:g}" for value in VIEW_BOX),
            "body": draw_body(region) + draw_spine(region),
            "places": [
                {
                    "id": name,
                    "name": say("common-zone-label", zone=name),
                    "path": _draw_rings(region, name),
                    "chosen": name in chosen,
                }
                for name in names
            ],
            "directions": [
                {"id": name, "angle": angle, "name": say("edit-direction", direction=name)}
                for name, (angle, _, _) in DIRECTIONS.items()
            ]
            if turns
            else [],
            "direction": direction,
            "both": both,
            "centre": list(DIAL_CENTRE),
            "radius": DIAL_RADIUS,
            "color": LOOKS[technique].color,
            "words": {"picture": say("edit-body"), "arrow": say("edit-arrow")},
        },
        on_picked_change=lambda: None,
    )
    picked = result.picked
    return {str(name): str(value) for name, value in picked.items()} if isinstance(picked, dict) else {}


def list_steps(steps: Sequence[ListedStep], opened: str | None, *, key: str) -> tuple[str | None, list[str] | None]:
    """Show the steps in their order; returns the id of the one just tapped and an order just made, if any."""
    result = _list(
        key=key,
        data={
            "steps": [
                {
                    "id": step.id,
                    "title": step.title,
                    "length": step.length,
                    "color": LOOKS[step.technique].color,
                    "ink": LOOKS[step.technique].ink,
                    "flaws": step.flaws,
                }
                for step in steps
            ],
            "open": opened,
            "words": {
                "list": say("edit-steps"),
                "up": say("edit-up"),
                "down": say("edit-down"),
                "flaws": say("edit-has-flaws"),
            },
        },
        on_opened_change=lambda: None,
        on_moved_change=lambda: None,
    )
    known = {step.id for step in steps}
    tapped = result.opened.get("id") if isinstance(result.opened, dict) else None
    moved = result.moved if isinstance(result.moved, dict) else {}
    order = [name for name in moved.get("order", ()) if name in known]
    return (tapped if tapped in known else moved.get("open") if order else None), order or None


def hear_pace(pace_per_min: float, *, key: str) -> None:
    """Show a button that lets the pace be heard: one click for each movement of a hand."""
    _beat(key=key, data={"pace": pace_per_min, "words": {"start": say("edit-hear"), "stop": say("edit-hear-stop")}})


def _draw_rings(region: str, name: str) -> str:
    rings = [[SHEETS[region].place(u, v) for u, v in ring] for ring in outline_place(name)]
    return " ".join("M " + " L ".join(f"{x:.1f} {y:.1f}" for x, y in ring) + " Z" for ring in rings)
