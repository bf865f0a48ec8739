"""Afterwards: how the receiver feels, what is usual, and when to see a doctor."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import streamlit as st

from coach.errors import CoachError
from coach.history.entries import NOTE_LENGTH, Session
from coach.history.pain import check_pain_trend
from coach.history.store import HistoryStore
from coach.ui.components.pain_scale import pain_scale
from coach.ui.components.preparation import read_aloud
from coach.ui.gate import HURT_KEY
from coach.ui.memory import LAST_SESSION_KEY, current_profile, open_history
from coach.words import say, say_table

RECENT = timedelta(hours=12)  # a session further back than this is not asked about any more
EDITED = "aftercare_edited"
CARE = ("aftercare-rest", "aftercare-sore", "aftercare-doctor")


def find_session(store: HistoryStore) -> Session | None:
    """Return the session to ask about: the one just finished, else the newest of today with a receiver."""
    sessions = [session for session in store.list_sessions(current_profile(store).id) if not session.cushion]
    wanted = st.session_state.get(LAST_SESSION_KEY)
    for session in reversed(sessions):
        recent = abs(datetime.now(UTC) - session.started_at) < RECENT
        if session.kind == "live" and (session.uuid == wanted or recent):
            return session
    return None


def save(store: HistoryStore, uuid: str) -> None:
    """Keep what was said."""
    try:
        store.note_aftercare(uuid, st.session_state[f"pain-{uuid}"], st.session_state[f"felt-{uuid}"])
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")
    st.session_state[EDITED] = None


def ask(store: HistoryStore, session: Session) -> None:
    """Ask for the pain and how it felt."""
    st.subheader(say("aftercare-pain-title"), anchor=False)
    if session.pain_before is not None:
        st.caption(say("aftercare-pain-before", before=session.pain_before))
    pain = pain_scale(say("aftercare-pain-title"), f"pain-{session.uuid}")
    st.text_area(
        say("aftercare-felt-title"),
        key=f"felt-{session.uuid}",
        max_chars=NOTE_LENGTH,
        placeholder=say("aftercare-felt-hint"),
        help=say("aftercare-felt"),
        height="content",
    )
    st.button(
        say("aftercare-save"),
        type="primary",
        icon=":material/check:",
        disabled=pain is None,
        on_click=save,
        args=(store, session.uuid),
        key="aftercare_save",
    )


def answer(store: HistoryStore, session: Session) -> None:
    """Say what the pain means."""
    before, after = session.pain_before, session.pain_after
    warning = check_pain_trend(store.list_sessions(session.profile_id), session.receiver)
    if warning is not None and warning.kind == "rising":
        text = say("aftercare-rising", before=warning.before or 0, after=warning.after or 0)
        st.warning(text, title=say("aftercare-rising-title"), icon=":material/trending_up:")
    elif before is not None and after is not None:
        if session.pain_rose:
            text, icon = say("aftercare-rose", before=before, after=after), ":material/event_repeat:"
            st.info(text, title=say("aftercare-rose-title"), icon=icon)
        elif before == after:
            st.success(say("aftercare-same", after=after))
        else:
            st.success(say("aftercare-better", before=before, after=after))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(say("aftercare-saved", when=session.started_at.astimezone()))
        st.button(say("aftercare-change"), type="tertiary", key="aftercare_change", on_click=edit, args=(session.uuid,))


def edit(uuid: str) -> None:
    """Ask again."""
    st.session_state[EDITED] = uuid


st.title(say("aftercare-title"))
store = open_history()
session = None
if store is not None:
    try:
        session = find_session(store)
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")
if st.session_state.get(HURT_KEY) or (session is not None and session.hurt):
    st.error(say("aftercare-hurt"), icon=":material/front_hand:")
if store is None or session is None:
    st.markdown(say("aftercare-no-session"))
else:
    st.markdown(say("aftercare-lead"))
    if session.pain_after is None or st.session_state.get(EDITED) == session.uuid:
        ask(store, session)
    else:
        answer(store, session)
st.header(say("aftercare-care-title"), anchor=False)
care = [say_table(table) for table in CARE]
for part in care:
    with st.container(border=True):
        st.markdown(f"**{part['title']}**  \n{part['text']}")
read_aloud([say("aftercare-aloud", **part) for part in care], key="aftercare_aloud")
if st.button(say("aftercare-next"), icon=":material/trending_up:", key="aftercare_progress"):
    st.switch_page("app_pages/progress.py")
