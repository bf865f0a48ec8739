"""Frames as the live page puts them together: capture time and JPEG."""

from __future__ import annotations

import struct


def write_frame(capture_s: float, jpeg: bytes) -> bytes:
    """Put a frame together as the page does."""
    return struct.pack("<d", capture_s) + jpeg
