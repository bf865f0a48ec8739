"""A range chosen on a scale whose stops lie close together where small differences matter."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from coach.words import format_duration, say

BandName = Literal["duration_s", "count", "pace_per_min"]

_STOPS: dict[BandName, tuple[tuple[int, int, int], ...]] = {
    "duration_s": ((10, 60, 5), (60, 180, 10), (180, 300, 30), (300, 900, 60)),
    "count": ((1, 20, 1), (20, 50, 5), (50, 200, 10)),
    "pace_per_min": ((2, 20, 1), (20, 60, 2), (60, 120, 5), (120, 360, 20)),
}
"""From, to, by: a finger on a telephone's slider meets each of them."""


def list_stops(name: BandName) -> list[float]:
    """Return what an end of a range can be set to, rising."""
    return sorted({float(stop) for low, high, by in _STOPS[name] for stop in range(low, high + 1, by)})


def ask_band(name: BandName, label: str, shown: tuple[float, float], key: str) -> tuple[float, float]:
    """Ask for a range; its present ends are among the stops, so that looking at it changes nothing."""
    write = _write_seconds if name == "duration_s" else _write_number
    stops = sorted({*list_stops(name), *shown})
    low, high = st.select_slider(label, stops, shown, format_func=write, key=key)
    return float(low), float(high)


def _write_number(value: float) -> str:
    return say("edit-stop", unit="none", stop=value)


def _write_seconds(value: float) -> str:
    return format_duration(value) if value == round(value) else say("edit-stop", unit="s", stop=value)
