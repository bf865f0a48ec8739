"""Which two recordings are laid side by side: of the own sessions, and of the class that is open."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from coach.classes.opened import Item, load_items, load_whole
from coach.classes.shelf import ClassShelf
from coach.classes.told import say_when
from coach.corrections.shown import choose_word, correct_review
from coach.errors import CoachError, StoreError
from coach.formats import ReviewFile
from coach.history.entries import Session
from coach.history.store import HistoryStore
from coach.tracks_file import Recorded, read_tracks
from coach.ui.class_choice import current_class
from coach.ui.compare_offer import class_key, session_key
from coach.ui.components.corrector import Film
from coach.ui.hands_film import offer_hands
from coach.ui.media import PLAYS, SHELF
from coach.ui.memory import current_profile, find_picture, open_history
from coach.ui.sessions_view import session_title
from coach.words import format_date, say


@dataclass(frozen=True, slots=True)
class Loaded:
    """All that is kept of a recording."""

    review: ReviewFile
    recorded: Recorded | None
    film: Film


@dataclass(frozen=True, slots=True)
class Take:
    """A recording that can be chosen.

    Attributes
    ----------
    key : str
        Tells it from all others.
    label : str
        In the list.
    who, day : str
        Who worked in it, and when; one of them names it beside another.
    at : float
        Orders the recordings of a person.
    protocol_id : str or None
    load : callable
        Reads all of it; raises :class:`CoachError` when it cannot be read any more.
    """

    key: str
    label: str
    who: str
    day: str
    at: float
    protocol_id: str | None
    load: Callable[[], Loaded]


def list_takes() -> list[Take]:
    """Return what can be chosen: the recordings of the open class, then the own sessions, the newest first."""
    return [*_list_class(), *_list_sessions()]


def choose_partner(take: Take, takes: Sequence[Take]) -> Take | None:
    """Return what is laid beside a recording at first: the last one of the same person and protocol before it.

    Else another one of the same protocol, else any other.
    """
    others = [each for each in takes if each.key != take.key]
    alike = [each for each in others if each.protocol_id == take.protocol_id]
    own = [each for each in alike if each.who == take.who]
    before = [each for each in own if each.at < take.at]
    if before:
        return max(before, key=lambda each: each.at)
    return next(iter([*own, *alike, *others]), None)


def name_both(first: Take, second: Take) -> tuple[str, str]:
    """Return what two recordings are called beside each other: by who, else by when, else by number."""
    if first.who != second.who:
        return first.who, second.who
    if first.day != second.day:
        return first.day, second.day
    return say("compare-named", name=first.day, number=1), say("compare-named", name=second.day, number=2)


def _list_sessions() -> list[Take]:
    store = open_history()
    if store is None:
        return []
    profile = current_profile(store)
    return [_from_session(store, session, profile.name) for session in reversed(store.list_sessions(profile.id))]


def _from_session(store: HistoryStore, session: Session, who: str) -> Take:
    when: datetime = session.started_at.astimezone()
    title = say("compare-session", when=say("progress-when", when=when), title=session_title(session))

    def load() -> Loaded:
        review = store.load_review(session.uuid)
        word = choose_word(store.corrections.list_of(session.uuid))
        recorded = None
        if session.has_tracks:
            with contextlib.suppress(CoachError, OSError):
                recorded = store.load_tracks(session.uuid)
        picture = find_picture(store, session)
        video = None if picture is None else SHELF.offer(picture)
        shown = review if word is None else correct_review(review, word)
        return Loaded(shown, recorded, _make_film(video, recorded, session.uuid))

    day = format_date(when.date(), "short")
    return Take(session_key(session.uuid), title, who, day, session.ordered_at.timestamp(), session.protocol_id, load)


def _list_class() -> list[Take]:
    shelf = ClassShelf()
    settings = current_class(shelf)
    if settings is None:
        return []
    with contextlib.suppress(CoachError):
        items = [item for item in load_items(settings, shelf) if item.kept is not None]
        return [_from_item(shelf, item) for item in items]
    return []


def _from_item(shelf: ClassShelf, item: Item) -> Take:
    entry, way = item.entry, item.way
    when = say_when(entry)

    def load() -> Loaded:
        review = load_whole(item, shelf)
        if review is None:
            raise StoreError(say("history-review-unreadable"))
        recorded = None
        tracks = shelf.find_tracks(item.digest)
        if tracks is not None:
            with contextlib.suppress(CoachError, OSError):
                recorded = read_tracks(tracks)
                recorded = recorded._replace(back=recorded.back if way is None else way.back)
        plays = entry.path.suffix.lower() in PLAYS and entry.path.is_file()
        return Loaded(review, recorded, _make_film(SHELF.offer(entry.path) if plays else None, recorded, item.digest))

    label = say("compare-of-class", student=entry.student, when=when, name=entry.name)
    at = float(entry.day.toordinal())
    return Take(class_key(item), label, entry.student, when, at, None if way is None else way.protocol.id, load)


def _make_film(video: str | None, recorded: Recorded | None, name: str) -> Film:
    if recorded is None:
        return Film(video)
    return Film(video, offer_hands(recorded.tracks, name), recorded.tracks.aspect)
