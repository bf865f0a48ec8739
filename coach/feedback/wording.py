"""Small words that sentences are made of: times, amounts, ways, names. No sentence begins or ends here."""

from __future__ import annotations

import math
from collections.abc import Sequence

TECHNIQUE_NAMES = {
    "stroking": "stroking",
    "rubbing": "rubbing",
    "kneading": "kneading",
    "tapping": "tapping",
    "none": "rest",
    "unseen": "not seen",
}

WAYS = {
    "along": "along the spine",
    "across": "across the back",
    "diagonal": "diagonally",
    "circular": "in circles",
    "in_place": "on the spot",
    "headward": "towards the head",
    "tailward": "down towards the tailbone",
    "both": "to and fro alike",
    "outward": "from the spine out to the sides",
    "inward": "from the sides in towards the spine",
    "crossing": "with the hands towards each other",
    "clockwise": "clockwise",
    "counterclockwise": "counterclockwise",
    "none": "on one place",
}
"""How a movement goes, as it follows a verb."""

HOW_TO = {
    "along": "let your hands run beside the spine, in line with it",
    "across": "let your hands run from side to side",
    "diagonal": "turn the line of your hands half way between along and across",
    "circular": "let your hands draw small circles",
    "headward": "work towards the head and come back lightly",
    "tailward": "work down towards the tailbone and come back lightly",
    "both": "let both ways be alike",
    "outward": "start beside the spine and move out to the side",
    "inward": "start at the side and move in towards the spine",
    "crossing": "let your hands meet and part",
    "clockwise": "circle the way a clock's hands go",
    "counterclockwise": "circle against the way a clock's hands go",
}
"""What to do for a direction that is asked."""

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

ZONE_LABELS = {place: name.removeprefix("the ") for place, name in ZONE_NAMES.items()}
"""The same names as they stand on a drawing or in a list."""

_SHARES = (
    (0.1, "a tenth"),
    (0.2, "a fifth"),
    (0.25, "a quarter"),
    (1 / 3, "a third"),
    (0.5, "half"),
    (2 / 3, "two thirds"),
    (0.75, "three quarters"),
)

MINUTES_FROM_S = 120.0
"""From here on a long stretch is named in minutes, not as clock times."""


def clock(time_s: float) -> str:
    """``83.4`` -> ``1:23``; hours only when there are any."""
    seconds = max(0, round(time_s))
    if seconds >= 3600:
        return f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
    return f"{seconds // 60}:{seconds % 60:02d}"


def when(start_s: float, end_s: float) -> str:
    """Say a stretch of time as a sentence begins: ``In minutes 2–3``, ``From 0:12 to 0:20``, ``At 0:31``."""
    if end_s - start_s < 1.5:
        return f"At {clock(start_s)}"
    if end_s >= MINUTES_FROM_S and end_s - start_s >= 60:
        first, last = int(start_s // 60) + 1, math.ceil(end_s / 60)
        return f"In minute {first}" if first >= last else f"In minutes {first}–{last}"
    return f"From {clock(start_s)} to {clock(end_s)}"


def share_words(share: float) -> str:
    """Say a share as people do: ``0.31`` -> ``a third``."""
    return min(_SHARES, key=lambda item: abs(item[0] - share))[1]


def number(value: float) -> str:
    """Write a number without needless digits."""
    return f"{value:.0f}" if abs(value) >= 10 or value == round(value) else f"{value:.1f}"


def band_words(band: tuple[float, float]) -> str:
    """Write ``60–70``, or one number where both ends read the same."""
    low, high = number(band[0]), number(band[1])
    if band[0] == 0:
        return f"at most {high}"
    return low if low == high else f"{low}–{high}"


def span_words(seconds: float) -> str:
    """Write a length of time: ``40 s``, ``1.5 min``."""
    return f"{seconds:.0f} s" if seconds < 90 else f"{number(round(seconds / 30) / 2)} min"


def time_band_words(band: tuple[float, float]) -> str:
    """Write a band of seconds, in minutes when it is long."""
    if band[1] < 90:
        return f"{band_words((round(band[0]), round(band[1])))} s"
    return f"{band_words((round(band[0] / 30) / 2, round(band[1] / 30) / 2))} min"


def join_words(items: Sequence[str]) -> str:
    """Join items as ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def lower_first(text: str) -> str:
    """Begin with a small letter, for a title inside a sentence."""
    return text[:1].lower() + text[1:]


def receivers_side(side: str) -> str:
    """Name a side of the receiver so that it cannot be taken for the one of whoever massages."""
    return f"their {side} side, where their {side} hand is"
