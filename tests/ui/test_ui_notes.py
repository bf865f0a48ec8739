"""Notes on the page: what is sent is kept once, in order, and what cannot be kept stays with the page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from coach.notes.phrases import Phrase, load_phrases, phrases_file, usual_phrases
from coach.notes.sheet import Letter, MarkShown
from coach.notes.stored import keep_note, load_notes
from coach.ui.components.noter import group_phrases
from coach.ui.jobs import Job, Progress
from coach.ui.notes_phrases import read_rows
from coach.ui.notes_view import Noted, make_letter, name_letter
from coach.ui.noting import Desk, take_edits
from coach.words import say
from tests.notes.note_example import ARROW, make_note, write_recording


def edit(number: int, text: str = "slower", **changes: Any) -> dict[str, Any]:
    note = {"id": f"{number:032x}", "at_s": 3.0, "lasts_s": 4, "text": text, "drawings": [ARROW.model_dump()]}
    return note | changes


def send(*edits: Any, client: str = "one", first: int = 1) -> dict[str, Any]:
    return {"client": client, "list": [{"seq": first + n, "edit": each} for n, each in enumerate(edits)]}


def texts(folder: Path) -> list[str]:
    return [note.text for note in load_notes(folder).notes]


def test_what_the_page_sends_is_kept_and_told(tmp_path: Path):
    desk = take_edits(Desk(), send(edit(1), edit(2, "lower", at_s=1.0)), tmp_path, "Eva")
    assert desk == Desk("one", 2)
    assert texts(tmp_path) == ["lower", "slower"]
    assert {note.teacher for note in load_notes(tmp_path).notes} == {"Eva"}
    desk = take_edits(desk, send(edit(1, withdrawn=True), first=3), tmp_path, "Eva")
    assert (desk.sequence, texts(tmp_path)) == (3, ["lower"])


def test_what_arrives_twice_is_kept_once(tmp_path: Path):
    sent = send(edit(1), edit(2))
    desk = take_edits(Desk(), sent, tmp_path, "Eva")
    assert take_edits(desk, sent, tmp_path, "Eva") == desk
    take_edits(Desk(), sent, tmp_path, "Eva")  # another run of the app, which remembers no number
    assert len(list(tmp_path.glob("*.json"))) == 2


def test_two_open_pages_do_not_undo_each_other(tmp_path: Path):
    desk = take_edits(Desk(), send(edit(1, "from one")), tmp_path, "Eva")
    desk = take_edits(desk, send(edit(2, "from the other"), client="other"), tmp_path, "Eva")
    assert desk == Desk("other", 1)
    assert sorted(texts(tmp_path)) == ["from one", "from the other"]


@pytest.mark.parametrize(
    "sent", [None, "x", {}, {"list": "x"}, {"client": "one", "list": [7, {"seq": "1"}, {"seq": 1, "edit": []}]}]
)
def test_what_is_no_list_of_changes_is_passed_over(tmp_path: Path, sent: object):
    assert take_edits(Desk("one"), sent, tmp_path, "Eva").sequence == 0
    assert not list(tmp_path.iterdir())


def test_what_is_no_note_does_not_hold_up_the_rest(tmp_path: Path):
    desk = take_edits(Desk(), send(edit(1, at_s=-1), edit(2)), tmp_path, "Eva")
    assert (desk.sequence, desk.fault, texts(tmp_path)) == (2, "", ["slower"])


def test_what_cannot_be_written_stays_with_the_page(tmp_path: Path):
    folder = tmp_path / "notes"
    folder.write_text("a file where the folder should be")
    sent = send(edit(1), edit(2))
    desk = take_edits(Desk(), sent, folder, "Eva")
    assert desk.sequence == 0 and str(folder) in desk.fault
    folder.unlink()
    assert take_edits(desk, sent, folder, "Eva") == Desk("one", 2)
    assert len(texts(folder)) == 2


def test_sentences_are_grouped_by_topic():
    phrases = [Phrase(topic="pace", text="b"), Phrase(topic="praise", text="a"), Phrase(topic="pace", text="c")]
    assert group_phrases(phrases) == [{"name": "Praise", "texts": ["a"]}, {"name": "Pace", "texts": ["b", "c"]}]


def test_rows_of_the_table_become_sentences(data: Path):
    rows = [
        {"topic": "Pace", "text": "  slower \n here "},
        {"topic": None, "text": "good"},
        {"topic": "Place", "text": "  "},
        {"topic": "Place", "text": None},
    ]
    assert read_rows(rows) == [Phrase(topic="pace", text="slower here"), Phrase(topic="praise", text="good")]


def test_the_page_asks_who_writes_and_for_whom_and_keeps_a_list(data: Path, tmp_path: Path):
    write_recording(tmp_path / "in.mp4", 4.0)
    keep_note(tmp_path / "notes", make_note())
    (tmp_path / "notes" / "strange.json").write_text("{")

    def script(folder: str) -> None:
        from pathlib import Path

        from coach.ui.notes_view import Noted, show_notes

        place = Path(folder)
        show_notes(Noted("d", place / "notes", place / "in.mp4", 4.0, "week 3", "in.notes"))

    app = AppTest.from_function(script, args=(str(tmp_path),), default_timeout=60).run()
    assert [info.value for info in app.info] == [say("note-name-empty")]
    app.text_input[0].set_value("Eva")
    app.text_input[1].set_value("Anna").run()
    assert not app.exception and not app.info
    assert any("strange.json" in warning.value for warning in app.warning)
    assert any("Anna alone" in each.value for each in app.markdown)
    app.button(key="notes_phrases_keep").click().run()
    assert not app.exception and load_phrases() == usual_phrases() and phrases_file().is_file()

    phrases_file().write_text("{")
    app.run()
    assert any(str(phrases_file()) in warning.value.replace("\\", "") for warning in app.warning)
    assert "notes_phrases_keep" not in {button.key for button in app.button}


def make_noted(folder: Path, video: Path) -> Noted:
    return Noted("d" * 8, folder, video, 4.0, "week 3", "Anna.notes", "Anna", "Eva")


def test_a_change_of_anything_in_it_makes_another_file(tmp_path: Path):
    noted = make_noted(tmp_path, tmp_path / "in.mp4")
    letter = Letter("Anna", "week 3", (make_note(),))
    marked = replace(letter, marks=MarkShown("Eva", "80", ()))
    changed = replace(letter, notes=(make_note(text="other"),))
    names = {name_letter(noted, each, whole=whole) for each in (letter, marked, changed) for whole in (True, False)}
    assert len(names) == 6
    assert name_letter(noted, Letter("Anna", "week 3", (make_note(),)), whole=True) in names


def test_the_file_is_made_alone_and_goes_when_it_is_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("coach.ui.notes_view.scratch_dir", lambda: tmp_path)
    noted = make_noted(tmp_path, write_recording(tmp_path / "in.mp4", 4.0))
    made = make_letter(noted, Letter("Anna", "week 3", (make_note(),)), Progress(Job(("s", "d"))), whole=True)
    assert [path.name for path in made.path.parent.iterdir()] == ["Anna.notes.html"]
    made.discard()
    made.discard()
    assert not made.path.exists()
