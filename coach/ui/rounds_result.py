"""What became of steps that were practised in rounds: of the last session, and over the weeks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import streamlit as st

from coach.history.entries import Session
from coach.history.practised import PractisedRounds
from coach.live.rounds import Round
from coach.look.palette import LOOKS, TARGET_COLOR
from coach.protocol.schema import Band
from coach.records import Verdict
from coach.ui import charts
from coach.words import say

HEIGHT_PX = 220
MOST_KEPT = 4
"""Sessions of rounds that are shown, the newest first."""
CARD_PX = 240


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


def show_practised(sessions: Sequence[Session]) -> None:
    """Show the rounds of earlier sessions, the newest first; nothing where there are none."""
    practised = [(session, session.rounds) for session in reversed(sessions) if session.rounds is not None]
    if not practised:
        return
    st.subheader(say("rounds-kept-title"), anchor=False)
    st.caption(f"{say('rounds-kept-unit')} {say('rounds-no-level')} {say('rounds-no-level-why')}")
    with st.grid(MOST_KEPT, min_column_width=CARD_PX, gap="small"):
        for session, rounds in practised[:MOST_KEPT]:
            _show_card(session, rounds)


def _show_card(session: Session, rounds: PractisedRounds) -> None:
    name = LOOKS[cast(Verdict, rounds.technique)].name
    gap = describe_gap(rounds)
    st.metric(
        say("rounds-kept", technique=name, when=session.started_at.astimezone(), rounds=len(rounds.paces)),
        describe_way(rounds),
        delta=gap or None,
        delta_color="off",
        delta_arrow="off",
        border=True,
        chart_data=rounds.seen if len(rounds.seen) > 1 else None,
    )


def describe_way(rounds: PractisedRounds) -> str:
    """Say from which pace to which the rounds went."""
    seen = rounds.seen or (0.0,)
    return say("rounds-kept-way", seen=len(rounds.seen), first=seen[0], last=seen[-1])


def describe_gap(rounds: PractisedRounds) -> str:
    """Say how near the last pace that was seen came to what the step asks; empty where none was seen."""
    if rounds.gap_per_min is None:
        return ""
    gap = round(rounds.gap_per_min)
    where = "inside" if gap == 0 else "below" if gap < 0 else "above"
    return say("rounds-kept-gap", where=where, gap=abs(gap), low=rounds.low, high=rounds.high)
