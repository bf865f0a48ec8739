"""The command on folders of clips: tracks, recordings, faults, kept hands."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.errors import InputError, TrackError
from coach.evaluate.cache import cache_folder, compute_key, load_hands, save_hands
from coach.evaluate.clips import Clip, find_clips, load_track
from coach.evaluate.run import evaluate_folder, review_clip
from coach.evaluate.table import format_evaluation
from coach.formats import Truth
from coach.records import HandTracks, VideoInfo
from sample_videos.simulate import random_clip, to_tracks, write_clip


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path) -> Path:
    """Two simulated tracks, one of them in a folder further down."""
    write_clip(random_clip(1), tmp_path / "clips", "one")
    write_clip(random_clip(2), tmp_path / "clips" / "more", "two")
    return tmp_path / "clips"


def write_video(path: Path, frames: int = 12) -> Path:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for number in range(frames):
            picture = np.full((120, 160, 3), number, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return path


def write_truth(media: Path, **fields: object) -> None:
    truth = {"video": media.name, "source": "rendered", "segments": [{"start_s": 0, "end_s": 9, "technique": "none"}]}
    media.with_suffix(".truth.json").write_text(json.dumps({**truth, **fields}))


def test_every_track_in_the_folder_is_compared(folder):
    steps = []
    evaluation = evaluate_folder(folder, jobs=1, on_progress=lambda done, total: steps.append((done, total)))
    assert [outcome.clip.name for outcome in evaluation.outcomes] == ["more/two.npz", "one.npz"]
    assert evaluation.faults == ()
    assert list(evaluation.groups) == ["simulated"]
    assert evaluation.groups["simulated"].clips == 2
    assert evaluation.groups["simulated"].technique.seconds > 10
    assert steps == [(1, 2), (2, 2)]


def test_several_processes_give_the_same(folder):
    one, two = evaluate_folder(folder, jobs=1), evaluate_folder(folder, jobs=2)
    assert [outcome.review for outcome in one.outcomes] == [outcome.review for outcome in two.outcomes]
    assert one.groups == two.groups


def test_sources_are_never_mixed(folder):
    path = folder / "one.truth.json"
    path.write_text(path.read_text().replace('"simulated"', '"real"'))
    evaluation = evaluate_folder(folder, jobs=1)
    assert {source: group.clips for source, group in evaluation.groups.items()} == {"simulated": 1, "real": 1}


def test_what_cannot_be_used_is_said_and_does_not_stop_the_rest(folder):
    (folder / "broken.truth.json").write_text("{")
    (folder / "lonely.truth.json").write_text('{"video": "../../etc/gone.mp4", "source": "real", "segments": []}')
    (folder / "text.mp4").write_text("no video\n" * 100)
    write_truth(folder / "text.mp4")
    (folder / "foreign.npz").write_bytes(b"PK\x03\x04 nothing")
    write_truth(folder / "foreign.npz", video=None, track="foreign.npz")
    evaluation = evaluate_folder(folder, jobs=1)
    assert evaluation.groups["simulated"].clips == 2
    faults = dict(evaluation.faults)
    assert set(faults) == {"broken.truth.json", "lonely.truth.json", "text.mp4", "foreign.npz"}
    assert "gone.mp4, which does not lie beside it" in faults["lonely.truth.json"]
    assert "is a text" in faults["text.mp4"]
    assert "no landmark track" in faults["foreign.npz"]
    assert "text.mp4" in format_evaluation(evaluation)


def test_folders_without_clips(tmp_path):
    with pytest.raises(InputError, match="is not a folder"):
        find_clips(tmp_path / "missing")
    with pytest.raises(InputError, match=r"holds no file NAME\.truth\.json"):
        find_clips(tmp_path)


class TestTracks:
    def save(self, path: Path, **changes: object) -> Path:
        arrays = {"lm": np.full((6, 2, 21, 3), np.nan), "hand": np.full((6, 2), ""), "fps": 30.0, "w": 640, "h": 480}
        arrays["lm"][:, 0] = 0.5 + np.random.default_rng(0).normal(0, 0.05, (21, 3))
        np.savez(path, **{name: value for name, value in {**arrays, **changes}.items() if value is not None})
        return path

    def test_a_track_becomes_hands_over_time(self, tmp_path):
        tracks, info = load_track(self.save(tmp_path / "a.npz"))
        assert tracks.time_s == pytest.approx(np.arange(6) / 30)
        assert (info.width, info.height, info.fps, info.frames) == (640, 480, 30.0, 6)
        assert info.duration_s == pytest.approx(0.2)
        assert tracks.aspect == pytest.approx(4 / 3)
        assert np.isfinite(tracks.landmarks).any(axis=(2, 3)).sum(axis=1).tolist() == [1] * 6

    def test_own_times_are_used_where_the_track_has_them(self, tmp_path):
        times = np.array([5.0, 5.1, 5.2, 5.5, 5.6, 5.7])
        tracks, info = load_track(self.save(tmp_path / "a.npz", time_s=times))
        assert tracks.time_s == pytest.approx(times - 5.0)
        assert info.duration_s == pytest.approx(0.7 + 1 / 30)

    @pytest.mark.parametrize(
        "changes",
        [
            {"lm": None},
            {"fps": None},
            {"fps": 0.0},
            {"w": 0},
            {"lm": np.zeros((6, 2, 20, 3))},
            {"lm": np.zeros((0, 2, 21, 3))},
            {"hand": np.full((5, 2), "")},
            {"time_s": np.array([0, 1, 1, 2, 3, 4.0])},
            {"lm": np.array(["a", "b"])},
        ],
    )
    def test_what_is_no_track_is_refused(self, tmp_path, changes):
        with pytest.raises(TrackError, match=r"bad\.npz is no landmark track"):
            load_track(self.save(tmp_path / "bad.npz", **changes))

    def test_pickled_objects_are_never_opened(self, tmp_path):
        np.savez(tmp_path / "bad.npz", lm=np.array([{"a": 1}], dtype=object), fps=30, w=1, h=1)
        with pytest.raises(TrackError):
            load_track(tmp_path / "bad.npz")


class TestKeptHands:
    def hands(self) -> tuple[HandTracks, VideoInfo]:
        clip = random_clip(3)
        end_s = float(clip.time_s[-1])
        return to_tracks(clip), VideoInfo("kept.mp4", clip.width, clip.height, clip.fps, len(clip.time_s), end_s)

    def test_what_was_kept_comes_back(self):
        tracks, info = self.hands()
        flow = np.random.default_rng(0).normal(size=(len(tracks.time_s), 9, 2))
        repeated = np.zeros(len(tracks.time_s), bool)
        kept = HandTracks(tracks.time_s, tracks.landmarks, tracks.source, tracks.aspect, ("left", None), flow, repeated)
        save_hands("key", kept, info)
        back, back_info = load_hands("key")
        assert back_info == info
        assert back.sides == ("left", None)
        np.testing.assert_array_equal(back.time_s, kept.time_s)
        np.testing.assert_allclose(back.landmarks, kept.landmarks, atol=1e-7)
        np.testing.assert_allclose(back.flow, flow, atol=1e-6)
        np.testing.assert_array_equal(back.repeated, repeated)

    def test_a_recording_is_reviewed_from_its_kept_hands(self, tmp_path):
        path = write_video(tmp_path / "clip.mp4")
        save_hands(compute_key(path), *self.hands())
        truth = Truth(video="clip.mp4", source="rendered", segments=[])
        assert review_clip(Clip("clip.mp4", path, truth)).video.name == "kept.mp4"

    def test_the_key_is_the_content(self, tmp_path):
        one, copy = write_video(tmp_path / "one.mp4"), tmp_path / "copy.mp4"
        copy.write_bytes(one.read_bytes())
        assert compute_key(one) == compute_key(copy)
        copy.write_bytes(one.read_bytes() + b"\0")
        assert compute_key(one) != compute_key(copy)

    def test_damaged_or_absent_entries_are_no_entries(self):
        assert load_hands("absent") is None
        save_hands("key", *self.hands())
        path = cache_folder() / "key.npz"
        path.write_bytes(path.read_bytes()[:200])
        assert load_hands("key") is None

    def test_a_folder_that_cannot_be_made_only_means_that_nothing_is_kept(self, tmp_path, monkeypatch):
        (tmp_path / "file").touch()
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
        save_hands("key", *self.hands())
        assert load_hands("key") is None


@pytest.mark.video
def test_a_recording_is_reviewed_kept_and_reviewed_again(tmp_path):
    folder = tmp_path / "clips"
    folder.mkdir()
    write_truth(write_video(folder / "empty.mp4", 40))
    first = evaluate_folder(folder, jobs=1)
    assert first.faults == ()
    assert len(list(cache_folder().glob("*.npz"))) == 1
    figures = first.groups["rendered"]
    assert figures.coverage.one_hand == 0.0
    assert figures.coverage.not_judged_share == 1.0
    assert figures.technique.accuracy is None
    assert evaluate_folder(folder, jobs=1).groups == first.groups
    assert evaluate_folder(folder, jobs=1, use_cache=False).groups == first.groups


class TestCommand:
    def run(self, *arguments: object):
        return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])

    def test_a_table_and_a_file(self, folder, tmp_path):
        result = self.run(folder, "--json", tmp_path / "out.json", "--jobs", 1, "--clips")
        assert result.exit_code == 0, result.output
        assert "SIMULATED TRACKS" in result.stdout
        assert "macro-F1" in result.stdout
        assert "more/two.npz" in result.stdout
        document = json.loads((tmp_path / "out.json").read_text())
        assert document["groups"]["simulated"]["clips"] == 2
        assert [clip["name"] for clip in document["clips"]] == ["more/two.npz", "one.npz"]
        assert document["not_evaluated"] == []

    def test_json_alone_on_the_terminal(self, folder):
        result = self.run(folder, "--json", "-", "--jobs", 1)
        assert json.loads(result.stdout)["schema_version"] == 1

    def test_faults_of_the_input_end_in_a_sentence(self, folder, tmp_path):
        for arguments in ([tmp_path / "missing"], [tmp_path], [folder, "--json", tmp_path / "no" / "out.json"]):
            empty = tmp_path / "empty"
            empty.mkdir(exist_ok=True)
            result = self.run(*[empty if argument == tmp_path else argument for argument in arguments])
            assert result.exit_code == 2
            assert result.stdout == ""
            assert len(result.stderr.strip().splitlines()) == 1
