"""What every test relies on."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from typing import Any

import hypothesis
import pytest

from coach.linear_algebra import use_one_thread
from tests.browser import CHROMIUM, NO_CHROMIUM

use_one_thread()

# How long an example takes says more about what else the computer does than about the code.
# The same examples on every run: what is judged by a threshold tips over somewhere, and a change must not be blamed for
# an example that nobody had met. `pytest --hypothesis-profile=default --hypothesis-seed=N` looks at others.
hypothesis.settings.register_profile("coach", deadline=None, derandomize=True)
hypothesis.settings.load_profile("coach")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background lets them, and all that they start, ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let no test meet what the user of this computer keeps: a technique model of their own would change verdicts."""
    with pytest.MonkeyPatch.context() as patch:
        if "MASSAGE_COACH_DATA" not in os.environ:
            patch.setenv("MASSAGE_COACH_DATA", str(tmp_path_factory.mktemp("data")))
        yield


@pytest.fixture(autouse=True)
def own_main() -> Iterator[None]:
    """Streamlit's test runner puts the page in the place of ``__main__``, where new processes would look for it."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """What drives the browser: one for all tests, because two of them cannot run side by side."""
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        yield running
