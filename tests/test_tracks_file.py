"""What was found in a recording's pictures comes back from its file: exactly, or within a tenth of a pixel."""

from __future__ import annotations

import numpy as np
import pytest

from coach.errors import TrackError
from coach.records import Back, SceneTrack, VideoInfo
from coach.tracks_file import STEPS_PER_PICTURE, Recorded, read_tracks, write_tracks
from tests.builders import make_sinusoid

INFO = VideoInfo("evening.mp4", 640, 480, 30.0, 60, 2.0, 3, timed=False)
BACK = Back(
    (0.5, 0.1),
    (0.5, 0.9),
    48.0,
    "corners",
    ((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9)),
    1.5,
    Back((0.4, 0.1), (0.4, 0.9)),
)


@pytest.fixture
def recorded() -> Recorded:
    from dataclasses import replace

    tracks = make_sinusoid(60, seconds=2.0)
    n = len(tracks.time_s)
    landmarks = tracks.landmarks.copy()
    landmarks[5:9, 1] = np.nan
    rng = np.random.default_rng(0)
    shift = np.broadcast_to(np.array([[1.0, 0.0, 0.1], [0.0, 1.0, 0.2]]), (n, 2, 3)).copy()
    tracks = replace(
        tracks,
        landmarks=landmarks,
        flow=rng.normal(size=(n, 9, 2)),
        repeated=rng.random(n) < 0.1,
        scenes=SceneTrack(shift, np.zeros(n, dtype=np.int64)),
    )
    return Recorded(tracks, INFO, BACK)


def test_exact_files_give_back_what_was_measured(recorded, tmp_path):
    write_tracks(tmp_path / "t.npz", recorded, exact=True)
    again = read_tracks(tmp_path / "t.npz")
    for name in ("time_s", "landmarks", "source", "flow", "repeated"):
        np.testing.assert_array_equal(getattr(again.tracks, name), getattr(recorded.tracks, name))
    np.testing.assert_array_equal(again.tracks.scenes.matrix, recorded.tracks.scenes.matrix)
    assert (again.info, again.back, again.tracks.sides) == (INFO, BACK, recorded.tracks.sides)


def test_kept_files_give_it_back_within_half_a_step(recorded, tmp_path):
    write_tracks(tmp_path / "t.npz", recorded)
    again = read_tracks(tmp_path / "t.npz")
    np.testing.assert_allclose(again.tracks.landmarks, recorded.tracks.landmarks, atol=0.5 / STEPS_PER_PICTURE + 1e-12)
    assert (again.info, again.back) == (INFO, BACK)


def test_a_foreign_or_damaged_file_is_said(tmp_path):
    (tmp_path / "t.npz").write_bytes(b"no archive")
    with pytest.raises(TrackError, match=r"t\.npz does not hold the movements of a session"):
        read_tracks(tmp_path / "t.npz")
    np.savez(tmp_path / "f.npz", format="another")
    with pytest.raises(TrackError, match="made by another program"):
        read_tracks(tmp_path / "f.npz")
