"""Today: where am I, what is due."""

from __future__ import annotations

import streamlit as st

from coach.errors import CoachError
from coach.feedback.step_words import describe_drawing
from coach.look.step_drawing import draw_step
from coach.protocol.library import DEFAULT_PROTOCOL, load_protocol
from coach.ui import samples
from coach.ui.components.figure import show_figure
from coach.ui.due_view import show_due
from coach.words import say

REVIEW_PAGE, PROTOCOLS_PAGE = "app_pages/review.py", "app_pages/protocols.py"

# What the coach does, in three parts, and the icon of each.
HOW = {
    "today-how-film": ":material/videocam:",
    "today-how-follow": ":material/front_hand:",
    "today-how-see": ":material/reviews:",
}


def try_sample() -> None:
    """Start the review of the sample; the page then changes to where it is shown."""
    from coach.ui import review_progress, review_setup  # what a review needs takes longer to load than this page

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
        st.title(say("today-title"), anchor=False)
        st.markdown(say("today-lead"))
    with st.container(width=210):
        hero = load_protocol(DEFAULT_PROTOCOL).steps[0]
        show_figure(draw_step(hero), describe_drawing(hero), key="hero", max_width=210)

problem = st.session_state.pop("today_problem", None)
if problem:
    st.error(problem, icon=":material/error:")

something_due = show_due()

sample = samples.first_sample()
if sample is None:
    st.info(say("today-no-sample"), icon=":material/info:")
else:
    st.button(
        say("today-try-sample"),
        type="secondary" if something_due else "primary",
        icon=":material/play_circle:",
        on_click=try_sample,
        help=say("today-try-sample-help"),
        width="stretch",
        key="try_sample",
    )
with st.container(horizontal=True):
    st.page_link(REVIEW_PAGE, label=say("today-review-own"), icon=":material/upload_file:")
    st.page_link(PROTOCOLS_PAGE, label=say("today-read-protocols"), icon=":material/menu_book:")

if not something_due:  # who has been here knows
    st.subheader(say("today-how-title"), anchor=False)
    for column, (part, icon) in zip(st.columns(3), HOW.items(), strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"### {icon}\n**{say(f'{part}.title')}**\n\n{say(f'{part}.text')}")
st.caption(f":material/lock: {say('today-privacy')}")
st.caption(f":material/info: {say('today-not-medical')}")
