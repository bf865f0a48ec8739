"""The user's own data: who is at this computer, taking everything along, deleting it for good."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from coach.errors import CoachError
from coach.history.entries import NAME_LENGTH, Profile
from coach.history.erase import delete_everything, delete_profile, delete_session
from coach.history.store import HistoryStore
from coach.history.transfer import export_history, import_history
from coach.ui.hands_film import remove_hands
from coach.ui.memory import PROFILE_KEY, forget_opening
from coach.ui.plain import plain
from coach.words import say

MESSAGE = "data_message"
EXPORT_FILE = "massage-coach-history.zip"


def show_data(store: HistoryStore, profile: Profile) -> None:
    """Show everything about the user's own data."""
    # Both keep their place on the page, empty or not: what stands below would otherwise be put up anew when they come
    # and go, and a file that is just being uploaded there would be lost.
    with st.container(key="data_news"):
        message = st.session_state.pop(MESSAGE, None)
        if message:
            st.success(message, icon=":material/check:")
    with st.container(key="data_people"):
        _show_people(store, profile)
        _show_unreadable(store, profile)
    left, right = st.columns(2, gap="large")
    with left:
        _show_export(store)
        _show_import(store, profile)
    with right:
        _show_delete(store)
    folder = plain(str(store.folder))
    st.caption(say("progress-where", folder=folder, megabytes=measure_size(store.folder)))


def _show_unreadable(store: HistoryStore, profile: Profile) -> None:
    """Name the rows that hold no session any more, each with the way to be rid of it."""
    for row in store.list_unreadable(profile.id):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":material/warning: {say('history-session-unreadable', number=row.id)}")
            if st.button(say("progress-delete-yes"), key=f"unreadable_{row.id}"):
                try:
                    delete_session(store, row.uuid)
                except CoachError as error:
                    st.error(plain(str(error)), icon=":material/error:")
                    return
                st.rerun()


def measure_size(folder: Path) -> float:
    """Return how much the data take on the disk, in megabytes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _show_people(store: HistoryStore, profile: Profile) -> None:
    st.subheader(say("progress-people-title"), anchor=False)
    st.markdown(say("progress-people"))
    people = {person.id: person for person in store.list_profiles()}
    if len(people) > 1:
        st.radio(
            say("progress-who"),
            list(people),
            index=list(people).index(profile.id),
            format_func=lambda number: plain(people[number].name),
            key="data_profile",
            on_change=_choose_profile,
        )
        _show_delete_person(store, profile)
    with (
        st.form("new_profile", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input(
            say("progress-new-person"), max_chars=NAME_LENGTH, placeholder=say("progress-new-name"), width=260
        )
        added = st.form_submit_button(say("progress-add"), icon=":material/person_add:")
    if added:
        try:
            st.session_state[PROFILE_KEY] = store.add_profile(name).id
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        st.session_state.pop("data_profile", None)
        st.rerun()


def _show_delete_person(store: HistoryStore, profile: Profile) -> None:
    with st.popover(say("progress-delete-person"), icon=":material/person_remove:", type="tertiary"):
        st.markdown(say("progress-delete-person-sure", name=plain(profile.name)))
        sure = st.button(say("progress-delete-yes"), type="primary", key="data_delete_person")
    if sure:
        try:
            delete_profile(store, profile.id)
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        _start_over(say("progress-deleted-person"))


def _choose_profile() -> None:
    st.session_state[PROFILE_KEY] = st.session_state["data_profile"]


def _show_export(store: HistoryStore) -> None:
    st.subheader(say("progress-export-title"), anchor=False)
    st.markdown(say("progress-export-text"))
    st.download_button(
        say("progress-export"),
        lambda: _export(store),
        EXPORT_FILE,
        "application/zip",
        icon=":material/download:",
        on_click="ignore",
        key="data_export",
    )


def _export(store: HistoryStore) -> bytes:
    with tempfile.TemporaryDirectory(prefix="massage-coach-") as folder:
        return export_history(store, Path(folder) / EXPORT_FILE).read_bytes()


def _show_import(store: HistoryStore, profile: Profile) -> None:
    uploaded = st.file_uploader(say("progress-import"), type=["zip"], key="data_import")
    if uploaded is None:
        return
    if st.button(say("progress-import-go"), icon=":material/upload:", key="data_import_go"):
        try:
            with tempfile.TemporaryDirectory(prefix="massage-coach-") as folder:
                file = Path(folder) / EXPORT_FILE
                file.write_bytes(uploaded.getbuffer())
                result = import_history(store, file)
            if result.people and profile.name == say("memory-first-profile") and store.is_empty(profile.id):
                delete_profile(store, profile.id)  # made by itself on the first start here
        except (CoachError, OSError) as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        text = say("progress-imported", sessions=result.sessions, people=result.people, known=result.known)
        if result.corrections:
            text = f"{text} {say('progress-imported-corrections', count=result.corrections)}"
        if result.with_notes:
            text = f"{text} {say('progress-imported-notes', count=result.with_notes)}"
        _start_over(text)


def _show_delete(store: HistoryStore) -> None:
    st.subheader(say("progress-delete-title"), anchor=False)
    st.markdown(say("progress-delete-text"))
    label = say("progress-delete-confirm", word=say("progress-delete-word"))
    typed = st.text_input(label, key="data_delete_word", live=True)
    sure = typed.strip().lower() == say("progress-delete-word")
    if st.button(say("progress-delete-all"), icon=":material/delete_forever:", disabled=not sure, key="data_delete"):
        try:
            delete_everything(store.folder)
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        _start_over(say("progress-deleted-all"))


def _start_over(message: str) -> None:
    """Forget what this browser session knew of the old data."""
    forget_opening()
    remove_hands()
    for key in (PROFILE_KEY, "data_profile", "opened_session", "last_session", "live_kept", "reviews_kept"):
        st.session_state.pop(key, None)
    st.session_state[MESSAGE] = message
    st.rerun()
