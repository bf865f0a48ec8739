"""A reader that is gone, a closed or full place for the answer, a home that cannot be written: no traceback, ever."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coach.formats import load_review

COMMANDS = [
    ["protocols", "list"],
    ["protocols", "show", "lumbar-home"],
    ["--help"],
    ["review", "--help"],
    ["--version"],
]
NOWHERE = "/proc/nowhere"


def start(*args: str, **more: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "coach", *args], stderr=subprocess.PIPE, **more)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("args", COMMANDS, ids=" ".join)
def test_an_answer_that_finds_no_room(args):
    with Path("/dev/full").open("wb") as full, start(*args, stdout=full) as process:
        told = process.stderr.read().decode()
        assert process.wait(60) == 1
    assert told.splitlines() == [
        "The answer cannot be written: the disk is full; free some space or choose another folder."
    ]


@pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")
@pytest.mark.parametrize("args", COMMANDS[:2], ids=" ".join)
def test_a_reader_that_has_seen_enough(args):
    reading, writing = os.pipe()
    os.close(reading)
    with start(*args, stdout=writing) as process:
        os.close(writing)
        assert process.stderr.read() == b""
        assert process.wait(60) in (0, 1)


@pytest.mark.skipif(os.name == "nt", reason="closes a descriptor as POSIX shells do")
@pytest.mark.parametrize("stream", ["1", "2"])
def test_a_closed_stream(stream, tmp_path):
    line = f'exec "{sys.executable}" -m coach protocols list {stream}>&-'
    done = subprocess.run(["sh", "-c", line], capture_output=True, timeout=60)
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr + done.stdout


@pytest.mark.video
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs a folder in which nobody may write")
def test_a_home_that_cannot_be_written(write_video, tmp_path):
    video = write_video("clip.mp4", [number * 40 for number in range(20)], size=(320, 240))
    env = {name: value for name, value in os.environ.items() if name not in ("MASSAGE_COACH_DATA", "MPLCONFIGDIR")}
    env |= {"HOME": NOWHERE, "XDG_DATA_HOME": NOWHERE, "XDG_CONFIG_HOME": NOWHERE, "XDG_CACHE_HOME": NOWHERE}
    outputs = ["--json", str(tmp_path / "r.json"), "--html", str(tmp_path / "r.html")]
    done = subprocess.run(
        [sys.executable, "-m", "coach", "review", str(video), *outputs, "--quiet"],
        capture_output=True,
        text=True,
        timeout=120,
        env=env,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert load_review(tmp_path / "r.json").video.frames == 20
    listed = subprocess.run(
        [sys.executable, "-m", "coach", "protocols", "list"], capture_output=True, text=True, timeout=60, env=env
    )
    assert (listed.returncode, listed.stderr) == (0, "")
