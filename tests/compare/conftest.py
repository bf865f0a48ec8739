"""Sessions written down by hand, as fixtures of this folder."""

from __future__ import annotations

from tests.hand_made import lumbar

__all__ = ["lumbar"]
