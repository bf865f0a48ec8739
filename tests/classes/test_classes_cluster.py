"""A Dask cluster of two workers on this computer: the same reviews to the last byte, whoever dies."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path

import pytest

from coach.classes import cluster, scheduler
from coach.classes.cluster import review_on_cluster
from coach.classes.opened import load_items, review_class
from coach.classes.records import Outcome, Task
from coach.classes.running import review_here
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.errors import Cancelled, CoachError, InputError
from tests.classes.class_clips import GOOD, SAMPLES, TAPPING, cut_clip
from tests.classes.dask_cluster import PATIENCE_S, Cluster

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.video
LONG, SHORT = "long.mp4", ("anna.mp4", "ben.mp4")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two short recordings and one that is long enough to be cut."""
    if not all((SAMPLES / name).is_file() for name in (GOOD, TAPPING)):
        pytest.skip("the sample recordings are not here")
    folder = tmp_path_factory.mktemp("class")
    cut_clip(SAMPLES / GOOD, folder / LONG, 13.0, 25.0)
    for name, start_s in zip(SHORT, (0.0, 2.0), strict=True):
        cut_clip(SAMPLES / TAPPING, folder / name, start_s, start_s + 2.0)
    return folder


def make_tasks(clips: Path, *names: str) -> list[Task]:
    return [Task(name, clips / name, "lumbar-home") for name in (names or (*SHORT, LONG))]


Kept = dict[str, tuple[str, bytes]]


def keep(into: Kept, outcome: Outcome) -> None:
    assert outcome.review is not None, outcome.fault
    assert outcome.task.key not in into
    assert outcome.tracks is not None
    into[outcome.task.key] = outcome.review.model_dump_json(), outcome.tracks.read_bytes()


@pytest.fixture(scope="module")
def local(clips: Path, tmp_path_factory: pytest.TempPathFactory) -> Kept:
    found: Kept = {}
    review_here(tmp_path_factory.mktemp("scratch"), make_tasks(clips), 1, partial(keep, found), lambda key, share: None)
    return found


@pytest.fixture
def full(running: Cluster) -> Cluster:
    running.fill()
    return running


def test_reviews_of_a_cluster_are_those_of_this_computer(full: Cluster, clips: Path, local: Kept) -> None:
    found: Kept = {}
    shares: list[float] = []
    told: list[scheduler.Cluster] = []
    counts: list[int] = []
    review_on_cluster(
        full.address,
        told.append,
        make_tasks(clips),
        1,
        partial(keep, found),
        lambda key, share: shares.append(share) if key == LONG else None,
        on_count=counts.append,
    )
    assert found == local
    assert told == [scheduler.find_cluster(full.address)]
    assert (len(told[0].computers), told[0].workers) == (1, 2)
    assert set(counts) == {2}
    # It was cut in two and joined.
    assert {1 / 3, 2 / 3} & set(shares)


def test_a_recording_with_a_fault_stops_no_other_one(full: Cluster, clips: Path, tmp_path: Path, local: Kept) -> None:
    (tmp_path / "text.mp4").write_text("hello\n" * 100)
    tasks = [Task(name, tmp_path / name, "lumbar-home") for name in ("gone.mp4", "text.mp4")]
    found: dict[str, Outcome] = {}
    review_on_cluster(
        full.address,
        lambda told: None,
        [*tasks, *make_tasks(clips, "anna.mp4")],
        1,
        lambda outcome: found.update({outcome.task.key: outcome}),
        lambda key, share: None,
    )
    assert "gone.mp4" in found["gone.mp4"].fault
    assert "text.mp4 is a text, not a recording" in found["text.mp4"].fault
    review = found["anna.mp4"].review
    assert review is not None and review.model_dump_json() == local["anna.mp4"][0]


def test_hands_that_were_found_before_are_judged_without_the_recording(
    full: Cluster, tmp_path: Path, local: Kept
) -> None:
    (tmp_path / "tracks.npz").write_bytes(local["anna.mp4"][1])
    task = Task("anna.mp4", tmp_path / "gone.mp4", "lumbar-home", tracks=tmp_path / "tracks.npz")
    here: list[Outcome] = []
    there: list[Outcome] = []
    (tmp_path / "scratch").mkdir()
    review_here(tmp_path / "scratch", [task], 1, here.append, lambda key, share: None)
    review_on_cluster(full.address, lambda told: None, [task], 1, there.append, lambda key, share: None)
    assert here[0].review is not None
    assert there == here


def test_a_stop_takes_the_work_back(full: Cluster, clips: Path) -> None:
    def stop(key: str, share: float) -> None:
        raise Cancelled("stop")

    with pytest.raises(Cancelled):
        review_on_cluster(full.address, lambda told: None, make_tasks(clips, LONG), 1, lambda out: None, stop)
    with distributed.Client(full.address, set_as_default=False) as client:
        assert client.run_on_scheduler(lambda dask_scheduler: len(dask_scheduler.tasks)) == 0
        deadline = time.monotonic() + PATIENCE_S
        while any(client.run(lambda dask_worker: dask_worker.state.executing_count).values()):
            assert time.monotonic() < deadline
            time.sleep(0.1)


def test_a_worker_that_is_killed_changes_nothing(full: Cluster, clips: Path, local: Kept) -> None:
    found: Kept = {}
    killed: list[int] = []

    def kill(key: str, share: float) -> None:
        if not killed and key == LONG:
            killed.append(full.workers[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    review_on_cluster(full.address, lambda told: None, make_tasks(clips), 1, partial(keep, found), kill)
    assert killed
    assert found == local


def test_a_recording_that_kills_every_worker_has_its_sentence(
    running: Cluster, clips: Path, tmp_path: Path, local: Kept
) -> None:
    running.fill(3)
    poison = tmp_path / "poison.mp4"
    poison.write_bytes((clips / "anna.mp4").read_bytes())
    found: dict[str, Outcome] = {}
    review_on_cluster(
        running.address,
        lambda told: None,
        [Task("poison", poison, "lumbar-home"), *make_tasks(clips, "ben.mp4")],
        1,
        lambda outcome: found.update({outcome.task.key: outcome}),
        lambda key, share: None,
    )
    assert "poison.mp4 ended its review before its time" in found["poison"].fault
    review = found["ben.mp4"].review
    assert review is not None and review.model_dump_json() == local["ben.mp4"][0]


def test_a_class_whose_workers_are_all_gone_ends_with_a_sentence(
    full: Cluster, clips: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "ABSENT_S", 0.5)
    monkeypatch.setattr(cluster, "COUNT_S", 0.1)

    def kill(key: str, share: float) -> None:
        full.workers[0].kill()

    gone = full.workers.pop()
    gone.kill()
    gone.wait()
    with distributed.Client(full.address, set_as_default=False) as client:
        deadline = time.monotonic() + PATIENCE_S
        while len(client.nthreads()) > 1 and time.monotonic() < deadline:
            time.sleep(0.1)
    with pytest.raises(CoachError, match="has no workers"):
        review_on_cluster(full.address, lambda told: None, make_tasks(clips, LONG), 1, lambda out: None, kill)


def test_workers_of_another_version_are_refused(full: Cluster, clips: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "name_maker", lambda: "massage-coach 0.0")
    with pytest.raises(InputError, match="Install the same versions on both"):
        review_on_cluster(full.address, lambda told: None, make_tasks(clips), 1, lambda out: None, lambda k, s: None)


@pytest.mark.parametrize(
    "gone",
    [CancelledError("scheduler-connection-lost"), distributed.client.ClosedClientError("closed"), TimeoutError()],
)
def test_a_scheduler_may_die_between_the_end_of_a_task_and_its_result(
    monkeypatch: pytest.MonkeyPatch, gone: Exception
) -> None:
    """A client that ends every task at once, and has lost the scheduler when it is asked what came of it."""

    class Ended:
        status = "finished"

        def __init__(self, key: str) -> None:
            self.key = key

        def add_done_callback(self, call: Callable[[Ended], None]) -> None:
            call(self)

        def result(self, timeout: float) -> None:
            raise gone

    class Lost:
        status = "running"

        def nthreads(self) -> dict[str, int]:
            return {"tcp://worker": 1}

        def submit(self, work: object, *args: object, key: str, pure: bool) -> Ended:
            return Ended(key)

        def cancel(self, futures: list[Ended], force: bool) -> None:
            pass

    monkeypatch.setattr(cluster, "connect", lambda address: contextlib.nullcontext(Lost()))
    monkeypatch.setattr(cluster, "check_workers", lambda client, address: scheduler.Cluster(("school",), 1))
    tasks = [Task(name, SAMPLES / GOOD, "lumbar-home") for name in ("one", "two")]
    with pytest.raises(CoachError, match="does not answer any more"):
        review_on_cluster("tcp://school:1", lambda told: None, tasks, 1, lambda outcome: None, lambda key, done: None)


def test_a_scheduler_that_dies_stops_the_class_which_goes_on_here(
    running: Cluster, clips: Path, tmp_path: Path
) -> None:
    running.fill()
    shelf, settings = ClassShelf(tmp_path), ClassSettings(folder=clips, protocol_id="lumbar-home")

    def find_results() -> dict[Path, int]:
        return {path: path.stat().st_mtime_ns for path in (tmp_path / "classes" / "recordings").glob("*/*.json")}

    def kill(progress: object) -> None:
        if find_results() and running.scheduler is not None:
            running.scheduler.kill()

    reviewer = partial(review_on_cluster, running.address, lambda told: None)
    with pytest.raises(CoachError, match="does not answer any more"):
        review_class(settings, shelf, kill, reviewer=reviewer)
    before = find_results()
    assert 1 <= len(before) < 3
    items = review_class(settings, shelf, workers=1)
    after = find_results()
    assert [item.kept is not None for item in items] == [True] * 3
    assert len(after) == 3
    assert {path: after[path] for path in before} == before
    assert all(not item.waits for item in load_items(settings, shelf))
