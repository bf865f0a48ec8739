"""The review as a table for a spreadsheet: one row per stretch; what was not judged is left empty.

UTF-8 with a byte order mark (so that spreadsheets read accents), a header row with units in the names. Values are
parted by commas; where people write a decimal comma, as in Germany, by semicolons, because a spreadsheet set to their
language opens only that as a table.
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
"""Fields of a stretch in the formats' words; after them come those of :data:`LAST_COLUMNS`."""

LAST_COLUMNS = ("step", "maybe", "said_by")
"""The step that a stretch belongs to, what one without a sure name may be, and the teacher whose word it is (empty: the
coach's)."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet would run a text that begins so; such a text gets an apostrophe in front."""


def write_csv(review: ReviewFile, path: Path, *, decimal_comma: bool = False) -> None:
    """Write one row per stretch; raises ``OSError`` when the file cannot be written."""
    path.write_text(render_csv(review, decimal_comma=decimal_comma), encoding="utf-8-sig", newline="")


def render_csv(review: ReviewFile, *, decimal_comma: bool = False) -> str:
    """Return one row per stretch; ``decimal_comma`` for a spreadsheet of a language that writes 0,5."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if decimal_comma else ",")
    writer.writerow([*COLUMNS, *LAST_COLUMNS])
    for segment in review.segments:
        values = [getattr(segment, name) for name in COLUMNS]
        more = [find_step(review, segment), " ".join(segment.maybe) or None, segment.said_by]
        writer.writerow([guard_cell(value, decimal_comma) for value in [*values, *more]])
    return text.getvalue()


def writes_decimal_comma(locale: str | None) -> bool:
    """Whether people of a locale such as ``de-DE`` write 0,5; not for one that is unknown."""
    from babel import UnknownLocaleError
    from babel.numbers import get_decimal_symbol

    try:
        return get_decimal_symbol((locale or "en").replace("-", "_")) == ","
    except (UnknownLocaleError, ValueError):
        return False


def find_step(review: ReviewFile, segment: ReviewSegment) -> str | None:
    """Id of the step that shares most time with a stretch; ``None`` where none was aligned."""
    shared = {
        step.id: min(step.end_s, segment.end_s) - max(step.start_s, segment.start_s)
        for step in review.steps
        if step.start_s is not None and step.end_s is not None
    }
    best = max(shared, key=lambda step_id: shared[step_id], default=None)
    return best if best is not None and shared[best] > 0 else None


def guard_cell(value: object, decimal_comma: bool = False) -> object:
    """Return a value as a cell of a CSV file: nothing for ``None``, and no text that a spreadsheet would run."""
    if value is None:
        return ""
    if decimal_comma and isinstance(value, float):
        return repr(value).replace(".", ",")
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value


def read_cell(text: str) -> str:
    """Return the text of a cell that :func:`guard_cell` wrote."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_FORMULA_STARTS) else text
