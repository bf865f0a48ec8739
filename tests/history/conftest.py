"""A history in a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.history.store import HistoryStore, open_store


@pytest.fixture
def store(tmp_path: Path) -> HistoryStore:
    return open_store(tmp_path / "data")
