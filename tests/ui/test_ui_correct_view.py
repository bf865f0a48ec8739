"""Correcting run in process: whose word is shown, and what of it leaves the program."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.corrections.beginning import begin_correction
from coach.corrections.edits import Finish, Rename, Split, apply_edit
from coach.evaluate.run import evaluate_folder
from coach.history.store import open_store
from coach.live.outcome import Outcome
from coach.pipeline import analyse_tracks
from coach.records import VideoInfo
from coach.reviewing import review_analysis
from coach.ui.correct_place import pack_truth
from coach.ui.correct_view import is_kept
from coach.ui.jobs import JOBS
from coach.ui.reviewing import Request, Result
from coach.ui.state import Recording
from coach.words import say
from tests.builders import make_sinusoid
from tests.ui.history_pages import NASTY, SHELL, add_session, click, keys, open_page, texts


def test_a_session_says_whose_word_is_shown_and_can_show_the_coachs(data: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1)
    begun = begin_correction(store.load_review(uuid), "Maria")
    store.corrections.save(uuid, apply_edit(begun, Rename(5.0, "kneading")))
    app = open_page(view="sessions")
    assert say("progress-corrected", name="Maria") in texts(app)
    click(app, f"open-{uuid}")
    assert any("Corrected by Maria on" in info.value for info in app.info)
    app.toggle(key=f"coach_only_{uuid}").set_value(True).run()
    assert not app.exception and not any("Corrected by" in info.value for info in app.info)


def test_a_session_opens_to_be_corrected_and_closes_again(data: Path) -> None:
    uuid = add_session(open_store(data), 1)
    app = click(click(open_page(view="sessions"), f"open-{uuid}"), "correct_open")
    assert say("correct-title") in texts(app) and "session_delete" not in keys(app)
    click(app, "correct_close")
    assert "correct_open" in keys(app)


def test_what_changed_elsewhere_is_shown_when_a_session_is_opened_again(data: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1)
    app = click(click(open_page(view="sessions"), f"open-{uuid}"), "correct_open")
    name = f"correcting-{uuid}-Ana-False"
    assert len(app.session_state[name].correction.stretches) == 1
    click(app, "correct_close")
    begun = begin_correction(store.load_review(uuid), "Ana")
    store.corrections.save(uuid, apply_edit(apply_edit(begun, Split(60.0)), Rename(5.0, "kneading")))
    click(app, "correct_open")
    assert len(app.session_state[name].correction.stretches) == 2


@pytest.mark.parametrize("kept", [True, False])
def test_what_this_browser_kept_can_still_be_taken_back(data: Path, kept: bool) -> None:
    store = open_store(data)
    uuid = add_session(store, 1)
    correction = apply_edit(begin_correction(store.load_review(uuid), "Ana"), Rename(5.0, "kneading"))
    there = store.corrections.save(uuid, correction if kept else apply_edit(correction, Rename(5.0, "tapping")))
    assert is_kept(correction, there) is kept
    assert not is_kept(correction, None) and is_kept(begin_correction(store.load_review(uuid), "Ana"), None)


def test_progress_says_that_a_teachers_word_counts(data: Path) -> None:
    store = open_store(data)
    uuids = [add_session(store, days) for days in (2, 1)]
    assert say("progress-by-teacher", sessions=1) not in texts(open_page())
    begun = begin_correction(store.load_review(uuids[0]), "Ana")
    store.corrections.save(uuids[0], apply_edit(begun, Finish()))
    assert say("progress-by-teacher", sessions=1) in texts(open_page())


def test_one_session_after_the_other_is_marked_blind_or_not_as_was_said_once(data: Path) -> None:
    store = open_store(data)
    older, newer = add_session(store, 2), add_session(store, 1)
    app = click(click(open_page(view="sessions"), f"open-{newer}"), "correct_open")
    app.toggle(key=f"correct_blind_{newer}").set_value(True).run()
    click(app, "correct_next_session")
    assert say("correct-title") in texts(app) and app.session_state["opened_session"] == older
    assert app.toggle(key=f"correct_blind_{older}").value and "correct_next_session" not in keys(app)


def test_nobody_corrects_without_a_name(data: Path) -> None:
    uuid = add_session(open_store(data), 1)
    app = click(click(open_page(view="sessions"), f"open-{uuid}"), "correct_open")
    app.text_input[0].set_value(" ").run()
    assert [info.value for info in app.info] == [say("correct-name-empty")]


def test_a_name_with_markup_is_shown_as_it_was_typed(data: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1)
    store.corrections.save(uuid, apply_edit(begin_correction(store.load_review(uuid), NASTY[:60]), Finish()))
    app = click(open_page(view="sessions"), f"open-{uuid}")
    assert "<script>" not in texts(app) and not any("<script>" in info.value for info in app.info)


def test_the_truth_of_a_live_session_is_a_clip_for_evaluate(data: Path, tmp_path: Path) -> None:
    store = open_store(data)
    uuid = add_session(store, 1)
    review = store.load_review(uuid)
    correction = apply_edit(begin_correction(review, "Maria"), Finish())
    with zipfile.ZipFile(io.BytesIO(pack_truth(store, store.find_session(uuid), review, correction))) as packed:
        packed.extractall(tmp_path / "clips")
    found = evaluate_folder(tmp_path / "clips", jobs=1, use_cache=False)
    assert not found.faults and [outcome.clip.truth.labelled_by for outcome in found.outcomes] == ["Maria"]


def make_outcome() -> Outcome:
    """Let a live session of one minute of rubbing have ended just now."""
    tracks = make_sinusoid(62, seconds=12)
    info = VideoInfo("live", 640, 480, 30.0, len(tracks.time_s), 12.0)
    made = review_analysis(analyse_tracks(tracks, info))
    return Outcome(None, datetime(2026, 1, 5, 18, 0, tzinfo=UTC), "user", made, ())


def test_a_live_session_is_corrected_right_after_it(data: Path) -> None:
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.session_state["live_outcome"] = make_outcome()
    app.switch_page("app_pages/practise.py").run()
    assert not app.exception
    (session,) = open_store(data).list_sessions(1)
    click(app, "correct_open")
    assert say("correct-title") in texts(app)
    store = open_store(data)
    assert f"correcting-{session.uuid}-{store.list_profiles()[0].name}-False" in app.session_state
    begun = begin_correction(store.load_review(session.uuid), "Maria")
    store.corrections.save(session.uuid, apply_edit(begun, Rename(5.0, "kneading")))
    click(app, "correct_close")
    assert any("Corrected by Maria on" in info.value for info in app.info)
    assert len(store.list_sessions(1)) == 1, "looked at again, it is not kept again"


@pytest.mark.parametrize("sample", ["rubbing", None])
def test_a_sample_says_why_it_cannot_be_corrected(data: Path, sample: str | None) -> None:
    tracks = make_sinusoid(62, seconds=12)
    info = VideoInfo("mine.mp4", 640, 480, 30.0, len(tracks.time_s), 12.0)
    recording = Recording(Path("mine.mp4"), "mine.mp4", f"{sample}" * 8, sample)
    request = Request(recording)
    app = AppTest.from_file(SHELL, default_timeout=60).run()
    app.session_state["session_id"] = "browser"
    made = review_analysis(analyse_tracks(tracks, info))
    JOBS.start("browser", request.digest, lambda _progress: Result(request, made, None)).wait(30)
    app.session_state["review_recording"] = recording
    app.session_state["review_job"] = request.digest
    app.switch_page("app_pages/review.py").run()
    assert not app.exception
    assert (say("correct-sample") in texts(app)) is (sample is not None)
    assert ("correct_open" in keys(app)) is (sample is None)
