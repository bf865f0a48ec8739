"""The running app with its live page: started, opened behind its gate, begun, and watched."""

from __future__ import annotations

import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from coach.commands import app as app_command
from tests.browser import ask, settled, wait_for

LEAST_RATE = 8.0
"""Pictures a second; an idle two-core computer looks at 29."""

REVIEW_MS = 120_000
"""For the end of a session and the analysis after it."""


BAND = '{{ low = {}, high = {}, unit = "{}", source = "own", confidence = "low" }}'
"""A band of a protocol file, to be filled with its ends and its unit."""


class App:
    """The app on one port, that can be started again there."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.protocols.mkdir(parents=True)
        self._folder = folder
        self.port = app_command._find_free_port()
        self.url = f"http://localhost:{self.port}"
        self.start()

    def start(self) -> None:
        with (self._folder / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                app_command.server_command(self.port),
                stdout=log,
                stderr=log,
                cwd=self._folder,
                env=os.environ | {"MASSAGE_COACH_DATA": str(self.data)},
            )
        for _ in range(1200):
            try:
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=1.0).close()
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError((self._folder / "server.log").read_text()[-3000:])

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def protocols(self) -> Path:
        return self.data / "protocols"

    @property
    def live(self) -> Path:
        return self.data / "live"


def choose_and_start(page, protocol):
    """Choose the protocol, press start once, and wait for the first pictures to be looked at."""
    page.get_by_role("combobox", name="Protocol").click()
    page.get_by_role("option", name=protocol).click()
    settled(page)
    page.get_by_role("button", name="Start", exact=True).click()
    wait_for(page, "c => c.stats.results > 5")


def begin(page, protocol="Short rubbing", by_itself=False):
    """Choose the protocol, press start once, and say where the head is."""
    choose_and_start(page, protocol)
    page.get_by_title("The head is at the right of the picture").click()
    if not by_itself:  # what is tested comes after the set-up check, which a busy computer may not pass
        page.locator("button.go").click()
        wait_for(page, "c => c.phase === 'running' && c.result.s > 0.5")


def pass_the_check(page):
    """Wait until the set-up check has passed by itself; the picture rate of a busy computer alone is let go."""
    only_rate = "c.result.setup.every(item => item.state === 'ok' || item.code === 'too_slow')"
    for _ in range(20):
        wait_for(page, f"c => c.phase === 'running' || {only_rate}")
        page.wait_for_timeout(8000)  # the check and its countdown take five seconds
        if ask(page, "c => c.phase === 'running'"):
            return
        if ask(page, f"c => c.result.setup[4].code === 'too_slow' && {only_rate}"):
            page.locator("button.go").click()
            wait_for(page, "c => c.phase === 'running'")
            return
    raise AssertionError(ask(page, "c => JSON.stringify(c.result.setup)"))


def skip_where_nothing_can_be_judged(page):
    """A computer that is busy with something else looks at a few pictures a second: too few for any technique."""
    before, seconds = ask(page, "c => c.stats.results"), 4.0
    page.wait_for_timeout(1000 * seconds)
    rate = (ask(page, "c => c.stats.results") - before) / seconds
    if rate < LEAST_RATE:
        pytest.skip(f"this computer is too busy: {rate:.1f} pictures a second are looked at, {LEAST_RATE} are needed")


def tap_ends(page, button, back):
    """Tap the upper and the lower end of the region on the picture, where a clip's truth says they are."""
    page.get_by_role("button", name=button).click()
    for end in ("neck", "tail"):
        x, y = back[end]
        at = ask(
            page,
            f"""c => {{
              const overlay = c.stage.overlay
              overlay.fit()
              const rect = c.stage.canvas.getBoundingClientRect()
              return overlay.place([{x}, {y}]).map((v, i) => v / overlay.box.ratio + (i ? rect.top : rect.left))
            }}""",
        )
        page.mouse.click(*at)
    wait_for(page, "c => c.place.back && c.place.back.given_by === 'clicks' && c.place.zones.length > 0")
