"""Recordings of every container, and what may happen to a file on its way: bytes flipped, lost, doubled, cut off."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np

CONTAINERS = {"mp4": "libx264", "mov": "libx264", "mkv": "libx264", "avi": "libx264", "webm": "libvpx"}
"""Ending -> codec."""


def write_excerpt(source: Path, target: Path, frames: int) -> None:
    """Write the first frames of a recording into the container that the ending of ``target`` names."""
    with av.open(str(source)) as given, av.open(str(target), "w") as out:
        pictures = given.streams.video[0]
        options = {"g": "15", "preset": "ultrafast", "deadline": "realtime"}
        codec = CONTAINERS[target.suffix[1:]]
        if codec != "libx264":
            options.pop("preset")
        else:
            options.pop("deadline")
        stream = out.add_stream(codec, rate=pictures.average_rate, options=options)
        stream.width, stream.height, stream.pix_fmt = pictures.width, pictures.height, "yuv420p"
        for number, frame in enumerate(given.decode(pictures)):
            if number >= frames:
                break
            frame.pts, frame.time_base = number, Fraction(1) / (pictures.average_rate or 30)
            frame.pict_type = 0
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))


def damage(data: bytes, rng: np.random.Generator) -> tuple[str, bytes]:
    """Return what was done to a file's bytes, and what became of them."""
    kind = str(rng.choice(["flip few", "flip many", "flip head", "flip tail", "truncate", "erase", "double", "drop"]))
    array = np.frombuffer(data, np.uint8).copy()
    size = len(array)
    if kind.startswith("flip"):
        low, high = {"head": (0, min(size, 2048)), "tail": (max(0, size - 4096), size)}.get(kind[5:], (0, size))
        count = int(rng.integers(1, 6)) if kind == "flip few" else int(rng.integers(5, 200))
        places = rng.integers(low, high, count)
        array[places] = rng.integers(0, 256, count)
        return kind, array.tobytes()
    first, last = sorted(int(place) for place in rng.integers(0, size, 2))
    if kind == "truncate":
        return kind, data[:last]
    if kind == "erase":
        array[first:last] = 0
        return kind, array.tobytes()
    return kind, data[:last] + data[first:] if kind == "double" else data[:first] + data[last:]
