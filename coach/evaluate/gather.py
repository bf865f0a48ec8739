"""Where markings come from: files that the command is given, or what the history keeps."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from coach.corrections.records import Correction
from coach.corrections.truth_files import to_truth
from coach.errors import InputError, StoreError
from coach.evaluate.markings import Marking, mark_by_review, mark_by_truth
from coach.formats import ReviewFile, load_review, load_truth
from coach.history.recordings import list_corrected_recordings, load_newest_review, recording_dir
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

    All are those of every person and the recordings of classes. A recording's name is the session's, or the digest of
    its content. Of a teacher who marked one twice the blind marking counts: the other one was made with the coach's
    word in view. A recording of a class whose review cannot be read any more is left out.
    """
    said: dict[str, list[Correction]] = {}
    for corrected in store.corrections.list_all(profile_id):
        said.setdefault(corrected.uuid, []).append(corrected.correction)
    markings = []
    for uuid, corrections in said.items():
        markings += _mark(uuid, store.load_review(uuid), corrections)
    for recording in list_corrected_recordings(store.folder) if profile_id is None else ():
        with contextlib.suppress(StoreError):
            review = load_newest_review(recording.folder)
            markings += _mark(recording.folder.name, review, recording.corrections)
    return markings


def name_recordings(store: HistoryStore, uuids: Iterable[str]) -> dict[str, str]:
    """Return names to show: when a session was, and the recording's name where there was a recording."""
    names = {}
    for uuid in uuids:
        if not store.knows(uuid):
            review = load_newest_review(recording_dir(store.folder, uuid))
            names[uuid] = say("agreement-of-class", name=review.video.name)
            continue
        session, review = store.find_session(uuid), store.load_review(uuid)
        moment = session.started_at.astimezone()
        when = say("agreement-session", day=format_date(moment, "short"), time=format_time(moment))
        names[uuid] = say("agreement-recording", name=review.video.name, when=when) if review.video.name else when
    return names


def _mark(name: str, review: ReviewFile, corrections: Iterable[Correction]) -> list[Marking]:
    by_teacher: dict[str, Correction] = {}
    for correction in corrections:
        earlier = by_teacher.get(correction.teacher)
        if earlier is None or not earlier.blind:
            by_teacher[correction.teacher] = correction
    said = [mark_by_truth(to_truth(correction, track=name), name) for correction in by_teacher.values()]
    return [mark_by_review(review, name), *said]


def _is_review(file: Path) -> bool:
    try:
        document = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(document, dict) and isinstance(document.get("coverage"), dict)
