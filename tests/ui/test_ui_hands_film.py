"""The hands of a recording as a file that a page draws."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.records import VideoInfo
from coach.tracks_file import Recorded, write_tracks
from coach.ui import hands_film
from coach.ui.hands_film import offer_kept_hands, pack_hands
from coach.ui.media import SHELF
from tests.builders import make_circle

INFO = VideoInfo("mine.mp4", 640, 480, 30.0, 90, 3.0)


def test_kept_hands_are_read_once_and_what_is_no_track_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(hands_film, "scratch_dir", lambda: tmp_path)
    tracks, file = make_circle(60.0, seconds=3.0), tmp_path / "tracks.npz"
    assert offer_kept_hands(file, "a") is None
    file.write_text("no tracks")
    assert offer_kept_hands(file, "a") is None
    write_tracks(file, Recorded(tracks, INFO), exact=True)
    address = offer_kept_hands(file, "a")
    assert address is not None
    path = SHELF.find(address.rsplit("/", 1)[1])
    assert path is not None and path.read_bytes() == pack_hands(tracks)
    file.unlink()
    assert offer_kept_hands(file, "a") == address
