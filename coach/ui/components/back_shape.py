"""The drawn back: one outline for the picture on which it is set and for the map of where the hands worked."""

from __future__ import annotations

from coach.motion.body_shape import CORNERS, OUTLINE, half_width

__all__ = ["CORNERS", "OUTLINE", "half_width"]
