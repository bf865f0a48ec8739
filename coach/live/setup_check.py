"""Looks at the picture before anything is scored: light, hands, their size, the back, the rate of frames."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.records import Back, HandsFrame, Source

State = Literal["ok", "wait", "bad"]

WINDOW_S = 2.0
"""How far back the check looks, and how long everything has to be well before it is passed."""

DARK_LUMA, BRIGHT_LUMA = 45.0, 225.0
"""Mean brightness (0 to 255) below and above which the hand model loses hands. Chosen by eye on dimmed clips."""

MIN_HAND_SHARE = 0.6
"""Share of the frames with a hand: below it nothing is judged anywhere in the product."""

MIN_PALM_SHARE = 0.055
"""Length of the palm (wrist to middle knuckle) over the picture's longer side. The palm detector works on 192 x 192
pixels: a smaller palm has fewer than about 10 of them."""

MIN_FPS = 12.0
"""Tapping at 4 Hz needs three frames a blow; nothing is claimed above a third of the frame rate."""

BACK_MARGIN = 0.01
"""Neck and coccyx lie at least this far from the picture's edge (share of width or height)."""

_LUMA_SIZE = (64, 36)
_WRIST, _MIDDLE_KNUCKLE = 0, 9


@dataclass(frozen=True, slots=True)
class CheckItem:
    """One line of the set-up check; ``code`` names the words that go with it."""

    id: str
    state: State
    code: str


class SetupCheck:
    """Watches the newest two seconds of a stream.

    Parameters
    ----------
    needs_back : bool
        Whether the session judges direction and place, so that the back has to be known.
    """

    def __init__(self, *, needs_back: bool = True) -> None:
        self._needs_back = needs_back
        self._recent: deque[tuple[float, float, float, int]] = deque()
        self._well_since: float | None = None

    def push(self, hands: HandsFrame, image: NDArray[np.uint8], back: Back | None) -> tuple[CheckItem, ...]:
        """Take in one frame and say how the set-up looks now."""
        luma = float(cv2.cvtColor(cv2.resize(image, _LUMA_SIZE), cv2.COLOR_RGB2GRAY).mean())
        self._recent.append((hands.time_s, luma, _palm_share(hands, image.shape), _count(hands)))
        while hands.time_s - self._recent[0][0] > WINDOW_S:
            self._recent.popleft()
        items = (
            self._check_light(),
            self._check_hands(),
            self._check_size(),
            self._check_back(back),
            self._check_rate(),
        )
        well = all(item.state == "ok" for item in items)
        self._well_since = (self._well_since if self._well_since is not None else hands.time_s) if well else None
        return items

    def well_s(self, time_s: float) -> float:
        """Seconds for which everything has been well; the check is passed after :data:`WINDOW_S` of them."""
        return 0.0 if self._well_since is None else time_s - self._well_since

    def _column(self, index: int) -> NDArray[np.float64]:
        return np.array([row[index] for row in self._recent])

    def _check_light(self) -> CheckItem:
        luma = float(np.median(self._column(1)))
        if luma < DARK_LUMA:
            return CheckItem("light", "bad", "too_dark")
        return CheckItem("light", "bad", "too_bright") if luma > BRIGHT_LUMA else CheckItem("light", "ok", "light_ok")

    def _check_hands(self) -> CheckItem:
        counts = self._column(3)
        if np.mean(counts > 0) < MIN_HAND_SHARE:
            return CheckItem("hands", "wait", "no_hands")
        if np.mean(counts > 1) < MIN_HAND_SHARE:
            return CheckItem("hands", "wait", "one_hand")
        return CheckItem("hands", "ok", "hands_ok")

    def _check_size(self) -> CheckItem:
        shares = self._column(2)
        shares = shares[np.isfinite(shares)]
        if not len(shares):
            return CheckItem("size", "wait", "size_unknown")
        small = float(np.median(shares)) < MIN_PALM_SHARE
        return CheckItem("size", "bad", "too_small") if small else CheckItem("size", "ok", "size_ok")

    def _check_back(self, back: Back | None) -> CheckItem:
        if back is None:
            return (
                CheckItem("back", "wait", "back_unknown") if self._needs_back else CheckItem("back", "ok", "back_off")
            )
        if back.given_by == "head":
            return CheckItem("back", "ok", "back_head")
        inside = all(BACK_MARGIN <= value <= 1 - BACK_MARGIN for point in (back.neck, back.tail) for value in point)
        return CheckItem("back", "ok", "back_ok") if inside else CheckItem("back", "bad", "back_outside")

    def _check_rate(self) -> CheckItem:
        times = self._column(0)
        if times[-1] - times[0] < WINDOW_S / 2:
            return CheckItem("rate", "wait", "rate_unknown")
        fps = (len(times) - 1) / (times[-1] - times[0])
        return CheckItem("rate", "ok", "rate_ok") if fps >= MIN_FPS else CheckItem("rate", "bad", "too_slow")


def _count(hands: HandsFrame) -> int:
    return sum(hand.source is Source.LANDMARKS for hand in hands.hands)


def _palm_share(hands: HandsFrame, shape: tuple[int, ...]) -> float:
    scale = np.array([shape[1], shape[0]], dtype=np.float64)
    lengths = [
        float(np.linalg.norm((hand.landmarks[_MIDDLE_KNUCKLE] - hand.landmarks[_WRIST]) * scale)) / scale.max()
        for hand in hands.hands
        if hand.source is Source.LANDMARKS
    ]
    return min(lengths) if lengths else float("nan")
