"""The rubric on the page: what is marked and how much it counts; changed into one of one's own."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from coach.classes.rubric import Rubric
from coach.classes.rubric_files import check_rubric, keep_rubric, parse_rubric, render_rubric
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.errors import CoachError
from coach.ui.plain import plain
from coach.words import say


def show_rubric(shelf: ClassShelf, settings: ClassSettings, rubric: Rubric) -> None:
    """Show the rubric of a class, and let its weights, pass marks and titles be changed."""
    st.markdown(f"**{plain(rubric.title)}**")
    if rubric.source:
        st.caption(plain(rubric.source))
    levels = [say("class-level", title=level.title, points=level.begins_at) for level in rubric.levels]
    st.markdown(plain(say("class-levels", levels=levels)))
    columns = st.column_config
    changed = st.data_editor(
        list_lines(rubric),
        hide_index=True,
        column_config={
            "id": None,
            "title": columns.TextColumn(say("class-paper-criterion"), required=True, max_chars=40),
            "by": columns.TextColumn(say("class-judged-by"), disabled=True),
            "weight": columns.NumberColumn(say("class-weight"), min_value=0, max_value=100, required=True),
            "pass_mark": columns.NumberColumn(say("class-own-pass-mark"), min_value=0, max_value=100),
            "text": columns.TextColumn(say("class-what"), width="large", max_chars=300),
        },
        height="content",
        placeholder=say("class-none"),
        key=f"class_rubric_{rubric.id}_{rubric.version}",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        title = st.text_input(say("class-rubric-title"), rubric.title, max_chars=80, key=f"class_title_{rubric.id}")
        pass_mark = st.number_input(
            *(say("class-pass-mark"), 0.0, 100.0, rubric.pass_mark), step=1.0, key=f"class_pass_{rubric.id}", width=160
        )
        if st.button(say("class-rubric-keep"), icon=":material/check:", key="class_rubric_keep"):
            _keep(shelf, settings, lambda: change_rubric(rubric, changed, title, pass_mark))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.download_button(
            say("class-rubric-download"),
            render_rubric(rubric),
            f"{rubric.id}.toml",
            "application/toml",
            icon=":material/download:",
            on_click="ignore",
            key="class_rubric_download",
        )
    uploaded = st.file_uploader(say("class-rubric-upload"), type=["toml"], key="class_rubric_upload")
    if uploaded is not None and st.button(say("class-rubric-take"), icon=":material/upload:", key="class_rubric_take"):
        _keep(shelf, settings, lambda: parse_rubric(uploaded.name, uploaded.getvalue()))


def list_lines(rubric: Rubric) -> list[dict[str, Any]]:
    """Return the criteria as lines of a table that can be edited."""
    return [
        {
            "id": criterion.id,
            "title": criterion.title,
            "by": say("class-by", who=criterion.judged_by),
            "weight": criterion.weight,
            "pass_mark": criterion.pass_mark,
            "text": criterion.text,
        }
        for criterion in rubric.criteria
    ]


def change_rubric(rubric: Rubric, lines: Sequence[Mapping[str, Any]], title: str, pass_mark: float) -> Rubric:
    """Return the rubric with what was edited; raises :class:`coach.errors.InputError` where that does not fit."""
    edited = {line["id"]: line for line in lines}
    criteria = []
    for criterion in rubric.criteria:
        line = edited[criterion.id]
        own_mark = line["pass_mark"]
        update = {"title": line["title"], "weight": line["weight"], "text": line["text"] or ""}
        update["pass_mark"] = None if own_mark is None or math.isnan(own_mark) else own_mark
        criteria.append(criterion.model_dump() | update)
    whole = rubric.model_dump() | {"criteria": criteria, "title": title, "pass_mark": pass_mark}
    return check_rubric(title, whole)


def _keep(shelf: ClassShelf, settings: ClassSettings, make: Callable[[], Rubric]) -> None:
    """Keep a rubric and mark the class by it; what was marked before keeps the rubric that it was marked by."""
    try:
        kept = keep_rubric(make())
        shelf.keep_class(settings.model_copy(update={"rubric_id": kept.id}))
    except CoachError as error:
        st.error(plain(str(error)), icon=":material/error:")
        return
    st.toast(say("class-rubric-kept"), icon=":material/check:")
    st.rerun()
