"""The video with its findings: a click on a finding, or on the ribbon below the picture, jumps there at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.formats import ReviewFile, ReviewFinding
from coach.look.palette import LOOKS, MARKS, icon_svg, pick_mark
from coach.report.labels import describe_opinion, name_stretch
from coach.ui.components import read_module, read_styles
from coach.words import format_clock, say, say_table

_mount = st.components.v2.component(
    "massage_coach_player",
    html='<div class="player"></div>\n',
    css=read_styles("base.css", "controls.css", "ribbon_head.css", "player.css"),
    js=read_module("player.js"),
)


@dataclass(frozen=True, slots=True)
class Jump:
    """Asks the player to go to a moment; a new ``number`` makes it a new request."""

    number: int
    at_s: float


def video_player(
    review: ReviewFile,
    findings: Sequence[ReviewFinding],
    url: str | None,
    *,
    jump: Jump | None,
    key: str,
    annotated: bool = True,
    hands: str | None = None,
) -> None:
    """Show the video at the left and the findings at the right (below each other where there is no room).

    Parameters
    ----------
    review : ReviewFile
    findings : those to list, in the order of their importance
    url : address of the video, or ``None`` when there is none
    jump : a moment to go to that was chosen elsewhere on the page
    annotated : whether the hands are drawn into the video
    hands : address of the movements (:func:`coach.ui.hands_film.offer_hands`), to be drawn over a plain video
    """
    _mount(
        key=key,
        data={
            "url": url,
            "hands": hands,
            "duration": review.video.duration_s,
            "ribbon": _ribbon(review),
            "findings": [_finding(finding, review) for finding in findings],
            "jump": None if jump is None else {"number": jump.number, "at": jump.at_s},
            "words": {
                "video": say("player-video" if annotated else "player-plain-video", name=review.video.name),
                "findings": say("player-findings"),
                "none": say("player-no-findings") if review.protocol else say("player-no-protocol"),
                "no_video": say("player-no-video"),
                **say_table("player-controls"),
            },
        },
    )


def _ribbon(review: ReviewFile) -> list[dict[str, Any]]:
    return [
        {
            "start": segment.start_s,
            "end": segment.end_s,
            "color": LOOKS[segment.technique].color,
            "hatched": bool(LOOKS[segment.technique].hatch),
            "name": name_stretch(segment),
        }
        for segment in review.segments
    ]


def _finding(finding: ReviewFinding, review: ReviewFile) -> dict[str, Any]:
    return {
        "start": finding.start_s,
        "end": finding.end_s,
        "clock": format_clock(finding.start_s),
        "severity": finding.severity,
        "severityName": say(f"player-severities.{finding.severity}"),
        "icon": icon_svg(MARKS[pick_mark(finding.code, finding.severity)], 26),
        "message": " ".join(filter(None, (finding.message, describe_opinion(finding, review)))),
    }
