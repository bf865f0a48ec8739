"""A class on a Dask cluster of this computer beside the same class without one: ``python benchmarks/cluster.py``.

Prints, from one run, recordings an hour without Dask (two processes), with one worker and with two; the ratio of the
wall times; what one long recording takes whole and cut in pieces; the bytes that go to and from the workers for each
minute of recording; how long the scheduler takes for an empty task; and whether all reviews are equal.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from distributed import Client, LocalCluster

from coach.classes.cluster import _make_order, review_on_cluster
from coach.classes.records import Outcome, Task
from coach.classes.remote import name_maker, plan_recording
from coach.classes.running import Reviewer, review_here
from coach.hands.joined import find_piece
from tests.classes.class_clips import GOOD, SAMPLES, cut_clip

PROTOCOL = "lumbar-home"
EMPTY_TASKS = 500


@contextmanager
def start_cluster(workers: int, folder: Path) -> Iterator[str]:
    with LocalCluster(
        n_workers=workers,
        threads_per_worker=1,
        dashboard_address=None,
        host="127.0.0.1",
        local_directory=str(folder),
    ) as cluster:
        with Client(cluster) as client:
            client.run(name_maker)
        yield cluster.scheduler_address


def review_all(reviewer: Reviewer, tasks: list[Task], workers: int) -> tuple[float, dict[str, str], int]:
    """Wall time, reviews by recording, and bytes of what came back."""
    reviews: dict[str, str] = {}
    came = 0

    def take(outcome: Outcome) -> None:
        nonlocal came
        assert outcome.review is not None, outcome.fault
        reviews[outcome.task.key] = outcome.review.model_dump_json()
        came += len(reviews[outcome.task.key]) + (0 if outcome.tracks is None else outcome.tracks.stat().st_size)

    began = time.perf_counter()
    reviewer(tasks, workers, take, lambda key, share: None)
    return time.perf_counter() - began, reviews, came


def measure_empty_task(address: str) -> float:
    """Seconds that the scheduler takes for a task that does nothing, among many."""
    with Client(address, set_as_default=False) as client:
        began = time.perf_counter()
        client.gather(client.map(abs, range(EMPTY_TASKS), pure=False))
        return (time.perf_counter() - began) / EMPTY_TASKS


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recordings", type=int, default=6)
    parser.add_argument("--seconds", type=float, default=8.0, help="of each recording, ten pictures a second")
    parser.add_argument("--long", type=float, default=40.0, help="seconds of the long recording")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in range(args.recordings):
            cut_clip(SAMPLES / GOOD, folder / f"{number}.mp4", 5.0 * number, 5.0 * number + args.seconds)
        cut_clip(SAMPLES / GOOD, folder / "long.mp4", 5.0, 5.0 + args.long)
        tasks = [Task(str(number), folder / f"{number}.mp4", PROTOCOL) for number in range(args.recordings)]
        whole = [Task("long", folder / "long.mp4", PROTOCOL)]
        (folder / "scratch").mkdir()
        here = partial(review_here, folder / "scratch")
        took: dict[str, float] = {}
        took["without Dask"], expected, _ = review_all(here, tasks, 2)
        took["long, without Dask"], expected_long, came_long = review_all(here, whole, 1)
        equal = True
        for workers in (1, 2):
            with start_cluster(workers, folder) as address:
                there = partial(review_on_cluster, address, lambda computers: None)
                took[f"{workers} of Dask"], found, _ = review_all(there, tasks, 1)
                took[f"long, {workers} of Dask"], found_long, _ = review_all(there, whole, 1)
                equal = equal and found == expected and found_long == expected_long
                empty_s = measure_empty_task(address)
        for what, seconds in took.items():
            beside = took["long, without Dask" if what.startswith("long") else "without Dask"]
            count = 1 if what.startswith("long") else args.recordings
            print(f"{what}: {seconds:.1f} s, {seconds / beside:.2f} x, {count * 3600 / seconds:.0f} recordings an hour")
        order = _make_order(whole[0])
        borders = plan_recording(order)
        pieces = [find_piece(whole[0].path, borders, place) for place in range(len(borders) + 1)]
        minutes = args.long / 60
        between = sum(len(pickle.dumps(piece)) for piece in pieces)
        pictures = sum(len(piece.found) for piece in pieces)
        print(f"bytes to a worker, each task: {len(pickle.dumps(order)) / 1e3:.0f} kB")
        print(f"bytes from the workers: {came_long / minutes / 1e6:.2f} MB a minute of ten pictures a second")
        print(
            f"bytes between workers, {len(pieces)} pieces joined: {between / minutes / 1e6:.2f} MB a minute, "
            f"{between / pictures:.0f} bytes a picture"
        )
        print(f"file: {whole[0].path.stat().st_size / minutes / 1e6:.1f} MB a minute")
        print(f"an empty task: {empty_s * 1e3:.2f} ms; all reviews equal: {equal}")


if __name__ == "__main__":
    main()
