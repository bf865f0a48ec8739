"""A history of slow tapping that the coach takes for rubbing, and a teacher has said so.

The hands are those of rendered clips that the shipped model learnt from, played slower than any of them was rendered.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from coach.corrections.records import Correction, Stretch
from coach.formats import Truth
from coach.history.analyser import name_analyser
from coach.history.entries import NewSession
from coach.history.store import open_store
from coach.pipeline import analyse_tracks
from coach.records import VideoInfo
from coach.reviewing import review_analysis
from coach.tracks_file import Recorded
from models.training.augment import change_pace
from models.training.rendered import find_rendered, read_clips

SPEEDS = {
    "train_1_006": 0.75,
    "train_1_015": 0.55,
    "train_2_019": 0.65,
    "train_2_043": 0.75,
    "train_2_051": 0.75,
    "train_3_031": 0.65,
    "train_3_046": 0.55,
    "train_3_083": 0.75,
}
"""How fast each clip is played; its tapping is then 96 to 130 a minute."""


def fill_history(folder: Path, sessions: int = len(SPEEDS)) -> list[str]:
    """Keep corrected sessions; returns their names, the earliest first."""
    store = open_store(folder)
    profile = store.add_profile("Eva")
    names = []
    for clip in read_clips(find_rendered()):
        if clip.name not in SPEEDS or len(names) == sessions:
            continue
        tracks, truth = change_pace(clip.tracks, clip.truth, SPEEDS[clip.name])
        length_s = float(tracks.time_s[-1])
        info = VideoInfo(f"evening {len(names) + 1}", 640, 480, 30.0, len(tracks.time_s), length_s)
        review = review_analysis(analyse_tracks(tracks, info)).written
        started = datetime.now(UTC) - timedelta(days=len(SPEEDS) - len(names))
        new = NewSession(profile.id, started, "recording", length_s, analyser=name_analyser(), receiver="Vera")
        uuid = store.add_session(new, review, Recorded(tracks, info)).uuid
        store.corrections.save(uuid, to_correction(truth, length_s, started))
        names.append(uuid)
    return names


def to_correction(truth: Truth, length_s: float, when: datetime) -> Correction:
    """Name all of a clip as it is; what lies between two segments belongs to the earlier one."""
    ends = [segment.start_s for segment in truth.segments[1:]] + [length_s]
    stretches = [
        Stretch(0.0 if place == 0 else segment.start_s, end_s, segment.technique, checked=True)
        for place, (segment, end_s) in enumerate(zip(truth.segments, ends, strict=True))
    ]
    return Correction("Ana", when, when, tuple(stretches))
