"""Whatever is handed to ``massage-coach review``: one clear sentence or an honest review, and never half a file."""

from __future__ import annotations

import json
import os
import signal
import struct
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from coach.formats import load_review

STEADY_MS = [number * 40 for number in range(100)]
SHORTENED = ("--protocol", "lumbar-home", "--scale", "0.01")
OUTPUTS = ("--json", "r.json", "--html", "r.html", "--csv", "r.csv", "--video", "r-annotated.mp4")


def outputs_in(folder: Path) -> list[str]:
    return [str(folder / arg) if not arg.startswith("--") else arg for arg in OUTPUTS]


def left_in(folder: Path, *sources: str) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name not in sources)


def assert_refused(result, *words: str) -> None:
    assert result.exit_code == 2
    lines = [line for line in result.stderr.splitlines() if line.strip() and not line.startswith("Watching")]
    assert len(lines) == 1 and lines[0].startswith("Error: ")
    assert "Traceback" not in result.output
    for word in words:
        assert word in lines[0]


def write_picture(path: Path) -> None:
    import cv2

    ok, data = cv2.imencode(".png", np.zeros((48, 64, 3), np.uint8))
    assert ok
    path.write_bytes(data.tobytes())


def write_sound(path: Path) -> None:
    import av

    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
        frame.rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


NO_RECORDING = {
    "missing": (lambda path: None, "There is no file"),
    "folder": (Path.mkdir, "is a folder"),
    "empty": (Path.touch, "is empty"),
    "text": (lambda path: path.write_text("hands\n" * 200), "is a text"),
    "picture renamed": (write_picture, "picture"),
    "sound only": (write_sound, "sound"),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 40), "not a video"),
}


@pytest.mark.parametrize("kind", NO_RECORDING)
def test_what_is_no_recording(run, tmp_path, kind):
    write, words = NO_RECORDING[kind]
    write(tmp_path / "bad.mp4")
    assert_refused(run("review", tmp_path / "bad.mp4", *outputs_in(tmp_path)), "bad.mp4", words)
    assert left_in(tmp_path, "bad.mp4") == []


def test_pictures_of_no_size(run, write_video, tmp_path):
    path = write_video("zero.mp4", [0, 40], size=(64, 48))
    data = bytearray(path.read_bytes())
    entry = data.index(b"avc1", data.index(b"stsd"))
    data[entry + 28 : entry + 32] = struct.pack(">HH", 0, 0)
    set_up = data.index(b"avcC")
    data[set_up + 11 : set_up + 40] = bytes(29)
    pictures, end = data.index(b"mdat") + 4, data.index(b"moov") - 4
    data[pictures:end] = bytes(end - pictures)
    path.write_bytes(data)
    assert_refused(run("review", path, *outputs_in(tmp_path)), "0 x 0")
    assert left_in(tmp_path, "zero.mp4") == []


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--protocol", "no-such-one"], ["no-such-one", "lumbar-home"]),
        (["--protocol", "BROKEN"], ["broken.toml", "line 3"]),
        (["--minutes", "20"], ["--protocol"]),
        (["--protocol", "lumbar-home", "--minutes", "500"], ["minutes"]),
        (["--protocol", "lumbar-home", "--minutes", "20", "--scale", "0.5"], ["only one"]),
        (["--variant", "short"], ["--protocol"]),
        (["--pain-side", "left"], ["--protocol"]),
        (["--protocol", "lumbar-home", "--variant", "huge"], ["huge", "short"]),
        (["--protocol", "lumbar-home", "--variant", "opposite-side"], ["--pain-side"]),
        (["--protocol", "lumbar-home", "--variant", "short", "--scale", "0.5"], ["--scale"]),
        (["--protocol", "back-home", "--pain-side", "left"], ["both sides"]),
        (["--back", "0.5,0.1,0.5"], ["four numbers"]),
        (["--back", "0.5,0.1,0.5,nan"], ["0 to 1"]),
        (["--back", "0.5,0.1,0.5,9"], ["0 to 1"]),
        (["--back", "0.5,0.1,0.5,0.1"], ["different points"]),
        (["--back", "0.5,0.1,0.5,0.9", "--head", "up"], ["only one"]),
        (["--back", "0.5,0.1,0.5,0.9", "--length-cm", "2"], ["2"]),
        (["--head", "up", "--length-cm", "50"], ["--back"]),
    ],
)
def test_options_that_make_no_sense(run, write_video, tmp_path, args, words):
    (tmp_path / "broken.toml").write_text('id = "mine"\ntitle = "Mine"\nversion = = 3\n')
    args = [str(tmp_path / "broken.toml") if arg == "BROKEN" else arg for arg in args]
    video = write_video("clip.mp4", [0, 40])
    assert_refused(run("review", video, *args, *outputs_in(tmp_path)), *words)
    assert left_in(tmp_path, "clip.mp4", "broken.toml") == []


@pytest.mark.parametrize("option", ["--json", "--html", "--csv", "--video"])
class TestPlacesThatCannotBeWritten:
    def test_a_folder_that_does_not_exist(self, run, write_video, tmp_path, option):
        video = write_video("clip.mp4", [0, 40])
        assert_refused(run("review", video, option, tmp_path / "nowhere" / "out"), "nowhere", "does not exist")
        assert left_in(tmp_path, "clip.mp4") == []

    def test_a_place_below_a_file(self, run, write_video, tmp_path, option):
        video = write_video("clip.mp4", [0, 40])
        assert_refused(run("review", video, option, video / "out"), "clip.mp4")

    @pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder in which nobody may write")
    def test_a_folder_in_which_nobody_may_write(self, run, write_video, option):
        assert_refused(run("review", write_video("clip.mp4", [0, 40]), option, "/proc/out"), "/proc/out", "cannot be")

    def test_a_folder_given_as_the_file(self, run, write_video, tmp_path, option):
        assert_refused(run("review", write_video("clip.mp4", [0, 40]), option, tmp_path), "is a folder")

    def test_the_recording_itself_is_never_replaced(self, run, write_video, option):
        video = write_video("clip.mp4", [0, 40])
        before = video.read_bytes()
        assert_refused(run("review", video, option, video), "recording itself")
        assert video.read_bytes() == before

    @pytest.mark.video
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
    def test_a_full_device(self, run, write_video, tmp_path, option):
        result = run("review", write_video("clip.mp4", STEADY_MS[:5]), option, "/dev/full", "--quiet")
        assert_refused(result, "disk is full")
        assert left_in(tmp_path, "clip.mp4") == []
        assert Path("/dev/full").is_char_device()


def test_one_name_for_two_results(run, write_video, tmp_path):
    video = write_video("clip.mp4", [0, 40])
    assert_refused(run("review", video, "--html", tmp_path / "a", "--csv", tmp_path / "a"), "twice")
    assert left_in(tmp_path, "clip.mp4") == []


LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
sys.argv[1:2] = []
from coach.cli import main
main()
"""


@pytest.mark.video
@pytest.mark.skipif(sys.platform != "linux", reason="limits the size of files as Linux does")
def test_a_disk_that_fills_up_half_way_leaves_nothing(write_video, tmp_path):
    video = write_video("clip.mp4", STEADY_MS[:20], size=(320, 240))
    room = 4000
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(room), "review", str(video), *outputs_in(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 2
    assert "cannot be written" in done.stderr and "Traceback" not in done.stderr
    assert left_in(tmp_path, "clip.mp4") == []


@pytest.mark.video
@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent as a POSIX signal")
def test_ctrl_c_leaves_nothing(write_video, tmp_path):
    video = write_video("long.mp4", [number * 33 for number in range(3000)], size=(320, 240))
    with subprocess.Popen(
        [sys.executable, "-m", "coach", "review", str(video), *outputs_in(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        until = time.monotonic() + 60
        while not list(tmp_path.glob(".*.part")) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1.0)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Nothing was written" in err and "Traceback" not in err
    assert out == ""
    assert left_in(tmp_path, "long.mp4") == []


@pytest.mark.video
class TestReviewedAsFarAsItGoes:
    """Recordings with little or nothing to judge: the review is written and says what it could not see."""

    def review(self, run, video: Path, *args: str):
        result = run("review", video, *outputs_in(video.parent), *args)
        assert result.exit_code == 0, result.output
        review = load_review(video.parent / "r.json")
        edges = [0.0, *(segment.end_s for segment in review.segments)]
        assert [segment.start_s for segment in review.segments] == edges[:-1]
        assert edges[-1] == review.video.duration_s
        assert (video.parent / "r.html").stat().st_size > 5000
        assert (video.parent / "r-annotated.mp4").stat().st_size > 500
        assert (video.parent / "r.csv").read_text(encoding="utf-8-sig").startswith("start_s,end_s,technique")
        assert not list(video.parent.glob(".*.part"))
        return review, result.stdout

    def test_no_hands_at_all(self, run, write_video):
        review, said = self.review(run, write_video("empty room.mp4", STEADY_MS), *SHORTENED)
        assert {segment.technique for segment in review.segments} == {"unseen"}
        assert review.coverage.one_hand == 0
        assert not [finding for finding in review.findings if finding.severity in ("warning", "danger")]
        assert "No hands were seen" in said

    def test_one_frame(self, run, write_video):
        review, _ = self.review(run, write_video("one.mp4", [0]))
        assert review.video.frames == 1

    def test_one_frame_a_second(self, run, write_video):
        review, _ = self.review(run, write_video("slow.mp4", [0, 1000, 2000, 3000, 4000]))
        assert review.video.fps == pytest.approx(1.0)
        assert all(segment.pace_per_min is None for segment in review.segments)

    def test_8k_pictures(self, run, write_video):
        import cv2

        video = write_video("8k.mp4", [0, 500], size=(7680, 4320))
        review, _ = self.review(run, video)
        assert (review.video.width, review.video.height) == (7680, 4320)
        drawn = cv2.VideoCapture(str(video.parent / "r-annotated.mp4"))
        assert drawn.get(cv2.CAP_PROP_FRAME_WIDTH) == 1920
        drawn.release()

    def test_truncated(self, run, write_video):
        video = write_video(
            "cut.mp4", STEADY_MS, options={"g": "10"}, container={"movflags": "faststart"}, size=(320, 240)
        )
        data = video.read_bytes()
        video.write_bytes(data[: int(len(data) * 0.7)])
        review, said = self.review(run, video)
        assert 10 < review.video.frames < 100
        assert review.video.frames_unreadable > 0
        assert "could not be read" in said

    def test_corrupt_in_the_middle(self, run, write_video):
        video = write_video("hole.mkv", STEADY_MS, options={"g": "10"}, size=(320, 240))
        data = bytearray(video.read_bytes())
        start, end = int(len(data) * 0.4), int(len(data) * 0.6)
        data[start:end] = bytes((number * 7919) % 256 for number in range(end - start))
        video.write_bytes(data)
        review, said = self.review(run, video)
        assert review.video.duration_s == pytest.approx(4.0, abs=0.1)
        assert review.video.frames_unreadable > 0
        assert "could not be read" in said

    def test_names_in_any_script(self, run, write_video, tmp_path):
        folder = tmp_path / "Übung 按摩 <b>"
        folder.mkdir()
        video = write_video("clip.mp4", STEADY_MS[:5]).rename(folder / "Rücken & Ёлка 按摩.mp4")
        review, said = self.review(run, video)
        assert review.video.name == video.name
        assert video.name in said
        assert json.loads((folder / "r.json").read_text(encoding="utf-8"))["video"]["name"] == video.name


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437"])
def test_a_terminal_without_the_letters_still_gets_its_text(tmp_path, encoding):
    path = tmp_path / "cyr.toml"
    path.write_text('id = "\u043c\u0430\u0441\u0441\u0430\u0436"\n', encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coach", "protocols", "check", str(path)],
        env=os.environ | {"PYTHONIOENCODING": encoding},
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"cyr.toml, line 1" in done.stdout + done.stderr
