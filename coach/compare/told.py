"""A comparison in words."""

from __future__ import annotations

from coach.compare.records import Comparison, Difference
from coach.words import say

MOST_SENTENCES = 3


def tell_differences(comparison: Comparison) -> list[str]:
    """Say what differs most, in at most three sentences; one that says so where nothing does, or nothing was judged."""
    if not comparison.judged:
        return [say("compare-not-judged")]
    shown = comparison.differences[:MOST_SENTENCES]
    return [_tell(difference, comparison) for difference in shown] or [say("compare-alike")]


def _tell(difference: Difference, comparison: Comparison) -> str:
    names = comparison.first.name, comparison.second.name
    titles = [say("finding-title", title=title) for title in difference.titles]
    if difference.lacks is not None:
        lacking = names if difference.lacks == "first" else names[::-1]
        return say("compare-left-out", titles=titles, lacks=lacking[0], has=lacking[1])
    return say(
        "compare-difference",
        part=difference.code,
        title=titles[0],
        first=difference.first,
        second=difference.second,
        one=names[0],
        two=names[1],
        more=len(titles) - 1,
        others=titles[1:],
    )
