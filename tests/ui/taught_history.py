"""A history in which the coach takes kneading for rubbing in every session, and a teacher has said so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.corrections.records import Correction, Stretch
from coach.history.analyser import name_analyser
from coach.history.entries import NewSession
from coach.history.store import open_store
from coach.pipeline import analyse_tracks
from coach.records import VideoInfo
from coach.reviewing import review_analysis
from coach.tracks_file import Recorded
from tests.builders import join_tracks, make_sinusoid, with_noise

SESSIONS = 5
KNEADED_S = 24.0


def make_recorded(number: int) -> Recorded:
    """Hands that knead on the spot, and then stroke; every session at its own pace."""
    kneaded = make_sinusoid(52 + 4 * number, seconds=KNEADED_S, length=0.26 + 0.02 * number)
    stroked = make_sinusoid(16 + 2 * number, seconds=24, length=1.8)
    tracks = join_tracks(with_noise(kneaded, 0.002, seed=number), with_noise(stroked, 0.002, seed=9 + number))
    length_s = float(tracks.time_s[-1])
    return Recorded(tracks, VideoInfo(f"evening {number + 1}", 640, 480, 30.0, len(tracks.time_s), length_s))


def fill_history(folder: Path, corrected: int = SESSIONS - 1) -> list[str]:
    """Keep the sessions, the last ones not yet corrected; returns their names, the earliest first."""
    store = open_store(folder)
    profile = store.add_profile("Eva")
    names = []
    for number in range(SESSIONS):
        recorded = make_recorded(number)
        review = review_analysis(analyse_tracks(recorded.tracks, recorded.info)).written
        started = datetime.now(UTC) - timedelta(days=SESSIONS - number)
        new = NewSession(
            profile.id, started, "recording", recorded.info.duration_s, analyser=name_analyser(), receiver="Vera"
        )
        uuid = store.add_session(new, review, recorded).uuid
        names.append(uuid)
        if number < corrected:
            stretches = (
                Stretch(0.0, KNEADED_S, "kneading", checked=True, pace_per_min=52.0 + 4 * number),
                Stretch(KNEADED_S, recorded.info.duration_s, "stroking", checked=True),
            )
            store.corrections.save(uuid, Correction("Ana", started, started, stretches))
    return names
