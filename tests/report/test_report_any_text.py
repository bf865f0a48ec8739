"""Whatever stands in names and notes, and whatever was not measured: every export can be written and read again."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from coach.formats import clean_text, load_review
from coach.history.entries import NewSession, clean_name
from coach.history.store import open_store
from coach.history.transfer import export_history, import_history
from coach.report.terminal import format_summary
from coach.reviewing import Review

ODD_TEXTS = [
    "caf\udce9",
    "a\ud800b",
    "nul\x00",
    "\x1b[31mred",
    "bell\x07\x9b",
    "\u202eabc<b>&amp;",
    "=1+1",
    "\N{OK HAND SIGN}",
]


def test_control_characters_and_halves_of_letters_are_exchanged():
    assert clean_text("a\x00b\x1bc\ud800d\x85") == "a\ufffdb\ufffdc\ufffdd\ufffd"
    assert clean_text("Zürich,\n\tשלום \N{OK HAND SIGN}") == "Zürich,\n\tשלום \N{OK HAND SIGN}"


@pytest.mark.parametrize("name", ODD_TEXTS, ids=ascii)
def test_a_review_of_any_name_is_written_as_every_format(analysis, tmp_path, name):
    review = Review(replace(analysis, info=replace(analysis.info, name=name)))
    json_path = tmp_path / "review.json"
    json_path.write_text(review.to_json(), encoding="utf-8")
    assert load_review(json_path).video.name == clean_text(name)
    for text in (review.to_html(), review.to_csv(), review.to_csv(decimal_comma=True), format_summary(review.written)):
        text.encode("utf-8")
        assert not any(char in text for char in "\x00\x07\x1b\x9b")


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_what_no_number_measures_is_null_in_json_and_empty_in_a_table(analysis, odd):
    nothing = {
        name: np.full_like(getattr(analysis.timeline, name), odd)
        for name in ("pace_per_min", "speed_cm_s", "regularity", "back_uv", "hand_seen")
    }
    segments = tuple(
        replace(segment, confidence=odd, pace_per_min=odd, regularity=odd, stroke_cm=odd, angle_rad=odd, seen_share=odd)
        for segment in analysis.segments
    )
    review = Review(replace(analysis, timeline=replace(analysis.timeline, **nothing), segments=segments))
    written = json.loads(review.to_json(), parse_constant=pytest.fail)
    assert set(written["timeline"]["pace_per_min"]) == {None}
    assert not {"nan", "inf", "-inf"} & set(review.to_csv().replace("\r\n", ",").split(","))
    assert "nan" not in review.to_html().split()


@pytest.mark.parametrize("text", ODD_TEXTS, ids=ascii)
def test_a_note_of_any_letters_goes_into_the_history_and_out_again(analysis, tmp_path, text):
    store = open_store(tmp_path / "here")
    person = store.add_profile("Ana")
    new = NewSession(person.id, datetime.now(UTC), "live", 3.0, receiver=text, felt=f"{text}\nwell")
    store.add_session(new, Review(analysis).written, None)
    file = export_history(store, tmp_path / "all.zip")
    with zipfile.ZipFile(file) as packed:
        json.loads(packed.read("people.json"), parse_constant=pytest.fail)
    there = open_store(tmp_path / "there")
    assert import_history(there, file).sessions == 1
    (session,) = there.list_sessions(there.list_profiles()[0].id)
    assert (session.receiver, session.felt) == (clean_name(text), f"{clean_text(text)}\nwell")


@pytest.mark.video
def test_a_video_of_any_name_is_drawn_on(tmp_path):
    import shutil

    from coach.reviewing import review

    sample = Path(__file__).parents[2] / "sample_videos" / "tapping.mp4"
    odd = tmp_path / "caf\udce9 \x1b[31m'<b>.mp4"
    shutil.copy(sample, odd)
    made = review(odd)
    made.save_video(tmp_path / "drawn \udce9.mp4")
    assert (tmp_path / "drawn \udce9.mp4").stat().st_size > 10_000
    assert made.written.video.name == "caf\ufffd \ufffd[31m'<b>.mp4"
