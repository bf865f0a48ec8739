"""The ways of working that the guide names: those of a step, and the whole list with a drawing of each."""

from __future__ import annotations

from typing import get_args

import streamlit as st

from coach.feedback.step_words import describe_told
from coach.look.way_drawing import draw_way
from coach.protocol.schema import Step
from coach.protocol.vocabulary import Group, Way, load_vocabulary
from coach.ui.components.figure import show_figure
from coach.words import say

DRAWING_PX = 210


def show_ways(step: Step) -> None:
    """Offer how the hands work in a step and what the camera sees of it; say which of it the camera cannot tell."""
    if not step.ways:
        return
    if told := describe_told(step):
        st.caption(told)
    with st.expander(say("source-ways"), icon=":material/back_hand:"):
        for way in step.ways:
            st.markdown("- " + say("source-way", name=way.name, text=way.text, seen=way.seen, unseen=way.unseen))


def show_vocabulary(region: str = "back") -> None:
    """Show every way of working, one family at a time, as it is done on a region."""
    st.subheader(say("source-all-ways"), anchor=False)
    st.markdown(say("source-all-ways-lead"))
    group = st.segmented_control(
        say("source-all-ways"),
        get_args(Group),
        format_func=lambda name: say("source-group", group=name),
        default="stroking",
        required=True,
        key="ways_group",
        label_visibility="collapsed",
    )
    with st.grid(3, min_column_width=300):
        for way in load_vocabulary().values():
            if way.group == group:
                _show_way(way, region)


def _show_way(way: Way, region: str) -> None:
    with st.container(border=True, height="stretch"):
        show_figure(draw_way(way, region), way.name, key=f"way-{way.id}", max_width=DRAWING_PX)
        st.markdown(f"**{way.name}.** {way.text}")
        st.caption(say("source-judged-as", technique=way.judged_as, told="yes" if way.told_by else "no"))
        st.caption(f"{say('source-seen', seen=way.seen)}  \n{say('source-unseen', unseen=way.unseen)}")
