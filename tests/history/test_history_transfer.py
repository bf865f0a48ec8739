"""Export, delete and import: all of it comes back, none of it stays behind, nothing foreign gets in."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from coach.errors import InputError, StoreError
from coach.formats import CoverageModel, ReviewFile, ReviewSegment, VideoModel
from coach.history.entries import NewSession, StoredScreening
from coach.history.erase import delete_everything, delete_profile, delete_session
from coach.history.store import HistoryStore, open_store
from coach.history.transfer import export_history, import_history
from coach.records import HandTracks, VideoInfo
from coach.tracks_file import Recorded

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARK = "Zebrafinch"


def add_session(store: HistoryStore, profile_id: int, day: int = 0, felt: str = MARK, folder: str = "") -> str:
    review = ReviewFile(
        video=VideoModel(name=f"{felt}.mp4", duration_s=3.0, fps=30.0, width=640, height=480, frames=90),
        coverage=CoverageModel(one_hand=0.9, two_hands=0.5),
        segments=[ReviewSegment(start_s=0.0, end_s=3.0, technique="rubbing")],
    )
    tracks = HandTracks(np.arange(90) / 30, np.full((90, 2, 21, 2), 0.5), np.ones((90, 2), np.int8), 4 / 3)
    new = NewSession(
        profile_id=profile_id,
        started_at=NOON + timedelta(days=day),
        kind="live",
        duration_s=3.0,
        receiver=MARK,
        pain_before=4,
        pain_after=2,
        felt=felt,
        folder=folder,
    )
    return store.add_session(new, review, Recorded(tracks, VideoInfo("x.mp4", 640, 480, 30.0, 90, 3.0))).uuid


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    made = open_store(tmp_path / "data")
    ana, ben = made.add_profile("Ana"), made.add_profile(f"Ben {MARK}")
    add_session(made, ana.id)
    add_session(made, ana.id, day=3)
    add_session(made, ben.id, day=5)
    made.care.add_screening(StoredScreening(ana.id, MARK, NOON, "1", {"moles": "yes"}, "avoid_area"))
    made.care.add_course(ana.id, "daily", date(2026, 3, 1), MARK)
    return made


def snapshot(store: HistoryStore) -> list[object]:
    people: list[object] = []
    for profile in store.list_profiles():
        sessions = store.list_sessions(profile.id)
        people.append(
            (
                profile.uuid,
                profile.name,
                [(s.uuid, s.started_at, s.felt, s.pain_after, s.summary, s.has_tracks) for s in sessions],
                [store.load_review(s.uuid) for s in sessions],
                [store.load_tracks(s.uuid)[0].time_s.tolist() for s in sessions],
                store.care.last_screening(profile.id, MARK) and store.care.last_screening(profile.id, MARK).answers,  # type: ignore[union-attr]
                store.care.running_course(profile.id) and store.care.running_course(profile.id).starts_on,  # type: ignore[union-attr]
            )
        )
    return people


def find_on_disk(folder: Path, mark: str) -> list[str]:
    return [str(path) for path in folder.rglob("*") if path.is_file() and mark.encode() in path.read_bytes()]


def test_export_delete_import_brings_everything_back(store: HistoryStore, tmp_path: Path) -> None:
    before = snapshot(store)
    file = export_history(store, tmp_path / "export.zip")
    delete_everything(store.folder)
    assert open_store(store.folder).list_profiles() == []
    again = open_store(store.folder)
    again.add_profile("Ana")  # the app makes a first profile by itself
    result = import_history(again, file)
    assert (result.people, result.sessions, result.known) == (2, 3, 0)
    assert snapshot(again) == before


def test_importing_twice_changes_nothing(store: HistoryStore, tmp_path: Path) -> None:
    before = snapshot(store)
    result = import_history(store, export_history(store, tmp_path / "export.zip"))
    assert (result.people, result.sessions, result.known) == (0, 0, 3)
    assert snapshot(store) == before


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
    for name in ("live", "damaged", "protocols"):
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
    assert len(find_on_disk(store.folder, "Quagga")) >= 2
    delete_session(store, uuid)
    assert find_on_disk(store.folder, "Quagga") == []
    assert find_on_disk(store.folder, uuid) == []
    assert not list(store.folder.rglob(f"{uuid}*")) and not picture.exists()
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
    assert len(snapshot(store)) == 2


def test_a_damaged_history_can_be_deleted(store: HistoryStore) -> None:
    store.path.write_bytes(b"\xff" * 9000)
    delete_everything(store.folder)
    assert list(store.folder.iterdir()) == []


def rewrite(file: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    with zipfile.ZipFile(file) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    change(entries)
    with zipfile.ZipFile(file, "w") as target:
        for name, data in entries.items():
            target.writestr(name, data)
    return file


def edit_json(entries: dict[str, bytes], name: str, change: Callable[[dict[str, object]], object]) -> None:
    value = json.loads(entries[name])
    change(value)
    entries[name] = json.dumps(value).encode()


def bad_tracks() -> bytes:
    buffer = io.BytesIO()
    np.savez(buffer, landmarks=np.zeros(3))
    return buffer.getvalue()


FAULTS: dict[str, tuple[Callable[[dict[str, bytes]], object], str]] = {
    "path out of the folder": (lambda e: e.update({"../../evil.txt": b"x"}), "Nothing was imported"),
    "absolute path": (lambda e: e.update({"/tmp/evil.txt": b"x"}), "Nothing was imported"),
    "path out by a uuid": (lambda e: e.update({"tracks/../../x.npz": b"x"}), "Nothing was imported"),
    "backslashes": (lambda e: e.update({"tracks\\..\\x.npz": b"x"}), "Nothing was imported"),
    "foreign zip": (lambda e: (e.clear(), e.update({"manifest.json": b"{}"})), "not made by the coach"),
    "no manifest": (lambda e: e.pop("manifest.json"), "not made by the coach"),
    "another format": (
        lambda e: edit_json(e, "manifest.json", lambda m: m.update(format="x")),
        "not made by the coach",
    ),
    "newer version": (lambda e: edit_json(e, "manifest.json", lambda m: m.update(version=99)), "newer version"),
    "no people": (lambda e: e.pop("people.json"), "not a whole export"),
    "a review missing": (
        lambda e: e.pop(next(name for name in e if name.startswith("reviews/"))),
        "not a whole export",
    ),
    "a review broken": (
        lambda e: e.update({next(name for name in e if name.startswith("reviews/")): b"{}"}),
        "nothing was imported",
    ),
    "tracks broken": (
        lambda e: e.update({next(name for name in e if name.startswith("tracks/")): bad_tracks()}),
        "does not hold",
    ),
    "pain of 99": (
        lambda e: edit_json(e, "people.json", lambda p: p["people"][0]["sessions"][0].update(pain_before=99)),  # type: ignore[index]
        "people.0.sessions.0.pain_before",
    ),
    "a name that is a path": (
        lambda e: edit_json(e, "people.json", lambda p: p["people"][0]["sessions"][0].update(uuid="../x")),  # type: ignore[index]
        "people.0.sessions.0.uuid",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_with_a_fault_is_refused_whole(store: HistoryStore, tmp_path: Path, fault: str) -> None:
    change, words = FAULTS[fault]
    file = rewrite(export_history(store, tmp_path / "export.zip"), change)  # type: ignore[arg-type]
    other = open_store(tmp_path / "deep" / "other")
    with pytest.raises(InputError, match=words):
        import_history(other, file)
    assert other.list_profiles() == []
    assert not other.tracks_dir.exists() or list(other.tracks_dir.iterdir()) == []
    assert not list(tmp_path.rglob("evil*")) and not Path("/tmp/evil.txt").exists()


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\x00" * 50])
def test_what_is_no_zip_is_refused(store: HistoryStore, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "holiday.zip"
    file.write_bytes(content)
    with pytest.raises(InputError, match=r"holiday\.zip"):
        import_history(store, file)


def test_a_truncated_export_is_refused(store: HistoryStore, tmp_path: Path) -> None:
    file = export_history(store, tmp_path / "export.zip")
    file.write_bytes(file.read_bytes()[:-400])
    other = open_store(tmp_path / "other")
    with pytest.raises(InputError):
        import_history(other, file)
    assert other.list_profiles() == []


def test_a_made_up_size_is_refused_before_anything_is_unpacked(
    store: HistoryStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.history.zip_entries.MOST_BYTES", 1000)
    with pytest.raises(InputError, match="larger than any export"):
        import_history(store, export_history(store, tmp_path / "export.zip"))


def test_an_export_that_cannot_be_written_is_said(store: HistoryStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="could not be written"):
        export_history(store, tmp_path / "nowhere" / "export.zip")


def repack(file: Path, target: Path, rename: Callable[[str], str] = str, extra: dict[str, bytes] | None = None) -> Path:
    """Pack an export anew under other names, with entries of the system beside them."""
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(rename(name), old.read(name))
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return target


@pytest.mark.parametrize(
    ("rename", "extra"),
    [
        (str, {"reviews/": b"", "tracks/": b""}),
        (
            lambda name: f"my export/{name}",
            {"my export/": b"", "my export/.DS_Store": b"x", "__MACOSX/my export/._people.json": b"x"},
        ),
        (lambda name: f"folder\\{name}".replace("/", "\\"), {"folder\\": b"", "folder\\Thumbs.db": b"x"}),
        (lambda name: f"./{name}", {"desktop.ini": b"x"}),
    ],
    ids=["folder-entries", "finder", "windows", "dot"],
)
def test_an_export_that_a_file_manager_packed_again_comes_in(store, tmp_path, rename, extra) -> None:
    before = snapshot(store)
    packed = repack(export_history(store, tmp_path / "export.zip"), tmp_path / "packed.zip", rename, extra)
    again = open_store(tmp_path / "again")
    assert import_history(again, packed).sessions == 3
    assert snapshot(again) == before


@pytest.mark.parametrize(
    "name", ["/people.json", "C:\\people.json", "../people.json", "a/../../x", "two/people.json", "people.json/"]
)
def test_paths_that_lead_out_and_second_folders_are_refused(store, tmp_path, name) -> None:
    file = export_history(store, tmp_path / "export.zip")
    packed = repack(file, tmp_path / "packed.zip", lambda old: name if old == "people.json" else old)
    again = open_store(tmp_path / "again")
    with pytest.raises(InputError):
        import_history(again, packed)
    assert again.list_profiles() == []


def test_a_text_entry_larger_than_any_export_is_refused_before_it_is_read(store, tmp_path, monkeypatch) -> None:
    file = export_history(store, tmp_path / "export.zip")
    with zipfile.ZipFile(file) as source:
        largest = max(info.file_size for info in source.infolist() if info.filename.endswith(".json"))
    monkeypatch.setattr("coach.history.zip_entries.MOST_TEXT_BYTES", largest - 1)
    with pytest.raises(InputError, match="larger than any export"):
        import_history(open_store(tmp_path / "again"), file)
    monkeypatch.setattr("coach.history.zip_entries.MOST_TEXT_BYTES", largest)
    assert import_history(open_store(tmp_path / "again"), file).sessions == 3


@pytest.mark.parametrize(
    ("where", "key", "value"),
    [
        ("person", "created_at", "2026-02-30T12:00:00.000000"),
        ("sessions", "started_at", "2026-13-01T12:00:00.000000"),
        ("sessions", "started_at", "0001-01-01T00:00:00.000000"),
        ("sessions", "ordered_at", "9999-12-31T23:59:59.999999"),
        ("sessions", "ordered_at", "2100-01-01T00:00:00.000000"),
        ("sessions", "ordered_at", "2026-01-01T25:00:00.000000"),
        ("sessions", "duration_s", 604801),
        ("sessions", "summary", {"seen": float("nan")}),
        ("sessions", "summary", {"heat": [[1, 2]]}),
        ("screenings", "taken_at", "2026-01-01T12:61:00.000000"),
        ("courses", "starts_on", "2026-02-30"),
        ("courses", "ended_on", "0000-01-01"),
    ],
)
def test_impossible_dates_and_numbers_are_refused_whole(store, tmp_path, where, key, value) -> None:
    file = export_history(store, tmp_path / "export.zip")
    damaged = tmp_path / "damaged.zip"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(damaged, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "people.json":
                people = json.loads(data)
                person = people["people"][0]
                (person if where == "person" else person[where][0])[key] = value
                data = json.dumps(people).encode()
            new.writestr(name, data)
    again = open_store(tmp_path / "again")
    with pytest.raises(InputError, match=key):
        import_history(again, damaged)
    assert again.list_profiles() == []
    assert not list(again.tracks_dir.glob("*"))
