"""On a computer that is too slow for every picture the coach looks less closely, says so once, and goes on."""

from __future__ import annotations

import time
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from coach.frames.video import open_video
from coach.hands.tracker import HandTracker
from coach.live.controller import LiveController
from coach.live.plan import Plan
from coach.live.session import SAID_S, LiveSession
from coach.records import PALM_POINTS
from coach.words import say

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "lumbar_session_good.mp4"
PICTURES = 12


class StubEffort:
    """Says whether less is looked for."""

    is_reduced = False


def run_session(scripted: Any, hands: list[Any], jpeg: bytes, slow: set[int]) -> list[dict[str, Any]]:
    effort, told = StubEffort(), []
    controller = LiveController(Plan("free", None), None, None)
    session = LiveSession(lambda aspect: scripted(hands), controller, effort)  # type: ignore[arg-type]
    session.start()
    session.attach(told.append)
    for number in range(PICTURES):
        effort.is_reduced = number in slow
        session.offer(number / 30, jpeg)
        deadline = time.monotonic() + 10
        while sum(message["type"] == "result" for message in told) <= number and time.monotonic() < deadline:
            time.sleep(0.005)
    session.close()
    return told


def test_it_is_said_once_however_often_it_happens(scripted: Any, hands: list[Any], jpeg: bytes) -> None:
    told = run_session(scripted, hands, jpeg, {3, 4, 7, 8})
    notices = [message for message in told if message["type"] == "notice"]
    assert notices == [
        {"type": "notice", "code": "slow_computer", "text": say("fault-slow-computer"), "seconds": SAID_S}
    ]


def test_a_quick_computer_hears_nothing_of_it(scripted: Any, hands: list[Any], jpeg: bytes) -> None:
    told = run_session(scripted, hands, jpeg, set())
    results = [message for message in told if message["type"] == "result"]
    assert len(results) == PICTURES
    assert all(len(message["at"]) == 4 and message["at"] == sorted(message["at"]) for message in results)
    assert not [message for message in told if message["type"] == "notice"]


@pytest.mark.video
def test_the_lite_model_finds_the_same_hands() -> None:
    full, lite = (find_palms(model) for model in ("full", "lite"))
    both = [(one, other) for one, other in zip(full, lite, strict=True) if len(one) == 2]
    assert len(both) > 20
    assert sum(len(other) == 2 for _, other in both) >= 0.8 * len(both)
    away = [min(np.linalg.norm(palm - there) for there in other) for one, other in both for palm in one if other]
    assert np.median(away) < 0.02, "of the picture's height; a hand is some 0.2 long"


def find_palms(model: Any) -> list[list[Any]]:
    """Centres of the palms in each picture, in heights of the picture."""
    with open_video(SAMPLE) as video, HandTracker(2, model=model) as tracker:
        return [
            [
                detection.landmarks[list(PALM_POINTS)].mean(axis=0) * (frame.image.shape[1] / frame.image.shape[0], 1)
                for detection in tracker.detect(frame)
            ]
            for frame in islice(video, 90)
        ]
