"""Places of two regions that are the same skin: the shoulder blades are on the plate of the back and on their own."""

from __future__ import annotations

from collections.abc import Collection

from coach.care.screening import Area
from coach.motion.regions import load_other_regions


def add_same_places(areas: Collection[Area], offered: Collection[Area]) -> frozenset[Area]:
    """Return the areas, and those of the offered ones that lie on the same skin.

    A place that is marked on one picture is left out whatever the protocol is about.
    """
    pairs = [pair for region in load_other_regions() for pair in region.on_back.items()]
    same = [(one, other) for pair in pairs for one, other in (pair, pair[::-1])]
    added = {Area(other, area.side) for area in areas for one, other in same if area.zone == one}
    return frozenset(areas) | (added & frozenset(offered))
