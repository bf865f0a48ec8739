"""A class whose recordings follow a leg protocol of one's own: judged on the leg, and said in a leg's words."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from coach.classes.records import Outcome, Task
from coach.classes.running import review_here
from coach.protocol import editing, keeping
from coach.protocol.schema import Protocol
from coach.records import Back, VideoInfo
from coach.tracks_file import Recorded, write_tracks
from tests.builders import make_sinusoid

ON_A_LEG = Back((0.5, -0.5), (0.5, 1.5), 80.0, "clicks", region="leg")
"""The middle of the picture is the middle of the leg, at the knee."""


def keep_legs(zone: str) -> Protocol:
    """Keep a leg massage of one step among one's own."""
    data = editing.add_step(editing.begin("leg", f"my-{zone}", "My legs"), "rubbing")
    return keeping.save(editing.set_fields(data, 0, zones=[zone]))


@pytest.fixture
def outcomes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Outcome]:
    """Forty seconds of rubbing at the knee, held against a protocol of the knee and against one of the thigh."""
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    tracks = make_sinusoid(66, seconds=40, length=1.0)
    info = VideoInfo("legs", 640, 480, 30.0, len(tracks.time_s), 40.0)
    found = tmp_path / "tracks.npz"
    write_tracks(found, Recorded(tracks, info, None))
    (tmp_path / "scratch").mkdir()
    tasks = [
        Task(zone, tmp_path / f"{zone}.mp4", keep_legs(zone).id, back=ON_A_LEG, tracks=found)
        for zone in ("knee", "thigh")
    ]
    told: dict[str, Outcome] = {}
    here = partial(review_here, tmp_path / "scratch")
    here(tasks, 1, lambda outcome: told.update({outcome.task.key: outcome}), lambda key, share: None)
    return told


def test_a_class_is_judged_on_the_leg(outcomes: dict[str, Outcome]) -> None:
    reviews = {key: outcome.review for key, outcome in outcomes.items()}
    assert reviews.keys() == {"knee", "thigh"}
    for key, review in reviews.items():
        assert review is not None and review.protocol is not None and review.back is not None
        assert (review.protocol.id, review.back.region) == (f"my-{key}", "leg")
        words = " ".join([*(each.message for each in review.findings), *(each.why for each in review.not_judged)])
        assert "spine" not in words and "back" not in words
    codes = {key: {finding.code for finding in review.findings} for key, review in reviews.items() if review}
    assert "wrong_place" in codes["thigh"] and "wrong_place" not in codes["knee"]
