"""The review as a table for a spreadsheet: one row per stretch; what was not judged is left empty.

Comma-separated, UTF-8 with a byte order mark (so that spreadsheets read accents), a header row with units in the names.
The fine-grained timeline is in the JSON file; a person compares stretches.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from coach.formats import ReviewFile, ReviewSegment

COLUMNS = (
    "start_s",
    "end_s",
    "technique",
    "confidence",
    "pace_per_min",
    "cycles",
    "regularity",
    "speed_cm_s",
    "stroke_cm",
    "axis",
    "angle_deg",
    "sense",
    "drift",
    "hands",
    "zone",
    "side_balance",
    "seen_share",
)
"""Fields of a stretch in the formats' words; after them comes ``step``, the step it belongs to."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins so; such a text gets an apostrophe in front."""


def write_csv(review: ReviewFile, path: Path) -> None:
    """Write one row per stretch; raises ``OSError`` when the file cannot be written."""
    path.write_text(render_csv(review), encoding="utf-8-sig", newline="")


def render_csv(review: ReviewFile) -> str:
    """Return one row per stretch."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([*COLUMNS, "step"])
    for segment in review.segments:
        values = [getattr(segment, name) for name in COLUMNS]
        writer.writerow([_cell(value) for value in [*values, find_step(review, segment)]])
    return text.getvalue()


def find_step(review: ReviewFile, segment: ReviewSegment) -> str | None:
    """Id of the step that shares most time with a stretch; ``None`` where none was aligned."""
    shared = {
        step.id: min(step.end_s, segment.end_s) - max(step.start_s, segment.start_s)
        for step in review.steps
        if step.start_s is not None and step.end_s is not None
    }
    best = max(shared, key=lambda step_id: shared[step_id], default=None)
    return best if best is not None and shared[best] > 0 else None


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
