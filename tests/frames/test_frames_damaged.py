"""Whatever happens to a file on its way: it is read as far as it goes or refused in a sentence, soon, and let go.

``benchmarks/fuzz_containers.py`` does the same to hundreds of variants in a process that may crash.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import numpy as np
import pytest

from coach.errors import VideoError
from coach.frames.still import read_picture
from coach.frames.video import open_video
from tests.frames.damaged import CONTAINERS, damage, write_excerpt

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "tapping.mp4"
VARIANTS = 12
FRAMES = 20


def read_or_refuse(path: Path) -> tuple[list[float], str]:
    try:
        with open_video(path) as video:
            times = [frame.time_s for frame in video]
        read_picture(path, 0.3)
    except VideoError as error:
        return [], str(error)
    return times, ""


@pytest.mark.parametrize("ending", CONTAINERS)
def test_damaged_files_are_read_or_refused(tmp_path, ending, capfd):
    whole = tmp_path / f"whole.{ending}"
    write_excerpt(SAMPLE, whole, FRAMES)
    rng = np.random.default_rng(7)
    came = set()
    capfd.readouterr()
    for number in range(VARIANTS):
        kind, data = damage(whole.read_bytes(), rng)
        path = tmp_path / f"variant.{ending}"
        path.write_bytes(data)
        start = time.monotonic()
        times, refusal = read_or_refuse(path)
        came.add("refused" if refusal else "read")
        assert np.all(np.diff(times) > 0), (number, kind)
        assert not refusal or "variant." in refusal, (number, kind)
        assert time.monotonic() - start < 10, (number, kind)
    assert came == {"read", "refused"}
    assert capfd.readouterr().err == ""
    assert not any(thread.name.startswith("decode variant") for thread in threading.enumerate())


def test_pictures_of_an_unknown_kind_are_refused_in_a_sentence(write_clip):
    path = write_clip("new.mp4", [0, 40, 80])
    path.write_bytes(path.read_bytes().replace(b"avc1", b"zzz9"))
    with pytest.raises(VideoError, match="made in a way that is not known here: export it"):
        open_video(path)
