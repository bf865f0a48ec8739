"""A step says which of its ways of working the camera cannot tell from others."""

from __future__ import annotations

from coach.feedback.step_words import describe_told
from coach.protocol.library import load_protocol


def told(protocol: str, step: str) -> str:
    return describe_told(load_protocol(protocol).step(step))


def test_a_direction_that_is_asked_tells_a_way():
    assert told("lumbar-home", "rubbing-diagonal") == ""
    assert told("lumbar-home", "rubbing-crossing") == ""


def test_the_part_of_the_hand_is_not_told():
    assert told("lumbar-home", "rubbing-pads") == (
        "The camera judges this as rubbing: it cannot tell rubbing with the finger pads from other rubbing."
    )
    assert "cannot tell chopping, tapping, patting or percussion from other tapping" in told(
        "lumbar-lymph", "vibration"
    )
