"""A class of two rendered recordings of one protocol at different paces, reviewed; and its palms' paths."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from coach.classes.opened import load_items, load_whole, review_class
from coach.classes.records import Outcome, Task
from coach.classes.running import OnFraction, OnOutcome
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.compare.paths import make_performance
from coach.compare.records import Performance
from coach.protocol.library import load_protocol
from coach.reviewing import review
from coach.tracks_file import Recorded, read_tracks, write_tracks
from tests.classes.class_clips import GOOD, MISTAKES, SAMPLES, cut_clip, write_protocol

STUDENTS = {"Anna": GOOD, "Ben": MISTAKES}
"""Anna rubs at 65 a minute, as asked, and Ben at 98."""
START_S, END_S = 13.0, 28.5
BACKS = {"neck": (0.8839, 0.5006), "tail": (0.3308, 0.4866)}
"""Where the back lies in both samples, as their truth files say."""


def write_compared(data: Path, folder: Path) -> None:
    """Write the two recordings, and review them into the data folder, which the environment has to name."""
    if not all((SAMPLES / name).is_file() for name in STUDENTS.values()):
        pytest.skip("the sample recordings are not here")
    write_protocol(data / "protocols")
    folder.mkdir(parents=True)
    for student, sample in STUDENTS.items():
        cut_clip(SAMPLES / sample, folder / f"{student}.mp4", START_S, END_S)
    settings = ClassSettings(folder=folder, protocol_id="two-steps", back=BACKS)

    def watch(tasks: Iterable[Task], workers: int, on_outcome: OnOutcome, on_fraction: OnFraction) -> None:
        for number, task in enumerate(tasks):
            made = review(task.path, load_protocol(task.protocol_id), task.back)
            tracks = folder.parent / f"{number}.npz"
            write_tracks(tracks, Recorded(made.analysis.tracks, made.analysis.info, made.analysis.back))
            on_outcome(Outcome(task, made.written, tracks))

    review_class(settings, ClassShelf(), reviewer=watch)


def load_compared(folder: Path) -> list[Performance]:
    """Return the two performances, Anna's first."""
    shelf = ClassShelf()
    settings = shelf.find_class(folder)
    assert settings is not None
    performances = []
    for item in load_items(settings, shelf):
        whole, tracks = load_whole(item, shelf), shelf.find_tracks(item.digest)
        assert whole is not None and tracks is not None
        performances.append(make_performance(item.entry.student, whole, read_tracks(tracks)))
    return performances
