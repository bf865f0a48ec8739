"""Review: a recording goes in, what happened comes out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from coach.errors import CoachError
from coach.formats import ReviewFile
from coach.ui import memory, review_progress, review_setup, state
from coach.ui.compare_offer import offer_comparing, session_key
from coach.ui.jobs import JOBS
from coach.ui.reviewing import Result
from coach.ui.warm_up import wait_for_charts
from coach.words import say

if TYPE_CHECKING:
    from coach.ui.notes_view import Noted


def show_result(result: Result, shown: ReviewFile) -> None:
    """Show a finished review."""
    from coach.ui import protocol_editor, review_view

    if result.problem:
        st.warning(say("review-no-annotated", why=result.problem), icon=":material/warning:")
    review_progress.offer_again(result)
    review_progress.offer_new_points(result)
    review_view.show_review(shown, result.made.protocol, result.annotated, key=result.request.digest)
    if st.button(say("edit-from-review"), help=say("edit-from-review-help"), icon=":material/school:", key="show_once"):
        protocol_editor.open_shown(result.made.analysis)
        st.switch_page("app_pages/protocols.py")


def make_noted(uuid: str, result: Result) -> Noted:
    """Say on what notes are written: the recording itself, without what the coach draws."""
    from coach.ui import notes_view

    recorded = result.request.recording
    return notes_view.Noted(
        key=uuid,
        folder=notes_view.session_folder(uuid),
        video=recorded.path,
        duration_s=result.made.written.video.duration_s,
        recording=recorded.name,
        stem=f"{Path(recorded.name).stem}.notes",
    )


digest = state.review_job()
job = None if digest is None else JOBS.find(state.session_id(), digest)
recording = state.recording()

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    title = say("review-title") if recording is None else say("review-title-of", name=recording.name)
    st.title(title, anchor=False, width="content")
    if recording is not None and (job is None or job.state != "running"):
        with st.container(horizontal=True, width="content"):
            if job is not None and job.state == "done":
                st.button(say("review-change"), icon=":material/tune:", on_click=state.show_job, args=(None,))
            st.button(say("review-other"), icon=":material/swap_horiz:", on_click=state.choose_recording, args=(None,))

try:
    if recording is None:
        review_setup.choose_recording()
    elif job is None or job.state in ("failed", "cancelled"):
        if job is not None:
            review_progress.show_end(job)
        elif digest is not None:
            st.info(say("review-dropped"))
        request = review_setup.choose_settings(recording)
        if request is not None:
            review_progress.start(request)
            st.rerun()
    elif job.state == "running":
        review_progress.show_progress(job)
    else:
        wait_for_charts()
        from coach.ui import correct_view, notes_view  # what a result needs is not loaded while one is waited for

        result = job.result
        uuid = review_progress.remember(result)
        store = None if uuid is None else memory.open_history()
        if store is None or uuid is None or not store.knows(uuid):
            if recording is not None and recording.sample is not None:
                st.caption(say("correct-sample"))
            show_result(result, result.made.written)
        elif correct_view.is_correcting(uuid):
            session, path = store.find_session(uuid), result.request.recording.path
            correct_view.show_correcting(store, session, result.made.written, result.annotated, path)
        elif notes_view.is_noting(uuid):
            notes_view.offer_notes(uuid, notes_view.session_folder(uuid))
            notes_view.show_notes(make_noted(uuid, result))
        else:
            with st.container(horizontal=True, vertical_alignment="center"):
                correct_view.offer_correcting(uuid)
                offer_comparing(session_key(uuid))
                notes_view.offer_notes(uuid, notes_view.session_folder(uuid))
                shown = correct_view.choose_shown(store, uuid, result.made.written)
            show_result(result, shown)
except CoachError as error:
    st.error(str(error), icon=":material/error:")
