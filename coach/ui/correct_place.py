"""Where the word on one recording is kept: with a session of the history, or with a recording of a class."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coach.classes.opened import Item
from coach.classes.shelf import ClassShelf
from coach.corrections.records import Correction
from coach.corrections.truth_files import to_truth
from coach.errors import CoachError
from coach.formats import ReviewFile
from coach.history.archive import tracks_path
from coach.history.entries import Session
from coach.history.recordings import keep_correction, list_corrections
from coach.history.store import HistoryStore
from coach.tracks_file import Recorded, read_tracks
from coach.ui.components.corrector import Film
from coach.ui.hands_film import offer_hands
from coach.ui.media import PLAYS, SHELF
from coach.ui.memory import asked_techniques, current_profile


@dataclass(frozen=True, slots=True)
class Place:
    """What correcting needs of the place.

    Attributes
    ----------
    key : str
        Tells the recording from others; letters and digits.
    protocol_id : str or None
    first_name : str
        Who probably corrects.
    find : callable
        Return a teacher's word, blind or not, or ``None``.
    save : callable
        Keep a teacher's word; raises :class:`coach.errors.CoachError` when it cannot be.
    load_movements : callable
        Return the movements; raises :class:`coach.errors.CoachError` or ``OSError``. ``None``: none are kept.
    pack_truth : callable, optional
        Return a zip of the truth file and the movements, where there is no recording to lay a truth file beside.
    """

    key: str
    protocol_id: str | None
    first_name: str
    find: Callable[[str, bool], Correction | None]
    save: Callable[[Correction], object]
    load_movements: Callable[[], Recorded] | None = None
    pack_truth: Callable[[ReviewFile, Correction], bytes] | None = None

    def find_film(self, video: Path | None) -> Film:
        """Return what is watched: a video, the drawn hands, or both to choose from."""
        address = SHELF.offer(video) if video is not None and video.is_file() else None
        if self.load_movements is None:
            return Film(address)
        try:
            tracks = self.load_movements().tracks
            return Film(address, offer_hands(tracks, self.key), tracks.aspect)
        except (CoachError, OSError):
            return Film(address)


def place_of_session(store: HistoryStore, session: Session) -> Place:
    """Return the place of a session's corrections."""
    names = store.corrections.list_teachers()
    live = session.kind == "live" and session.has_tracks
    return Place(
        key=session.uuid,
        protocol_id=session.protocol_id,
        first_name=names[-1] if names else current_profile(store).name,
        find=lambda teacher, blind: store.corrections.find(session.uuid, teacher, blind=blind),
        save=lambda word: store.corrections.save(session.uuid, word, asked_techniques(session.protocol_id)),
        load_movements=(lambda: store.load_tracks(session.uuid)) if session.has_tracks else None,
        pack_truth=(lambda review, word: pack_truth(store, session, review, word)) if live else None,
    )


def place_of_recording(shelf: ClassShelf, item: Item, teacher: str) -> Place:
    """Return the place of the corrections of a recording of a class."""
    folder, tracks = shelf.recording_dir(item.digest), shelf.find_tracks(item.digest)

    def find(name: str, blind: bool) -> Correction | None:
        return next((word for word in list_corrections(folder) if word.teacher == name and word.blind == blind), None)

    return Place(
        key=item.digest,
        protocol_id=None if item.way is None else item.way.protocol.id,
        first_name=teacher,
        find=find,
        save=lambda word: keep_correction(folder, item.entry.student_key, word),
        load_movements=None if tracks is None else lambda: read_tracks(tracks),
    )


def find_video(item: Item) -> Path | None:
    """Return the recording of a class where it is there and a browser plays it."""
    path = item.entry.path
    return path if path.suffix.lower() in PLAYS and path.is_file() else None


def pack_truth(store: HistoryStore, session: Session, review: ReviewFile, correction: Correction) -> bytes:
    """Return a zip file of the truth file and the session's movements, which together are a clip for ``evaluate``."""
    track = f"{session.uuid}.npz"
    truth = to_truth(correction, track=track, back=review.back, protocol=session.protocol_id)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        target.writestr(f"{session.uuid}.truth.json", truth.model_dump_json(indent=1))
        target.write(tracks_path(store.tracks_dir, session.uuid), track)
    return packed.getvalue()
