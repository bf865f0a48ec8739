"""Clips of noise in which every picture is another one, and a looker who finds a hand where their mean says."""

from __future__ import annotations

import time
from fractions import Fraction
from pathlib import Path
from typing import ClassVar, Self

import av
import numpy as np

from coach.hands.finder import Sight
from coach.hands.small import make_small
from coach.records import Detection, Frame

SIZE = (96, 64)
FRAMES = 240
STEADY_MS = [round(number * 1000 / 30) for number in range(FRAMES)]
LONG_MS = [number * 100 for number in range(120)]
VARIABLE_MS = np.cumsum(np.random.default_rng(4).choice([17, 33, 34, 50, 200], FRAMES)).tolist()


def write_clip(path: Path, times_ms: list[int], codec: str = "libx264", **options: str) -> Path:
    """Write a clip of noise in which every picture is another one."""
    rng = np.random.default_rng(1)
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30, options=options)
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        stream.time_base = stream.codec_context.time_base = Fraction(1, 1000)
        for time_ms in times_ms:
            coarse = rng.integers(0, 255, (SIZE[1] // 8, SIZE[0] // 8, 3), dtype=np.uint8)
            frame = av.VideoFrame.from_ndarray(np.kron(coarse, np.ones((8, 8, 1), np.uint8)), format="rgb24")
            frame.pts, frame.time_base = time_ms, Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


class Stub:
    """Finds one hand, whose place is the mean of the picture; the first one made is slow, so that others get ahead."""

    made: ClassVar[list[Stub]] = []

    def __init__(self) -> None:
        self.name = str(len(self.made))
        self.made.append(self)
        self.looking = False
        self.seen = 0

    def __enter__(self) -> Self:
        self.looking = True
        return self

    def __exit__(self, *_: object) -> None:
        self.looking = False

    def look(self, frame: Frame) -> Sight:
        self.seen += 1
        if self.name == "0":
            time.sleep(0.003)
        place = np.full((21, 2), frame.image.mean() / 255)
        return Sight(make_small(frame.image), [Detection(place, label=self.name)], False)
