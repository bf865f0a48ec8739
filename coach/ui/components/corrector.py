"""The corrector: the recording with the coach's and the teacher's ribbon above each other, by mouse, finger or keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

import streamlit as st

from coach.corrections.records import Correction, Stretch
from coach.formats import ReviewFile, ReviewFinding, ReviewSegment
from coach.look.palette import LOOKS, MARKS, icon_svg, pick_mark
from coach.motion.body_shape import ZONE_HEIGHTS
from coach.records import Axis, HandsMode, Sense, Verdict
from coach.report.labels import name_stretch
from coach.ui.components import read_styles
from coach.ui.components.component_routes import write_loader
from coach.words import format_clock, say, say_table

ORDER: tuple[Verdict, ...] = ("stroking", "rubbing", "kneading", "tapping", "none", "unseen")
"""What the keys 1 to 6 say."""

SELECT_KEYS = {"axis": "D", "sense": "W", "hands": "H", "zone": "O"}

_mount = st.components.v2.component(
    "massage_coach_corrector",
    html='<div class="corrector"></div>\n',
    css=read_styles("base.css", "controls.css", "ribbon_head.css", "corrector/corrector.css"),
    js=write_loader("corrector"),
)


@dataclass(frozen=True, slots=True)
class Film:
    """What is watched: a video, the drawn hands, or nothing.

    Attributes
    ----------
    video : address of a video, or ``None``
    hands : address of the movements (:func:`coach.ui.hands_film.offer_hands`), or ``None``
    aspect : width of the picture divided by its height
    """

    video: str | None = None
    hands: str | None = None
    aspect: float = 4 / 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch that is worth a look first, and why."""

    start_s: float
    end_s: float
    why: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the work on a correction is.

    Attributes
    ----------
    acked : tuple of str and int
        The page whose edits were taken last, and the number of the last one.
    can_undo, can_redo : bool
    saved : str
        What has been kept, in words.
    """

    acked: tuple[str, int]
    can_undo: bool
    can_redo: bool
    saved: str


def show_corrector(
    correction: Correction,
    review: ReviewFile,
    film: Film,
    spots: Sequence[Spot],
    progress: Progress,
    *,
    start_s: float,
    key: str,
    on_edits: Callable[[], None],
) -> bool:
    """Show the corrector.

    Parameters
    ----------
    correction : Correction
        As it stands now.
    review : ReviewFile
        The coach's; nothing of it is shown beside a blind marking.
    film : Film
    spots : what is worth a look first
    progress : Progress
    start_s : float
        Where the playhead stands when it is first shown.
    key : name of this mounted component; what it sends lies in ``st.session_state[key]["edits"]``
    on_edits : called when it sends edits

    Returns
    -------
    bool
        The key for the next session was pressed.
    """
    data = _describe(correction, review) | _describe_film(film) | _describe_progress(progress) | _fixed_data()
    data["next"] = [{"start": spot.start_s, "end": spot.end_s, "why": spot.why} for spot in spots]
    data["start"] = start_s
    result = _mount(key=key, data=data, on_edits_change=on_edits, on_next_change=lambda: None)
    return bool(result.next)


def _describe(correction: Correction, review: ReviewFile) -> dict[str, Any]:
    blind = correction.blind
    return {
        "duration": correction.duration_s,
        "coach": None if blind else [_segment(segment) for segment in review.segments],
        "stretches": [_stretch(stretch, correction, review) for stretch in correction.stretches],
        "findings": [] if blind else [_finding(finding, correction) for finding in review.findings],
        "finished": correction.finished,
    }


def _describe_film(film: Film) -> dict[str, Any]:
    return {
        "video": film.video,
        "hands": None if film.hands is None else {"url": film.hands, "aspect": film.aspect},
    }


def _describe_progress(progress: Progress) -> dict[str, Any]:
    client, sequence = progress.acked
    return {
        "acked": {"client": client, "seq": sequence},
        "canUndo": progress.can_undo,
        "canRedo": progress.can_redo,
        "saved": progress.saved,
    }


@cache
def _fixed_data() -> dict[str, Any]:
    looks = {
        verdict: {
            "name": look.name,
            "color": look.color,
            "ink": look.ink,
            "icon": icon_svg(look.icon, "100%"),
            "hatched": bool(look.hatch),
        }
        for verdict, look in LOOKS.items()
    }
    return {
        "looks": looks,
        "order": ORDER,
        "choices": {
            "axis": [_choice(way, say("common-way", way=way)) for way in get_args(Axis)],
            "sense": [_choice(way, say("common-way", way=way)) for way in get_args(Sense)],
            "hands": [_choice(hands, say("common-hands", hands=hands)) for hands in get_args(HandsMode)],
            "zone": [_choice(zone, say("common-zone-label", zone=zone)) for zone in ZONE_HEIGHTS],
        },
        "selectKeys": SELECT_KEYS,
        "keys": [[_key_names(keys), say(f"correct-keys.{meaning}")] for keys, meaning in _KEYS],
        "words": {"coach": say("common-coach")} | say_table("correct-words") | say_table("correct-opinions"),
    }


_KEYS: tuple[tuple[str, str], ...] = (
    ("space", "play"),
    ("left right", "step"),
    (", .", "picture"),
    ("up down", "border"),
    ("1 2 3 4 5 6", "name"),
    ("shift+1 shift+6", "fresh"),
    ("S", "split"),
    ("M", "merge"),
    ("B", "move"),
    ("enter", "confirm"),
    ("T", "tap"),
    ("C", "count"),
    ("D W H O", "lists"),
    ("Z Y", "undo"),
    ("N", "next"),
)
"""Keys and what they do, in the order in which they are listed."""

_NAMED = ("space", "left", "right", "up", "down", "enter", "shift")


def _key_names(keys: str) -> list[str]:
    return ["+".join(_key_name(part) for part in key.split("+")) for key in keys.split()]


def _key_name(key: str) -> str:
    return say(f"correct-key.{key}") if key in _NAMED else key


def _choice(value: str, name: str) -> dict[str, str]:
    return {"value": value, "name": name[:1].upper() + name[1:]}


def _segment(segment: ReviewSegment) -> dict[str, Any]:
    return {
        "start": segment.start_s,
        "end": segment.end_s,
        "technique": segment.technique,
        "name": name_stretch(segment),
    }


def _stretch(stretch: Stretch, correction: Correction, review: ReviewFile) -> dict[str, Any]:
    said = correction.is_said(stretch)
    return {
        "start": stretch.start_s,
        "end": stretch.end_s,
        "technique": stretch.technique,
        "said": said,
        "unmarked": correction.blind and not said,
        "pace_per_min": stretch.pace_per_min,
        "cycles": stretch.cycles,
        "axis": stretch.axis,
        "sense": stretch.sense,
        "hands": stretch.hands,
        "zone": stretch.zone,
        "coach": "" if correction.blind else describe_coach(stretch, review),
    }


def describe_coach(stretch: Stretch, review: ReviewFile) -> str:
    """Say what the coach thinks of most of a stretch."""
    overlaps = [
        (min(segment.end_s, stretch.end_s) - max(segment.start_s, stretch.start_s), segment)
        for segment in review.segments
    ]
    overlap, segment = max(overlaps, key=lambda pair: pair[0], default=(0.0, None))
    if segment is None or overlap <= 0:
        return ""
    name = name_stretch(segment)
    if segment.pace_per_min is None:
        return say("correct-coach-says", technique=name)
    return say("correct-coach-says-pace", technique=name, pace=segment.pace_per_min)


def _finding(finding: ReviewFinding, correction: Correction) -> dict[str, Any]:
    return {
        "code": finding.code,
        "start": finding.start_s,
        "step": finding.step,
        "clock": format_clock(finding.start_s),
        "icon": icon_svg(MARKS[pick_mark(finding.code, finding.severity)], "100%"),
        "message": finding.message,
        "opinion": correction.find_opinion(finding.code, finding.start_s, finding.step),
    }
