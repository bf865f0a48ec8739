"""Protocols: read, choose, check."""

from __future__ import annotations

import tempfile
from pathlib import Path

import streamlit as st

from coach.paths import user_protocols_dir
from coach.protocol.library import check_file, list_faulty, list_protocols, load_file, load_protocol
from coach.ui import state
from coach.ui.protocol_cards import session_line, show_step
from coach.ui.sources_view import show_all_sources
from coach.ui.ways_view import show_vocabulary
from coach.words import say

MAX_UPLOAD_MB = 1
REVIEW_PAGE = "app_pages/review.py"


def check_upload(name: str, content: bytes) -> None:
    """Say whether an uploaded file is a protocol, and show each diagnostic if not."""
    with tempfile.TemporaryDirectory(prefix="massage-coach-") as folder:
        path = Path(folder) / (Path(name).name or "protocol.toml")
        path.write_bytes(content)
        diagnostics = check_file(path)
        if diagnostics:
            listed = "\n".join(f"- {diagnostic}" for diagnostic in diagnostics)
            st.error(listed, title=say("protocols-check-faults"), icon=":material/error:")
            return
        protocol = load_file(path)
    st.success(say("protocols-check-ok", title=protocol.title, steps=len(protocol.steps)), icon=":material/check:")


st.title(say("protocols-title"), anchor=False)
st.markdown(say("protocols-lead"))

entries = {entry.id: entry for entry in list_protocols()}
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
    if st.button(say("protocols-review-with"), icon=":material/movie:", key="review_with"):
        st.session_state.wanted_protocol = protocol.id
        state.show_job(None)
        st.switch_page(REVIEW_PAGE)
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
show_vocabulary()

st.subheader(say("protocols-own"), anchor=False)
st.markdown(say("protocols-own-help"))
st.code(str(user_protocols_dir()), language=None)
for path, reason in list_faulty():
    st.warning(reason, title=path.name, icon=":material/report:")
check = say("protocols-check-upload")
upload = st.file_uploader(check, type=["toml"], max_upload_size=MAX_UPLOAD_MB, key="protocol_check")
if upload is not None:
    check_upload(upload.name, upload.getvalue())
