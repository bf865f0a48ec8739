"""From a measured recording to its stretches: everything that is known of them before a protocol is asked."""

from __future__ import annotations

from coach.records import Segment, Timeline
from coach.technique.describe import find_segments
from coach.technique.hidden_pace import add_hidden_paces
from coach.technique.long_pace import add_paces
from coach.technique.stops import mark_stops
from coach.technique.timeline import Measured
from coach.technique.turns import split_at_turns


def find_stretches(measured: Measured, duration_s: float) -> tuple[Timeline, tuple[Segment, ...]]:
    """Cut a recording into stretches of one technique and one way, from 0 to ``duration_s`` without holes or overlap.

    Returns
    -------
    timeline : Timeline
        The measured one, with what whole stretches tell: stops, and paces that short windows did not find.
    segments : tuple of Segment
    """
    segments = split_at_turns(measured, find_segments(measured, duration_s))
    timeline, segments = mark_stops(measured.timeline, segments, measured.signals)
    timeline, segments = add_paces(timeline, segments, measured.signals)
    return timeline, add_hidden_paces(segments, measured)
