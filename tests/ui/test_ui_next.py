"""Which stretches to correct next: the list over the sessions, the jump, and what drops out once it is said."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from coach.corrections.beginning import begin_correction
from coach.corrections.edits import Rename, apply_edit
from coach.history.store import open_store
from coach.learning.ranking import Offer
from coach.ui.components.corrector import Spot
from coach.ui.next_view import MOST_SESSIONS, OFFERS, explain, list_spots
from coach.words import say
from tests.ui.history_pages import add_session, click, keys, open_page, texts
from tests.ui.review_example import make_review


def offer(start_s: float = 20.0, sure: float = 0.4, unlike: float = 0.1, uuid: str = "a") -> Offer:
    return Offer(uuid, start_s, start_s + 10.0, "rubbing", sure, unlike)


def test_ten_are_looked_for_in_the_newest_sessions_and_one_opens_there(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(data)
    uuids = [add_session(store, days, with_tracks=days != 2) for days in range(MOST_SESSIONS + 3, 0, -1)]
    uuids.reverse()
    asked: list[str] = []

    def offer_stretches(_store: Any, wanted: list[str]) -> list[Offer]:
        asked.extend(wanted)
        return [offer(uuid=uuids[0]), offer(60.0, 0.9, 0.8, uuids[3]), offer(uuid="gone")]

    monkeypatch.setattr("coach.learning.offers.offer_stretches", offer_stretches)
    app = click(open_page(view="sessions"), "correct_next")
    assert asked == [uuid for uuid in uuids if uuid != uuids[1]][:MOST_SESSIONS]
    assert "only 40%" in texts(app) and "rarer than" in texts(app)
    assert {key for key in keys(app) if key.startswith("correct-next-")} == {"correct-next-0", "correct-next-1"}
    click(app, "correct-next-1")
    assert say("correct-title") in texts(app) and app.session_state["correct_start"] == 60.0


def test_without_movements_nothing_is_offered(data: Path) -> None:
    add_session(open_store(data), 1, with_tracks=False)
    assert "correct_next" not in keys(open_page(view="sessions"))


def test_nothing_left_is_said(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_session(open_store(data), 1)
    monkeypatch.setattr("coach.learning.offers.offer_stretches", lambda *_: [])
    assert say("correct-next-none") in texts(click(open_page(view="sessions"), "correct_next"))


@pytest.mark.parametrize(("sure", "unlike", "word"), [(0.4, 0.6, "sure of what"), (0.4, 0.61, "rarer than")])
def test_the_reason_is_the_stronger_of_the_two(sure: float, unlike: float, word: str) -> None:
    said = explain(offer(sure=sure, unlike=unlike))
    assert word in said and "ubbing" not in said, "a blind marking is told no technique"


def test_what_the_teacher_said_drops_out_of_the_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(st, "session_state", {OFFERS: [offer(18.0), offer(0.0), offer(0.0, uuid="b")]})
    correction = begin_correction(make_review(), "Ana")
    assert [spot.start_s for spot in list_spots("a", correction)] == [0.0, 18.0]
    named = apply_edit(correction, Rename(5.0, "stroking"))
    assert list_spots("a", named) == [Spot(18.0, 28.0, explain(offer()))]
    assert list_spots("c", named) == []
