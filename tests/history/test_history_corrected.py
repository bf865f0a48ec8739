"""Corrections in the history: beside the review, one a teacher, gone with the session, in the export."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from coach.corrections.beginning import begin_blind, begin_correction
from coach.corrections.edits import Finish, Measure, Rename, apply_edit
from coach.corrections.records import Correction
from coach.errors import InputError, StoreError
from coach.history.database import connect
from coach.history.erase import delete_profile, delete_session
from coach.history.store import HistoryStore, open_store
from coach.history.transfer import export_history, import_history
from tests.history.kept_sessions import make_review, make_tracks, new_session


def keep(store: HistoryStore, **changes: object) -> str:
    return store.add_session(new_session(store, **changes), make_review(), make_tracks()).uuid


def say_kneading(teacher: str = "Ana") -> Correction:
    return apply_edit(begin_correction(make_review(), teacher), Rename(5.0, "kneading"))


def test_a_correction_is_kept_beside_the_review(store: HistoryStore) -> None:
    uuid = keep(store)
    before, listed = store.load_review(uuid), store.find_session(uuid)
    kept = store.corrections.save(uuid, say_kneading("  Ana \n Maria "))
    assert kept.teacher == "Ana Maria" and kept.changed_at >= kept.begun_at
    assert store.corrections.list_of(uuid) == [kept]
    assert store.load_review(uuid) == before and store.find_session(uuid) == listed


def test_each_teacher_has_one_word_and_a_blind_one(store: HistoryStore) -> None:
    uuid = keep(store)
    store.corrections.save(uuid, say_kneading("Ana"))
    blind = store.corrections.save(uuid, apply_edit(begin_blind("Ana", 20.0), Rename(5.0, "tapping")))
    ben = store.corrections.save(uuid, say_kneading("Ben"))
    again = store.corrections.save(uuid, apply_edit(say_kneading("Ana"), Finish()))
    assert store.corrections.list_of(uuid) == [blind, ben, again]
    assert store.corrections.find(uuid, "Ana") == again and store.corrections.find(uuid, "Ana", blind=True) == blind
    assert store.corrections.find(uuid, "Cy") is None and store.corrections.list_teachers() == ["Ana", "Ben"]


def test_all_corrections_are_listed_with_their_sessions(store: HistoryStore) -> None:
    first, second = keep(store), keep(store, profile_id=store.add_profile("Ben").id)
    store.corrections.save(second, say_kneading())
    store.corrections.save(first, say_kneading())
    assert [entry.uuid for entry in store.corrections.list_all()] == [second, first]
    ben = store.find_session(second).profile_id
    assert [entry.uuid for entry in store.corrections.list_all(ben)] == [second]


def test_lists_and_charts_get_the_numbers_with_the_teachers_word(store: HistoryStore) -> None:
    uuid = keep(store)
    profile = store.find_session(uuid).profile_id
    assert store.corrections.list_summaries(profile) == {}
    store.corrections.save(uuid, say_kneading())
    [(teacher, summary)] = store.corrections.list_summaries(profile).values()
    assert teacher == "Ana" and set(summary.techniques) == {"kneading"} and set(summary.ribbon) == {"kneading"}


def test_a_session_analysed_again_keeps_its_corrections_and_takes_their_numbers_anew(store: HistoryStore) -> None:
    uuid = keep(store)
    kept = store.corrections.save(uuid, apply_edit(begin_correction(make_review(), "Ana"), Rename(5.0, "rubbing")))
    again = make_review()
    slower = again.segments[0].model_copy(update={"pace_per_min": 50.0})
    store.replace_review(uuid, again.model_copy(update={"segments": [slower]}), "new")
    assert store.corrections.list_of(uuid) == [kept]
    [(_, summary)] = store.corrections.list_summaries(store.find_session(uuid).profile_id).values()
    assert summary.techniques["rubbing"].pace_per_min == 50.0


def test_a_teacher_without_a_name_and_a_session_that_is_gone_are_refused(store: HistoryStore) -> None:
    uuid = keep(store)
    with pytest.raises(InputError, match="name"):
        store.corrections.save(uuid, replace(say_kneading(), teacher=" \n "))
    with pytest.raises(StoreError, match="not in the history"):
        store.corrections.save("0" * 32, say_kneading())


def test_a_damaged_correction_hides_no_other(store: HistoryStore) -> None:
    uuid = keep(store)
    store.corrections.save(uuid, say_kneading("Ana"))
    ben = store.corrections.save(uuid, say_kneading("Ben"))
    with connect(store.path) as db:
        db.execute("UPDATE correction SET body = '{' WHERE teacher = 'Ana'")
    assert store.corrections.list_of(uuid) == [ben]
    assert [entry.correction for entry in store.corrections.list_all()] == [ben]


@pytest.mark.parametrize("whole_person", [False, True])
def test_corrections_go_with_the_session(store: HistoryStore, whole_person: bool) -> None:
    uuid = keep(store)
    store.corrections.save(uuid, say_kneading("Zebrafinch"))
    if whole_person:
        delete_profile(store, store.find_session(uuid).profile_id)
    else:
        delete_session(store, uuid)
    assert store.corrections.list_all() == []
    assert not any(b"Zebrafinch" in path.read_bytes() for path in store.folder.rglob("*") if path.is_file())


def test_one_correction_can_be_taken_away(store: HistoryStore) -> None:
    uuid = keep(store)
    store.corrections.save(uuid, say_kneading("Ana"))
    ben = store.corrections.save(uuid, say_kneading("Ben"))
    store.corrections.delete(uuid, "Ana")
    assert store.corrections.list_of(uuid) == [ben]


def test_export_and_import_carry_corrections(store: HistoryStore, tmp_path: Path) -> None:
    uuid = keep(store)
    paced = apply_edit(say_kneading(), Measure(5.0, "pace_per_min", 44.0))
    kept = store.corrections.save(uuid, paced)
    other = open_store(tmp_path / "other")
    assert import_history(other, export_history(store, tmp_path / "all.zip")).corrections == 1
    assert other.corrections.list_of(uuid) == [kept]
    assert len(other.corrections.list_summaries(other.find_session(uuid).profile_id)) == 1


def test_a_second_teachers_word_comes_back_to_a_known_session(store: HistoryStore, tmp_path: Path) -> None:
    """Two teachers mark the same session at two computers; the import adds the other's and leaves one's own."""
    uuid = keep(store)
    other = open_store(tmp_path / "other")
    import_history(other, export_history(store, tmp_path / "there.zip"))
    mine = store.corrections.save(uuid, say_kneading("Ana"))
    other.corrections.save(uuid, apply_edit(say_kneading("Ana"), Rename(5.0, "tapping")))
    bens = other.corrections.save(uuid, say_kneading("Ben"))
    imported = import_history(store, export_history(other, tmp_path / "back.zip"))
    assert (imported.sessions, imported.known, imported.corrections) == (0, 1, 1)
    assert store.corrections.find(uuid, "Ana") == mine and store.corrections.find(uuid, "Ben") == bens


@pytest.mark.parametrize("what", ["stretches", "teacher", "year"])
def test_an_export_with_a_faulty_correction_is_refused_whole(store: HistoryStore, tmp_path: Path, what: str) -> None:
    uuid = keep(store)
    store.corrections.save(uuid, say_kneading())
    file = export_history(store, tmp_path / "all.zip")
    with zipfile.ZipFile(file) as source:
        texts = {name: source.read(name) for name in source.namelist()}
    people = json.loads(texts["people.json"])
    correction = people["people"][0]["sessions"][0]["corrections"][0]
    faults = {"stretches": [], "teacher": "two\nlines", "changed_at": "9000-01-01T00:00:00Z"}
    key = "changed_at" if what == "year" else what
    correction[key] = faults[key]
    with zipfile.ZipFile(tmp_path / "bad.zip", "w") as target:
        for name, text in texts.items():
            target.writestr(name, json.dumps(people) if name == "people.json" else text)
    other = open_store(tmp_path / "other")
    with pytest.raises(InputError, match="unexpected"):
        import_history(other, tmp_path / "bad.zip")
    assert other.list_profiles() == []


def test_an_export_from_before_corrections_is_still_read(store: HistoryStore, tmp_path: Path) -> None:
    uuid = keep(store)
    file = export_history(store, tmp_path / "all.zip")
    with zipfile.ZipFile(file) as source:
        texts = {name: source.read(name) for name in source.namelist()}
    people = json.loads(texts["people.json"])
    del people["people"][0]["sessions"][0]["corrections"]
    texts["people.json"] = json.dumps(people).encode()
    texts["manifest.json"] = json.dumps(json.loads(texts["manifest.json"]) | {"version": 2}).encode()
    with zipfile.ZipFile(tmp_path / "old.zip", "w") as target:
        for name, text in texts.items():
            target.writestr(name, text)
    other = open_store(tmp_path / "other")
    assert import_history(other, tmp_path / "old.zip").sessions == 1 and other.corrections.list_of(uuid) == []


def test_a_rescue_from_a_damaged_file_brings_the_corrections_along(store: HistoryStore) -> None:
    uuid = keep(store)
    kept = store.corrections.save(uuid, say_kneading())
    with sqlite3.connect(store.path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page_size = db.execute("PRAGMA page_size").fetchone()[0]
        root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'screening_by_receiver'").fetchone()[0]
    db.close()
    with store.path.open("r+b") as file:
        file.seek((root - 1) * page_size)
        file.write(b"\xff" * page_size)
    again = open_store(store.folder)
    assert again.notice is not None and again.corrections.list_of(uuid) == [kept]
