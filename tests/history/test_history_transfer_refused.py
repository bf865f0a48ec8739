"""Exports that nobody should trust are refused whole: broken, packed by somebody else, or leading out of the folder."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from coach.errors import InputError
from coach.history.store import HistoryStore, open_store
from coach.history.transfer import export_history, import_history
from tests.history.filled_store import fill_store, list_contents


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return fill_store(tmp_path / "data")


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
    before = list_contents(store)
    packed = repack(export_history(store, tmp_path / "export.zip"), tmp_path / "packed.zip", rename, extra)
    again = open_store(tmp_path / "again")
    assert import_history(again, packed).sessions == 3
    assert list_contents(again) == before


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
