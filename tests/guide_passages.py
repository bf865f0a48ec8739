"""What each passage of the home guide really gives: its heading, and every figure in it. Written by hand.

A figure is (kind, low, high): ``s`` of one kind of movement, ``cycles``, ``min`` of a session,
``sessions`` of a course, ``free_days`` between two. "About three minutes" is a band of half a minute to either side.
"""

from __future__ import annotations

GUIDE = "Home guide to massage for back pain"

PASSAGES: dict[str, set[tuple[str, float, float]]] = {
    "step-by-step lumbar instruction": {("cycles", 15, 20)},
    "preparation passage": {("cycles", 15, 20)},
    "simple rules": {("s", 60, 180), ("s", 150, 210)},
    "technique of massage of the loin": set(),
    "self-massage": {("s", 60, 180), ("s", 120, 180)},
    "pregnancy": set(),
    "hernia note": set(),
    "zones of the back": set(),
    "duration of a session": {("min", 10, 40)},
    "contraindications, limits and cautions": set(),
    "preparation and aftercare": set(),
    "course of treatment": {
        ("sessions", 10, 10),
        ("free_days", 2, 3),
        ("sessions", 8, 10),
        ("free_days", 0, 0),
        ("sessions", 10, 15),
    },
}
"""Figures by heading; an empty set: the passage gives words only."""


def find_heading(source: str) -> str | None:
    """Return the heading that a source names; ``None`` for a source that is not the guide.

    Raises
    ------
    ValueError
        For a source that speaks of the guide in another form.
    """
    if not source.startswith(GUIDE):
        return None
    heading = source.removeprefix(GUIDE).lstrip(":, ").split(";")[0]
    if heading not in PASSAGES:
        raise ValueError(f'"{source}": the guide has no passage "{heading}". It has {", ".join(PASSAGES)}.')
    return heading
