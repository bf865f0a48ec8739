"""Rows of the table of sessions as records: a damaged one is told apart from a sound one, and hides no other."""

from __future__ import annotations

import math
import sqlite3
from dataclasses import replace
from typing import get_args

from pydantic import ValidationError

from coach.history.entries import PAIN_SCALE, Guidance, Session, SessionKind, find_moment
from coach.history.practised import read_practised
from coach.history.summary import SessionSummary


def is_readable(row: sqlite3.Row) -> bool:
    """Whether a row of the table of sessions still holds one."""
    return read_session(row) is not None


def read_session(row: sqlite3.Row) -> Session | None:
    """Make a record of a row; ``None`` when it is damaged, so that one row never hides the others."""
    started_at, ordered_at = find_moment(row["started_at"]), find_moment(row["ordered_at"])
    if started_at is None or ordered_at is None or not _is_sound(row):
        return None
    session = Session(
        id=row["id"],
        uuid=row["uuid"],
        profile_id=row["profile_id"],
        started_at=started_at,
        ordered_at=ordered_at,
        kind=row["kind"],
        protocol_id=row["protocol_id"],
        duration_s=row["duration_s"],
        receiver=row["receiver"],
        pain_before=row["pain_before"],
        pain_after=row["pain_after"],
        felt=row["felt"],
        guidance=row["guidance"],
        analyser=row["analyser"],
        cushion=bool(row["cushion"]),
        folder=row["folder"],
        hurt=bool(row["hurt"]),
        has_tracks=bool(row["tracks"]),
        summary=SessionSummary(),
        rounds=read_practised(row["rounds"]),
    )
    try:
        return replace(session, summary=SessionSummary.model_validate_json(row["summary"]))
    except ValidationError:
        return session


def _is_sound(row: sqlite3.Row) -> bool:
    """Whether a row's numbers and words are some that a session may have."""
    pains = (row["pain_before"], row["pain_after"])
    words = row["kind"] in get_args(SessionKind) and row["guidance"] in get_args(Guidance)
    numbers = 0.0 <= row["duration_s"] < math.inf and all(pain is None or 0 <= pain <= PAIN_SCALE[1] for pain in pains)
    return words and numbers
