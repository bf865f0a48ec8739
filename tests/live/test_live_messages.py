"""What may come over the socket, byte for byte."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.live.messages import (
    COMMANDS,
    LANDMARK_UNITS,
    read_command,
    read_frame,
    read_jpeg_size,
    read_text,
    write_hand,
)
from coach.live.security import MAX_FRAME_BYTES, MAX_TEXT_BYTES, Close, Refused
from coach.records import HandPose, Source
from tests.live.page_frames import write_frame


def refusal(call, *args):
    with pytest.raises(Refused) as refused:
        call(*args)
    return refused.value.code


def test_a_frame_comes_back_as_it_was_sent(jpeg):
    assert read_frame(write_frame(12.345, jpeg)) == (12.345, jpeg)
    assert read_jpeg_size(jpeg) == (64, 48)


def test_a_frame_that_is_too_large_is_refused(jpeg):
    assert refusal(read_frame, write_frame(0.0, jpeg + bytes(MAX_FRAME_BYTES))) is Close.TOO_LARGE


def test_a_picture_that_claims_a_billion_pixels_is_refused_before_it_is_decoded(jpeg):
    at = jpeg.index(b"\xff\xc0")
    bomb = jpeg[: at + 5] + struct.pack(">HH", 65500, 65500) + jpeg[at + 9 :]
    assert refusal(read_frame, write_frame(0.0, bomb)) is Close.TOO_LARGE


@pytest.mark.parametrize("stamp", [float("nan"), float("inf")])
def test_a_time_that_is_none_is_refused(jpeg, stamp):
    assert refusal(read_frame, write_frame(stamp, jpeg)) is Close.BAD_MESSAGE


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    code = None
    try:
        read_frame(data)
    except Refused as refused:
        code = refused.code
    assert code in (None, Close.BAD_MESSAGE, Close.TOO_LARGE)


@given(st.binary(max_size=300))
def test_any_header_is_read_or_refused(data):
    try:
        width, height = read_jpeg_size(b"\xff\xd8" + data)
    except Refused:
        return
    assert 0 <= width <= 65535
    assert 0 <= height <= 65535


@pytest.mark.parametrize("text", ["", "[", "[]", "3", "null", '{"type": 3}', "{}", "NaN"])
def test_text_that_is_no_message_is_refused(text):
    assert refusal(read_text, text) is Close.BAD_MESSAGE


def test_text_that_is_too_long_is_refused():
    assert refusal(read_text, json.dumps({"type": "x" * MAX_TEXT_BYTES})) is Close.TOO_LARGE


def test_commands_are_a_closed_list():
    command = read_command({"type": "command", "name": "pause", "why": "away"})
    assert (command.name, command.values) == ("pause", {"why": "away"})
    assert refusal(read_command, {"type": "command", "name": "shell"}) is Close.BAD_MESSAGE
    assert refusal(read_command, {"type": "command", "name": ["pause"]}) is Close.BAD_MESSAGE
    assert "hurts" in COMMANDS


def test_a_hand_travels_as_whole_numbers():
    points = np.linspace(0, 1, 42).reshape(21, 2)
    sent = write_hand(HandPose(0, Source.FLOW, points, "left"))
    assert sent is not None
    back = np.array(sent["p"]).reshape(21, 2) / LANDMARK_UNITS
    np.testing.assert_allclose(back, points, atol=0.5 / LANDMARK_UNITS)
    assert (sent["src"], sent["side"]) == (int(Source.FLOW), "left")
    assert write_hand(HandPose(0, Source.UNSEEN, np.full((21, 2), np.nan))) is None
