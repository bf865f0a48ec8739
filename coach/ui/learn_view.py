"""Learning from the corrected sessions: begin it, see what came of it, take it into use, go back."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from coach.errors import CoachError
from coach.history.recordings import list_corrected_recordings
from coach.history.store import HistoryStore
from coach.learning.apart import learn_apart
from coach.learning.run import Outcome
from coach.learning.shelf import (
    Shelved,
    go_back,
    import_model,
    list_models,
    take_into_use,
)
from coach.learning.told import name_model, say_figures, say_judgement, say_shelved
from coach.technique.chosen import load_chosen_model
from coach.technique.local_model import models_dir, read_in_use, read_local_model
from coach.ui import state
from coach.ui.jobs import JOBS, Job
from coach.ui.plain import plain
from coach.words import say

REFRESH_S = 1.0
LONGEST_SETUP = 60
RUN = "learn_run"
"""Number of the run that is shown: a new one is a new job."""


def show_learning(store: HistoryStore) -> None:
    """Show the model in use, learning, and the models of this computer."""
    _show_in_use()
    run = st.session_state.get(RUN)
    job = None if run is None else JOBS.find(state.session_id(), run)
    if job is not None and job.state == "running":
        _show_progress(job)
        return
    if job is not None and job.state == "done":
        _show_learnt(job.result)
    elif job is not None and job.state == "failed":
        st.error(plain(job.message), icon=":material/error:")
    _show_beginning(store)
    _show_shelf()


def _show_in_use() -> None:
    chosen = load_chosen_model()
    if chosen.fault is not None:
        st.warning(say("learn-passed-over", why=plain(chosen.fault)), icon=":material/warning:")
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", border=True):
        st.markdown(say("learn-in-use", name=f"**{plain(name_model(chosen.card))}**"), width="content")
        if read_in_use() and st.button(say("learn-back"), icon=":material/undo:", key="learn_back"):
            go_back()
            st.rerun()


def _show_beginning(store: HistoryStore) -> None:
    corrected = {one.uuid for one in store.corrections.list_all()}
    corrected |= {recording.folder.name for recording in list_corrected_recordings(store.folder)}
    st.markdown(say("learn-how"))
    st.markdown(say("learn-corrected", sessions=len(corrected)))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        setup = st.selectbox(
            say("learn-setup"),
            list_setups(),
            accept_new_options=True,
            help=say("learn-setup-help"),
            width=320,
            key="learn_setup",
        )
        begin = st.button(
            say("learn-begin"), type="primary", icon=":material/school:", disabled=not corrected, key="learn_begin"
        )
    if begin:
        number = int(st.session_state.get(RUN, "learn-0").partition("-")[2]) + 1
        st.session_state[RUN] = f"learn-{number}"
        name = (setup or "").strip()[:LONGEST_SETUP] or say("learn-default-setup")
        JOBS.start(state.session_id(), f"learn-{number}", lambda progress: learn_apart(name, progress.report))
        st.rerun()


def list_setups() -> list[str]:
    """List the rooms and cameras that models were learnt for, that of the model in use first."""
    chosen = load_chosen_model().card
    known = [model.card.setup for model in list_models() if model.card is not None]
    first = [] if chosen is None else [chosen.setup]
    return list(dict.fromkeys([*first, *known])) or [say("learn-default-setup")]


@st.fragment(run_every=REFRESH_S)
def _show_progress(job: Job) -> None:
    if job.state != "running":
        st.rerun()
    st.progress(job.fraction, text=say("learn-gathering" if job.stage == "gather" else "learn-fitting"))
    st.caption(say("learn-running-hint"))
    st.button(say("learn-cancel"), icon=":material/close:", on_click=job.cancel, disabled=job.cancelling)


def _show_learnt(outcome: Outcome) -> None:
    with st.container(border=True):
        if outcome.card is not None:
            card = outcome.card
            with st.container(horizontal=True, gap="small"):
                st.metric(say("learn-before"), say("learn-of-100", right=round(100 * card.before)), width="content")
                st.metric(say("learn-after"), say("learn-of-100", right=round(100 * card.after)), width="content")
        for line in say_figures(outcome):
            st.markdown(line)
        if outcome.without_movements:
            st.caption(say("learn-missing", sessions=outcome.without_movements))
        opening, *others = say_judgement(outcome.judgement)
        if outcome.kept is None:
            st.info("\n".join([opening, *(f"- {line}" for line in others)]), icon=":material/info:")
            return
        st.success(opening, icon=":material/check:")
        in_use = read_in_use()
        if in_use and in_use[-1] == outcome.kept:
            st.markdown(say("learn-from-next"))
        elif st.button(say("learn-use"), type="primary", icon=":material/check:", key="learn_use"):
            _take(models_dir() / outcome.kept)


def _show_shelf() -> None:
    st.subheader(say("learn-shelf"), anchor=False)
    models = list_models()
    if not models:
        st.markdown(say("learn-shelf-none"))
    for number, model in enumerate(models):
        _show_model(number, model)
    uploaded = st.file_uploader(say("learn-import"), type=["npz"], key="learn_import")
    if uploaded is not None and st.button(say("learn-import-go"), icon=":material/upload:", key="learn_import_go"):
        with tempfile.TemporaryDirectory(prefix="massage-coach-") as folder:
            # Under its own name, which is what a refusal says; no folder of the browser's is taken along.
            file = Path(folder) / Path(uploaded.name).name
            file.write_bytes(uploaded.getbuffer())
            import_model(file)
        st.rerun()


def _show_model(number: int, model: Shelved) -> None:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(plain(say_shelved(model)), width="stretch")
        if model.card is None:
            return
        if not model.in_use and st.button(say("learn-use"), icon=":material/check:", key=f"learn_use_{number}"):
            _take(model.path)
        st.download_button(
            say("learn-export"),
            model.path.read_bytes,
            model.path.name,
            "application/octet-stream",
            icon=":material/download:",
            on_click="ignore",
            key=f"learn_export_{number}",
        )


def _take(path: Path) -> None:
    try:
        take_into_use(path)
    except CoachError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    card = read_local_model(path).card
    st.toast(say("learn-taken", setup=card.setup, version=card.version), icon=":material/check:")
    st.rerun()
