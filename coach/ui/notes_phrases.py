"""A teacher's own list of ready-made sentences, as a table to edit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import streamlit as st

from coach.errors import StoreError
from coach.notes.phrases import TOPICS, Phrase, keep_phrases
from coach.notes.records import TEXT_LENGTH
from coach.ui.plain import plain
from coach.words import say, say_table

_TOPIC, _TEXT = "topic", "text"


def edit_phrases(phrases: Sequence[Phrase]) -> None:
    """Show the list to edit; what is kept there is offered beside every recording from then on."""
    names = say_table("note-topics")
    with st.expander(say("note-phrases"), icon=":material/format_list_bulleted:"):
        st.markdown(say("note-phrases-how"))
        rows = st.data_editor(
            [{_TOPIC: names[phrase.topic], _TEXT: phrase.text} for phrase in phrases],
            num_rows="dynamic",
            hide_index=True,
            column_config={
                _TOPIC: st.column_config.SelectboxColumn(
                    say("note-phrases-topic"), options=[names[topic] for topic in TOPICS], width="small"
                ),
                _TEXT: st.column_config.TextColumn(say("note-phrases-text"), max_chars=TEXT_LENGTH, width="large"),
            },
            key="notes_phrases",
        )
        if not st.button(say("note-phrases-keep"), icon=":material/check:", key="notes_phrases_keep"):
            return
        try:
            keep_phrases(read_rows(rows))
        except StoreError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        st.toast(say("note-phrases-kept"), icon=":material/check:")
        st.rerun()


def read_rows(rows: Iterable[Mapping[str, Any]]) -> list[Phrase]:
    """Return the sentences of a table; a row without a sentence is left out, one without a topic is praise."""
    topics = {name: topic for topic, name in say_table("note-topics").items()}
    found = []
    for row in rows:
        text = " ".join(str(row.get(_TEXT) or "").split())[:TEXT_LENGTH]
        if text:
            found.append(Phrase.model_validate({"topic": topics.get(str(row.get(_TOPIC)), TOPICS[0]), "text": text}))
    return found
