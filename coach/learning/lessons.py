"""From corrected sessions to ticks that one can learn from: landmarks only, no picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.corrections.records import Correction
from coach.corrections.shown import choose_word
from coach.errors import TrackError
from coach.history.store import HistoryStore
from coach.learning.examples import compute_tracks_features, find_usable, label_ticks
from coach.records import FloatArray, HandTracks
from coach.technique.features import FEATURE_NAMES
from coach.technique.local_model import LocalModel, Taught

LEAST_FRAMES = 3

OnProgress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one corrected session teaches.

    Attributes
    ----------
    uuid : str
        Of the session.
    person : int
        Whose hands.
    values : array, shape (m, f)
        Features of the named ticks, in the order of time.
    label : int array, shape (m,)
    """

    uuid: str
    person: int
    values: FloatArray
    label: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All lessons of a computer, and how many corrected sessions teach nothing because their movements are gone."""

    lessons: tuple[Lesson, ...]
    without_movements: int


def gather_lessons(store: HistoryStore, on_progress: OnProgress | None = None) -> Gathered:
    """Make lessons of all corrected sessions; of several teachers' words on one session that which is shown counts."""
    corrections: dict[str, list[Correction]] = {}
    person_of: dict[str, int] = {}
    for corrected in store.corrections.list_all():
        corrections.setdefault(corrected.uuid, []).append(corrected.correction)
        person_of[corrected.uuid] = corrected.profile_id
    lessons, missing = [], 0
    for done, (uuid, words) in enumerate(sorted(corrections.items())):
        word = choose_word(words)
        if word is not None:
            try:
                lesson = make_lesson(uuid, person_of[uuid], store.load_tracks(uuid).tracks, word)
            except TrackError:
                missing += 1
            else:
                lessons.append(lesson)
        if on_progress is not None:
            on_progress((done + 1) / len(corrections))
    return Gathered(tuple(lesson for lesson in lessons if len(lesson.label)), missing)


def make_lesson(uuid: str, person: int, tracks: HandTracks, correction: Correction) -> Lesson:
    """Compute the features of the ticks that a teacher named."""
    if len(tracks.time_s) < LEAST_FRAMES:
        return Lesson(uuid, person, np.empty((0, len(FEATURE_NAMES))), np.empty(0, dtype=np.int64))
    features = compute_tracks_features(tracks)
    label = label_ticks(list_named(correction), features.time_s)
    use = find_usable(features, label)
    # As exact as they are kept, so that a model learnt here and one learnt from its file are the same.
    return Lesson(uuid, person, features.values[use].astype(np.float16).astype(np.float64), label[use])


def list_named(correction: Correction) -> Iterator[tuple[float, float, str]]:
    """List what a teacher has said: start, end and technique."""
    for stretch in correction.list_said():
        yield stretch.start_s, stretch.end_s, stretch.technique


def pool_lessons(lessons: Sequence[Lesson], others: Sequence[LocalModel] = ()) -> Taught:
    """Put lessons together, with what other models were taught; their sessions and persons count as others."""
    parts = [Taught(np.empty((0, len(FEATURE_NAMES))), *(np.empty(0, dtype=np.int64) for _ in range(3)))]
    persons = {person: number for number, person in enumerate(sorted({lesson.person for lesson in lessons}))}
    for number, lesson in enumerate(lessons):
        m = len(lesson.label)
        parts.append(Taught(lesson.values, lesson.label, np.full(m, number), np.full(m, persons[lesson.person])))
    sessions, people = len(lessons), len(persons)
    for other in others:
        taught = other.taught
        parts.append(Taught(taught.values, taught.label, taught.session + sessions, taught.person + people))
        sessions += int(taught.session.max(initial=-1)) + 1
        people += int(taught.person.max(initial=-1)) + 1
    return Taught(
        np.concatenate([part.values for part in parts]),
        np.concatenate([part.label for part in parts]),
        np.concatenate([part.session for part in parts]).astype(np.int64),
        np.concatenate([part.person for part in parts]).astype(np.int64),
    )
