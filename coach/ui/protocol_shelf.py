"""Own protocols beside the built-in ones: begin one, change, share, print, delete and bring back, take one in."""

from __future__ import annotations

from typing import cast, get_args

import streamlit as st

from coach.errors import CoachError
from coach.paths import user_protocols_dir
from coach.protocol import drafts, editing, keeping
from coach.protocol.library import list_faulty
from coach.protocol.schema import BodyPart, Protocol
from coach.ui import protocol_editor
from coach.ui.plain import plain
from coach.words import say

MAX_UPLOAD_MB = 1
DELETED_KEY = "deleted_protocol"
WANTED_KEY = "protocol_wanted"
"""What is chosen in the next run: below the list of protocols its choice can no longer be set in this one."""


def offer_own(protocol: Protocol, *, own: bool) -> None:
    """Offer what can be done with the protocol that is shown."""
    with st.container(horizontal=True):
        if own and st.button(say("edit-change"), icon=":material/edit:", key="change_own"):
            protocol_editor.open_own(protocol)
            st.rerun()
        if st.button(say("edit-begin-copy"), icon=":material/content_copy:", key="copy_protocol"):
            protocol_editor.open_copy(protocol)
            st.rerun()
        with st.popover(say("edit-print"), icon=":material/print:"):
            st.download_button(
                say("edit-print-name", title=protocol.title),
                lambda: _render_sheet(protocol),
                f"{protocol.id}.html",
                "text/html",
                key="print_protocol",
            )
        if own:
            st.download_button(
                say("edit-share-file"),
                lambda: keeping.share(protocol.id),
                f"{protocol.id}.toml",
                "application/toml",
                icon=":material/share:",
                key="share_protocol",
            )
            if st.button(say("edit-delete"), icon=":material/delete:", key="delete_protocol"):
                keeping.delete(protocol.id)
                st.session_state[DELETED_KEY] = (protocol.id, protocol.title)
                st.rerun()
    if own:
        _offer_versions(protocol)


def offer_restore() -> None:
    """After a protocol was deleted: say so, and offer the way back."""
    deleted = st.session_state.get(DELETED_KEY)
    if deleted is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.info(say("edit-deleted", title=deleted[1]), icon=":material/delete:")
        if st.button(say("edit-undo"), icon=":material/undo:", key="restore_protocol"):
            keeping.restore_deleted(deleted[0])
            del st.session_state[DELETED_KEY]
            st.session_state["protocol_shown"] = deleted[0]
            st.rerun()


def offer_draft() -> None:
    """After the page was left while a protocol was being edited: offer to go on with it."""
    draft = drafts.read_draft()
    if draft is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        title = editing.text_of(draft.get("title", "")).strip() or draft["id"]
        st.info(say("edit-draft", title=plain(title)), icon=":material/edit_note:")
        if st.button(say("edit-draft-open"), type="primary", icon=":material/edit:", key="open_draft"):
            protocol_editor.open_draft(draft)
            st.rerun()
        if st.button(say("edit-draft-drop"), icon=":material/delete:", key="drop_draft"):
            drafts.drop_draft()
            st.rerun()


def offer_deleted() -> None:
    """Offer to bring back what was deleted at any time."""
    deleted = keeping.list_deleted()
    if not deleted:
        return
    with st.expander(say("edit-deleted-ones"), icon=":material/delete:"):
        for protocol in deleted:
            label = say("edit-deleted-back", title=plain(protocol.title))
            if st.button(label, icon=":material/restore:", key=f"restore-{protocol.id}"):
                keeping.restore_deleted(protocol.id)
                st.session_state[WANTED_KEY] = protocol.id
                st.session_state.pop(DELETED_KEY, None)
                st.rerun()


def offer_begin() -> None:
    """Offer to begin a protocol of one's own for each part of the body."""
    st.markdown(f"**{say('edit-begin-anew')}**")
    with st.container(horizontal=True):
        for region in get_args(BodyPart):
            label = say("edit-region", region=region)
            if st.button(label, icon=":material/add:", key=f"begin_{region}"):
                protocol_editor.open_new(cast(BodyPart, region))
                st.rerun()


def offer_take_in() -> None:
    """Take in a protocol file: it is looked at first, and kept when the user says so."""
    upload = st.file_uploader(
        say("protocols-check-upload"), type=["toml"], max_upload_size=MAX_UPLOAD_MB, key="protocol_check"
    )
    if upload is None:
        return
    content = upload.getvalue()
    try:
        protocol = keeping.look_at(upload.name, content)
    except CoachError as error:
        listed = "\n".join(f"- {plain(line)}" for line in str(error).splitlines())
        st.error(listed, title=say("protocols-check-faults"), icon=":material/error:")
        return
    looked = say("edit-look-at", title=protocol.title, steps=len(protocol.steps), minutes=protocol.planned_minutes)
    st.success(plain(looked), icon=":material/check:")
    if st.button(say("edit-take-in"), type="primary", icon=":material/download:", key="take_in_protocol"):
        try:
            taken = keeping.take_in(upload.name, content)
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        st.session_state[WANTED_KEY] = taken.id
        st.toast(say("edit-taken-in", title=taken.title), icon=":material/check:")
        st.rerun()


def show_folder() -> None:
    """Say where own files lie, and which of them cannot be used."""
    st.markdown(say("protocols-own-help"))
    st.code(str(user_protocols_dir()), language=None)
    for path, reason in list_faulty():
        st.warning(plain(reason), title=plain(path.name), icon=":material/report:")


def _offer_versions(protocol: Protocol) -> None:
    earlier = keeping.list_versions(protocol.id)
    if not earlier:
        return
    with st.expander(say("edit-versions"), icon=":material/history:"):
        for number, version in enumerate(earlier):
            label = say("edit-version-back", version=version.version)
            if st.button(label, icon=":material/restore:", key=f"version-{number}"):
                from coach.protocol.writing import to_plain

                keeping.save(to_plain(version) | {"version": protocol.version})
                st.rerun()


def _render_sheet(protocol: Protocol) -> str:
    from coach.report.protocol_sheet import render_sheet

    return render_sheet(protocol)
