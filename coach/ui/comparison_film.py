"""A comparison as a small file that the page plays: the common clock, both paths on one drawing, paces, directions."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np

from coach.compare.records import Comparison, Performance, Piece
from coach.formats import ReviewFile, ReviewSegment
from coach.look.body_drawing import SHEETS, Sheet
from coach.look.palette import MARKS, icon_svg, pick_direction
from coach.records import FloatArray
from coach.report.figures import list_asked
from coach.report.labels import describe_movement, name_stretch
from coach.ui.media import SHELF
from coach.ui.scratch import scratch_dir
from coach.words import say

PATH_HZ = 15.0
"""Points a second of a drawn path."""
ICON_PX = 26


def offer_comparison(comparison: Comparison, name: str) -> str:
    """Write a comparison to a temporary file and return its address; it goes with the drawn hands of the sessions.

    Parameters
    ----------
    comparison : Comparison
    name : str
        Tells it from others; letters and digits.
    """
    path = scratch_dir() / f"hands-{name}.json"
    if not path.is_file():
        path.write_text(json.dumps(describe_comparison(comparison), allow_nan=False), encoding="utf-8")
    return SHELF.offer(path)


def describe_comparison(comparison: Comparison) -> dict[str, Any]:
    """Return what the page plays."""
    times = comparison.time_map
    sheet = find_sheet(comparison)
    return {
        "clock": _round(times.clock_s, 4),
        "first": _round(times.first_s, 4),
        "second": _round(times.second_s, 4),
        "pieces": [_describe_piece(piece, comparison) for piece in comparison.pieces],
        "sides": [_describe_side(each, sheet) for each in (comparison.first, comparison.second)],
    }


def find_sheet(comparison: Comparison) -> Sheet | None:
    """Return how the paths are laid on one drawing; ``None`` where not both were made on a known back, or the same."""
    backs = [each.review.back for each in (comparison.first, comparison.second)]
    paths = [each.path for each in (comparison.first, comparison.second)]
    if any(path is None or not path.on_back for path in paths):
        return None
    regions = {back.region for back in backs if back is not None}
    return SHEETS.get(regions.pop()) if len(regions) == 1 else None


def _describe_piece(piece: Piece, comparison: Comparison) -> dict[str, Any]:
    lacks = {"first": comparison.second.name, "second": comparison.first.name}.get(piece.kind, "")
    return {
        "kind": piece.kind,
        "title": piece.title,
        "start": round(piece.start_s, 4),
        "end": round(piece.end_s, 4),
        "note": say("compare-lacks", name=lacks) if lacks else "",
    }


def _describe_side(performance: Performance, sheet: Sheet | None) -> dict[str, Any]:
    review = performance.review
    timeline = review.timeline
    return {
        "duration": review.video.duration_s,
        "ticks": [] if timeline is None else timeline.time_s,
        "pace": [] if timeline is None else timeline.pace_per_min,
        "path": None if sheet is None else _draw_path(performance, sheet),
        "asked": [
            {
                "start": step.start_s,
                "end": step.end_s,
                "pace": step.pace,
                "text": "" if step.pace is None else say("compare-asked", low=step.pace[0], high=step.pace[1]),
            }
            for step in list_asked(review, performance.protocol)
        ],
        "stretches": [_describe_stretch(segment, review) for segment in review.segments],
    }


def _describe_stretch(segment: ReviewSegment, review: ReviewFile) -> dict[str, Any]:
    known = review.back is not None and segment.technique not in ("none", "unseen")
    sign = pick_direction(segment.axis, segment.sense) if known else None
    return {
        "start": segment.start_s,
        "end": segment.end_s,
        "name": name_stretch(segment),
        "way": describe_movement(segment.model_copy(update={"zone": None}), known) if known else "",
        "icon": "" if sign is None else icon_svg(MARKS[sign[0]], ICON_PX),
        "turn": 0.0 if sign is None else -sign[1],
    }


def _draw_path(performance: Performance, sheet: Sheet) -> dict[str, Any] | None:
    """Points of both palms on the drawing; ``None`` for a moment in which a palm is unseen."""
    path = performance.path
    if path is None:
        return None
    step = max(1, round(1.0 / (PATH_HZ * float(np.median(np.diff(path.time_s)))))) if len(path.time_s) > 1 else 1
    kept = path.place[::step]
    places: FloatArray = np.array(sheet.place(0.0, 0.0)) + kept * np.array([sheet.across, sheet.down])
    return {
        "start": float(path.time_s[0]),
        "step": step * float(np.median(np.diff(path.time_s))) if len(path.time_s) > 1 else 1.0,
        "hands": [
            [None if math.isnan(x) else [round(x, 1), round(y, 1)] for x, y in places[:, hand].tolist()]
            for hand in (0, 1)
        ],
    }


def _round(values: FloatArray, digits: int) -> list[float]:
    return [round(float(value), digits) for value in values]
