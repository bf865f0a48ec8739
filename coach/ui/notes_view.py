"""Notes to a student about one recording: who writes, the notes themselves, and the one file for the student."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import streamlit as st

from coach.errors import StoreError
from coach.history.archive import notes_path
from coach.history.entries import NAME_LENGTH, clean_name
from coach.notes.film import write_film
from coach.notes.phrases import Phrase, load_phrases, usual_phrases
from coach.notes.records import Note
from coach.notes.sheet import Letter, MarkShown, write_letter
from coach.notes.stored import Kept, load_notes
from coach.paths import tracks_dir
from coach.ui import state
from coach.ui.components.noter import Answered, show_noter
from coach.ui.jobs import JOBS, Job, Progress
from coach.ui.media import PLAYS, SHELF
from coach.ui.notes_phrases import edit_phrases
from coach.ui.noting import Desk, take_edits
from coach.ui.plain import plain
from coach.ui.review_progress import describe_pace
from coach.ui.scratch import scratch_dir
from coach.ui.segments import choose_segment
from coach.words import say, say_table

OPENED, TEACHER = "notes_opened", "notes_teacher"
REFRESH_S = 1.0


@dataclass(frozen=True, slots=True)
class Noted:
    """A recording on which notes are written.

    Attributes
    ----------
    key : str
        Tells it from others; letters and digits.
    folder : Path
        Where its notes are kept.
    video : Path
        The recording as it is.
    duration_s : float
    recording : str
        What the student knows it by.
    stem : str
        Name of the student's file without its ending.
    student : str
        Empty: it is asked.
    teacher : str
        Who probably writes.
    marks : MarkShown, optional
    """

    key: str
    folder: Path
    video: Path
    duration_s: float
    recording: str
    stem: str
    student: str = ""
    teacher: str = ""
    marks: MarkShown | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """The student's file in the temporary folder; removed when the job is forgotten."""

    path: Path

    def discard(self) -> None:
        """Remove it."""
        self.path.unlink(missing_ok=True)


def session_folder(uuid: str) -> Path:
    """Return where the notes on the recording of a session lie."""
    return notes_path(tracks_dir(), uuid)


def is_noting(key: str) -> bool:
    """Whether the notes of a recording are open."""
    return bool(st.session_state.get(OPENED) == key)


def offer_notes(key: str, folder: Path) -> None:
    """Show the button that opens the notes of a recording, or leads back to the review."""
    if is_noting(key):
        st.button(
            say("note-close"), icon=":material/check:", on_click=_open, args=(None,), key="notes_close", type="primary"
        )
        return
    count = len(load_notes(folder).notes)
    st.button(
        say("note-open-some", count=count) if count else say("note-open"),
        icon=":material/draw:",
        help=say("note-open-help"),
        on_click=_open,
        args=(key,),
        key="notes_open",
    )


def _open(key: str | None) -> None:
    st.session_state[OPENED] = key


def show_notes(noted: Noted) -> None:
    """Show the notes of a recording, to write and to hand over."""
    st.subheader(say("note-title", name=plain(noted.student)) if noted.student else say("note-open"), anchor=False)
    if noted.video.suffix.lower() not in PLAYS or not noted.video.is_file():
        st.info(say("note-needs-video", name=plain(noted.video.name)), icon=":material/movie:")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            say("note-teacher"), value=st.session_state.get(TEACHER, noted.teacher), max_chars=NAME_LENGTH, width=260
        )
        if not noted.student:
            student = clean_name(
                st.text_input(say("note-student"), max_chars=NAME_LENGTH, width=260, key=f"note_student_{noted.key}")
            )
            noted = replace(noted, student=student or say("note-student-unnamed"))
    teacher = clean_name(typed)
    if not teacher:
        st.info(say("note-name-empty"), icon=":material/badge:")
        return
    st.session_state[TEACHER] = teacher
    _show_desk(noted, teacher)


@st.fragment
def _show_desk(noted: Noted, teacher: str) -> None:
    phrases, fault = _load_phrases()
    kept = load_notes(noted.folder)
    name = f"noting-{noted.key}"
    desk: Desk = st.session_state.setdefault(name, Desk())
    show_noter(
        kept.notes,
        phrases,
        SHELF.offer(noted.video),
        noted.duration_s,
        Answered(desk.client, desk.sequence, say("note-saved", count=len(kept.notes))),
        key=f"noter-{noted.key}",
        on_edits=lambda: _take(noted, teacher, name),
    )
    for sentence in filter(None, (st.session_state[name].fault, fault, _say_unreadable(kept))):
        st.warning(plain(sentence), icon=":material/folder_off:")
    _show_letter(noted, kept.notes)
    if not fault:
        edit_phrases(phrases)


def _take(noted: Noted, teacher: str, name: str) -> None:
    sent = st.session_state[f"noter-{noted.key}"].get("edits")
    st.session_state[name] = take_edits(st.session_state[name], sent, noted.folder, teacher)


def _load_phrases() -> tuple[tuple[Phrase, ...], str]:
    try:
        return load_phrases(), ""
    except StoreError as error:
        return usual_phrases(), str(error)


def _say_unreadable(kept: Kept) -> str:
    if not kept.unreadable:
        return ""
    return say("note-unreadable", count=len(kept.unreadable), file=str(kept.unreadable[0]))


# The student's file ---------------------------------------------------------------------------------------------------


def _show_letter(noted: Noted, notes: tuple[Note, ...]) -> None:
    """Make the student's file in the background, and offer it."""
    if not notes:
        return
    with st.container(border=True, key="notes_letter"):
        st.markdown(f"**{say('note-letter')}**  \n{say('note-letter-how', name=plain(noted.student))}")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            parts = say_table("note-parts")
            part = choose_segment(say("note-part"), parts, "whole", key="notes_part", label_visibility="visible")
            marked = noted.marks is not None and st.toggle(
                say("note-with-marks"), value=True, key="notes_marks", persist_state="session"
            )
        letter = Letter(noted.student, noted.recording, notes, noted.marks if marked else None)
        whole = part != "moments"
        digest = name_letter(noted, letter, whole=whole)
        job = JOBS.find(state.session_id(), digest)
        if job is not None and job.state == "running":
            _show_progress(job)
        elif job is not None and job.state == "done" and job.result.path.is_file():
            _offer_file(job.result.path)
        else:
            if job is not None and job.state == "failed":
                st.error(plain(job.message), icon=":material/error:")
            if st.button(say("note-make"), icon=":material/movie:", key="notes_make"):
                JOBS.start(
                    state.session_id(),
                    digest,
                    lambda progress: make_letter(noted, letter, progress, whole=whole),
                    again=True,
                )
                st.rerun(scope="fragment")


def name_letter(noted: Noted, letter: Letter, *, whole: bool) -> str:
    """Name what a student's file is made of: a change of anything in it makes another one."""
    parts = (noted.key, letter.student, letter.recording, letter.marks, whole, _list_texts(letter.notes))
    return "letter-" + hashlib.blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def _list_texts(notes: Iterable[Note]) -> list[str]:
    return [note.model_dump_json() for note in notes]


def make_letter(noted: Noted, letter: Letter, progress: Progress, *, whole: bool) -> Made:
    """Make the student's file in a temporary folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="letter-", dir=scratch_dir()))
    film_path = folder / "film.mp4"
    try:
        film = write_film(
            noted.video, film_path, letter.notes, whole=whole, on_progress=lambda done: progress.report(done, "film")
        )
        return Made(write_letter(letter, film, folder, noted.stem))
    finally:
        film_path.unlink(missing_ok=True)


@st.fragment(run_every=REFRESH_S)
def _show_progress(job: Job) -> None:
    if job.state != "running":
        st.rerun()
    stage = say("review-cancelling") if job.cancelling else say("note-making")
    st.progress(job.fraction, text=stage if job.cancelling else describe_pace(stage, job.look()))
    st.button(
        say("review-cancel"), icon=":material/close:", on_click=job.cancel, disabled=job.cancelling, key="notes_cancel"
    )


def _offer_file(path: Path) -> None:
    packed = path.suffix == ".zip"
    st.download_button(
        say("note-download", megabytes=path.stat().st_size / 1e6),
        lambda: path.open("rb"),
        path.name,
        "application/zip" if packed else "text/html",
        icon=":material/download:",
        type="primary",
        on_click="ignore",
        key="notes_download",
    )
    if packed:
        st.caption(say("note-zip"))
