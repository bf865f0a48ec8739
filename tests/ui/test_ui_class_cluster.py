"""The page Class with more than one computer: an address is tried, kept, used for the work, and let go of again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from coach.classes import scheduler
from coach.classes.records import Task
from coach.classes.running import OnFraction, OnOutcome
from coach.classes.scheduler import Cluster
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.errors import CoachError
from coach.ui import class_cluster, class_run
from coach.words import say
from tests.classes.class_example import AnswersAtOnce, write_files
from tests.ui.history_pages import click, keys, open_page, texts

ADDRESS = "tcp://school-pc:8786"


@pytest.fixture
def settings(tmp_path: Path, data: Path) -> ClassSettings:
    settings = write_files(tmp_path / "class", "Anna.mp4", "Ben.mp4")
    ClassShelf().keep_class(settings)
    return settings


def kept_address(settings: ClassSettings) -> str:
    kept = ClassShelf().find_class(settings.folder)
    assert kept is not None
    return kept.scheduler


def test_without_dask_it_is_said_how_to_get_it(settings: ClassSettings, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    app = open_page("class")
    assert any('pip install "massage-coach' in info.value for info in app.info)
    assert not {"class_cluster_address", "class_cluster_try"} & {*keys(app), *(str(f.key) for f in app.text_input)}
    assert "class_begin" in keys(app)


def test_an_address_where_nobody_answers_is_not_taken(settings: ClassSettings, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(scheduler, "CONNECT_S", 0.5)
    app = click(open_page("class"), "class_cluster_try")
    assert [error.value for error in app.error] == [say("class-cluster-empty")]
    app.get_by_key("class_cluster_address").set_value("tcp://127.0.0.1:9")
    click(app, "class_cluster_try")
    assert any("There is no Dask scheduler at tcp" in error.value for error in app.error)
    assert kept_address(settings) == ""


def test_an_address_that_answers_is_kept_and_can_be_left(settings: ClassSettings, monkeypatch: pytest.MonkeyPatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr(class_cluster, "find_cluster", lambda address: Cluster(("room-1", "room-2"), 8))
    app = open_page("class")
    app.get_by_key("class_cluster_address").set_value(f" {ADDRESS} ")
    click(app, "class_cluster_try")
    assert "8 workers answer" in texts(app) and "room-1" in texts(app)
    assert kept_address(settings) == ADDRESS
    assert "class_cluster_leave" in keys(app)
    app = open_page("class")
    assert say("class-cluster-used", address=ADDRESS) in texts(app).replace("\\", "")
    click(app, "class_cluster_leave")
    assert kept_address(settings) == ""
    assert "class_cluster_leave" not in keys(app)


class Room(AnswersAtOnce):
    """A cluster that reviews at once, after the page has been looked at."""

    def __init__(self, look: Callable[[], None], fault: str = "") -> None:
        super().__init__()
        self.addresses: list[str] = []
        self._look, self._fault = look, fault

    def review(
        self,
        address: str,
        on_cluster: Callable[[Cluster], None],
        tasks: Iterable[Task],
        workers: int,
        on_outcome: OnOutcome,
        on_fraction: OnFraction,
        *,
        on_count: Callable[[int], None],
    ) -> None:
        self.addresses.append(address)
        if self._fault:
            raise CoachError(self._fault)
        on_count(3)
        self._look()
        self(tasks, workers, on_outcome, on_fraction)


def begin(settings: ClassSettings, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(class_run, "review_on_cluster", room.review)
    ClassShelf().keep_class(settings.model_copy(update={"scheduler": ADDRESS}))
    click(open_page("class"), "class_begin")
    job = class_run.find_job(settings)
    assert job is not None
    job.wait(60)
    assert room.addresses == [ADDRESS]


def test_the_workers_review_and_their_number_is_told(settings: ClassSettings, monkeypatch: pytest.MonkeyPatch):
    seen: list[str] = []
    room = Room(lambda: seen.append(texts(open_page("class"))))
    begin(settings, room, monkeypatch)
    assert say("class-cluster-running", workers=3, address=ADDRESS) in seen[0].replace("\\", "")
    assert sorted(room.asked) == ["Anna.mp4", "Ben.mp4"]
    assert "2 recordings" in texts(open_page("class"))


def test_a_scheduler_that_has_gone_is_told_and_can_be_left(settings: ClassSettings, monkeypatch: pytest.MonkeyPatch):
    room = Room(lambda: None, say("class-cluster-lost", address=ADDRESS))
    begin(settings, room, monkeypatch)
    app = open_page("class")
    assert any("does not answer any more" in error.value for error in app.error)
    assert {"class_begin", "class_cluster_leave"} <= keys(app)
