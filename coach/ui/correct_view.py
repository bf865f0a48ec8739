"""Correcting a session: who says so, with the coach's word in view or blind, the corrector, and the truth file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import streamlit as st

from coach.corrections.beginning import begin_blind, begin_correction
from coach.corrections.records import Correction
from coach.corrections.shown import choose_word, correct_review
from coach.corrections.truth_files import to_truth
from coach.corrections.undoing import Undoing
from coach.errors import CoachError
from coach.formats import ReviewFile
from coach.history.entries import NAME_LENGTH, Session, clean_name
from coach.history.store import HistoryStore
from coach.ui.components.corrector import Film, Progress, show_corrector
from coach.ui.correct_place import Place, place_of_session
from coach.ui.correcting import Desk, take_edits
from coach.ui.next_view import list_spots
from coach.ui.plain import plain
from coach.words import say

CORRECTED = "corrected_session"
"""The session that is being corrected in this browser, under its page's own name."""
TEACHER = "correct_teacher"
BLIND = "correct_blind"
"""Whether the last session was marked blind: who marks twenty of them says it once."""
START = "correct_start"
"""Where the corrector begins, in seconds."""


def is_correcting(uuid: str) -> bool:
    """Whether a session is open to be corrected."""
    return bool(st.session_state.get(CORRECTED) == uuid)


def offer_correcting(uuid: str) -> None:
    """Show the button that opens a session to be corrected."""
    st.button(
        say("correct-open"),
        icon=":material/edit:",
        help=say("correct-open-help"),
        on_click=open_at,
        args=(uuid,),
        key="correct_open",
    )


def open_at(uuid: str | None, at_s: float = 0.0) -> None:
    """Open a session to be corrected at a moment, or none."""
    st.session_state[CORRECTED] = uuid
    st.session_state[START] = at_s


def choose_shown(store: HistoryStore, uuid: str, review: ReviewFile) -> ReviewFile:
    """Return the review with the teacher's word where there is one, or the coach's own when that was asked for."""
    return choose_of(store.corrections.list_of(uuid), uuid, review)


def choose_of(corrections: Iterable[Correction], key: str, review: ReviewFile) -> ReviewFile:
    """Do the same with the words that are kept of any recording."""
    word = choose_word(corrections)
    if word is None or st.toggle(say("correct-coach-only"), key=f"coach_only_{key}"):
        return review
    return correct_review(review, word)


def show_correcting(
    store: HistoryStore,
    session: Session,
    review: ReviewFile,
    annotated: Path | None,
    plain_video: Path | None = None,
    on_next: Callable[[], None] | None = None,
) -> None:
    """Show a session to be corrected.

    Parameters
    ----------
    store : HistoryStore
    session : Session
    review : ReviewFile
        The coach's own.
    annotated : Path, optional
        The recording with the hands and the coach's word drawn into it; not shown beside a blind marking.
    plain_video : Path, optional
        The recording as it is.
    on_next : callable, optional
        Opens the session after this one, where there is one.
    """
    show_place(place_of_session(store, session), review, annotated, plain_video, on_next)


def show_place(
    place: Place,
    review: ReviewFile,
    annotated: Path | None,
    plain_video: Path | None = None,
    on_next: Callable[[], None] | None = None,
) -> None:
    """Show a recording to be corrected, wherever the word on it is kept; see :func:`show_correcting`."""
    st.subheader(say("correct-title"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            say("correct-name"), value=st.session_state.get(TEACHER, place.first_name), max_chars=NAME_LENGTH, width=260
        )
        blind = st.toggle(
            say("correct-blind"),
            value=st.session_state.get(BLIND, False),
            help=say("correct-blind-help"),
            key=f"correct_blind_{place.key}",
        )
        st.session_state[BLIND] = blind
        st.button(say("correct-close"), icon=":material/check:", on_click=open_at, args=(None,), key="correct_close")
        if on_next is not None:
            st.button(
                say("correct-next-session"),
                icon=":material/skip_next:",
                on_click=on_next,
                key="correct_next_session",
            )
    teacher = clean_name(typed)
    if not teacher:
        st.info(say("correct-name-empty"), icon=":material/badge:")
        return
    st.session_state[TEACHER] = teacher
    _refresh_desk(place, review, teacher, blind)
    _show_desk(place, review, teacher, blind, place.find_film(plain_video if blind else annotated), on_next)


@st.fragment
def _show_desk(
    place: Place,
    review: ReviewFile,
    teacher: str,
    blind: bool,
    film: Film,
    on_next: Callable[[], None] | None,
) -> None:
    name = _name_desk(place, teacher, blind)
    desk: Desk = st.session_state[name]
    key, fault = f"corrector-{name}", f"fault-{name}"
    asks_for_next = show_corrector(
        desk.correction,
        review,
        film,
        list_spots(place.key, desk.correction),
        Progress(
            acked=(desk.client, desk.sequence),
            can_undo=bool(desk.undoing.past),
            can_redo=bool(desk.undoing.future),
            saved=_say_saved(desk.correction),
        ),
        start_s=st.session_state.get(START, 0.0),
        key=key,
        on_edits=lambda: _keep(place, name, key, fault),
    )
    if asks_for_next and on_next is not None:
        on_next()
        st.rerun()
    if st.session_state.get(fault):
        st.error(plain(st.session_state[fault]), icon=":material/folder_off:")
    _offer_truth(place, review, desk.correction)


def _name_desk(place: Place, teacher: str, blind: bool) -> str:
    return f"correcting-{place.key}-{teacher}-{blind}"


def _refresh_desk(place: Place, review: ReviewFile, teacher: str, blind: bool) -> None:
    """Begin with what is kept, unless it is what this browser kept: then there is still a way back from it."""
    name = _name_desk(place, teacher, blind)
    there = place.find(teacher, blind)
    desk: Desk | None = st.session_state.get(name)
    if desk is not None and (st.session_state.get(f"fault-{name}") or is_kept(desk.correction, there)):
        return
    st.session_state[name] = Desk(Undoing.begin(there or _begin(review, teacher, blind)))


def is_kept(correction: Correction, there: Correction | None) -> bool:
    """Whether what is on the page is what is kept: the same, or nothing said and nothing kept."""
    if there is None:
        return not correction.opinions and not any(True for _ in correction.list_said())
    return replace(correction, changed_at=there.changed_at) == there


def _begin(review: ReviewFile, teacher: str, blind: bool) -> Correction:
    return begin_blind(teacher, review.video.duration_s) if blind else begin_correction(review, teacher)


def _keep(place: Place, name: str, key: str, fault: str) -> None:
    """Take what the page sent and keep it at once; where it cannot be kept it stays on the page, and that is said."""
    desk: Desk = st.session_state[name]
    changed = take_edits(desk, st.session_state[key].get("edits"))
    st.session_state[name] = changed
    if changed.correction == desk.correction:
        return
    try:
        place.save(changed.correction)
        st.session_state[fault] = ""
    except CoachError as error:
        st.session_state[fault] = str(error)


def _say_saved(correction: Correction) -> str:
    said = sum(1 for _ in correction.list_said())
    if not said and not correction.opinions:
        return say("correct-nothing-yet")
    return say("correct-saved", said=said, count=len(correction.stretches), name=correction.teacher)


def _offer_truth(place: Place, review: ReviewFile, correction: Correction) -> None:
    """Offer the truth file; with the movements beside it for a live session, of which there is no recording."""
    stem, pack = Path(review.video.name).stem, place.pack_truth
    st.download_button(
        say("correct-truth"),
        (lambda: _write_truth(place, review, correction)) if pack is None else (lambda: pack(review, correction)),
        f"{stem}.truth.json" if pack is None else f"{stem}.truth.zip",
        "application/json" if pack is None else "application/zip",
        icon=":material/data_object:",
        help=say("correct-truth-help", name=review.video.name) if pack is None else say("correct-truth-live-help"),
        on_click="ignore",
        key=f"correct_truth_{place.key}",
    )


def _write_truth(place: Place, review: ReviewFile, correction: Correction) -> str:
    truth = to_truth(correction, video=review.video.name, back=review.back, protocol=place.protocol_id)
    return truth.model_dump_json(indent=1)
