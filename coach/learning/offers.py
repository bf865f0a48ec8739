"""The stretches of some sessions, or recordings of classes, that are worth correcting next."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import numpy as np

from coach.corrections.records import Correction
from coach.corrections.shown import choose_word
from coach.errors import TrackError
from coach.history.recordings import FEATURES_NAME, TRACKS_NAME, list_corrections, recording_dir
from coach.history.store import HistoryStore
from coach.learning.kept_features import load_features, load_features_of
from coach.learning.ranking import OFFERED, Candidate, Offer, rank_stretches
from coach.learning.replay import load_replay
from coach.technique.chosen import load_chosen_model
from coach.technique.features import Features
from coach.technique.rules import limit_by_pace


def offer_stretches(store: HistoryStore, uuids: Sequence[str], count: int = OFFERED) -> list[Offer]:
    """Offer the stretches that would teach the coach most, the most worth first.

    ``uuids`` are of sessions, or digests of recordings of classes. It takes some three seconds for every ten minutes
    the first time; those whose movements are gone are passed over.

    Raises
    ------
    ModelFileError
        When the technique model or what is replayed cannot be read.
    """
    candidates = []
    for uuid in uuids:
        with contextlib.suppress(TrackError):
            candidates.append(make_candidate(uuid, *_load(store, uuid)))
    return rank_stretches(candidates, load_replay().examples, count)


def _load(store: HistoryStore, uuid: str) -> tuple[Features, Sequence[Correction]]:
    if store.knows(uuid):
        return load_features(store.tracks_dir, uuid), store.corrections.list_of(uuid)
    folder = recording_dir(store.folder, uuid)
    return load_features_of(folder / TRACKS_NAME, folder / FEATURES_NAME), list_corrections(folder)


def make_candidate(uuid: str, features: Features, corrections: Sequence[Correction]) -> Candidate:
    """Score a session by the model in use, and note what a teacher has named of it."""
    said = np.zeros(len(features.time_s), dtype=bool)
    word = choose_word(corrections)
    for stretch in word.list_said() if word is not None else ():
        said |= (features.time_s >= stretch.start_s) & (features.time_s < stretch.end_s)
    scores = limit_by_pace(load_chosen_model().model.score(features), features)
    return Candidate(uuid, features.time_s, features.values, scores, said)
