"""Export, delete and import: all of it comes back, none of it stays behind, nothing foreign gets in."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coach.errors import StoreError
from coach.history.erase import delete_everything, delete_profile, delete_session
from coach.history.store import HistoryStore, open_store
from coach.history.transfer import export_history, import_history
from tests.history.filled_store import MARK, add_session, fill_store, list_contents


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return fill_store(tmp_path / "data")


def find_on_disk(folder: Path, mark: str) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and mark.encode() in path.read_bytes()]


def test_export_delete_import_brings_everything_back(store: HistoryStore, tmp_path: Path) -> None:
    before = list_contents(store)
    file = export_history(store, tmp_path / "export.zip")
    delete_everything(store.folder)
    assert open_store(store.folder).list_profiles() == []
    again = open_store(store.folder)
    again.add_profile("Ana")  # the app makes a first profile by itself
    result = import_history(again, file)
    assert (result.people, result.sessions, result.known) == (2, 3, 0)
    assert list_contents(again) == before


def test_importing_twice_changes_nothing(store: HistoryStore, tmp_path: Path) -> None:
    before = list_contents(store)
    result = import_history(store, export_history(store, tmp_path / "export.zip"))
    assert (result.people, result.sessions, result.known) == (0, 0, 3)
    assert list_contents(store) == before


def test_somebody_else_of_the_same_name_is_not_mixed_in(store: HistoryStore, tmp_path: Path) -> None:
    file = export_history(store, tmp_path / "export.zip")
    other = open_store(tmp_path / "other")
    own = other.add_profile("Ana")
    add_session(other, own.id, felt="own")
    import_history(other, file)
    assert [profile.name for profile in other.list_profiles()] == ["Ana", "Ana (2)", f"Ben {MARK}"]
    assert len(other.list_sessions(own.id)) == 1


def test_everything_deleted_is_gone_from_the_disk(store: HistoryStore) -> None:
    assert find_on_disk(store.folder, MARK)
    for name in ("live", "damaged", "notes", "protocols"):
        (store.folder / name).mkdir()
        (store.folder / name / "file").write_text(MARK if name != "protocols" else "mine")
    held = sqlite3.connect(store.path)
    raw = store.path.open("rb")  # even through a file that another program still holds open
    held.close()
    delete_everything(store.folder)
    assert find_on_disk(store.folder, MARK) == []
    assert MARK.encode() not in raw.read()
    raw.close()
    assert sorted(path.name for path in store.folder.iterdir()) == ["protocols"], "own protocols stay"


def test_one_session_deleted_is_gone_from_the_disk(store: HistoryStore) -> None:
    ana = store.list_profiles()[0]
    picture = store.folder / "live" / "20260301-120000-abcdef"
    picture.mkdir(parents=True)
    (picture / "picture.mp4").write_text("Quagga")
    uuid = add_session(store, ana.id, day=9, felt="Quagga " * 40, folder=picture.name)
    for name in (uuid, "f" * 32):
        (store.folder / "notes" / name).mkdir(parents=True)
        (store.folder / "notes" / name / "note.json").write_text("Quagga" if name == uuid else "of another session")
    assert len(find_on_disk(store.folder, "Quagga")) >= 3
    delete_session(store, uuid)
    assert find_on_disk(store.folder, "Quagga") == []
    assert find_on_disk(store.folder, uuid) == []
    assert not list(store.folder.rglob(f"{uuid}*")) and not picture.exists()
    assert find_on_disk(store.folder, "of another session")
    assert len(store.list_sessions(ana.id)) == 2


def test_a_profile_goes_with_all_its_data(store: HistoryStore) -> None:
    ana, ben = store.list_profiles()
    delete_profile(store, ana.id)
    assert store.list_profiles() == [ben]
    assert len(list(store.tracks_dir.iterdir())) == 1
    with sqlite3.connect(store.path) as db:
        assert db.execute("SELECT count(*) FROM screening").fetchone() == (0,)
        assert db.execute("SELECT count(*) FROM course").fetchone() == (0,)
    db.close()


def test_nothing_is_deleted_while_another_program_writes(store: HistoryStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coach.history.database.LOCK_TIMEOUT_S", 0.1)
    other = sqlite3.connect(store.path)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreError, match="another program"):
        delete_everything(store.folder)
    other.rollback()
    other.close()
    assert len(list_contents(store)) == 2


def test_a_damaged_history_can_be_deleted(store: HistoryStore) -> None:
    store.path.write_bytes(b"\xff" * 9000)
    delete_everything(store.folder)
    assert list(store.folder.iterdir()) == []


def test_an_export_that_cannot_be_written_is_said(store: HistoryStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        export_history(store, tmp_path / "nowhere" / "export.zip")
