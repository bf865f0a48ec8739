"""Clips of a few frames, written on the spot, whose content tells the number of the frame."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

WriteClip = Callable[..., Path]
VFR_MS = (0, 33, 66, 100, 200, 233, 400, 433, 466, 1000)


@pytest.fixture
def write_clip(tmp_path: Path) -> WriteClip:
    """Return ``write(name, times_ms, ...)``: upper left quarter red, lower half 20 times the frame's number bright."""

    def write(
        name: str,
        times_ms: Sequence[int] = VFR_MS,
        *,
        codec: str = "libx264",
        size: tuple[int, int] = (64, 48),
        rotation: int = 0,
        pixel_aspect: Fraction | None = None,
        options: dict[str, str] | None = None,
        container_options: dict[str, str] | None = None,
    ) -> Path:
        import av

        path = tmp_path / name
        width, height = size
        with av.open(str(path), "w", options=container_options or {}) as container:
            stream = container.add_stream(codec, rate=30, options=options or {})
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
            if pixel_aspect:
                stream.codec_context.sample_aspect_ratio = pixel_aspect
            if rotation:
                stream.set_display_rotation(rotation)
            for number, time_ms in enumerate(times_ms):
                picture = np.zeros((height, width, 3), np.uint8)
                picture[: height // 2, : width // 2, 0] = 250
                picture[height // 2 :] = number * 20 % 256
                frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
                frame.pts, frame.time_base = time_ms, Fraction(1, 1000)
                container.mux(stream.encode(frame))
            container.mux(stream.encode(None))
        return path

    return write
