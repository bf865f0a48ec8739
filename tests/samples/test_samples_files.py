"""The samples in the repository: they decode, their truth files are whole, and they are small."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from coach.formats import load_truth

FOLDER = Path(__file__).resolve().parents[2] / "sample_videos"
NAMES = ("stroking", "rubbing", "kneading", "tapping", "lumbar_session_good", "lumbar_session_mistakes")
SESSIONS = ("lumbar_session_good", "lumbar_session_mistakes")
LIMIT_BYTES = 15e6
FRAME_S = 1 / 30


def _truth_path(name: str) -> Path:
    return FOLDER / f"{name}.truth.json"


def test_all_samples_are_there_and_small():
    videos = sorted(FOLDER.glob("*.mp4"))
    assert [video.stem for video in videos] == sorted(NAMES)
    assert sum(video.stat().st_size for video in videos) <= LIMIT_BYTES


def test_they_are_labelled_as_rendered():
    card = (FOLDER / "README.md").read_text(encoding="utf-8")
    for name in NAMES:
        assert name in card
        truth = load_truth(_truth_path(name))
        assert truth.source == "rendered" and truth.labelled_by == "construction" and "Rendered" in truth.notes


@pytest.mark.parametrize("name", NAMES)
def test_truth_covers_the_clip_without_holes(name):
    import av

    truth = load_truth(_truth_path(name))
    assert truth.video == f"{name}.mp4"
    with av.open(str(FOLDER / truth.video)) as container:
        stream = container.streams.video[0]
        assert stream.codec_context.name == "h264" and stream.codec_context.pix_fmt == "yuv420p"
        times = [frame.time for frame in container.decode(video=0)]
    assert (stream.width, stream.height) == (640, 480)
    assert truth.segments[0].start_s == 0
    assert truth.segments[-1].end_s == pytest.approx(times[-1] + FRAME_S, abs=FRAME_S)
    for before, after in pairwise(truth.segments):
        assert after.start_s == before.end_s


@pytest.mark.parametrize("name", NAMES)
def test_cycles_pace_and_length_agree(name):
    for segment in load_truth(_truth_path(name)).segments:
        if segment.technique == "none":
            assert segment.cycles is None
        else:
            assert segment.cycles == int(segment.cycles) >= 2
            assert segment.pace_per_min == pytest.approx(
                60 * segment.cycles / (segment.end_s - segment.start_s), rel=0.01
            )


@pytest.mark.parametrize("name", NAMES)
def test_index_lies_in_front_so_that_browsers_start_at_once(name):
    head = (FOLDER / f"{name}.mp4").read_bytes()
    assert 0 < head.index(b"moov") < head.index(b"mdat")


@pytest.mark.parametrize("name", SESSIONS)
def test_sessions_name_protocol_steps_and_scale(name):
    from coach.protocol.library import load_protocol

    document = json.loads(_truth_path(name).read_text(encoding="utf-8"))
    assert document["protocol"] == "lumbar-home" and 0 < document["protocol_scale"] < 1
    known = [step.id for step in load_protocol("lumbar-home").steps]
    done = [segment["step"] for segment in document["segments"] if "step" in segment]
    assert done == [step for step in known if step in done]
    skipped = {entry["step"] for entry in document["planted"] if entry["code"] == "step_missing"}
    assert set(known) - set(done) == skipped


def test_good_session_has_nothing_planted_and_keeps_every_pace_band():
    from coach.protocol.library import load_protocol

    protocol = load_protocol("lumbar-home")
    document = json.loads(_truth_path("lumbar_session_good").read_text(encoding="utf-8"))
    assert document["planted"] == []
    for segment in document["segments"]:
        if "step" in segment:
            band = protocol.step(segment["step"]).pace_per_min
            assert band is not None and band.low <= segment["pace_per_min"] <= band.high


def test_mistakes_are_what_the_truth_says():
    document = json.loads(_truth_path("lumbar_session_mistakes").read_text(encoding="utf-8"))
    planted = {entry["code"]: entry for entry in document["planted"]}
    assert set(planted) == {"wrong_direction", "pace_too_fast", "contact_broken", "step_missing"}

    def segment_of(code):
        entry = planted[code]
        return next(s for s in document["segments"] if s["start_s"] == pytest.approx(entry["start_s"], abs=0.01))

    assert segment_of("wrong_direction")["sense"] == "headward"
    assert segment_of("pace_too_fast")["pace_per_min"] > 90
    pause = segment_of("contact_broken")
    assert pause["technique"] == "none" and pause["end_s"] - pause["start_s"] == pytest.approx(9, abs=0.1)
