"""The one call: a recording in, everything the coach says about it out, in each of the forms that are kept."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import coach
from coach.errors import ProtocolError, VideoError
from coach.protocol.schema import Protocol
from coach.records import Back, Source
from coach.reviewing import Review

LANDMARKS_OFF = 0.1
"""Hand sizes that the landmarks of a file may lie from those of its stream, at 95 %."""
SAMPLE = Path(__file__).parents[1] / "sample_videos" / "rubbing.mp4"


@pytest.fixture(scope="module")
def reviewed() -> Review:
    return coach.review(SAMPLE, "lumbar-home", Back.from_head("up"))


@pytest.mark.video
def test_every_form_says_the_same(reviewed):
    as_json = json.loads(reviewed.to_json())
    rows = list(csv.DictReader(io.StringIO(reviewed.to_csv())))
    assert as_json["protocol"]["id"] == "lumbar-home"
    assert [row["technique"] for row in rows] == [part["technique"] for part in as_json["segments"]]
    assert "rubbing" in [row["technique"] for row in rows]
    assert "<html" in reviewed.to_html()


@pytest.mark.video
def test_the_annotated_video_is_drawn_over_the_recording(reviewed, tmp_path):
    fractions: list[float] = []
    reviewed.save_video(tmp_path / "seen.mp4", fractions.append)
    with coach.open_video(tmp_path / "seen.mp4") as video:
        assert sum(1 for _ in video) == reviewed.written.video.frames
    assert fractions[-1] == pytest.approx(1.0)


@pytest.mark.video
def test_an_open_stream_is_reviewed_like_its_file(reviewed):
    with coach.open_video(SAMPLE) as video:
        streamed = coach.review(video, reviewed.protocol, Back.from_head("up"))
    assert streamed.analysis.info == reviewed.analysis.info
    # A file is searched in pieces, and the hand model does not find quite the same where it begins anew.
    one, pieces = streamed.analysis.tracks, reviewed.analysis.tracks
    assert np.array_equal(one.time_s, pieces.time_s)
    seen = [(tracks.source != Source.UNSEEN).sum(axis=1) for tracks in (one, pieces)]
    assert np.mean(seen[0] == seen[1]) >= 0.97
    scale = np.array([one.aspect, 1.0])
    size = np.linalg.norm((one.landmarks[:, :, 0] - one.landmarks[:, :, 9]) * scale, axis=-1)
    off = np.linalg.norm((one.landmarks - pieces.landmarks) * scale, axis=-1).max(axis=-1) / size
    assert np.nanpercentile(off, 95) < LANDMARKS_OFF
    for first, second in zip(streamed.written.segments, reviewed.written.segments, strict=True):
        assert first.technique == second.technique
        assert (first.start_s, first.end_s) == pytest.approx((second.start_s, second.end_s), abs=0.3)
        assert first.pace_per_min == pytest.approx(second.pace_per_min, abs=1.0)
    with pytest.raises(ValueError, match="expected a review of a file"):
        streamed.save_video("nowhere.mp4")


def test_what_cannot_be_used_is_said_before_a_picture_is_watched(tmp_path):
    with pytest.raises(ProtocolError, match='There is no protocol "no-such"'):
        coach.review(SAMPLE, "no-such")
    with pytest.raises(VideoError):
        coach.review(tmp_path / "missing.mp4")


def test_a_dozen_names_are_public_and_each_can_be_had():
    for name in coach.__all__:
        assert getattr(coach, name) is not None
    assert set(coach.__all__) <= set(dir(coach))
    assert isinstance(coach.load_protocol("lumbar-home"), Protocol)
    with pytest.raises(AttributeError, match="the public names are"):
        _ = coach.no_such_name


def test_importing_the_package_loads_nothing_heavy():
    heavy = "{'numpy', 'cv2', 'mediapipe', 'streamlit', 'pydantic'}"
    code = f"import sys, coach; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
