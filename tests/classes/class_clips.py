"""A class of eight students with planted faults, cut from the rendered samples, and one file that is no recording."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import pytest

import coach

SAMPLES = Path(coach.__file__).parents[1] / "sample_videos"
GOOD, MISTAKES, TAPPING = "lumbar_session_good.mp4", "lumbar_session_mistakes.mp4", "tapping.mp4"
FRAME_RATE = 10
"""A third of the pictures: enough for these paces, and a third of the work."""

STUDENTS: dict[str, tuple[str, float, float, frozenset[str]]] = {
    "Anna": (GOOD, 13.0, 28.5, frozenset()),
    "Ben": (MISTAKES, 13.0, 28.5, frozenset({"wrong_direction", "pace_too_fast"})),
    "Cem": (GOOD, 20.0, 28.5, frozenset({"step_missing"})),
    "Dana": (MISTAKES, 20.3, 28.5, frozenset({"step_missing", "pace_too_fast"})),
    "Eli": (TAPPING, 0.0, 5.0, frozenset({"step_missing"})),
    "Fay": (GOOD, 11.0, 19.6, frozenset({"step_missing"})),
    "Gus": (MISTAKES, 11.0, 19.4, frozenset({"step_missing", "wrong_direction"})),
    "Hana": (GOOD, 12.5, 28.0, frozenset()),
}
"""Whose recording begins and ends where in which sample, and the faults that were planted there. The protocol asks
stroking away from the head, then rubbing at 60 to 70 a minute."""
BROKEN = "Ida"


def write_class(folder: Path) -> Path:
    """Write the recordings, and a roster that names the protocol and where the head is."""
    if not all((SAMPLES / name).is_file() for name in (GOOD, MISTAKES, TAPPING)):
        pytest.skip("the sample recordings are not here")
    folder.mkdir(parents=True, exist_ok=True)
    for student, (sample, start_s, end_s, _) in STUDENTS.items():
        cut_clip(SAMPLES / sample, folder / f"{student}.mp4", start_s, end_s)
    (folder / f"{BROKEN}.mp4").write_text("no recording\n" * 100)
    lines = [f"{student}.mp4,{student},3,right,two-steps" for student in (*STUDENTS, BROKEN)]
    (folder / "roster.csv").write_text("\n".join(["file,student,week,head,protocol", *lines]))
    return folder


def cut_clip(source: Path, target: Path, start_s: float, end_s: float) -> None:
    """Write a part of a recording to a file of its own, with fewer pictures a second."""
    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        stream = old.streams.video[0]
        out = new.add_stream("libx264", rate=FRAME_RATE, options={"preset": "ultrafast", "crf": "22"})
        out.width, out.height, out.pix_fmt = stream.width, stream.height, "yuv420p"
        old.seek(int(max(0.0, start_s - 1.0) * 1_000_000))
        step, number = round(float(stream.average_rate or FRAME_RATE) / FRAME_RATE), 0
        for frame in old.decode(stream):
            if frame.time is None or frame.time < start_s:
                continue
            if frame.time > end_s:
                break
            if number % step == 0:
                picture = frame.reformat(format="yuv420p")
                picture.pts, picture.time_base = number // step, Fraction(1, FRAME_RATE)
                new.mux(out.encode(picture))
            number += 1
        new.mux(out.encode())


def write_protocol(folder: Path) -> Path:
    """Write a protocol of two steps of the lumbar massage, as short as the clips are."""
    whole = (SAMPLES.parent / "coach" / "protocol" / "protocols" / "lumbar-home.toml").read_text(encoding="utf-8")
    head, *steps = whole.split("[[steps]]")
    wanted = [
        step.split("[[variants]]")[0]
        for step in steps
        if 'id = "deep-stroking"' in step or 'id = "rubbing-pads"' in step
    ]
    text = "[[steps]]".join([head, *wanted])
    for old, new in (
        ('id = "lumbar-home"', 'id = "two-steps"'),
        ("session_minutes = { low = 10", "session_minutes = { low = 0.2"),
        ("low = 15, high = 20", "low = 2, high = 6"),
        ("low = 150, high = 210", "low = 7, high = 14"),
    ):
        assert old in text
        text = text.replace(old, new)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / "two-steps.toml"
    target.write_text(text, encoding="utf-8")
    return target
