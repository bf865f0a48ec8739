"""Mutated exports of the history, imported into an empty one."""

from __future__ import annotations

import contextlib
import io
import json
import random
import sqlite3
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from coach.errors import CoachError
from coach.history.entries import NewSession, StoredScreening
from coach.history.store import HistoryStore, open_store
from coach.history.transfer import export_history, import_history
from coach.pipeline import analyse_tracks
from coach.protocol.library import load_protocol
from coach.records import VideoInfo
from coach.reviewing import review_analysis
from coach.tracks_file import Recorded
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks
from tests.frames.damaged import damage
from tests.mutated import damage_text, mutate, nest, write_json
from tests.trials import Fault


def make_good(folder: Path) -> dict[str, bytes]:
    """Return the entries of a good export: one person with one session, its review and tracks, and all about care."""
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    specs = [SegmentSpec("rubbing", duration_s=8.0, step="rub"), SegmentSpec("stroking", duration_s=6.0)]
    clip = simulate_session(specs, 5, fps=15.0)
    tracks = to_tracks(clip)
    info = VideoInfo("x.mp4", clip.width, clip.height, 15.0, len(tracks.time_s), float(tracks.time_s[-1]))
    analysis = analyse_tracks(tracks, info, clip.back)
    review = review_analysis(analysis, load_protocol("lumbar-home"), time_scale=0.02).written
    store = open_store(folder / "good")
    person = store.add_profile("Ana")
    new = NewSession(profile_id=person.id, started_at=now, kind="live", duration_s=14.0, receiver="Ben", felt="well")
    store.add_session(new, review, Recorded(tracks, info))
    store.care.add_screening(StoredScreening(person.id, "Ben", now, "1", {"moles": "yes"}, "avoid_area"))
    store.care.add_course(person.id, "daily", date(2026, 3, 1), "Ben")
    file = export_history(store, folder / "good.zip")
    with zipfile.ZipFile(file) as source:
        return {name: source.read(name) for name in source.namelist()}


def try_export(entries: dict[str, bytes], folder: Path, rng: random.Random) -> str:
    """Import a mutated export into an empty history; where it is taken in, read everything that it brought."""
    store = open_store(folder / "here")
    before = _describe_store(store)
    file = folder / "variant.zip"
    file.write_bytes(_mutate(entries, rng))
    try:
        try:
            import_history(store, file)
        except CoachError as error:
            str(error).encode("utf-8")
            if _describe_store(store) != before:
                raise Fault(f"a refused export left behind: {_describe_store(store)[1]}") from error
            return "refused"
        _read_everything(store, folder)
        return "taken in"
    finally:
        file.unlink()


def _mutate(entries: dict[str, bytes], rng: random.Random) -> bytes:
    changed = dict(entries)
    kind = rng.choice(("json", "json", "json", "json", "text", "bytes", "names", "zip"))
    name = rng.choice(sorted(changed))
    chosen = rng.choice([entry for entry in sorted(changed) if entry.endswith(".json")])
    raw = np.random.default_rng(rng.randrange(2**32))
    if kind == "json":
        value = mutate(json.loads(changed[chosen]), rng)
        value = nest(value, rng.choice((1, 300, 100_000)), rng) if rng.random() < 0.03 else value
        changed[chosen] = _write_deep(value).encode("utf-8", "surrogatepass")
    elif kind == "text":
        changed[chosen] = damage_text(changed[chosen].decode(), rng).encode("utf-8", "replace")
    elif kind == "bytes":
        changed[name] = damage(changed[name], raw)[1]
    elif kind == "names":
        odd = rng.choice(("../x", "/etc/x", "a\\..\\b", "reviews/" + "g" * 32 + ".json", "\x00", "é" * 90, "", "a/"))
        changed[odd] = changed.pop(name) if rng.random() < 0.5 else b"x"
    how = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA))
    made = pack(changed, how)
    return damage(made, raw)[1] if kind == "zip" else made


def pack(entries: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return entries as the bytes of a zip file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as target:
        for entry, data in entries.items():
            target.writestr(zipfile.ZipInfo(entry or "x"), data, how)
    return made.getvalue()


def _write_deep(value: Any) -> str:
    try:
        return write_json(value)
    except RecursionError:
        return "[" * 100_000


def _describe_store(store: HistoryStore) -> list[Any]:
    tables = ("profile", "session", "screening", "course")
    with contextlib.closing(sqlite3.connect(store.path)) as db:
        rows = [db.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in tables]
    files = [path.name for path in store.folder.rglob("*") if path.is_file()]
    return [rows, sorted(name for name in files if not name.endswith(("-wal", "-shm")))]


def _read_everything(store: HistoryStore, folder: Path) -> None:
    """Go through what the pages and the exports do with a history."""
    from coach.history import progress
    from coach.report.html import render_html
    from coach.report.table import render_csv
    from coach.report.terminal import format_summary

    for person in store.list_profiles():
        sessions = store.list_sessions(person.id)
        progress.list_pain(sessions)
        progress.suggest_practice(sessions)
        progress.advise_guidance(sessions)
        progress.find_bests(sessions)
        for session in sessions:
            review = store.load_review(session.uuid)
            texts = [render_html(review), render_csv(review), render_csv(review, decimal_comma=True)]
            texts += [format_summary(review), review.model_dump_json()]
            for text in texts:
                text.encode("utf-8")
            if "NaN" in texts[-1] or "Infinity" in texts[-1]:
                raise Fault("a number that JSON does not know")
            if session.has_tracks:
                store.load_tracks(session.uuid)
        store.care.running_course(person.id)
        store.care.last_screening(person.id, "Ben")
    export_history(store, folder / "again.zip").unlink()
