"""Loads what the first chart needs before anybody asks for one.

Altair, its schema and pandas take most of a second of processor time; the first page with a chart would wait for them.
"""

from __future__ import annotations

import threading
from functools import cache

PAGES_WITH_CHARTS = ("review", "progress", "practise")


@cache
def warm_up() -> threading.Thread:
    """Begin to load in the background, once for each server; returns at once."""
    thread = threading.Thread(target=_load, name="chart-warm-up", daemon=True)
    thread.start()
    return thread


def wait_for_charts(page: str) -> None:
    """Wait for what was begun, before a page that draws: Altair stumbles over a pandas that is only half loaded."""
    if page in PAGES_WITH_CHARTS and warm_up.cache_info().currsize:
        warm_up().join()


def _load() -> None:
    """Draw a small chart to nowhere."""
    import altair as alt
    import pandas  # noqa: F401

    rows = alt.InlineData(values=[{"x": 0, "y": 0}])
    alt.layer(alt.Chart(rows).mark_point().encode(x="x:Q", y="y:Q")).to_dict()
