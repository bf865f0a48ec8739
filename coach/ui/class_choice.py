"""Which class is open, and how its recordings are reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from coach.classes.folder import list_recordings
from coach.classes.roster import ROSTER_NAME, render_roster
from coach.classes.rubric_files import DEFAULT_RUBRIC, list_rubrics
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.errors import CoachError
from coach.protocol.library import DEFAULT_PROTOCOL, list_protocols
from coach.ui.plain import plain
from coach.ui.review_setup import HEAD_ICONS
from coach.words import say

FOLDER = "class_folder"
"""The folder that is open in this browser session; empty: another is being chosen."""
MOST_CLASSES = 8
HEADS: tuple[str | None, ...] = (None, *HEAD_ICONS)


def current_class(shelf: ClassShelf) -> ClassSettings | None:
    """Return the class that is open: the one chosen here, else the one that was changed last."""
    chosen: str | None = st.session_state.get(FOLDER)
    if chosen == "":
        return None
    if chosen is not None:
        return shelf.find_class(Path(chosen))
    classes = shelf.list_classes()
    return classes[0] if classes else None


def open_class(folder: str) -> None:
    """Open a class; the empty text chooses another."""
    st.session_state[FOLDER] = folder


def offer_another() -> None:
    """Offer to choose another folder."""
    st.button(say("class-another"), icon=":material/folder_open:", on_click=open_class, args=("",), key="class_another")


def choose_folder(shelf: ClassShelf) -> None:
    """Ask for the folder of a class, or offer those that were opened before."""
    st.markdown(say("class-choose-how"))
    with st.form("class_folder_form", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(say("class-folder"), placeholder=say("class-folder-example"), key="class_folder_typed")
        asked = st.form_submit_button(say("class-open"), type="primary", icon=":material/folder_open:")
    if asked:
        _open_new(shelf, typed)
    classes = shelf.list_classes()[:MOST_CLASSES]
    if classes:
        st.subheader(say("class-before"), anchor=False)
    for number, known in enumerate(classes):
        st.button(
            f"{plain(known.folder.name)}  ·  {plain(str(known.folder.parent))}",
            icon=":material/groups:",
            on_click=open_class,
            args=(str(known.folder),),
            key=f"class_known_{number}",
        )


def _open_new(shelf: ClassShelf, typed: str) -> None:
    folder = Path(typed.strip().strip('"')).expanduser()
    if not typed.strip() or not folder.is_absolute():
        st.error(say("class-folder-whole"), icon=":material/error:")
        return
    try:
        list_recordings(folder)
        if shelf.find_class(folder) is None:
            shelf.keep_class(ClassSettings(folder=folder, protocol_id=DEFAULT_PROTOCOL))
    except CoachError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    open_class(str(folder))
    st.rerun()


def show_settings(shelf: ClassShelf, settings: ClassSettings) -> None:
    """Name the class, and show how it is reviewed, to be changed."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.title(say("class-title", name=plain(settings.folder.name)), anchor=False, width="content")
        with st.container(horizontal=True, width="content"):
            _change_settings(shelf, settings)
            offer_another()


def _change_settings(shelf: ClassShelf, settings: ClassSettings) -> None:
    protocols = {entry.id: entry.title for entry in list_protocols()}
    rubrics = {rubric.id: rubric.title for rubric in list_rubrics()}
    with (
        st.popover(say("class-how"), icon=":material/tune:", width="content", key="class_how"),
        st.form("class_settings", border=False),
    ):
        st.caption(plain(str(settings.folder)))
        protocol_id = st.selectbox(
            say("review-protocol"),
            list(protocols),
            index=_index(list(protocols), settings.protocol_id),
            format_func=protocols.__getitem__,
            key="class_protocol",
        )
        minutes = st.number_input(
            say("review-planned"),
            min_value=0.2,
            max_value=240.0,
            value=settings.minutes,
            placeholder=say("class-minutes-usual"),
            key="class_minutes",
        )
        head = st.selectbox(
            say("review-head"),
            HEADS,
            index=_index(list(HEADS), settings.head),
            format_func=lambda name: say("class-head-unknown") if name is None else say(f"review-heads.{name}"),
            help=say("class-head-help"),
            key="class_head",
        )
        rubric_id = st.selectbox(
            say("class-rubric"),
            list(rubrics),
            index=_index(list(rubrics), settings.rubric_id),
            format_func=rubrics.__getitem__,
            key="class_rubric",
        )
        st.caption(say("class-roster-how", name=ROSTER_NAME))
        if st.form_submit_button(say("class-how-keep"), icon=":material/check:"):
            update = {"protocol_id": protocol_id, "minutes": minutes, "head": head}
            update["rubric_id"] = rubric_id or DEFAULT_RUBRIC
            shelf.keep_class(settings.model_copy(update=update))
            st.rerun()


def offer_roster(settings: ClassSettings) -> None:
    """Offer a roster that is filled in as far as names tell, to be corrected and put into the folder."""
    st.download_button(
        say("class-roster-download"),
        lambda: render_roster(list_recordings(settings.folder)),
        ROSTER_NAME,
        "text/csv",
        icon=":material/badge:",
        on_click="ignore",
        key="class_roster",
    )


def _index(options: Sequence[str | None], chosen: str | None) -> int:
    return options.index(chosen) if chosen in options else 0
