"""How fast the coach is, in one table: ``python benchmarks/fast.py [--quick] [--only PART ...]``.

Each line is a figure of this very computer in this very run, beside what it is compared with: the bare loop that only
reads and looks for hands, a Streamlit page with one button, a Python that does nothing. A ratio holds on a busy
computer too, as long as it is busy all the time; seconds do not. The parts have commands of their own, which tell more:
``review.py``, ``large.py``, ``live.py``, ``first_page.py``, ``own_work.py``, ``size.py``. The
table takes a quarter of an hour.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import first_page
import large
import live
import numpy as np
import own_work
import review
import size
from playwright.sync_api import sync_playwright

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "rubbing.mp4"
REPEATS, QUICK_REPEATS = 5, 2
PAGE_RATIO, HELP_RATIO = 1.4, 10.0
"""What the aims in seconds are beside their baselines on an idle computer: they hold on a busy one too."""

LIVE_S, QUICK_LIVE_S = 20.0, 10.0


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: as it came, what it is compared with, and what is aimed at."""

    what: str
    measured: str
    beside: str
    aim: str
    reached: bool

    def __str__(self) -> str:
        mark = "" if self.reached else "  not reached"
        return f"{self.what:46}{self.measured:>18}  {self.beside:44}  aim {self.aim}{mark}"


def list_review(repeats: int) -> Iterator[Line]:
    """Compare a review with the bare loop, in turn."""
    review.run_bare_loop(SAMPLE)
    ratios = []
    for number in range(repeats):
        order = (review.run_bare_loop, review.run_review)[:: 1 if number % 2 == 0 else -1]
        took = {work: review.measure(work, SAMPLE)[0] for work in order}
        ratios.append(took[review.run_review] / took[review.run_bare_loop])
    ratio = statistics.median(ratios)
    yield Line("review", f"{ratio:.2f} x", "of a bare loop, one core", "0.60 x on two cores", ratio <= 0.60)


def list_large(repeats: int) -> Iterator[Line]:
    """Compare reviews of one recording in three sizes."""
    found = large.compare_sizes(seconds=12.0, repeats=1 if repeats == QUICK_REPEATS else 3)
    for name in ("1080p60", "4K60"):
        wall, processor = found[name]
        beside = f"of its twin in {large.SMALL}; processor time {processor:.2f} x"
        yield Line(f"review in {name}", f"{wall:.2f} x", beside, "1.6 x", wall <= 1.6)


def list_memory(repeats: int) -> Iterator[Line]:
    """Compare the memory of a review of a minute, side by side and in one piece."""
    with tempfile.TemporaryDirectory() as folder:
        clip = Path(folder) / "minute.mp4"
        review.repeat_video(SAMPLE, clip, review.SHORT_S)
        peak, in_one = (review.measure_peak_mb(clip, in_one=alone) for alone in (False, True))
    ratio = peak / in_one
    yield Line("memory of a review", f"{ratio:.2f} x", f"in one piece {in_one:.0f} MB", "1.6 x", ratio <= 1.6)


def list_live(repeats: int) -> Iterator[Line]:
    """Measure the live page on the whole computer, and on one of its cores."""
    seconds = LIVE_S if repeats == REPEATS else QUICK_LIVE_S
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        camera = folder / "camera.mjpeg"
        live.write_camera(live.SAMPLE, camera)
        review.run_bare_loop(SAMPLE)
        took_s, _, frames = review.measure(review.run_bare_loop, SAMPLE)
        bare_ms = 1000 * took_s / frames
        found = live.measure_coach(playwright, camera, folder / "data", seconds)
        for share, delay_ms, most in (("p50", found.delay_p50_ms, 1.9), ("p95", found.delay_p95_ms, 2.7)):
            beside = f"{delay_ms:.0f} ms; a bare look takes {bare_ms:.0f} ms"
            ratio = delay_ms / bare_ms
            yield Line(f"live, delay {share}", f"{ratio:.2f} x", beside, f"{most} x", ratio <= most)
        yield Line(
            "live, pictures", f"{found.per_s:.1f} a second", f"of {found.given_per_s:.1f}", "28", found.per_s >= 28
        )
    if hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) > 1:
        with tempfile.TemporaryDirectory() as name, on_one_core(), sync_playwright() as playwright:
            found = live.measure_coach(playwright, camera_in(Path(name)), Path(name) / "data", seconds)
            beside = f"of {found.given_per_s:.1f}, server and browser on one core"
            yield Line("live on half the computer", f"{found.per_s:.1f} a second", beside, "20", found.per_s >= 20)


def camera_in(folder: Path) -> Path:
    camera = folder / "camera.mjpeg"
    live.write_camera(live.SAMPLE, camera)
    return camera


@contextmanager
def on_one_core() -> Iterator[None]:
    """Let this process and all that it starts share one core."""
    every = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(every)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, every)


def list_start(repeats: int) -> Iterator[Line]:
    """Start the app, and an empty one, in turn."""
    ours, empty = first_page.measure_starts(repeats)
    page, least, ratio = first_page.compare_pages(ours, empty)
    beside, well = f"an empty page {least:.2f} s", page <= 2 or ratio <= PAGE_RATIO
    yield Line("first page after the command", f"{page:.2f} s, {ratio:.2f} x", beside, f"2.0 s or {PAGE_RATIO} x", well)
    begun = statistics.median(found.review_s or 0.0 for found in ours)
    yield Line("the sample's review under way after the click", f"{begun:.2f} s", "", "0.5 s", begun <= 0.5)
    helped, nothing = first_page.measure_help(4 * repeats)
    beside, well = f"python -c pass {nothing:.3f} s", helped <= 0.15 or helped <= HELP_RATIO * nothing
    yield Line("--help", f"{helped:.3f} s, {helped / nothing:.1f} x", beside, f"0.15 s or {HELP_RATIO:.0f} x", well)
    for name in own_work.ONE_TECHNIQUE:
        named = own_work.find_first_name(own_work.SAMPLES / f"{name}.mp4")
        measured = "never" if named is None else f"{named:.1f} s"
        yield Line(
            f"{name} named live after", measured, "time of the recording", "3 s", named is not None and named <= 3
        )


def list_own_work(repeats: int) -> Iterator[Line]:
    """Measure what the coach itself does beside the hand model."""
    clock = own_work.measure_live(SAMPLE, 400)
    own, model = clock.own_ms(), float(np.mean(clock.parts["hand model"]))
    yield Line("own work live", f"{own:.2f} ms a picture", f"the hand model {model:.1f} ms", "1 ms", own <= 1)
    took = own_work.measure_review(SAMPLE)
    share = 1 - (took["reading"] + took["hand model"]) / sum(took.values())
    yield Line("own work of a review", f"{share:.1%}", "of a review in one piece", "3 %", share <= 0.03)


def list_size(repeats: int) -> Iterator[Line]:
    """Weigh what is installed."""
    forced = sum(size.weigh(name).total for name in size.find_all(frozenset({"mediapipe", "streamlit"}))) / 1000
    whole = size.weigh_all()
    beside = f"MediaPipe and Streamlit alone {forced:.2f} GB"
    yield Line("installed", f"{whole:.2f} GB", beside, f"{size.AIM_GB} GB", whole <= size.AIM_GB)


PARTS: dict[str, Callable[[int], Iterator[Line]]] = {
    "review": list_review,
    "large": list_large,
    "memory": list_memory,
    "live": list_live,
    "start": list_start,
    "own": list_own_work,
    "size": list_size,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    given = parser.parse_args()
    print(live.describe_computer())
    for part in given.only:
        for line in PARTS[part](QUICK_REPEATS if given.quick else REPEATS):
            print(line, flush=True)
    print(live.describe_computer())


if __name__ == "__main__":
    main()
