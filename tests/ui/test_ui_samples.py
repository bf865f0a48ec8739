"""The samples are found, reviewed by their own answer, and packed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import coach
from coach.protocol.library import load_protocol
from coach.ui import samples

ROOT = Path(coach.__file__).parents[1]
SAMPLES = sorted((ROOT / "sample_videos").glob("*.mp4"))

pytestmark = pytest.mark.skipif(not SAMPLES, reason="the sample recordings are not here")


def test_every_sample_is_offered_whole_sessions_first():
    found = samples.list_samples()
    assert {sample.video for sample in found} == set(SAMPLES)
    with_protocol = [sample.truth.protocol is not None for sample in found]
    assert with_protocol == sorted(with_protocol, reverse=True)


def test_every_sample_is_packed_into_the_wheel():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packed = settings["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    files = [name for clip in SAMPLES for name in (clip.name, f"{clip.stem}.truth.json")]
    assert {name: packed.get(f"sample_videos/{name}") for name in files} == {
        name: f"coach/_samples/{name}" for name in files
    }


@pytest.mark.parametrize("sample", samples.list_samples(), ids=lambda sample: sample.id)
def test_sample_is_reviewed_with_its_own_back_protocol_and_length(sample: samples.Sample):
    request = samples.as_request(sample)
    back = sample.truth.back
    assert request.protocol_id == sample.truth.protocol
    assert (request.back is None) == (back is None)
    if back is not None:
        assert (request.back.neck, request.back.tail) == (back.neck, back.tail)
    assert request.factor == (sample.truth.protocol_scale or 1.0)


def test_sample_held_against_another_protocol_is_taken_as_the_whole_session():
    sample = samples.list_samples()[-1]
    protocol = load_protocol("back-home")
    minutes = samples.scale_for(sample, protocol.id) * protocol.planned_minutes
    assert minutes == pytest.approx(sample.truth.segments[-1].end_s / 60)


def test_sample_without_its_answer_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "alone.mp4").write_bytes(b"x")
    monkeypatch.setattr(samples, "_FOLDERS", (tmp_path,))
    samples.list_samples.cache_clear()
    try:
        assert samples.list_samples() == ()
        assert samples.first_sample() is None
    finally:
        samples.list_samples.cache_clear()
