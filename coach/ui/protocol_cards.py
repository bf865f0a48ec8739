"""A protocol as cards: one for each step, with its drawing, its words and its figures with their sources."""

from __future__ import annotations

import streamlit as st

from coach.feedback.step_words import describe_drawing
from coach.look.step_drawing import draw_step
from coach.protocol.schema import Band, Protocol, Step
from coach.ui.components.figure import show_figure
from coach.ui.ways_view import show_ways
from coach.words import say

DIAGRAM_PX = 190
BAND_MESSAGES = {
    "duration_s": "protocols-duration",
    "count": "protocols-count",
    "pace_per_min": "protocols-pace",
    "speed_cm_s": "protocols-speed",
}


def show_step(protocol: Protocol, number: int, step: Step) -> None:
    """Show one step as a card."""
    with st.container(border=True, height="stretch"):
        picture, text = st.columns([1, 2], gap="medium")
        with picture:
            show_figure(
                draw_step(step), describe_drawing(step), key=f"step-{protocol.id}-{step.id}", max_width=DIAGRAM_PX
            )
        with text:
            st.markdown(f"#### {say('protocols-step', number=number, title=step.title)}")
            st.markdown(step.text)
            st.markdown("\n".join(f"- {line}" for line in band_lines(step)))
            show_ways(step)
            for cue in step.cues:
                st.markdown(f":material/lightbulb: {cue}")
            for caution in step.cautions:
                st.markdown(f":material/health_and_safety: {caution}")


def session_line(protocol: Protocol) -> str:
    """Say how long a session takes, and how many steps it has."""
    low, high = protocol.session_minutes.ends
    return say("protocols-session", steps=len(protocol.steps), low=low, high=high, minutes=protocol.planned_minutes)


def band_lines(step: Step) -> list[str]:
    """List the figures that a step asks, each with how far it is to be believed."""
    return [say_band(name, band) for name, band in step.bands.items()]


def say_band(name: str, band: Band) -> str:
    """One figure in words: ``**Pace**: 60–70 a minute (fairly certain)``."""
    return say(BAND_MESSAGES[name], low=band.low, high=band.high, confidence=band.confidence)
