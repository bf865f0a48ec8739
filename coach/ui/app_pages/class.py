"""Class: the recordings of all students, who needs the teacher first, and the teacher's marks beside the coach's."""

from __future__ import annotations

import streamlit as st

from coach.classes.opened import load_items
from coach.classes.rubric_files import load_rubric
from coach.classes.shelf import ClassShelf
from coach.classes.table import make_rows
from coach.errors import CoachError
from coach.ui import class_choice, class_mark, class_run, class_view
from coach.ui.plain import plain
from coach.words import say


def show_class(shelf: ClassShelf) -> None:
    """Show the class that is open: one of its recordings, or all of them."""
    settings = class_choice.current_class(shelf)
    if settings is None:
        st.title(say("page-name.class"), anchor=False)
        class_choice.choose_folder(shelf)
        return
    head = st.container()
    rubric = load_rubric(settings.rubric_id)
    rows = make_rows(load_items(settings, shelf), rubric)
    opened = class_mark.find_opened(rows)
    if opened is not None:
        class_mark.show_opened(shelf, settings, rows, opened, rubric)
        return
    with head:
        class_choice.show_settings(shelf, settings)
    class_run.show_run(shelf, settings, rows)
    class_view.show_rows(shelf, settings, rows, rubric)


try:
    show_class(ClassShelf())
except CoachError as error:
    st.error(plain(str(error)), icon=":material/error:")
    class_choice.offer_another()
