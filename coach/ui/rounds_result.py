"""What became of a step that was practised in rounds: one sentence and a small picture."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from coach.live.rounds import Round
from coach.look.palette import TARGET_COLOR
from coach.protocol.schema import Band
from coach.ui import charts
from coach.words import say

HEIGHT_PX = 220


def show_rounds(rounds: Sequence[Round], goal: Band) -> None:
    """Show the rounds of a session and how they went."""
    st.subheader(say("rounds-done-title"), anchor=False)
    st.markdown(describe_rounds(rounds, goal))
    if rounds:
        st.caption(say("rounds-picture"))
        ink = charts.DARK if st.context.theme.type == "dark" else charts.LIGHT
        st.altair_chart(draw_rounds(rounds, goal, ink), alt=say("rounds-picture"))


def describe_rounds(rounds: Sequence[Round], goal: Band) -> str:
    """Say in one sentence how the rounds went."""
    if not rounds:
        return say("rounds-none")
    paces = [each.pace_per_min for each in rounds if each.pace_per_min is not None]
    held = sum(each.held is True for each in rounds)
    pace = paces[-1] if paces else 0.0
    return say("rounds-result", judged=len(paces), held=held, pace=pace, low=goal.low, high=goal.high)


def round_rows(rounds: Sequence[Round], goal: Band) -> list[dict[str, Any]]:
    """One row of data for each round, in the order in which they were done."""
    return [
        {
            "name": _name(each.id),
            "target": each.target_per_min,
            "pace": each.pace_per_min,
            "low": goal.low,
            "high": goal.high,
        }
        for each in rounds
    ]


def _name(step: str) -> str:
    number = int(step.split("-")[1])
    return say("rounds-short-again", number=number) if step.endswith("-again") else say("rounds-short", number=number)


def draw_rounds(rounds: Sequence[Round], goal: Band, ink: charts.Ink) -> Any:
    """Draw the pace of each round beside its target, over the range that the step asks."""
    import altair as alt
    import pandas as pd

    rows = round_rows(rounds, goal)
    names = [row["name"] for row in rows]
    across = alt.X("name:N", sort=names, title=say("rounds-axis-round"), axis=alt.Axis(labelAngle=0))
    base = alt.Chart(pd.DataFrame(rows)).encode(x=across)
    scale = alt.Scale(zero=False)
    band = base.mark_bar(opacity=0.2, color=TARGET_COLOR, width=alt.RelativeBandSize(1.0)).encode(
        y=alt.Y("low:Q", scale=scale, title=say("rounds-axis-pace")), y2="high:Q"
    )
    target = base.mark_tick(color=TARGET_COLOR, thickness=3).encode(y=alt.Y("target:Q", scale=scale))
    pace = base.mark_point(filled=True, size=110, color=ink.text, opacity=1.0).encode(y=alt.Y("pace:Q", scale=scale))
    return (band + target + pace).properties(height=HEIGHT_PX)
