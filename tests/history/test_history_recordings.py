"""A teacher's word on a recording of a class comes back, and what cannot be read is neither shown nor lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coach.corrections.records import Correction, FindingOpinion, Stretch
from coach.errors import InputError, StoreError
from coach.history.recordings import (
    CORRECTIONS_NAME,
    keep_correction,
    list_corrected_recordings,
    list_corrections,
)

NOON = datetime(2026, 1, 28, 12, tzinfo=UTC)
WORD = Correction(
    "Eva",
    NOON,
    NOON,
    (Stretch(0.0, 4.0, "rubbing", checked=True, pace_per_min=62.0), Stretch(4.0, 9.0, "unseen")),
    (FindingOpinion("pace_too_fast", 3.0, "rubbing-pads", "not_so"),),
)


def same(correction: Correction) -> Correction:
    """Without the moment at which it was kept."""
    return replace(correction, changed_at=NOON)


def test_a_word_comes_back_as_it_was_kept(tmp_path: Path):
    kept = keep_correction(tmp_path / "d", "anna", replace(WORD, teacher="  Eva \n"))
    assert list_corrections(tmp_path / "d") == [kept]
    assert same(kept) == WORD and kept.changed_at > NOON
    assert list_corrections(tmp_path / "nowhere") == []


def test_a_teacher_has_one_word_and_one_blind_word(tmp_path: Path):
    later = replace(WORD, finished=True)
    for word in (WORD, replace(WORD, blind=True), replace(WORD, teacher="Ida"), later):
        keep_correction(tmp_path, "anna", word)
    assert [same(word) for word in list_corrections(tmp_path)] == [
        replace(WORD, blind=True),
        replace(WORD, teacher="Ida"),
        later,
    ]


def test_what_cannot_be_read_is_passed_over_and_never_written_over(tmp_path: Path):
    keep_correction(tmp_path, "anna", WORD)
    (path,) = (tmp_path / CORRECTIONS_NAME).iterdir()
    for content in ("{", '{"schema_version": 2, "student": "anna"}'):
        path.write_text(content)
        assert list_corrections(tmp_path) == []
        with pytest.raises(StoreError, match=path.name):
            keep_correction(tmp_path, "anna", WORD)
        assert path.read_text() == content
    path.unlink()
    keep_correction(tmp_path, "anna", WORD)
    with pytest.raises(InputError):
        keep_correction(tmp_path, "anna", replace(WORD, teacher=" "))


def test_all_recordings_that_were_corrected_are_found(tmp_path: Path):
    recordings = tmp_path / "classes" / "recordings"
    keep_correction(recordings / "b", "anna", WORD)
    keep_correction(recordings / "a", "ben", replace(WORD, blind=True))
    (recordings / "c" / "marks").mkdir(parents=True)
    found = list_corrected_recordings(tmp_path)
    assert [(each.folder.name, each.student, len(each.corrections)) for each in found] == [
        ("a", "ben", 1),
        ("b", "anna", 1),
    ]
    assert list_corrected_recordings(tmp_path / "nowhere") == []
