"""What the corrector's page sends, and what it is given: edits in order and once each, hands as bytes, words."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from coach.corrections.beginning import begin_blind, begin_correction
from coach.corrections.undoing import Undoing
from coach.ui.components.corrector import _KEYS, ORDER, SELECT_KEYS, _fixed_data, _stretch, describe_coach
from coach.ui.correcting import Desk, take_edits
from coach.ui.hands_film import PICTURES_A_SECOND, STEPS, UNSEEN, pack_hands
from tests.builders import make_sinusoid, with_gaps
from tests.ui.review_example import make_review


def send(client: str, *edits: dict[str, Any], first: int = 1) -> dict[str, Any]:
    return {"client": client, "list": [{"seq": first + i, "edit": edit} for i, edit in enumerate(edits)]}


SPLIT = {"do": "split", "at_s": 5.0}
NAME = {"do": "rename", "at_s": 5.0, "technique": "tapping"}


@pytest.fixture
def desk() -> Desk:
    return Desk(Undoing.begin(begin_correction(make_review(), "Ana")))


def names(desk: Desk) -> list[str]:
    return [stretch.technique for stretch in desk.correction.stretches]


def test_edits_are_applied_in_the_order_in_which_they_were_made(desk: Desk) -> None:
    assert names(take_edits(desk, send("a", SPLIT, NAME)))[:2] == ["stroking", "tapping"]


def test_an_edit_that_arrives_again_is_applied_once(desk: Desk) -> None:
    count = {"do": "undo"}
    once = take_edits(desk, send("a", SPLIT, NAME, count))
    again = take_edits(once, send("a", SPLIT, NAME, count))
    assert again == once and len(once.correction.stretches) == len(desk.correction.stretches) + 1
    longer = take_edits(again, send("a", SPLIT, NAME, count, {"do": "redo"}))
    assert names(longer)[1] == "tapping"


def test_a_page_that_is_opened_anew_counts_its_edits_from_the_beginning(desk: Desk) -> None:
    assert names(take_edits(take_edits(desk, send("a", SPLIT)), send("b", NAME)))[1] == "tapping"


@pytest.mark.parametrize(
    "sent", [None, 3, "x", [], {}, {"list": 5}, {"client": "a", "list": [None, 3, {}, {"seq": "1"}]}]
)
def test_what_is_no_list_of_edits_changes_nothing(desk: Desk, sent: object) -> None:
    assert take_edits(desk, sent).undoing == desk.undoing


def test_one_faulty_edit_does_not_hold_up_the_others(desk: Desk) -> None:
    faulty = {"do": "rename", "at_s": 5.0, "technique": "juggling"}
    assert names(take_edits(desk, send("a", faulty, NAME)))[0] == "tapping"


def test_the_hands_come_back_from_their_bytes() -> None:
    tracks = with_gaps(make_sinusoid(60.0, seconds=2.0), (0.5, 1.0), hand=1)
    packed = pack_hands(tracks)
    count = int(np.frombuffer(packed, "<u4", 1)[0])
    times = np.frombuffer(packed, "<f4", count, 4)
    points = np.frombuffer(packed, "<i2", offset=4 + 4 * count).reshape(count, 2, 21, 2)
    assert count == pytest.approx(2.0 * PICTURES_A_SECOND, abs=1) and (np.diff(times) > 0).all()
    kept = np.searchsorted(tracks.time_s, times - 1e-4)
    seen = np.isfinite(tracks.landmarks[kept])
    assert (points[~seen] == UNSEEN).all() and (~seen).any()
    np.testing.assert_allclose(points[seen] / STEPS, tracks.landmarks[kept][seen], atol=1 / STEPS)


def test_the_coachs_word_on_a_stretch_is_that_of_most_of_it() -> None:
    review = make_review()
    correction = begin_correction(review, "Ana")
    assert describe_coach(correction.stretches[1], review) == "The coach says: Rubbing, 95 a minute"
    assert describe_coach(correction.stretches[2], review) == "The coach says: Hands not seen"


def test_a_blind_marking_is_told_nothing_of_the_coachs_word() -> None:
    review = make_review()
    blind = begin_blind("Ben", review.video.duration_s)
    told = _stretch(blind.stretches[0], blind, review)
    assert told["unmarked"] and told["coach"] == ""


def test_every_key_that_is_listed_is_explained_and_every_list_has_one() -> None:
    data = _fixed_data()
    assert len(data["keys"]) == len(_KEYS) and all(names and meaning for names, meaning in data["keys"])
    assert set(SELECT_KEYS) == set(data["choices"]) and set(ORDER) == set(data["looks"])
