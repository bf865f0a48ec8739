"""The review page while the work runs: how far it is, how long it will take, and a way to stop it."""

from __future__ import annotations

import streamlit as st

from coach.motion.steady import find_unlocated
from coach.records import Analysis
from coach.ui import memory, reviewing, state
from coach.ui.jobs import JOBS, Job
from coach.ui.pace import Pace
from coach.words import say

REFRESH_S = 0.5
AFTER_JUMP_S = 1.0
ROUGHLY_S = 5
"""Times left are rounded to this, since they are no better known."""


def start(request: reviewing.Request) -> None:
    """Start a review in the background, or show the one that was already made."""
    seen = _find_seen(request)
    JOBS.start(state.session_id(), request.digest, lambda progress: reviewing.run_review(request, progress, seen))
    state.show_job(request.digest)


def _find_seen(request: reviewing.Request) -> Analysis | None:
    """Return what was seen in the same recording before, in a review with other settings."""
    last = state.last_review()
    job = None if last is None else JOBS.find(state.session_id(), last)
    if job is None or job.state != "done" or job.result.request.recording.digest != request.recording.digest:
        return None
    analysis: Analysis = job.result.made.analysis
    return analysis


@st.fragment(run_every=REFRESH_S)
def show_progress(job: Job) -> None:
    """Show how far a job is; the page is drawn anew when it has ended."""
    if job.state != "running":
        st.rerun()
    stage = say("review-cancelling") if job.cancelling else say(f"review-stages.{job.stage or 'none'}")
    st.progress(job.fraction, text=stage if job.cancelling else describe_pace(stage, job.look()))
    st.caption(say("review-running-hint"))
    st.button(
        say("review-cancel"), icon=":material/close:", on_click=job.cancel, disabled=job.cancelling, key="cancel_review"
    )


def describe_pace(stage: str, pace: Pace | None) -> str:
    """Say what is being done, how long it will take, and why it takes longer than it should."""
    if pace is None or pace.left_s is None:
        return stage
    message = "review-time-left-busy" if pace.is_busy else "review-time-left"
    return say(message, stage=stage, left=round_time_left(pace.left_s))


def show_end(job: Job) -> None:
    """Say why there is no result."""
    if job.state == "cancelled":
        st.info(say("review-cancelled"), icon=":material/info:")
    else:
        st.error(job.message, icon=":material/error:")


def remember(result: reviewing.Result) -> str | None:
    """Put a finished review into the history once; a sample is nobody's session and stays out.

    Returns
    -------
    str or None
        The uuid of its session; ``None`` where there is none.
    """
    state.keep_last_review(result.request.digest)
    recording, protocol_id = result.request.recording, result.request.protocol_id
    if recording.sample is not None:
        return None
    # A review of the same recording with other settings takes the place of the one before, and so does that one again
    # when it is looked at once more: what the history says is what is shown.
    kept: dict[str, tuple[str, str | None]] = st.session_state.setdefault("reviews_kept", {})
    identity = f"{recording.digest}/{protocol_id}"
    digest, uuid = kept.get(identity, ("", None))
    if digest == result.request.digest:
        return uuid
    session = memory.keep_session(
        result.made.written,
        result.made.analysis,
        memory.Finished(kind="recording", protocol_id=protocol_id, identity=identity),
    )
    kept[identity] = (result.request.digest, None if session is None else session.uuid)
    return kept[identity][1]


def offer_new_points(result: reviewing.Result) -> None:
    """Where the picture became another one, offer to show the back there too."""
    digest = result.request.recording.digest
    if result.request.back is None or result.request.back.given_by == "head":
        return
    for start_s, end_s in find_unlocated(result.made.analysis):
        # Not at once: a picture in the middle of a cut or a jump shows neither side of it.
        at_s = round(min(start_s + AFTER_JUMP_S, (start_s + end_s) / 2), 1)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.warning(say("review-back-moved", at=start_s), icon=":material/flip_camera_android:")
            label = say("review-back-moved-show", at=at_s, region=result.request.back.region)
            st.button(label, key=f"back-at-{at_s}", on_click=state.ask_back_at, args=(digest, at_s))


def offer_again(result: reviewing.Result) -> None:
    """Where another technique model is in use since, offer to review the recording with it."""
    again = result.request.with_model_in_use()
    if again.digest != result.request.digest:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(say("review-other-model"), icon=":material/school:", width="stretch")
            st.button(say("review-again"), icon=":material/refresh:", on_click=start, args=(again,), key="review_again")


def round_time_left(seconds: float) -> float:
    """Round the seconds that are left up to what can be known."""
    return max(ROUGHLY_S, ROUGHLY_S * -(-seconds // ROUGHLY_S))
