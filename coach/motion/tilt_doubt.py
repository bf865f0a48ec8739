"""Axes that hang on the camera's tilt where nobody knows it: with a back of two points, or its head's direction alone.

A camera that looks down at a slant shortens everything along its line of sight, and so turns every line that lies
askew to it. Of cameras anywhere in a cone of 50 degrees around straight above, on whichever side, the same picture
shows different angles. Where fewer than nine in ten of them agree on the word for an axis, it is not told; four corners
tell the tilt. The shape of the hands does not give it away: breadth over length of a palm, brought back from a known
tilt, differs by half between rendered hands, which lie on their edges and bend.
"""

from __future__ import annotations

import math

UNSURE_DEG = ((19.0, 30.0), (52.0, 77.0))
"""Angles from the spine, read as if the camera were straight above, between which two words are likely."""

STEEPEST_LEAN = 1.0
"""How far a hand seems to move for each unit that it rises, before a camera at 45 degrees."""


def is_angle_sure(angle_rad: float) -> bool:
    """Tell whether the word for an axis, 0 (along) to pi/2 (across), is the same under nearly every tilt."""
    angle_deg = math.degrees(angle_rad)
    return not any(low < angle_deg < high for low, high in UNSURE_DEG)


def is_way_sure(way: float, rise: float, least: float) -> bool:
    """Tell whether hands that seem to go this far do go, and do not only rise and sink before a slanting camera.

    Parameters
    ----------
    way : float
        How far they seem to go, end to end.
    rise : float
        How far they rise at this work; in the same unit.
    least : float
        Way from which on they go.
    """
    # Rising and going add up as waves of unknown phase do: by their squares.
    return way < least or way**2 - (STEEPEST_LEAN * rise) ** 2 >= least**2
