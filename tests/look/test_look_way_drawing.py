"""Each way of working has a drawing of its own: the part that works, the hands, and where they go."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from coach.look.palette import LOOKS
from coach.look.way_drawing import VIEW_BOX, draw_way
from coach.protocol.vocabulary import load_vocabulary

WAYS = load_vocabulary()


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())
def test_a_drawing_is_named_and_in_its_techniques_colour(way):
    drawn = draw_way(way)
    root = ElementTree.fromstring(drawn)
    assert root.get("viewBox") == " ".join(f"{value:g}" for value in VIEW_BOX)
    assert root[0].text == way.name
    assert LOOKS[way.judged_as].color in drawn and " id=" not in drawn


def test_parts_of_the_hand_look_different():
    rubbing = [way for way in WAYS.values() if way.group == "rubbing"]
    drawn = {way.part: draw_way(way).split("</title>")[1] for way in rubbing}
    assert len(set(drawn.values())) == len(drawn) == 6


def test_one_hand_is_drawn_once_and_a_burdened_one_twice():
    assert draw_way(WAYS["stroking-thumb"]).count("translate(") == 1
    assert draw_way(WAYS["stroking-burdened"]).count("translate(") == 2


@pytest.mark.parametrize(("region", "lines"), [("back", 1), ("leg", 0), ("shoulders", 1)])
def test_a_spine_is_drawn_only_where_there_is_one(region, lines):
    assert draw_way(WAYS["stroking-thumb"], region).count("M 0 -40 L 0 40") == lines
