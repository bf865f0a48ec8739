"""Small words that sentences are made of."""

from __future__ import annotations

from coach.words import say

ZONE_NAMES = {
    "collar": "the shoulders and neck",
    "back": "the middle back",
    "lumbar": "the lower back",
    "sacral": "the sacrum and buttocks",
    "paravertebral": "the muscles beside the spine",
    "gluteal": "the buttocks",
    "hip": "the hips",
}
"""One name for each place, as it stands in a sentence; from the head down."""

CARE_NAMES = {"kidneys": "the kidneys", "heart_lungs": "the heart and the lungs"}
"""What lies under a place of particular care."""

ZONE_LABELS = {place: name.removeprefix("the ") for place, name in ZONE_NAMES.items()}
"""The same names as they stand on a drawing or in a list."""


def lower_first(text: str) -> str:
    """Begin with a small letter, for a title inside a sentence."""
    return text[:1].lower() + text[1:]


def receivers_side(side: str) -> str:
    """Name a side of the receiver so that it cannot be taken for the one of whoever massages."""
    return say("common-their-side", side=side)
