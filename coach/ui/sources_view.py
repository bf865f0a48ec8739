"""Where the figures of a protocol come from, and how far they are to be believed: shown wherever a figure is."""

from __future__ import annotations

import streamlit as st

from coach.protocol.schema import Protocol, Step
from coach.ui.plain import plain
from coach.ui.protocol_cards import band_lines
from coach.words import say


def show_all_sources(protocol: Protocol) -> None:
    """Offer the sources of a whole protocol's figures, step by step."""
    with st.expander(say("source-figures"), icon=":material/menu_book:"):
        low, high = protocol.session_minutes.ends
        source = plain(protocol.sources[protocol.session_minutes.source])
        st.markdown(say("source-session", low=low, high=high, source=source))
        for step in protocol.steps:
            st.markdown(f"**{plain(step.title)}**\n\n{list_lines(source_lines(protocol, step))}")


def list_lines(lines: list[str]) -> str:
    """Write lines as a Markdown list."""
    return "\n".join(f"- {line}" for line in lines)


def source_lines(protocol: Protocol, step: Step) -> list[str]:
    """List every figure of a step with how sure it is and its source, then the sentences with their own source."""
    lines = [
        say("source-line", figure=line, source=plain(protocol.sources[band.source]))
        for line, band in zip(band_lines(step), step.bands.values(), strict=True)
    ]
    lines += [
        say("source-sentence", text=plain(mark.text), source=plain(protocol.sources[mark.source]))
        for mark in step.tagged
        if mark.source
    ]
    return lines
