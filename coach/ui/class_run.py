"""Reviewing a class in the background: begin, how far it is, how long it will take, stop, go on."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from coach.classes.cluster import review_on_cluster
from coach.classes.opened import ClassProgress, Item, review_class
from coach.classes.running import Reviewer
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.classes.table import Row
from coach.ui import class_cluster
from coach.ui.jobs import JOBS, Job, Progress
from coach.ui.plain import plain
from coach.ui.review_progress import describe_pace
from coach.words import say

REFRESH_S = 1.0
FOR_ALL = "class"
"""In place of a browser session: a class is reviewed once, whoever looks on."""

_progress: dict[str, ClassProgress] = {}
"""What the running jobs told last, by folder; each entry is set in one step."""

_workers: dict[str, int] = {}
"""How many workers a running job has on other computers, by folder; none where this computer reviews alone."""


def find_job(settings: ClassSettings) -> Job | None:
    """Return the job that reviews a class or did so last, or ``None``."""
    return JOBS.find(FOR_ALL, str(settings.folder))


def show_run(shelf: ClassShelf, settings: ClassSettings, rows: Sequence[Row]) -> None:
    """Show the work on a class, or offer to begin it where there is something to do."""
    job = find_job(settings)
    waiting = sum(row.item.waits for row in rows)
    if job is not None and job.state == "running":
        _show_progress(job, settings, _count_done(settings))
        return
    if job is not None and job.state == "failed":
        st.error(plain(job.message), icon=":material/error:")
    if waiting:
        label = say("class-begin", count=waiting) if waiting == len(rows) else say("class-go-on", count=waiting)
        if st.button(label, type="primary", icon=":material/play_arrow:", key="class_begin"):
            _start(shelf, settings)
        class_cluster.choose_cluster(shelf, settings)


def offer_again(shelf: ClassShelf, settings: ClassSettings, rows: Sequence[Row]) -> None:
    """Offer to try those again that could not be reviewed, once everything else is done."""
    faults = sum(bool(row.item.fault) for row in rows)
    job = find_job(settings)
    if not faults or any(row.item.waits for row in rows) or (job is not None and job.state == "running"):
        return
    if st.button(say("class-try-again", count=faults), icon=":material/refresh:", key="class_again"):
        _start(shelf, settings)
    class_cluster.choose_cluster(shelf, settings)


def _start(shelf: ClassShelf, settings: ClassSettings) -> None:
    name = str(settings.folder)

    def work(progress: Progress) -> list[Item]:
        def tell(now: ClassProgress) -> None:
            _progress[name] = now
            progress.report(now.fraction, "look" if now.looking else "watch")

        return review_class(settings, shelf, tell, reviewer=_find_reviewer(settings))

    _progress.pop(name, None)
    _workers.pop(name, None)
    JOBS.start(FOR_ALL, name, work, again=True)
    st.rerun()


def _find_reviewer(settings: ClassSettings) -> Reviewer | None:
    """Return what reviews a class on other computers; ``None``: this one does it."""
    if not settings.scheduler:
        return None

    def count(workers: int) -> None:
        _workers[str(settings.folder)] = workers

    return partial(review_on_cluster, settings.scheduler, lambda cluster: None, on_count=count)


def _count_done(settings: ClassSettings) -> int:
    now = _progress.get(str(settings.folder))
    return 0 if now is None or now.looking else now.done


@st.fragment(run_every=REFRESH_S)
def _show_progress(job: Job, settings: ClassSettings, done: int) -> None:
    """Show how far a job is; the page is drawn anew when a recording is done, and when all are."""
    if job.state != "running" or _count_done(settings) != done:
        st.rerun()
    now = _progress.get(str(settings.folder))
    if job.cancelling:
        stage = say("review-cancelling")
    elif now is None or now.looking:
        stage = say("class-looking")
    else:
        stage = say("class-running", done=now.done, total=now.total)
    st.progress(job.fraction, text=stage if job.cancelling else describe_pace(stage, job.look()))
    workers = _workers.get(str(settings.folder))
    if workers is not None:
        st.markdown(plain(say("class-cluster-running", workers=workers, address=settings.scheduler)))
    st.caption(say("class-running-hint"))
    st.button(
        say("review-cancel"), icon=":material/close:", on_click=job.cancel, disabled=job.cancelling, key="class_cancel"
    )
