"""Where markings come from: files that the command is given, or what the history keeps."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from coach.corrections.records import Correction
from coach.corrections.truth_files import to_truth
from coach.errors import InputError
from coach.evaluate.markings import Marking, mark_by_review, mark_by_truth
from coach.formats import load_review, load_truth
from coach.history.store import HistoryStore
from coach.words import say
from coach.words.amounts import format_date, format_time


def read_markings(files: Sequence[Path]) -> list[Marking]:
    """Read truth files and reviews; which of the two a file is, is seen from its content.

    Raises
    ------
    TrackError
        When a file is neither.
    InputError
        When no two of them are about the same recording and by different people.
    """
    markings = []
    for file in files:
        marking = mark_by_review(load_review(file)) if _is_review(file) else mark_by_truth(load_truth(file))
        markings.append(marking if marking.by else replace(marking, by=file.name))
    for marking in markings:
        others = [m for m in markings if m is not marking and m.recording == marking.recording]
        if any(m.by != marking.by for m in others):
            return markings
    raise InputError(say("agreement-no-pair"))


def list_markings(store: HistoryStore, profile_id: int | None = None) -> list[Marking]:
    """List what the coach and all teachers say about the corrected sessions of one person, or of all.

    The recording's name is the session's. Of a teacher who marked a session twice the blind marking counts: the other
    one was made with the coach's word in view.
    """
    said: dict[str, dict[str, Correction]] = {}
    for corrected in store.corrections.list_all(profile_id):
        by_teacher = said.setdefault(corrected.uuid, {})
        earlier = by_teacher.get(corrected.correction.teacher)
        if earlier is None or not earlier.blind:
            by_teacher[corrected.correction.teacher] = corrected.correction
    markings = []
    for uuid, by_teacher in said.items():
        markings.append(mark_by_review(store.load_review(uuid), uuid))
        markings += _mark_by_teachers(uuid, by_teacher.values())
    return markings


def name_recordings(store: HistoryStore, uuids: Iterable[str]) -> dict[str, str]:
    """Return names to show for sessions: when they were, and the recording's name where there was a recording."""
    names = {}
    for uuid in uuids:
        session, review = store.find_session(uuid), store.load_review(uuid)
        moment = session.started_at.astimezone()
        when = say("agreement-session", day=format_date(moment, "short"), time=format_time(moment))
        names[uuid] = say("agreement-recording", name=review.video.name, when=when) if review.video.name else when
    return names


def _mark_by_teachers(uuid: str, corrections: Iterable[Correction]) -> list[Marking]:
    return [mark_by_truth(to_truth(correction, track=uuid), uuid) for correction in corrections]


def _is_review(file: Path) -> bool:
    try:
        document = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(document, dict) and isinstance(document.get("coverage"), dict)
