"""Odd messages over the live socket: a close code, or nothing; the session lives on. A part of the fuzz run."""

from __future__ import annotations

import json
import random
import time

import cv2
import numpy as np
import pytest

from coach.live.controller import LiveController
from coach.live.messages import Command, read_command, read_text
from coach.live.plan import Plan
from coach.live.recording import load_session
from coach.live.security import Close, Refused
from coach.live.session import LiveSession
from tests.trials.messages import PlaysHands, make_good_page, try_messages


@pytest.fixture(scope="module")
def page():
    return make_good_page()


def test_mutated_messages_never_stop_the_analysis(page, tmp_path):
    outcomes = set()
    for number in range(25):
        folder = tmp_path / str(number)
        folder.mkdir()
        outcomes.add(try_messages(page, folder, random.Random(f"suite-{number}")))
    assert "taken" in outcomes
    assert f"closed {Close.BAD_MESSAGE}" in outcomes


@pytest.mark.parametrize("text", ["[" * 15_000, '{"type": "command", "values": ' + "[" * 15_000, "1" * 15_000])
def test_a_message_that_lies_too_deep_or_is_no_number_is_refused(text):
    with pytest.raises(Refused) as refused:
        read_text(text)
    assert refused.value.code == Close.BAD_MESSAGE


@pytest.fixture
def running(page, tmp_path):
    """A session that has begun, and its picture."""
    controller = LiveController(Plan(), page.protocol, tmp_path / "session")
    controller.open()
    image = cv2.imdecode(np.frombuffer(page.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
    list(controller.push(page.hands[0], image, page.jpeg))
    list(controller.command(Command("start")))
    yield controller
    controller.close()


def test_words_of_a_page_never_replace_those_of_the_recording(running, tmp_path):
    sent = {"type": "command", "name": "pause", "why": "camera", "kind": "end", "t": -1, "time_s": 5, "self": 1}
    list(running.command(read_command(read_text(json.dumps(sent)))))
    running.close()
    (event,) = (one for one in load_session(tmp_path / "session").events if one["kind"] != "cue")
    assert (event["kind"], event["name"], event["why"], event["t"]) == ("command", "pause", "camera", 0.0)


def test_a_session_that_is_ended_before_the_next_picture_has_a_review(running):
    told = [message["type"] for message in running.command(Command("finish"))]
    assert told[-1] == "ended"
    assert running.outcome.review.written.segments is not None


ODD_BACKS = [{"length_cm": 10**400}, {"length_cm": 1e300}, {"neck": [10**400, 0]}, {"earlier": 5}, {"corners": 5}]
ODD_BACKS += [{"corners": [[0.2, 0.2], [0.7, 0.9], [0.8, 0.2], [0.3, 0.9]]}]


@pytest.mark.parametrize("odd", ODD_BACKS)
def test_a_back_with_impossible_numbers_is_no_back(running, odd):
    values = {"neck": [0.5, 0.1], "tail": [0.5, 0.9], **odd}
    (message,) = running.command(Command("set_back", values))
    assert message["back"] is None


def test_pictures_that_do_not_come_pause_the_session_and_their_return_ends_the_pause(page):
    """Whatever became of the page: nobody is there to press a key."""
    controller = LiveController(Plan(), page.protocol, None)
    session = LiveSession(lambda aspect: PlaysHands(page.hands), controller, late_s=0.3)
    told = []
    session.attach(told.append)
    session.start()
    try:
        session.offer(1.0, page.jpeg)
        wait_for(lambda: any(message["type"] == "result" for message in told))
        session.command(Command("start"))
        wait_for(lambda: any(message["type"] == "phase" for message in told))
        session.offer(1.1, page.jpeg)
        wait_for(lambda: "pause_camera" in [message.get("code") for message in told])
        time.sleep(0.7)
        assert [message.get("code") for message in told].count("pause_camera") == 1
        for number in range(60):
            session.offer(30.0 + number / 30, page.jpeg)
            time.sleep(0.02)
        wait_for(lambda: "resume" in [message.get("code") for message in told])
    finally:
        session.close()


def wait_for(condition):
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
