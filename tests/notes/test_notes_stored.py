"""Notes come back as they were kept, and nothing that was kept is ever lost."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.errors import InputError, StoreError
from coach.notes.phrases import (
    MOST_PHRASES,
    TOPICS,
    Phrase,
    keep_phrases,
    load_phrases,
    phrases_file,
    usual_phrases,
)
from coach.notes.records import LONGEST_S, MOST_DRAWINGS, SHORTEST_S, TEXT_LENGTH, Note, read_note
from coach.notes.stored import Kept, keep_note, load_notes
from tests.notes.note_example import ARROW, CIRCLE, START, make_note

SHARES = st.floats(0, 1)


def test_a_note_comes_back_as_it_was_kept(tmp_path: Path):
    note = make_note(text='Slower <script>alert("x")</script>\nhere', drawings=(ARROW, CIRCLE))
    path = keep_note(tmp_path / "deep" / "notes", note)
    assert load_notes(path.parent) == Kept((note,))
    assert load_notes(tmp_path / "nowhere") == Kept()


@given(st.lists(st.tuples(SHARES, SHARES, SHARES, SHARES), max_size=4), st.text(max_size=60), st.floats(0, 1e5))
def test_any_note_survives_the_way_through_its_file(corners: list[Any], text: str, at_s: float):
    drawings = [{"shape": "arrow", "x0": a, "y0": b, "x1": c, "y1": d} for a, b, c, d in corners]
    note = make_note(at_s=at_s, text=text, drawings=drawings)
    assert Note.model_validate_json(note.model_dump_json()) == note


def test_a_change_is_a_file_of_its_own_and_the_newest_counts(tmp_path: Path):
    keep_note(tmp_path, make_note(1, later_s=5, text="second word"))
    keep_note(tmp_path, make_note(1, later_s=0, text="first word"))
    keep_note(tmp_path, make_note(2, at_s=1.0, later_s=2))
    assert [note.text for note in load_notes(tmp_path).notes] == ["note 2", "second word"]
    keep_note(tmp_path, make_note(1, later_s=6, withdrawn=True))
    assert [note.text for note in load_notes(tmp_path).notes] == ["note 2"]
    assert len(list(tmp_path.glob("*.json"))) == 4
    keep_note(tmp_path, make_note(1, later_s=7, text="brought back"))
    found = load_notes(tmp_path).find(f"{1:032x}")
    assert found is not None and found.text == "brought back"


@pytest.mark.parametrize(
    "content",
    [b"", b"no JSON", b'{"schema_version": 2}', b"[]", b"\xff\xfe", b'{"schema_version": 1, "id": "../x"}'],
)
def test_a_foreign_or_damaged_file_is_named_and_left_alone(tmp_path: Path, content: bytes):
    kept = keep_note(tmp_path, make_note())
    strange = tmp_path / "strange.json"
    strange.write_bytes(content)
    found = load_notes(tmp_path)
    assert (len(found.notes), found.unreadable) == (1, (strange,))
    assert strange.read_bytes() == content and kept.is_file()


def test_a_damaged_version_leaves_the_one_before(tmp_path: Path):
    keep_note(tmp_path, make_note(text="whole"))
    keep_note(tmp_path, make_note(later_s=1, text="damaged")).write_text("{")
    found = load_notes(tmp_path)
    assert [note.text for note in found.notes] == ["whole"] and len(found.unreadable) == 1


def test_a_note_that_cannot_be_written_is_told(tmp_path: Path):
    (tmp_path / "notes").write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="notes"):
        keep_note(tmp_path / "notes", make_note())


def sent(**changes: Any) -> dict[str, Any]:
    return {"id": "a" * 32, "at_s": 3.0, "lasts_s": 2.0, "text": "slower", "drawings": []} | changes


def test_what_a_page_sends_becomes_a_note_of_its_teacher():
    note = read_note(sent(teacher="somebody else", drawings=[ARROW.model_dump()]), " Eva  B ", START)
    assert (note.teacher, note.changed_at, note.drawings, note.end_s) == ("Eva B", START, (ARROW,), 5.0)
    with pytest.raises(InputError, match="who you are"):
        read_note(sent(), "  ")


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "../../etc"},
        {"at_s": -0.1},
        {"at_s": float("nan")},
        {"lasts_s": SHORTEST_S - 0.01},
        {"lasts_s": LONGEST_S + 0.01},
        {"text": "x" * (TEXT_LENGTH + 1)},
        {"drawings": [ARROW.model_dump()] * (MOST_DRAWINGS + 1)},
        {"drawings": [ARROW.model_dump() | {"x1": 1.01}]},
        {"drawings": [ARROW.model_dump() | {"shape": "square"}]},
    ],
)
def test_what_is_no_note_is_refused_in_a_sentence(changes: dict[str, Any]):
    with pytest.raises(InputError, match="could not be read"):
        read_note(sent(**changes), "Eva")


@pytest.mark.parametrize(
    "changes",
    [
        {"at_s": 0},
        {"lasts_s": SHORTEST_S},
        {"lasts_s": LONGEST_S},
        {"text": "x" * TEXT_LENGTH},
        {"drawings": [ARROW.model_dump()] * MOST_DRAWINGS},
        {"drawings": [ARROW.model_dump() | {"x0": 0, "x1": 1}]},
    ],
)
def test_the_limits_themselves_are_allowed(changes: dict[str, Any]):
    assert read_note(sent(**changes), "Eva").schema_version == 1


def test_a_note_is_empty_until_it_says_or_shows_something():
    assert make_note(text=" \n").is_empty
    assert not make_note(text="", drawings=(ARROW,)).is_empty
    assert make_note().says_the_same(make_note(later_s=9))
    assert not make_note().says_the_same(make_note(text="other"))


# Ready-made sentences ----------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_every_topic_has_sentences_from_the_start(data: Path):
    phrases = load_phrases()
    assert phrases == usual_phrases()
    assert {phrase.topic for phrase in phrases} == set(TOPICS)
    assert all("!" not in phrase.text for phrase in phrases)


def test_a_list_of_ones_own_takes_their_place(data: Path):
    mine = (Phrase(topic="pace", text="Breathe out as you go down."),)
    keep_phrases(mine)
    assert load_phrases() == mine
    keep_phrases(())
    assert load_phrases() == ()


def test_a_list_that_cannot_be_read_is_told_and_stays(data: Path):
    phrases_file().parent.mkdir(parents=True)
    phrases_file().write_text('{"schema_version": 9}')
    with pytest.raises(StoreError, match="stays as it is"):
        load_phrases()
    assert phrases_file().read_text() == '{"schema_version": 9}'


def test_a_list_has_its_limit(data: Path):
    one = Phrase(topic="place", text="Lower.")
    keep_phrases([one] * MOST_PHRASES)
    with pytest.raises(StoreError, match=str(MOST_PHRASES)):
        keep_phrases([one] * (MOST_PHRASES + 1))
    assert len(load_phrases()) == MOST_PHRASES
