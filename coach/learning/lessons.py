"""From corrected sessions to ticks that one can learn from: landmarks only, no picture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.corrections.records import Correction
from coach.corrections.shown import choose_word
from coach.errors import TrackError
from coach.history.archive import features_path, tracks_path
from coach.history.recordings import FEATURES_NAME, TRACKS_NAME, list_corrected_recordings
from coach.history.store import HistoryStore
from coach.learning.examples import find_usable, label_ticks
from coach.learning.kept_features import load_features_of
from coach.records import FloatArray
from coach.technique.features import FEATURE_NAMES, Features
from coach.technique.local_model import LocalModel, Taught
from coach.workers import run_tasks

OnProgress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one corrected session teaches.

    Attributes
    ----------
    uuid : str
        Of the session, or the digest of a recording of a class.
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


def gather_lessons(store: HistoryStore, jobs: int = 1, on_progress: OnProgress | None = None) -> Gathered:
    """Make lessons of all that was corrected, sessions and recordings of classes.

    Of several teachers' words on one recording that which is shown counts. Every student of a class is a person of
    their own.
    """
    corrections: dict[str, list[Correction]] = {}
    person_of: dict[str, int] = {}
    for corrected in store.corrections.list_all():
        corrections.setdefault(corrected.uuid, []).append(corrected.correction)
        person_of[corrected.uuid] = corrected.profile_id
    items = []
    for uuid, words in sorted(corrections.items()):
        word = choose_word(words)
        if word is not None:
            tracks, features = tracks_path(store.tracks_dir, uuid), features_path(store.tracks_dir, uuid)
            items.append((tracks, features, uuid, person_of[uuid], word))
    recordings = list_corrected_recordings(store.folder)
    students = sorted({recording.student for recording in recordings})
    for recording in recordings:
        word = choose_word(recording.corrections)
        if word is not None:
            tracks, features = recording.folder / TRACKS_NAME, recording.folder / FEATURES_NAME
            # Below the numbers of the people of the history, which begin at 1.
            items.append((tracks, features, recording.folder.name, -students.index(recording.student), word))
    lessons = run_tasks(read_lesson, items, jobs, on_progress)
    return Gathered(
        tuple(lesson for lesson in lessons if lesson is not None and len(lesson.label)),
        sum(lesson is None for lesson in lessons),
    )


def read_lesson(
    tracks: Path, features: Path, uuid: str, person: int, correction: Correction, _on_progress: OnProgress
) -> Lesson | None:
    """Make a lesson of one recording; ``None`` where its movements are gone."""
    try:
        return make_lesson(uuid, person, load_features_of(tracks, features), correction)
    except TrackError:
        return None


def make_lesson(uuid: str, person: int, features: Features, correction: Correction) -> Lesson:
    """Take the ticks that a teacher named."""
    label = label_ticks(list_named(correction), features.time_s)
    use = find_usable(features, label)
    return Lesson(uuid, person, features.values[use], label[use])


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
