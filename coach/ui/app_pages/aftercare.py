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
from coach.ui.texts import aftercare as words

RECENT = timedelta(hours=12)  # a session further back than this is not asked about any more
EDITED = "aftercare_edited"


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
    st.subheader(words.PAIN_TITLE, anchor=False)
    if session.pain_before is not None:
        st.caption(words.PAIN_BEFORE.format(before=session.pain_before))
    pain = pain_scale(words.PAIN_TITLE, f"pain-{session.uuid}")
    st.text_area(
        words.FELT_TITLE,
        key=f"felt-{session.uuid}",
        max_chars=NOTE_LENGTH,
        placeholder=words.FELT_HINT,
        help=words.FELT,
        height="content",
    )
    st.button(
        words.SAVE,
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
        text = words.RISING.format(before=warning.before, after=warning.after)
        st.warning(text, title=words.RISING_TITLE, icon=":material/trending_up:")
    elif session.pain_rose:
        st.info(words.ROSE.format(before=before, after=after), title=words.ROSE_TITLE, icon=":material/event_repeat:")
    elif before is not None:
        st.success((words.SAME if before == after else words.BETTER).format(before=before, after=after))
    date = session.started_at.astimezone()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words.SAVED.format(date=f"{date:%d %B, %H:%M}".lstrip("0")))
        st.button(words.CHANGE, type="tertiary", key="aftercare_change", on_click=edit, args=(session.uuid,))


def edit(uuid: str) -> None:
    """Ask again."""
    st.session_state[EDITED] = uuid


st.title(words.TITLE)
store = open_history()
session = None
if store is not None:
    try:
        session = find_session(store)
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")
if st.session_state.get(HURT_KEY) or (session is not None and session.hurt):
    st.error(words.HURT, icon=":material/front_hand:")
if store is None or session is None:
    st.markdown(words.NO_SESSION)
else:
    st.markdown(words.LEAD)
    if session.pain_after is None or st.session_state.get(EDITED) == session.uuid:
        ask(store, session)
    else:
        answer(store, session)
st.header(words.CARE_TITLE, anchor=False)
for title, text in words.CARE:
    with st.container(border=True):
        st.markdown(f"**{title}**  \n{text}")
read_aloud([f"{title}. {text}" for title, text in words.CARE], key="aftercare_aloud")
if st.button(words.NEXT, icon=":material/trending_up:", key="aftercare_progress"):
    st.switch_page("app_pages/progress.py")
