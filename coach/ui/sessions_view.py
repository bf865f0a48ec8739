"""The list of sessions, each with a small picture; one opens as the full review that it was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

import streamlit as st

from coach.errors import CoachError
from coach.formats import ProtocolRef
from coach.history.analyser import name_analyser
from coach.history.entries import Session
from coach.history.erase import delete_session
from coach.history.store import HistoryStore
from coach.live.weakest import find_weakest
from coach.look.palette import LOOKS
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.variants import begin_opposite
from coach.records import Verdict
from coach.ui import correct_view, review_view
from coach.ui.compare_offer import offer_comparing, session_key
from coach.ui.components.figure import show_figure
from coach.ui.components.session_picture import draw_session
from coach.ui.hands_film import remove_hands
from coach.ui.memory import LAST_SESSION_KEY, asked_techniques, find_picture
from coach.ui.next_view import Listed, show_next
from coach.ui.plain import plain
from coach.ui.rounds_setup import offer_rounds
from coach.words import format_duration, say

PER_PAGE = 8
OPENED = "opened_session"


def show_sessions(store: HistoryStore, sessions: Sequence[Session]) -> None:
    """Show the list, or the session that was opened."""
    opened = next((session for session in sessions if session.uuid == st.session_state.get(OPENED)), None)
    if opened is not None:
        _show_opened(store, opened, _find_following(sessions, opened))
    elif not sessions:
        st.markdown(say("progress-sessions-none"))
    else:
        newest_first = list(reversed(sessions))
        show_next(store, [_list_for_next(session) for session in newest_first if session.has_tracks], _open_at)
        _show_list(newest_first)


def _list_for_next(session: Session) -> Listed:
    return Listed(session.uuid, say("progress-when", when=session.started_at.astimezone()))


def _show_list(newest_first: list[Session]) -> None:
    pages = -(-len(newest_first) // PER_PAGE)
    slot = st.container()
    page = st.pagination(pages, key="sessions_page") if pages > 1 else 1
    with slot:
        for session in newest_first[(page - 1) * PER_PAGE : page * PER_PAGE]:
            _show_row(session)


def _show_row(session: Session) -> None:
    with st.container(border=True):
        picture, text, button = st.columns([3, 5, 1], vertical_alignment="center")
        with picture:
            show_figure(
                draw_session(session.summary), say("progress-picture-alt"), key=f"picture-{session.uuid}", max_width=300
            )
        when = say("progress-when", when=session.started_at.astimezone())
        text.markdown(f"**{when}**  \n{'  ·  '.join(describe_session(session))}")
        button.button(
            say("progress-open"), key=f"open-{session.uuid}", on_click=_open, args=(session.uuid,), width="stretch"
        )


def describe_session(session: Session) -> list[str]:
    """Return what a line of the list says beside the date, as Markdown."""
    parts = [plain(session_title(session)), format_duration(session.duration_s)]
    parts.append(
        say("progress-cushion")
        if session.cushion
        else say("progress-live")
        if session.kind == "live"
        else say("progress-recording")
    )
    if session.summary.score is not None:
        parts.append(say("progress-score", value=round(100 * session.summary.score)))
    if session.corrected_by:
        parts.append(say("progress-corrected", name=plain(session.corrected_by)))
    if session.receiver:
        parts.append(plain(session.receiver))
    if not session.cushion and session.pain_before is not None:
        if session.pain_after is None:
            parts.append(say("progress-pain-row-open", before=session.pain_before))
        else:
            parts.append(say("progress-pain-row", before=session.pain_before, after=session.pain_after))
    if session.hurt:
        parts.append(f":material/front_hand: {say('progress-hurt')}")
    return parts


def session_title(session: Session) -> str:
    """Return what was done: the protocol, one step in rounds, or neither."""
    if session.rounds is None:
        return protocol_title(session.protocol_id)
    return say("rounds-session", technique=LOOKS[cast(Verdict, session.rounds.technique)].name)


def protocol_title(protocol_id: str | None) -> str:
    """Return the title of a session's protocol, its id when it is gone, or that there was none."""
    if protocol_id is None:
        return say("progress-free")
    found = _find_protocol(protocol_id)
    return protocol_id if found is None else found.title


def _find_protocol(protocol_id: str | None) -> Protocol | None:
    if protocol_id is None:
        return None
    try:
        return load_protocol(protocol_id)
    except CoachError:
        return None


def _open(uuid: str | None) -> None:
    st.session_state[OPENED] = uuid


def _open_at(uuid: str, at_s: float) -> None:
    _open(uuid)
    correct_view.open_at(uuid, at_s)


def _find_following(sessions: Sequence[Session], opened: Session) -> str | None:
    """Return the uuid of the session below an opened one in the list, which is the one before it in time."""
    index = sessions.index(opened)
    return sessions[index - 1].uuid if index else None


def _show_opened(store: HistoryStore, session: Session, following: str | None) -> None:
    if correct_view.is_correcting(session.uuid):
        _show_correcting(store, session, following)
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(say("progress-back"), icon=":material/arrow_back:", on_click=_open, args=(None,), key="session_back")
        if session.has_tracks and session.analyser != name_analyser():
            clicked = st.button(
                say("progress-again"), icon=":material/refresh:", help=say("progress-again-help"), key="session_again"
            )
            if clicked:
                _analyse_again(store, session)
        _show_delete(store, session.uuid)
    st.subheader(say("progress-when", when=session.started_at.astimezone()), anchor=False)
    st.markdown("  ·  ".join(describe_session(session)))
    if session.felt:
        st.markdown(say("progress-felt", felt=plain(session.felt)))
    try:
        review = store.load_review(session.uuid)
    except CoachError as error:
        st.error(str(error), icon=":material/error:")
        return
    video = find_picture(store, session)
    with st.container(horizontal=True, vertical_alignment="center"):
        correct_view.offer_correcting(session.uuid)
        offer_comparing(session_key(session.uuid))
        review = correct_view.choose_shown(store, session.uuid, review)
    protocol = _find_protocol(session.protocol_id)
    if not session.hurt:
        offer_rounds(find_weakest(review, protocol), session.uuid)
    review_view.show_review(review, protocol, video, key=session.uuid)


def _show_correcting(store: HistoryStore, session: Session, following: str | None) -> None:
    try:
        review = store.load_review(session.uuid)
    except CoachError as error:
        st.error(str(error), icon=":material/error:")
        return
    on_next = None if following is None else partial(_open_at, following, 0.0)
    correct_view.show_correcting(store, session, review, find_picture(store, session), on_next=on_next)


def as_followed(protocol: Protocol, followed: ProtocolRef) -> Protocol:
    """Return the protocol with the variant and the side to begin on that a session was held against."""
    chosen = begin_opposite(protocol, followed.pain_side)
    return chosen.model_copy(update={"variant": followed.variant})


def _analyse_again(store: HistoryStore, session: Session) -> None:
    from coach.pipeline import analyse_tracks
    from coach.reviewing import review_analysis

    try:
        with st.spinner(say("progress-again-running")):
            old = store.load_review(session.uuid)
            analysis = analyse_tracks(*store.load_tracks(session.uuid))
            protocol = _find_protocol(session.protocol_id)
            scale = old.protocol.time_scale if old.protocol else None
            if protocol is not None and old.protocol is not None:
                protocol = as_followed(protocol, old.protocol)
            review = review_analysis(analysis, protocol, time_scale=scale)
            store.replace_review(session.uuid, review.written, name_analyser(), asked_techniques(session.protocol_id))
    except CoachError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.toast(say("progress-again-done"), icon=":material/check:")
    st.rerun()


def _show_delete(store: HistoryStore, uuid: str) -> None:
    with st.popover(say("progress-delete"), icon=":material/delete:", type="tertiary"):
        st.markdown(say("progress-delete-sure"))
        sure = st.button(say("progress-delete-yes"), type="primary", key="session_delete")
    if not sure:
        return
    try:
        delete_session(store, uuid)
    except CoachError as error:
        st.error(str(error), icon=":material/error:")
        return
    remove_hands()
    _open(None)
    if st.session_state.get(LAST_SESSION_KEY) == uuid:
        del st.session_state[LAST_SESSION_KEY]
    st.toast(say("progress-deleted"), icon=":material/check:")
    st.rerun()
