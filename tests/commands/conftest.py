"""Short clips without hands, written on the spot, and the command run as a user runs it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from coach.cli import main


@pytest.fixture
def run() -> Callable[..., Result]:
    """Run ``massage-coach ARGS``; a traceback fails the test by itself."""

    def invoke(*args: str | Path) -> Result:
        result = CliRunner().invoke(main, [str(arg) for arg in args])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


@pytest.fixture
def write_video(tmp_path: Path) -> Callable[..., Path]:
    """Return ``write(name, times_ms)``: a grey clip whose brightness changes from frame to frame."""

    def write(
        name: str,
        times_ms: Sequence[int],
        *,
        size: tuple[int, int] = (160, 120),
        options: dict[str, str] | None = None,
        container: dict[str, str] | None = None,
    ) -> Path:
        import av

        path = tmp_path / name
        with av.open(str(path), "w", options=container or {}) as file:
            stream = file.add_stream("libx264", rate=30, options={"preset": "ultrafast"} | (options or {}))
            stream.width, stream.height = size
            stream.pix_fmt = "yuv420p"
            stream.codec_context.time_base = Fraction(1, 1000)
            for number, time_ms in enumerate(times_ms):
                picture = np.full((size[1], size[0], 3), 60 + number * 7 % 120, np.uint8)
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts, frame.time_base = time_ms, Fraction(1, 1000)
                file.mux(stream.encode(frame))
            file.mux(stream.encode(None))
        return path

    return write
