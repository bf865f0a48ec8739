"""How the receiver lies or sits: each position that a protocol may ask for has a drawing and words of its own."""

from __future__ import annotations

from typing import get_args

import pytest

from coach.care.screening import Limits
from coach.protocol.library import load_protocol
from coach.protocol.schema import Position
from coach.ui.components.preparation import DRAWINGS
from coach.ui.components.preparation_list import name_positions, preparations
from coach.ui.preparations import read_position
from coach.words import say


def position_titles(protocol_id: str | None) -> list[str]:
    protocols = None if protocol_id is None else frozenset({protocol_id})
    return [
        item.title for name, item in preparations(Limits(protocols)).items() if name.startswith(("position", "turned"))
    ]


def test_each_position_has_its_own_drawing_and_words() -> None:
    positions = get_args(Position)
    assert len({say("command-position", position=position) for position in positions}) == len(positions)
    drawings = {(DRAWINGS / f"{read_position(position).drawing}.svg").read_text("utf-8") for position in positions}
    assert len(drawings) == len({read_position(position).text for position in positions}) == len(positions)


@pytest.mark.parametrize(
    ("protocol_id", "titles"),
    [
        ("pregnancy-gentle", ["Lying on the side", "Or: sitting, leaning forward"]),
        ("self-massage", ["Lying on the back, knees bent", "Later, turned over: lying face down, relaxed"]),
        ("lumbar-home", ["Lying face down, relaxed"]),
        (None, ["Lying face down, relaxed"]),
    ],
)
def test_the_preparation_shows_what_the_protocol_asks(protocol_id: str | None, titles: list[str]) -> None:
    assert position_titles(protocol_id) == titles


def test_who_may_choose_is_told_that_another_programme_asks_for_another_position() -> None:
    assert say("before-usual-position") in preparations(Limits())["position_prone"].text
    assert say("before-usual-position") not in preparations(Limits(frozenset({"back-home"})))["position_prone"].text


def test_the_second_half_of_self_massage_is_done_turned_over() -> None:
    protocol = load_protocol("self-massage")
    assert (protocol.position, protocol.turned_to) == (("supine",), ("prone",))


def test_where_a_protocol_is_chosen_its_positions_are_named() -> None:
    assert name_positions(load_protocol("pregnancy-gentle")) == say(
        "before-position", positions="Lying on the side. Or: sitting, leaning forward"
    )
