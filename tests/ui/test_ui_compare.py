"""The page Compare without a browser: who is laid beside whom, what is said, and what the page plays."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from coach.classes.opened import review_class
from coach.classes.shelf import ClassShelf
from coach.compare.comparing import compare
from coach.compare.paths import make_performance
from coach.compare.records import PalmPath, Performance
from coach.errors import CoachError
from coach.formats import ReviewFile
from coach.history.store import HistoryStore, open_store
from coach.look.body_drawing import SHEETS
from coach.ui.compare_choice import Loaded, Take, choose_partner, list_takes, name_both
from coach.ui.compare_offer import FIRST, SECOND, class_key, session_key
from coach.ui.comparison_film import PATH_HZ, describe_comparison, find_sheet, offer_comparison
from coach.ui.hands_film import remove_hands
from coach.ui.media import SHELF
from coach.words import say
from tests.classes.class_example import AnswersAtOnce, make_review, step, write_files
from tests.compare.performances import make_path, steady
from tests.ui.history_pages import NASTY, add_session, click, keys, open_page, texts
from tests.ui.test_ui_pages import OWN_PAGES

BACK = {"neck": (0.5, 0.1), "tail": (0.5, 0.9)}


@pytest.fixture
def store(data: Path) -> HistoryStore:
    return open_store(data)


def take(key: str, who: str = "Ana", day: str = "1 May", at: float = 0.0, protocol: str | None = "lumbar-home") -> Take:
    def load() -> Loaded:
        raise AssertionError("not loaded to be chosen")

    return Take(key, key, who, day, at, protocol, load)


def test_at_first_the_last_one_before_of_the_same_person_and_protocol_is_chosen():
    one = take("one", at=9)
    earlier, older, later = take("earlier", at=5), take("older", at=1), take("later", at=12)
    other = take("other", who="Ben", at=8)
    free = take("free", at=8, protocol=None)
    assert choose_partner(one, [one, older, other, free, later, earlier]) is earlier
    assert choose_partner(one, [one, other, later]) is later
    assert choose_partner(one, [one, free, other]) is other
    assert choose_partner(one, [one, free]) is free
    assert choose_partner(one, [one]) is None


def test_two_are_called_by_what_tells_them_apart():
    assert name_both(take("a"), take("b", who="Ben")) == ("Ana", "Ben")
    assert name_both(take("a"), take("b", day="8 May")) == ("1 May", "8 May")
    assert name_both(take("a"), take("b")) == ("1 May (1)", "1 May (2)")


def test_with_fewer_than_two_recordings_it_says_what_is_needed(store: HistoryStore):
    add_session(store, 1)
    app = open_page("compare")
    assert [info.value for info in app.info] == [say("compare-too-few")]
    assert "compare" not in OWN_PAGES


def test_two_sessions_are_compared_and_swapped(store: HistoryStore):
    older, newer = add_session(store, 8, 0.4, receiver=NASTY), add_session(store, 1, 0.9)
    app = open_page("compare")
    assert app.selectbox(key=FIRST).value == session_key(newer)
    assert app.selectbox(key=SECOND).value == session_key(older)
    assert say("compare-most") in texts(app)
    click(app, "compare_swap")
    assert app.selectbox(key=FIRST).value == session_key(older)
    app.selectbox(key=SECOND).set_value(session_key(older)).run()
    assert [info.value for info in app.info] == [say("compare-same")]


def test_a_session_leads_to_it_with_the_one_before_beside_it(store: HistoryStore):
    uuids = [add_session(store, days) for days in (20, 8, 1)]
    app = open_page(view="sessions")
    click(app, f"open-{uuids[1]}")
    click(app, "compare_open")
    assert app.title[0].value == say("page-name.compare")
    assert app.selectbox(key=FIRST).value == session_key(uuids[1])
    assert app.selectbox(key=SECOND).value == session_key(uuids[0])


def test_a_session_without_movements_and_a_damaged_one(store: HistoryStore):
    add_session(store, 8, with_tracks=False)
    newer = add_session(store, 1)
    app = open_page("compare")
    assert say("compare-most") in texts(app)
    (store.tracks_dir / f"{newer}.npz").write_bytes(b"no tracks")
    assert not open_page("compare").exception


def write_class(folder: Path) -> None:
    settings = write_files(folder, "Anna week 2.mp4", "Anna week 3.mp4", "Ben week 3.mp4")
    fast = make_review(steps=[step("light-stroking", (0, 10), technique=0.2), step("rubbing-pads", None, "missed")])
    review_class(settings, ClassShelf(), reviewer=AnswersAtOnce({"Anna week 3.mp4": fast}))


def test_a_recording_of_a_class_leads_to_it_with_the_week_before_beside_it(data: Path, tmp_path: Path):
    write_class(tmp_path / "evening class")
    takes = {each.label: each for each in list_takes()}
    week_2, week_3, ben = takes.values()
    assert choose_partner(week_3, list(takes.values())) is week_2
    assert name_both(week_3, ben) == ("Anna", "Ben")
    app = open_page("class")
    click(app, "class_go_through")
    assert "compare_open" in keys(app)
    click(app, "compare_open")
    assert app.selectbox(key=FIRST).value in {each.key for each in takes.values()}
    app = open_page("compare")
    app.selectbox(key=FIRST).set_value(week_3.key).run()
    app.selectbox(key=SECOND).set_value(ben.key).run()
    assert not app.exception
    assert "came up in only one of the two \\(Ben\\), not in the other \\(Anna\\)" in texts(app)


def test_a_review_that_is_gone_is_one_sentence(data: Path, tmp_path: Path):
    write_class(tmp_path / "evening class")
    first = list_takes()[0]
    digest = first.key.split("-")[1]
    assert first.key == class_key_of(tmp_path / "evening class", 0)
    for file in ClassShelf().recording_dir(digest).glob("*.review"):
        file.unlink()
    with pytest.raises(CoachError):
        first.load()
    app = open_page("compare")
    assert len(app.error) == 1


def class_key_of(folder: Path, index: int) -> str:
    from coach.classes.opened import load_items

    shelf = ClassShelf()
    settings = shelf.find_class(folder)
    assert settings is not None
    return class_key(load_items(settings, shelf)[index])


def perform(name: str, region: str = "back", path: PalmPath | None = None) -> Performance:
    whole = make_review().model_dump() | {"back": BACK | {"region": region}}
    made = make_performance(name, ReviewFile.model_validate(whole))
    return Performance(name, made.review, path or make_path(30.0, steady(30)), made.protocol)


def test_the_film_holds_the_clock_and_both_paths_on_the_drawing():
    comparison = compare(perform("Anna"), perform("Ben"))
    film = describe_comparison(comparison)
    assert len(film["clock"]) == len(film["first"]) == len(film["second"])
    assert [piece["title"] for piece in film["pieces"]] == ["Light stroking", "Rubbing with the finger pads"]
    path = film["sides"][0]["path"]
    assert path["step"] == pytest.approx(1 / PATH_HZ)
    sheet = SHEETS["back"]
    assert path["hands"][0][0] == pytest.approx(sheet.place(-0.1, 0.5), abs=0.06)
    assert len(path["hands"][0]) == pytest.approx(30 * PATH_HZ, abs=1)
    stretch = film["sides"][1]["stretches"][0]
    assert stretch["name"] == "Rubbing"
    assert film["sides"][0]["asked"][1]["text"] == "The blue band: 60–70 a minute is asked."


def test_when_a_session_is_deleted_what_was_drawn_of_it_goes_too():
    comparison = compare(perform("Anna"), perform("Ben"))
    address = offer_comparison(comparison, "ab12")
    file = SHELF.find(address.rpartition("/")[2])
    assert file is not None and json.loads(file.read_text(encoding="utf-8"))["clock"][0] == 0.0
    remove_hands()
    assert not file.exists()
    assert offer_comparison(comparison, "ab12") == address and file.is_file()


def test_what_only_one_did_is_said_on_its_button():
    lacking = make_review(steps=[step("light-stroking", (0, 10), technique=1.0)])
    film = describe_comparison(compare(perform("Anna"), make_performance("Ben", lacking)))
    notes = {piece["title"]: piece["note"] for piece in film["pieces"] if piece["title"]}
    assert notes == {"Light stroking": "", "Rubbing with the finger pads": "not with Ben"}


def test_an_unseen_palm_is_no_point():
    path = make_path(30.0, steady(30))
    path.place[:60, 1] = np.nan
    film = describe_comparison(compare(perform("Anna", path=path), perform("Ben")))
    right = film["sides"][0]["path"]["hands"][1]
    assert right[0] is None and right[-1] is not None


@pytest.mark.parametrize(
    ("first", "second", "drawn"),
    [
        (perform("a"), perform("b"), True),
        (perform("a"), perform("b", "leg"), False),
        (perform("a", "leg"), perform("b", "leg"), True),
        (perform("a"), make_performance("b", make_review()), False),
        (perform("a"), perform("b", path=PalmPath(np.arange(3.0), np.zeros((3, 2, 2)), on_back=False)), False),
    ],
)
def test_paths_are_drawn_where_both_are_known_on_the_same_part(first: Performance, second: Performance, drawn: bool):
    comparison = compare(first, second)
    assert (find_sheet(comparison) is not None) == drawn
    assert (describe_comparison(comparison)["sides"][0]["path"] is not None) == drawn
