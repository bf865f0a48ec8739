"""A class on paper: tables for a spreadsheet, a sheet for each student, a roster; and the end of it here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence

import streamlit as st

from coach.classes.opened import load_whole
from coach.classes.rubric import Rubric
from coach.classes.sheets import name_file, render_sheet
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.classes.spreadsheets import render_csv, write_xlsx
from coach.classes.table import Row
from coach.errors import CoachError
from coach.report.table import writes_decimal_comma
from coach.ui import class_choice
from coach.ui.plain import plain
from coach.words import say


def show_paper(shelf: ClassShelf, settings: ClassSettings, rows: Sequence[Row], rubric: Rubric) -> None:
    """Offer everything of a class to take along, and to delete it here."""
    st.markdown(say("class-paper-how"))
    comma = writes_decimal_comma(st.context.locale)
    stem = name_file(settings.folder.name, set())
    offers: list[tuple[str, str, str, str, Callable[[], bytes]]] = [
        ("xlsx", f"{stem}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table",
         lambda: _make_xlsx(rows, rubric)),
        ("csv", f"{stem}.csv", "text/csv", "csv",
         lambda: render_csv(rows, rubric, decimal_comma=comma).encode("utf-8-sig")),
        ("sheets", f"{stem}.zip", "application/zip", "folder_zip", lambda: _make_sheets(shelf, rows, rubric)),
    ]  # fmt: skip
    with st.container(horizontal=True):
        for what, name, mime, icon, make in offers:
            st.download_button(
                say(f"class-downloads.{what}"),
                make,
                name,
                mime,
                icon=f":material/{icon}:",
                on_click="ignore",
                key=f"class_{what}",
            )
        class_choice.offer_roster(settings)
    _show_delete(shelf, settings)


def _make_xlsx(rows: Sequence[Row], rubric: Rubric) -> bytes:
    target = io.BytesIO()
    write_xlsx(rows, rubric, target)
    return target.getvalue()


def _make_sheets(shelf: ClassShelf, rows: Sequence[Row], rubric: Rubric) -> bytes:
    target = io.BytesIO()
    students: dict[str, list[Row]] = {}
    for row in rows:
        students.setdefault(row.item.entry.student_key, []).append(row)
    names: set[str] = set()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as sheets:
        for key in sorted(students):
            name = name_file(students[key][0].item.entry.student, names)
            names.add(name)
            page = render_sheet(students[key], rubric, lambda row: load_whole(row.item, shelf))
            sheets.writestr(f"{name}.html", page)
    return target.getvalue()


def _show_delete(shelf: ClassShelf, settings: ClassSettings) -> None:
    with st.popover(say("class-delete"), icon=":material/delete:", type="tertiary"):
        st.markdown(say("class-delete-sure"))
        sure = st.button(say("progress-delete-yes"), type="primary", key="class_delete")
    if sure:
        try:
            shelf.delete_class(settings.folder)
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        class_choice.open_class("")
        st.rerun()
