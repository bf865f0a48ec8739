"""The review page while the work runs: how far it is, how long it will take, and a way to stop it."""

from __future__ import annotations

import streamlit as st

from coach.report.labels import format_duration
from coach.ui import memory, reviewing, state
from coach.ui.jobs import JOBS, Job
from coach.ui.texts import review as words

REFRESH_S = 0.5
ROUGHLY_S = 5
"""Times left are rounded to this, since they are no better known."""


def start(request: reviewing.Request) -> None:
    """Start a review in the background, or show the one that was already made."""
    JOBS.start(state.session_id(), request.digest, lambda progress: reviewing.run_review(request, progress))
    state.show_job(request.digest)


@st.fragment(run_every=REFRESH_S)
def show_progress(job: Job) -> None:
    """Show how far a job is; the page is drawn anew when it has ended."""
    if job.state != "running":
        st.rerun()
    stage = words.CANCELLING if job.cancelling else words.STAGES[job.stage]
    left = job.seconds_left()
    note = "" if left is None or job.cancelling else f" - {words.TIME_LEFT.format(time=say_time_left(left))}"
    st.progress(job.fraction, text=f"{stage}{note}")
    st.caption(words.RUNNING_HINT)
    st.button(words.CANCEL, icon=":material/close:", on_click=job.cancel, disabled=job.cancelling, key="cancel_review")


def show_end(job: Job) -> None:
    """Say why there is no result."""
    if job.state == "cancelled":
        st.info(words.CANCELLED, icon=":material/info:")
    else:
        st.error(job.message, icon=":material/error:")


def remember(result: reviewing.Result) -> None:
    """Put a finished review into the history once; a sample is nobody's session and stays out."""
    kept: set[str] = st.session_state.setdefault("reviews_kept", set())
    digest = result.request.digest
    if result.request.recording.sample is not None or digest in kept:
        return
    kept.add(digest)
    memory.keep_session(
        result.review,
        result.analysis,
        kind="recording",
        protocol_id=result.request.protocol_id,
        identity=f"{result.request.recording.digest}/{result.request.protocol_id}",
    )


def say_time_left(seconds: float) -> str:
    """Time left in words, rounded up to what can be known."""
    return format_duration(max(ROUGHLY_S, ROUGHLY_S * -(-seconds // ROUGHLY_S)))
