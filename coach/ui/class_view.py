"""The class as a whole: who needs the teacher first, the table, the weeks, what is shared, the rubric, paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from coach.classes.rubric import Rubric
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.classes.table import Period, Row, compare_weeks, find_common_faults, period_of
from coach.classes.terminal import say_total
from coach.classes.told import (
    say_common,
    say_main,
    say_marked,
    say_period,
    say_points,
    say_reason,
    say_when,
)
from coach.ui import class_mark, class_next, class_paper, class_rubric, class_run
from coach.ui.plain import plain
from coach.ui.segments import choose_segment
from coach.words import say, say_table

MOST_FIRST = 6
"""Recordings that are shown large; more than this is no "first" any more."""

ALL_WEEKS = "all"

FILTERS: dict[str, Callable[[Row], bool]] = {
    "all": lambda row: True,
    "first": lambda row: row.needs_eye,
    "unmarked": lambda row: row.mark is None and row.item.kept is not None,
    "marked": lambda row: row.mark is not None,
    "without": lambda row: row.item.kept is None,
}


def show_rows(shelf: ClassShelf, settings: ClassSettings, rows: Sequence[Row], rubric: Rubric) -> None:
    """Show the class, the recordings that need the teacher first at the top."""
    shown = _choose_week(rows)
    order = [row.item.entry.name for row in shown]
    _show_total(shown, order)
    views = say_table("class-views")
    view = choose_segment(say("class-views-label"), views, "recordings", key="class_view")
    if view == "weeks":
        _show_weeks(rows)
    elif view == "common":
        _show_common(shown)
    elif view == "rubric":
        class_rubric.show_rubric(shelf, settings, rubric)
    elif view == "paper":
        class_paper.show_paper(shelf, settings, rows, rubric)
    else:
        _show_first(shown, order)
        _show_table(shown, rubric)
        class_run.offer_again(shelf, settings, rows)
        class_next.offer_next(shelf, shown)


def _choose_week(rows: Sequence[Row]) -> list[Row]:
    """Ask which week is looked at where there are several: the newest one at first."""
    periods: list[Period | str] = [ALL_WEEKS, *sorted({period_of(row) for row in rows}, reverse=True)]
    if len(periods) <= 2:
        return list(rows)
    chosen = st.selectbox(
        say("class-week"),
        periods,
        index=1,
        format_func=lambda period: say("class-week-all") if isinstance(period, str) else say_period(period),
        key="class_week",
        persist_state="session",
        width=260,
    )
    return [row for row in rows if chosen in (ALL_WEEKS, period_of(row))]


def _show_total(rows: Sequence[Row], order: list[str]) -> None:
    unmarked = next((row for row in rows if row.mark is None and row.item.kept is not None), None)
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{say_total(rows)}**", width="content")
        if unmarked is not None:
            st.button(
                say("class-go-through"),
                type="primary",
                icon=":material/rate_review:",
                on_click=class_mark.open_recording,
                args=(unmarked.item.entry.name, order),
                key="class_go_through",
            )


def _show_first(rows: Sequence[Row], order: list[str]) -> None:
    first = [row for row in rows if row.needs_eye]
    if not first:
        return
    st.subheader(say("class-first"), anchor=False)
    with st.grid(3, min_column_width=280, gap="small"):
        for row in first[:MOST_FIRST]:
            _show_card(row, order)
    if len(first) > MOST_FIRST:
        st.caption(say("class-first-more", count=len(first) - MOST_FIRST))


def _show_card(row: Row, order: list[str]) -> None:
    entry = row.item.entry
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.markdown(f"**{plain(entry.student)}**  \n:small[{plain(say_when(entry))}]", width="content")
            if row.points is not None:
                st.markdown(f"## {say_points(row.points)} :small[{say('class-of-coach')}]", width="content")
        reasons = "  \n".join(f":material/priority_high: **{plain(say_reason(r, row))}**" for r in row.reasons)
        st.markdown(f"{reasons}\n\n{plain(say_main(row))}")
        if row.item.kept is not None:
            st.button(
                say("class-open-one"),
                on_click=class_mark.open_recording,
                args=(entry.name, order),
                key=f"class_first_{entry.name}",
            )


def _show_table(rows: Sequence[Row], rubric: Rubric) -> None:
    filters = say_table("class-filters")
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.segmented_control(
            say("class-filter"),
            list(filters),
            format_func=filters.__getitem__,
            default="all",
            required=True,
            key="class_filter",
            persist_state="session",
        )
        name = st.text_input(
            say("class-search"), key="class_search", persist_state="session", width=240, icon=":material/search:"
        )
    shown = [
        row for row in rows if FILTERS[chosen or "all"](row) and name.casefold() in row.item.entry.student.casefold()
    ]
    if not shown:
        st.markdown(say("class-none-shown"))
        return
    st.dataframe(
        [table_row(row, rubric) for row in shown],
        hide_index=True,
        column_config=_configure(rubric),
        key="class_table",
        on_select=lambda: _open_picked(shown),
        selection_mode="single-cell",
        placeholder=say("class-none"),
        alt=say("class-table-alt"),
    )
    st.caption(say("class-table-hint"))


def table_row(row: Row, rubric: Rubric) -> dict[str, Any]:
    """Return what the table shows of a recording: the teacher's points where there are some, else the coach's."""
    entry, mark = row.item.entry, row.mark
    decided = {} if mark is None else {line.criterion: line.points for line in mark.lines}
    shown: dict[str, Any] = {
        say("class-column.student"): entry.student,
        say("class-column.first"): ", ".join(say_reason(reason, row) for reason in row.reasons),
        say("class-column.points"): row.points,
        say("class-column.finding"): say_main(row),
        say("class-column.marked"): say_marked(row),
        say("class-column.when"): say_when(entry),
        say("class-column.change"): row.change,
        say("class-column.seen"): row.seen,
    }
    for criterion in rubric.criteria:
        proposal = row.proposals.get(criterion.id)
        points = decided.get(criterion.id)
        shown[criterion.title] = points if points is not None else None if proposal is None else proposal.points
    shown[say("class-column.protocol")] = None if row.item.way is None else row.item.way.protocol.title
    return shown


def _configure(rubric: Rubric) -> dict[str, Any]:
    columns = st.column_config
    configured: dict[str, Any] = {
        say("class-column.student"): columns.TextColumn(pinned=True),
        say("class-column.points"): columns.ProgressColumn(min_value=0, max_value=100, format="%.0f", width="small"),
        say("class-column.finding"): columns.TextColumn(width="large"),
        say("class-column.change"): columns.NumberColumn(format="%+.0f", width="small"),
        say("class-column.seen"): columns.NumberColumn(format="percent", width="small"),
    }
    for criterion in rubric.criteria:
        configured[criterion.title] = columns.NumberColumn(format="%.0f", width="small", help=criterion.text or None)
    return configured


def _open_picked(shown: Sequence[Row]) -> None:
    cells = st.session_state["class_table"].selection.cells
    if cells and shown[cells[0][0]].item.kept is not None:
        order = [row.item.entry.name for row in shown]
        class_mark.open_recording(order[cells[0][0]], order)


def _show_weeks(rows: Sequence[Row]) -> None:
    periods, students = compare_weeks(rows)
    if not periods:
        st.markdown(say("class-weeks-none"))
        return
    heads = [say_period(period) for period in periods]
    lines = []
    for student in students:
        shown: dict[str, Any] = {say("class-column.student"): student.student}
        shown |= dict(zip(heads, student.points, strict=True))
        shown[say("class-column.change")] = student.change
        if len(periods) > 1:
            shown[say("class-weeks-line")] = [points for points in student.points if points is not None]
        lines.append(shown)
    columns = st.column_config
    configured: dict[str, Any] = {head: columns.NumberColumn(format="%.0f") for head in heads}
    configured[say("class-column.student")] = columns.TextColumn(pinned=True)
    configured[say("class-column.change")] = columns.NumberColumn(format="%+.0f")
    configured[say("class-weeks-line")] = columns.LineChartColumn(y_min=0, y_max=100)
    st.dataframe(
        lines,
        hide_index=True,
        column_config=configured,
        height="content",
        placeholder=say("class-none"),
        key="class_weeks",
        alt=say("class-sheet.weeks"),
    )


def _show_common(rows: Sequence[Row]) -> None:
    common = find_common_faults(rows)
    if not common:
        st.markdown(say("class-common-none"))
    students = len({row.item.entry.student_key for row in rows if row.item.kept is not None})
    for fault in common:
        share = len(fault.students) / students
        st.progress(min(1.0, share), text=plain(say_common(fault)))
