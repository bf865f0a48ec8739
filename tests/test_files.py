"""Files appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress

import pytest

from coach.errors import StoreError
from coach.files import atomic_file, write_data_file


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path):
    target = tmp_path / "kept.txt"
    with atomic_file(target) as part:
        part.write_text("new")
        assert not target.exists()
    assert target.read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path):
    target = tmp_path / "kept.txt"
    target.write_text("old")
    with suppress(ZeroDivisionError), atomic_file(target) as part:
        part.write_text("half")
        raise ZeroDivisionError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="modes are POSIX's")
def test_a_private_file_is_read_by_its_owner_only(tmp_path):
    with atomic_file(tmp_path / "key.pem", private=True) as part:
        assert part.stat().st_mode & 0o077 == 0
    assert (tmp_path / "key.pem").stat().st_mode & 0o077 == 0


def test_data_that_cannot_be_written_is_said_with_the_way_out(tmp_path):
    with pytest.raises(StoreError, match="Free some space or choose another folder with --data-dir"):
        write_data_file(tmp_path / "missing" / "kept.npz", lambda part: part.write_bytes(b"x"))
