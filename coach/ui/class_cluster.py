"""More than one computer for a class: the address of a Dask scheduler, tried before it is used."""

from __future__ import annotations

import streamlit as st

from coach.classes.scheduler import find_cluster, has_dask
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.errors import CoachError
from coach.ui.plain import plain
from coach.words import say


def choose_cluster(shelf: ClassShelf, settings: ClassSettings) -> None:
    """Ask for a scheduler, folded away; it is kept with the class once its workers answered."""
    with st.expander(say("class-cluster-title"), icon=":material/lan:", expanded=bool(settings.scheduler)):
        st.markdown(say("class-cluster-how"))
        used = settings.scheduler
        if has_dask():
            used = _ask_address(shelf, settings)
        else:
            st.info(plain(say("class-cluster-no-dask")), icon=":material/download:")
        if used:
            st.button(
                say("class-cluster-leave"),
                icon=":material/computer:",
                on_click=_keep,
                args=(shelf, settings, ""),
                key="class_cluster_leave",
            )


def _ask_address(shelf: ClassShelf, settings: ClassSettings) -> str:
    """Ask for an address; returns the one that is in use now, or an empty text."""
    with (
        st.form("class_cluster_form", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        typed = st.text_input(
            say("class-cluster-address"),
            settings.scheduler,
            placeholder=say("class-cluster-example"),
            width=420,
            key="class_cluster_address",
        )
        asked = st.form_submit_button(say("class-cluster-try"), icon=":material/lan:", key="class_cluster_try")
    address = typed.strip()
    if asked and not address:
        st.error(say("class-cluster-empty"), icon=":material/error:")
    elif asked and _try(shelf, settings, address):
        return address
    elif not asked and settings.scheduler:
        st.success(plain(say("class-cluster-used", address=settings.scheduler)), icon=":material/lan:")
    return settings.scheduler


def _try(shelf: ClassShelf, settings: ClassSettings, address: str) -> bool:
    try:
        with st.spinner(say("class-cluster-trying")):
            found = find_cluster(address)
    except CoachError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return False
    _keep(shelf, settings, address)
    answered = say("class-cluster-found", workers=found.workers, computers=list(found.computers))
    st.success(f"{plain(answered)}  \n{say('class-cluster-trust')}", icon=":material/lan:")
    return True


def _keep(shelf: ClassShelf, settings: ClassSettings, address: str) -> None:
    shelf.keep_class(settings.model_copy(update={"scheduler": address}))
