"""Loads in the background what will soon be asked for, so that nobody waits for it.

While the browser fetches Streamlit's own files: the modules and words of the first page. Once that page stands: what a
review needs, then what the first chart needs (Altair, its schema and pandas take most of a second of processor time).

What is loaded stays, so it is taken out of the search for garbage (``gc.freeze``): Streamlit searches after every run
of a page, which with all modules took a tenth of a second each time.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from functools import cache
from importlib import import_module

FIRST_PAGE = (
    "coach.ui.samples",
    "coach.look.step_drawing",
    "coach.feedback.step_words",
    "coach.ui.due_view",
    "PIL.Image",  # Streamlit asks for it when a page sets its icon
)
REVIEW = ("coach.ui.review_progress", "coach.ui.review_setup", "coach.reviewing")

LATER_S = 1.0
"""So long after its script the browser has drawn the first page; what is loaded sooner takes the server from it."""

_hurry = threading.Event()


@cache
def load_first_page() -> threading.Thread:
    """Begin to load what the first page needs, once for each server; returns at once."""
    return _begin(_load_first_page, "first-page")


def wait_for_first_page() -> None:
    """Wait for what was begun: a module is not used while another thread is still loading it."""
    if load_first_page.cache_info().currsize:
        load_first_page().join()


@cache
def warm_up() -> threading.Thread:
    """Begin to load what comes after the first page, once for each server; returns at once."""
    return _begin(_load_rest, "warm-up")


def wait_for_charts() -> None:
    """Wait for what was begun, before something is drawn: Altair stumbles over a pandas that is only half loaded."""
    if warm_up.cache_info().currsize:
        _hurry.set()
        warm_up().join()


def _begin(load: Callable[[], None], name: str) -> threading.Thread:
    def run() -> None:
        load()
        gc.freeze()

    thread = threading.Thread(target=run, name=name, daemon=True)
    thread.start()
    return thread


def _load_first_page() -> None:
    from coach.words import say

    for module in FIRST_PAGE:
        import_module(module)
    say("page-title", page="")  # a message with a value reads the whole catalogue


def _load_rest() -> None:
    """Load what a review needs, and draw a small chart to nowhere."""
    _hurry.wait(LATER_S)
    for module in REVIEW:
        import_module(module)

    import altair as alt
    import pandas  # noqa: F401

    rows = alt.InlineData(values=[{"x": 0, "y": 0}])
    alt.layer(alt.Chart(rows).mark_point().encode(x="x:Q", y="y:Q")).to_dict()
