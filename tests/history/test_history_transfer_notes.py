"""Notes to a student in an export: every version comes back, none is doubled, and nothing foreign gets in."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.errors import InputError
from coach.history import transfer
from coach.history.archive import notes_path
from coach.history.store import HistoryStore, open_store
from coach.history.transfer import export_history, import_history
from coach.history.zip_entries import MOST_NOTE_BYTES
from coach.notes.records import Note
from coach.notes.stored import keep_note, load_notes
from tests.history.filled_store import fill_store

FIRST = Note(
    id="a" * 32, teacher="Eva", changed_at=datetime(2026, 3, 2, tzinfo=UTC), at_s=1.0, lasts_s=2.0, text="Slower here."
)
AGAIN = FIRST.model_copy(update={"changed_at": datetime(2026, 3, 3, tzinfo=UTC), "text": "Calm and slow."})


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return fill_store(tmp_path / "data")


def folder_of(store: HistoryStore, place: int = 0) -> Path:
    sessions = [each for person in store.list_profiles() for each in store.list_sessions(person.id)]
    return notes_path(store.tracks_dir, sessions[place].uuid)


def contents(store: HistoryStore) -> dict[str, bytes]:
    root = store.folder / "notes"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_every_version_of_every_note_comes_back(store: HistoryStore, tmp_path: Path) -> None:
    for note in (FIRST, AGAIN):
        keep_note(folder_of(store), note)
    keep_note(folder_of(store, 2), FIRST)
    (folder_of(store) / "of-somebody-else.json").write_text("{}")
    file = export_history(store, tmp_path / "all.zip")

    other = open_store(tmp_path / "other")
    assert import_history(other, file).with_notes == 2
    assert load_notes(folder_of(other)).notes == (AGAIN,)
    ours = {name: text for name, text in contents(store).items() if not name.endswith("of-somebody-else.json")}
    assert contents(other) == ours and len(ours) == 3

    newer = AGAIN.model_copy(update={"changed_at": datetime(2026, 3, 4, tzinfo=UTC), "text": "Even better."})
    keep_note(folder_of(other), newer)
    assert import_history(other, file).with_notes == 0, "all of it is here already"
    back = import_history(store, export_history(other, tmp_path / "back.zip"))
    assert (back.known, back.with_notes) == (3, 1), "a known session gets what was written since"
    assert load_notes(folder_of(store)).notes == (newer,)


def test_nothing_is_left_of_notes_when_the_import_fails(
    store: HistoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_note(folder_of(store), FIRST)
    file = export_history(store, tmp_path / "all.zip")
    other = open_store(tmp_path / "other")

    def fail(*_: object) -> None:
        raise ValueError("a damaged byte")

    monkeypatch.setattr(transfer, "_add_session", fail)
    with pytest.raises(InputError):
        import_history(other, file)
    assert contents(other) == {} and not list((other.folder / "notes").iterdir())


@pytest.mark.parametrize(
    ("name", "size"),
    [
        (f"notes/{'a' * 32}/note.json", 2),
        (f"notes/{'a' * 32}/../20260302T000000000000-00000000.json", 2),
        (f"notes/{'a' * 31}/20260302T000000000000-00000000.json", 2),
        (f"notes/{'a' * 32}/20260302T000000000000-00000000.json", MOST_NOTE_BYTES + 1),
    ],
)
def test_what_is_no_note_is_refused(store: HistoryStore, tmp_path: Path, name: str, size: int) -> None:
    file = export_history(store, tmp_path / "all.zip")
    with zipfile.ZipFile(file, "a") as target:
        target.writestr(name, b" " * size)
    with pytest.raises(InputError):
        import_history(open_store(tmp_path / "other"), file)


def test_a_note_as_large_as_may_be_gets_in_and_one_of_no_session_is_passed_over(
    store: HistoryStore, tmp_path: Path
) -> None:
    file = export_history(store, tmp_path / "all.zip")
    with zipfile.ZipFile(file, "a") as target:
        target.writestr(f"notes/{'a' * 32}/20260302T000000000000-00000000.json", b" " * MOST_NOTE_BYTES)
    other = open_store(tmp_path / "other")
    assert import_history(other, file).with_notes == 0
    assert contents(other) == {}
