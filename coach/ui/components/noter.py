"""Notes on a recording: the video, what is drawn on it and said to it, by mouse, finger or keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from coach.notes.phrases import TOPICS, Phrase
from coach.notes.records import MOST_DRAWINGS, TEXT_LENGTH, Note
from coach.ui.components import read_module, read_styles
from coach.words import say_table

_mount = st.components.v2.component(
    "massage_coach_noter",
    html='<div class="noter"></div>\n',
    css=read_styles("base.css", "controls.css", "noter.css"),
    js=read_module("noter.js"),
)


@dataclass(frozen=True, slots=True)
class Answered:
    """How far what the page sent is kept.

    Attributes
    ----------
    client : str
        The open page whose changes were taken last.
    sequence : int
        Number of its last change that is kept.
    saved : str
        What is kept, in words.
    """

    client: str
    sequence: int
    saved: str


def show_noter(
    notes: Sequence[Note],
    phrases: Sequence[Phrase],
    url: str,
    duration_s: float,
    answered: Answered,
    *,
    key: str,
    on_edits: Callable[[], None],
) -> None:
    """Show the notes of a recording.

    Parameters
    ----------
    notes : sequence of Note
        Those that are kept.
    phrases : sequence of Phrase
        Ready-made sentences.
    url : str
        Address of the recording.
    duration_s : float
    answered : Answered
    key : name of this mounted component; what it sends lies in ``st.session_state[key]["edits"]``
    on_edits : called when it sends changes
    """
    data = {
        "url": url,
        "duration": max(duration_s, 0.001),
        "notes": [note.model_dump(include={"id", "at_s", "lasts_s", "text", "drawings"}) for note in notes],
        "phrases": group_phrases(phrases),
        "acked": {"client": answered.client, "seq": answered.sequence},
        "saved": answered.saved,
        "longest": TEXT_LENGTH,
        "mostDrawings": MOST_DRAWINGS,
        "words": say_table("note-words"),
    }
    _mount(key=key, data=data, on_edits_change=on_edits)


def group_phrases(phrases: Sequence[Phrase]) -> list[dict[str, Any]]:
    """Return the sentences of each topic that has any, in the order of the topics."""
    names = say_table("note-topics")
    groups = ((topic, [phrase.text for phrase in phrases if phrase.topic == topic]) for topic in TOPICS)
    return [{"name": names[topic], "texts": texts} for topic, texts in groups if texts]
