"""Protocols: read, choose, make one's own."""

from __future__ import annotations

import streamlit as st

from coach.protocol.library import list_protocols, load_protocol
from coach.ui import protocol_editor, protocol_shelf, state
from coach.ui.protocol_cards import session_line, show_step
from coach.ui.sources_view import show_all_sources
from coach.ui.ways_view import show_vocabulary
from coach.words import say

PRACTISE_PAGE, REVIEW_PAGE = "app_pages/practise.py", "app_pages/review.py"

st.title(say("protocols-title"), anchor=False)
if protocol_editor.is_open():
    protocol_editor.show_editor()
    st.stop()
st.markdown(say("protocols-lead"))
protocol_shelf.offer_draft()
protocol_shelf.offer_restore()
protocol_shelf.offer_begin()

entries = {entry.id: entry for entry in list_protocols()}
if protocol_shelf.WANTED_KEY in st.session_state:
    st.session_state["protocol_shown"] = st.session_state.pop(protocol_shelf.WANTED_KEY)
if st.session_state.get("protocol_shown") not in entries:
    st.session_state.pop("protocol_shown", None)
chosen = st.radio(
    say("protocols-choose"),
    list(entries),
    format_func=lambda item: entries[item].title,
    key="protocol_shown",
    persist_state="session",
    horizontal=True,
    label_visibility="collapsed",
)
protocol = load_protocol(entries[chosen].path)

with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
    st.header(protocol.title, anchor=False, width="content")
    with st.container(horizontal=True, width="content"):
        if st.button(say("protocols-practise-with"), icon=":material/self_improvement:", key="practise_with"):
            st.session_state.wanted_practice = protocol.id
            st.switch_page(PRACTISE_PAGE)
        if st.button(say("protocols-review-with"), icon=":material/movie:", key="review_with"):
            st.session_state.wanted_protocol = protocol.id
            state.show_job(None)
            st.switch_page(REVIEW_PAGE)
protocol_shelf.offer_own(protocol, own=entries[chosen].origin == "yours")
st.markdown(protocol.summary)
st.caption(session_line(protocol))
if protocol.permission:
    st.warning(protocol.permission, title=say("protocols-permission"), icon=":material/how_to_reg:")
if protocol.cautions:
    st.info(
        "\n".join(f"- {line}" for line in protocol.cautions), title=say("protocols-cautions"), icon=":material/info:"
    )

st.subheader(say("protocols-steps"), anchor=False)
with st.grid(2, min_column_width=520):
    for number, step in enumerate(protocol.steps, start=1):
        show_step(protocol, number, step)

if protocol.variants:
    st.subheader(say("protocols-variants"), anchor=False)
    st.markdown("\n".join(f"- **{variant.title}.** {variant.text}" for variant in protocol.variants))
show_all_sources(protocol)

st.subheader(say("protocols-own"), anchor=False)
protocol_shelf.offer_take_in()
protocol_shelf.offer_deleted()
protocol_shelf.show_folder()
show_vocabulary(protocol.region)
