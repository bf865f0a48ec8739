"""Words about what the coach remembers."""

from __future__ import annotations

FIRST_PROFILE = "Me"
STILL_WORKS = "You can go on without it; this session is then not added to your progress."
