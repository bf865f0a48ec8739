"""How it goes over the weeks: what to practise next, how many hints, lines and pain."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import streamlit as st

from coach.history import progress
from coach.history.entries import Session
from coach.history.pain import check_pain_trend
from coach.look.palette import LOOKS
from coach.records import Verdict
from coach.ui import charts, progress_charts
from coach.ui.levels_view import show_levels
from coach.ui.rounds_result import show_practised
from coach.words import say, say_table

DAYS_OF_WEEK = timedelta(days=7)


def show_lines(sessions: Sequence[Session]) -> None:
    """Show everything about how the hands get on."""
    _show_warning(sessions)
    _show_cards(sessions)
    show_levels(sessions)
    show_practised(sessions)
    ink = charts.DARK if st.context.theme.type == "dark" else charts.LIGHT
    _show_chart(sessions, ink)
    _show_pain(sessions, ink)
    _show_bests(sessions)


def _show_warning(sessions: Sequence[Session]) -> None:
    """Say it first when a doctor should look before the next massage."""
    warning = check_pain_trend(sessions, sessions[-1].receiver) if sessions else None
    if warning is not None:
        text = say(f"before-pain-warnings.{warning.kind}")
        st.warning(text, icon=":material/front_hand:")


def _show_cards(sessions: Sequence[Session]) -> None:
    practise, hints, week = st.columns([5, 4, 2])
    with practise.container(border=True, height="stretch"):
        _show_suggestion(sessions)
    with hints.container(border=True, height="stretch"):
        advice = progress.advise_guidance(sessions)
        st.caption(say("progress-hints-title"))
        st.subheader(say(f"progress-hints.{advice.level}"), anchor=False)
        st.markdown(say("progress-retest") if advice.retest else say(f"progress-hints-why.{advice.level}"))
    with week.container(border=True, height="stretch"):
        now = datetime.now(UTC)
        this = progress.count_minutes(sessions, now - DAYS_OF_WEEK, now)
        last = progress.count_minutes(sessions, now - 2 * DAYS_OF_WEEK, now - DAYS_OF_WEEK)
        st.caption(say("progress-week-title"))
        st.subheader(say("progress-minutes", minutes=round(this)), anchor=False)
        st.markdown(say("progress-last-week", minutes=this - last))


def _show_suggestion(sessions: Sequence[Session]) -> None:
    st.caption(say("progress-next-title"))
    suggestion = progress.suggest_practice(sessions)
    if suggestion is None:
        judged = any(progress.draw_points(sessions, measure) for measure in progress.PRACTISED)
        st.markdown(say("progress-next-good") if judged else say("progress-next-nothing"))
        return
    st.subheader(say("progress-next", measure=suggestion.measure, technique=suggestion.technique), anchor=False)
    why = say("progress-next-why", value=round(100 * suggestion.value), sessions=suggestion.sessions)
    st.markdown(f"{why} {say(f'progress-next-how.{suggestion.measure}')}")


def _show_chart(sessions: Sequence[Session], ink: charts.Ink) -> None:
    st.subheader(say("progress-lines-title"), anchor=False)
    measure: progress.Measure = (
        st.segmented_control(
            say("progress-measure-label"),
            progress.MEASURES,
            format_func=say_table("progress-measures").__getitem__,
            default="score",
            label_visibility="collapsed",
            key="progress_measure",
        )
        or "score"
    )
    points = progress.draw_points(sessions, measure)
    if not points:
        st.caption(say("progress-lines-none"))
        return
    by_number = progress.is_clock_wrong(sessions)
    notes = [say(f"progress-measure-help.{measure}")]
    notes += [say("progress-by-number")] if by_number else []
    notes += [say("progress-by-week")] if any(point.sessions > 1 for point in points) else []
    corrected = sum(bool(session.corrected_by) for session in sessions)
    notes += [say("progress-by-teacher", sessions=corrected)] if corrected else []
    st.caption(" ".join(notes))
    spec = _draw_lines(points, ink, by_number=by_number)
    st.vega_lite_chart(spec, alt=say("progress-lines-alt", measure=measure))


def _show_pain(sessions: Sequence[Session], ink: charts.Ink) -> None:
    points = progress.list_pain(sessions)
    if points:
        st.subheader(say("progress-pain-title"), anchor=False)
        st.caption(say("progress-pain-hint"))
        st.vega_lite_chart(_draw_pain(points, ink), alt=say("progress-pain-alt"))


@st.cache_data(max_entries=32, show_spinner=False)
def _draw_lines(points: list[progress.Point], ink: charts.Ink, *, by_number: bool) -> dict[str, Any]:
    """Draw once what does not change from one click to the next; Altair takes a tenth of a second for it."""
    return progress_charts.lines_chart(points, ink, by_number=by_number).to_dict()


@st.cache_data(max_entries=16, show_spinner=False)
def _draw_pain(points: list[progress.PainPoint], ink: charts.Ink) -> dict[str, Any]:
    return progress_charts.pain_chart(points, ink).to_dict()


def _show_bests(sessions: Sequence[Session]) -> None:
    bests = progress.find_bests(sessions)
    if not bests:
        return
    st.subheader(say("progress-bests-title"), anchor=False)
    with st.container(horizontal=True):
        for best in bests:
            st.metric(
                LOOKS[cast(Verdict, best.technique)].name,
                say("progress-best", value=round(100 * best.rhythm)),
                delta=say("progress-best-when", date=best.when.astimezone()),
                delta_color="off",
                delta_arrow="off",
                border=True,
            )
