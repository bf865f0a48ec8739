"""Today: where am I, what is due."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.protocol.library import DEFAULT_PROTOCOL, load_protocol
from coach.report.step_diagram import describe_step, draw_step
from coach.ui import review_progress, review_setup, samples
from coach.ui.components.figure import show_figure
from coach.ui.due_view import show_due
from coach.ui.texts import today as words

REVIEW_PAGE, PROTOCOLS_PAGE = "app_pages/review.py", "app_pages/protocols.py"


def try_sample() -> None:
    """Start the review of the sample; the page then changes to where it is shown."""
    sample = samples.first_sample()
    if sample is None:
        return
    review_setup.take_sample(sample.id)
    try:
        review_progress.start(samples.as_request(sample))
    except CoachError as error:
        st.session_state.today_problem = str(error)
    else:
        st.session_state.go_to_review = True


if st.session_state.pop("go_to_review", False):
    st.switch_page(REVIEW_PAGE)

with st.container(horizontal=True, vertical_alignment="center", gap="large"):
    with st.container(width="stretch"):
        st.title(words.TITLE, anchor=False)
        st.markdown(words.LEAD)
    with st.container(width=210):
        hero = load_protocol(DEFAULT_PROTOCOL).steps[0]
        show_figure(draw_step(hero), describe_step(hero), key="hero", max_width=210)

problem = st.session_state.pop("today_problem", None)
if problem:
    st.error(problem, icon=":material/error:")

something_due = show_due()

sample = samples.first_sample()
if sample is None:
    st.info(words.NO_SAMPLE, icon=":material/info:")
else:
    st.button(
        words.TRY_SAMPLE,
        type="secondary" if something_due else "primary",
        icon=":material/play_circle:",
        on_click=try_sample,
        help=words.TRY_SAMPLE_HELP,
        width="stretch",
        key="try_sample",
    )
with st.container(horizontal=True):
    st.page_link(REVIEW_PAGE, label=words.REVIEW_OWN, icon=":material/upload_file:")
    st.page_link(PROTOCOLS_PAGE, label=words.READ_PROTOCOLS, icon=":material/menu_book:")

if not something_due:  # who has been here knows
    st.subheader(words.HOW_TITLE, anchor=False)
    for column, (icon, title, text) in zip(st.columns(3), words.HOW, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"### {icon}\n**{title}**\n\n{text}")
st.caption(f":material/lock: {words.PRIVACY}")
st.caption(f":material/info: {words.NOT_MEDICAL}")
