"""Notes and a recording whose answers are known by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from coach.notes.records import Drawing, Note

START = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
ARROW = Drawing(shape="arrow", x0=0.25, y0=0.5, x1=0.75, y1=0.5)
CIRCLE = Drawing(shape="circle", x0=0.5, y0=0.25, x1=0.25, y1=0.75)


def make_note(number: int = 1, at_s: float = 3.0, *, later_s: float = 0.0, **changes: Any) -> Note:
    values: dict[str, Any] = {
        "id": f"{number:032x}",
        "teacher": "Eva",
        "changed_at": START + timedelta(seconds=later_s),
        "at_s": at_s,
        "lasts_s": 2.0,
        "text": f"note {number}",
    }
    return Note.model_validate(values | changes)


def write_recording(target: Path, seconds: float = 10.0, rate: int = 20, size: tuple[int, int] = (320, 240)) -> Path:
    """Write a recording that is one second black, the next white, and so on."""
    import av

    width, height = size
    with av.open(str(target), "w") as file:
        stream = file.add_stream("libx264", rate=rate, options={"preset": "ultrafast"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(round(seconds * rate)):
            shade = 255 if (number // rate) % 2 else 0
            frame = av.VideoFrame.from_ndarray(np.full((height, width, 3), shade, np.uint8), format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, rate)
            file.mux(stream.encode(frame))
        file.mux(stream.encode())
    return target
