"""Whether a session is taking pictures, which a review gives way to."""

from __future__ import annotations

import time
from collections.abc import Iterator

import cv2
import numpy as np
import pytest

from coach.hands.side_by_side import count_workers
from coach.live import registry
from coach.live.session import LiveSession
from coach.records import Frame, HandPose, HandsFrame, Source
from coach.ui.reviewing import count_spare_cores

LATE_S = 0.3


class SeesNothing:
    """Follower and controller in one, for a session in which nothing is to be seen."""

    outcome = None

    def __enter__(self) -> SeesNothing:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def push(self, *given: object) -> object:
        if not isinstance(given[0], Frame):
            return iter([{"type": "result"}])
        first, second = (HandPose(slot, Source.UNSEEN, np.full((21, 2), np.nan)) for slot in (0, 1))
        return HandsFrame(given[0].time_s, (first, second))

    def open(self) -> list[object]:
        return []

    def command(self, _: object) -> Iterator[object]:
        return iter(())

    def close(self) -> None:
        pass


@pytest.fixture
def session() -> Iterator[LiveSession]:
    nothing = SeesNothing()
    session = LiveSession(lambda aspect: nothing, nothing, late_s=LATE_S)
    session.start()
    registry._tokens["made"] = registry.registry().issue(session)
    yield session
    registry.put_away("made")


def wait_until(watching: bool) -> bool:
    end_s = time.monotonic() + 5
    while registry.is_watching() != watching and time.monotonic() < end_s:
        time.sleep(0.02)
    return registry.is_watching() == watching


def test_a_review_gives_way_while_pictures_come(session: LiveSession) -> None:
    assert not registry.is_watching()
    assert count_spare_cores() == count_workers()
    jpeg = cv2.imencode(".jpg", np.zeros((48, 64, 3), np.uint8))[1].tobytes()
    for number in range(5):
        session.offer(number / 30, jpeg)
        time.sleep(0.03)
    assert wait_until(True)
    assert count_spare_cores() == 1
    # No picture comes any more: a closed lid, a pause.
    assert wait_until(False)
    session.offer(1.0, jpeg)
    assert wait_until(True)
    session.close()
    assert not registry.is_watching()
