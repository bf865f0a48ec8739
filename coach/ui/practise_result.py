"""The page *Practise* after a session: the same review as for a recording, from what was followed while it ran."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import streamlit as st

from coach.errors import CoachError
from coach.feedback.cues import describe_cue
from coach.live.outcome import Outcome
from coach.live.recorder import PICTURE_NAME
from coach.live.rounds import sum_up
from coach.live.weakest import find_weakest
from coach.ui import correct_view, memory, review_view, state
from coach.ui import practise_flow as flow
from coach.ui.gate import note_hurt, screening_passed
from coach.ui.jobs import JOBS, Progress
from coach.ui.review_progress import show_progress
from coach.ui.rounds_result import show_rounds
from coach.ui.rounds_setup import offer_rounds
from coach.words import format_clock, say


def show_outcome(outcome: Outcome) -> None:
    """Show the review of a session that has ended."""
    key = f"live-{outcome.started_at.timestamp():.0f}"
    uuid = _keep(outcome, key)
    head, again = st.columns([4, 1], vertical_alignment="bottom")
    head.title(say("practise-done-title"), anchor=False)
    again.button(say("practise-again"), icon=":material/replay:", on_click=flow.leave, width="stretch")
    if outcome.reason == "hurts":
        st.error(say("practise-hurts"), icon=":material/healing:")
    with st.container(horizontal=True):
        st.page_link("app_pages/aftercare.py", label=say("practise-aftercare"), icon=":material/self_care:")
    if outcome.goal is not None and outcome.goal.pace_per_min is not None:
        show_rounds(outcome.rounds, outcome.goal.pace_per_min)
    elif outcome.reason != "hurts":
        offer_rounds(find_weakest(outcome.review.written, outcome.review.protocol), key)
    _show_review(outcome, uuid, _annotated(outcome, key), key)
    if outcome.cues:
        with st.expander(say("practise-said")):
            for cue in outcome.cues:
                st.text(f"{format_clock(cue.time_s)}  {describe_cue(cue)}")


def _show_review(outcome: Outcome, uuid: str | None, video: Path | None, key: str) -> None:
    """Show the review, with a teacher's word where there is one; or the session to be corrected."""
    made = outcome.review
    store = None if uuid is None else memory.open_history()
    if store is None or uuid is None or not store.knows(uuid):
        review_view.show_review(made.written, made.protocol, video, key=key)
    elif correct_view.is_correcting(uuid):
        correct_view.show_correcting(store, store.find_session(uuid), made.written, video)
    else:
        with st.container(horizontal=True, vertical_alignment="center"):
            correct_view.offer_correcting(uuid)
            shown = correct_view.choose_shown(store, uuid, made.written)
        review_view.show_review(shown, made.protocol, video, key=key)


def _keep(outcome: Outcome, key: str) -> str | None:
    """Put the session into the history, once; returns its uuid there, or ``None``."""
    kept: dict[str, str | None] = st.session_state.setdefault("live_kept", {})
    if key in kept:
        return kept[key]
    kept[key] = None
    note_hurt(st.session_state, outcome.reason == "hurts")
    made = outcome.review
    session = memory.keep_session(
        made.written,
        made.analysis,
        memory.Finished(
            kind="live",
            protocol_id=None if made.protocol is None else made.protocol.id,
            passed=screening_passed(st.session_state),
            guidance=st.session_state.get(flow.GUIDANCE_KEY, "every"),
            started_at=outcome.started_at,
            identity=key,
            folder=outcome.folder,
            hurt=outcome.reason == "hurts",
            rounds=None if outcome.goal is None else sum_up(outcome.rounds, outcome.goal),
        ),
    )
    kept[key] = None if session is None else session.uuid
    return kept[key]


def _annotated(outcome: Outcome, key: str) -> Path | None:
    """Draw the annotated video in the background, where the picture was kept."""
    picture = None if outcome.folder is None else outcome.folder / PICTURE_NAME
    if picture is None or not picture.is_file():
        return None
    target = picture.with_name("annotated.mp4")
    if target.is_file():
        return target
    job = JOBS.find(state.session_id(), key)
    if job is None:
        job = JOBS.start(state.session_id(), key, lambda progress: _draw(picture, target, outcome, progress))
    if job.state == "running":
        show_progress(job)
    elif job.state == "failed":
        st.warning(job.message, icon=":material/warning:")
    return target if target.is_file() else None


def _draw(picture: Path, target: Path, outcome: Outcome, progress: Progress) -> Path:
    try:
        replace(outcome.review, source=picture).save_video(target, progress.part(0.0, 1.0, "draw"))
    except (CoachError, OSError):
        target.unlink(missing_ok=True)
        raise
    return target
