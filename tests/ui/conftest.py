"""A running app and a real browser for the tests of the pages.

``app`` starts the app as ``massage-coach app`` does, once for all tests, on a port of its own and with an empty data
folder; ``open_browser`` starts Chromium (skipped where there is none); ``page`` is an open page of it, as on a laptop.
"""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from coach.commands import app as app_command
from tests.browser import CHROMIUM, CHROMIUM_FLAGS, PAGE_TIMEOUT_MS

LAPTOP = {"width": 1280, "height": 800}
START_TIMEOUT_S = 120.0


@dataclass
class RunningApp:
    """The app under test: its address, its process, its data folder and what it has written to the terminal."""

    url: str
    process: subprocess.Popen[bytes]
    data: Path
    log: Path


def start_app(folder: Path, port: int | None = None) -> RunningApp:
    """Start the app with its data in ``folder`` and wait until it answers."""
    chosen = app_command._find_free_port() if port is None else port
    data, log = folder / "data", folder / "server.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            app_command.server_command(chosen),
            stdout=output,
            stderr=output,
            cwd=folder,
            env=os.environ | {"MASSAGE_COACH_DATA": str(data)},
        )
    running = RunningApp(f"http://127.0.0.1:{chosen}", process, data, log)
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{running.url}/_stcore/health", timeout=1.0):
                return running
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    stop_app(running)
    raise AssertionError(f"the app did not start:\n{log.read_text(errors='replace')[-3000:]}")


def stop_app(running: RunningApp) -> None:
    """End the app by its process id and wait for it."""
    if running.process.poll() is None:
        running.process.terminate()
    try:
        running.process.wait(10)
    except subprocess.TimeoutExpired:
        running.process.kill()
        running.process.wait()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for pages that are run in process."""
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningApp]:
    running = start_app(tmp_path_factory.mktemp("app"))
    yield running
    stop_app(running)


@pytest.fixture(scope="module")
def new_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], RunningApp]]:
    """Call it for an app with a history of its own."""
    started: list[RunningApp] = []

    def start() -> RunningApp:
        started.append(start_app(tmp_path_factory.mktemp("own")))
        return started[-1]

    yield start
    for running in started:
        stop_app(running)


@pytest.fixture(scope="session")
def open_browser(playwright: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """Call it for a browser context with a user folder of its own; further command-line flags may be given."""
    with ExitStack() as contexts:

        def open_one(*flags: str, **options: Any) -> Any:
            context = playwright.chromium.launch_persistent_context(
                tmp_path_factory.mktemp("chromium"),
                executable_path=CHROMIUM,
                headless=True,
                args=[*CHROMIUM_FLAGS, *flags],
                **({"viewport": LAPTOP} | options),
            )
            context.set_default_timeout(PAGE_TIMEOUT_MS)
            contexts.callback(context.close)
            return context

        yield open_one


@pytest.fixture(scope="session")
def browser(open_browser: Callable[..., Any]) -> Any:
    """One browser for all tests that need nothing special of it."""
    return open_browser()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page of its own for a test, and so a session of its own in the app."""
    opened = browser.new_page()
    yield opened
    opened.close()


def write_clip(source: Path, target: Path, seconds: float) -> Path:
    """Write the beginning of a clip to a file of its own."""
    import av

    with av.open(str(source)) as old, av.open(str(target), "w") as new:
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is None or float(packet.pts * packet.time_base) > seconds:
                continue
            packet.stream = stream
            new.mux(packet)
    return target


@pytest.fixture(scope="session")
def short_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds of a sample: enough for a verdict, short enough for a test."""
    from coach.ui.samples import list_samples

    rubbing = next((sample for sample in list_samples() if sample.id == "rubbing"), None)
    if rubbing is None:
        pytest.skip("the sample recordings are not here")
    return write_clip(rubbing.video, tmp_path_factory.mktemp("clip") / "mine.mp4", 4.0)
