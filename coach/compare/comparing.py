"""The one call that lays two performances side by side."""

from __future__ import annotations

from coach.compare.differences import find_differences
from coach.compare.pairing import pair_steps
from coach.compare.records import Comparison, Performance
from coach.compare.timing import build_clock


def compare(first: Performance, second: Performance) -> Comparison:
    """Compare two performances: what goes with what, and what differs.

    Parameters
    ----------
    first : Performance
        At whose speed the common clock runs.
    second : Performance
    """
    pairs = pair_steps(first, second)
    pieces, time_map = build_clock(first, second, pairs)
    differences, judged = find_differences(first, second, pairs)
    return Comparison(first, second, pairs, pieces, time_map, differences, judged)
