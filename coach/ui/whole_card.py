"""What holds for a whole massage in the editor: its name, how the person lies, its cautions, who has to allow it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from coach.protocol import editing
from coach.protocol.edited import Data
from coach.ui.sentence_lines import join_sentences, split_sentences
from coach.words import say, say_table

_TEXTS = ("title", "summary", "permission")


def ask_whole(data: Data, turn: int) -> Data:
    """Ask for it; returns the protocol as it was changed.

    Parameters
    ----------
    turn : int
        Part of the widgets' keys: another one makes them anew.
    """
    written: dict[str, Any] = {}
    with st.expander(say("edit-whole"), icon=":material/description:"):
        for name in _TEXTS:
            before = editing.text_of(data.get(name, ""))
            ask = st.text_area if name == "summary" else st.text_input
            label = say("edit-field.protocol_title" if name == "title" else f"edit-field.{name}")
            text = ask(label, before, key=f"whole-{name}-{turn}")
            if text != before:
                # What a person has emptied is told as too short, not as missing.
                written[name] = text or " "
        written |= _ask_position(data, turn)
        said = join_sentences(data.get("cautions", ()))
        cautions = st.text_area(say("edit-field.cautions"), said, key=f"whole-cautions-{turn}")
        if cautions != said:
            written["cautions"] = split_sentences(cautions, data.get("cautions", ()))
    return editing.set_fields(data, None, **written) if written else data


def _ask_position(data: Data, turn: int) -> dict[str, Any]:
    """Ask how the person lies or sits: the usual position, where several are allowed."""
    positions = say_table("edit-position")
    given = data.get("position", ())
    allowed = [given] if isinstance(given, str) else list(given)
    now = allowed[0] if allowed and allowed[0] in positions else None
    chosen = st.selectbox(
        say("edit-field.position"),
        list(positions),
        index=None if now is None else list(positions).index(now),
        format_func=positions.__getitem__,
        key=f"whole-position-{turn}",
    )
    return {} if chosen in (now, None) else {"position": chosen}
