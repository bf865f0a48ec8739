"""Review: a recording goes in, what happened comes out."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.ui import review_progress, review_setup, review_view, state
from coach.ui.jobs import JOBS
from coach.words import say

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
        result = job.result
        review_progress.remember(result)
        if result.problem:
            st.warning(say("review-no-annotated", why=result.problem), icon=":material/warning:")
        review_progress.offer_new_points(result)
        review_view.show_review(result.made.written, result.made.protocol, result.annotated, key=result.request.digest)
except CoachError as error:
    st.error(str(error), icon=":material/error:")
