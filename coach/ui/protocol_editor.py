"""The editor of protocols: a list of steps to drag, and the open step as a card; all changes can be undone."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import cast

import streamlit as st

from coach.errors import CoachError
from coach.protocol import drafts, editing, keeping
from coach.protocol.checking import find_flaws
from coach.protocol.edited import Data, Edited
from coach.protocol.flaws import Flaw
from coach.protocol.library import load_file
from coach.protocol.schema import BodyPart, Protocol, StepTechnique
from coach.records import Analysis
from coach.ui.components.editor_parts import ListedStep, list_steps
from coach.ui.plain import plain
from coach.ui.step_card import show_card
from coach.ui.whole_card import ask_whole
from coach.words import say

EDITED_KEY, OPEN_KEY, TURN_KEY, SAVED_KEY = "edited_protocol", "edited_step", "edited_turn", "edited_saved"
NOTES_KEY = "edited_notes"
TECHNIQUES: tuple[StepTechnique, ...] = ("stroking", "rubbing", "kneading", "tapping")


def open_new(region: BodyPart) -> None:
    """Begin a protocol without steps."""
    from coach.protocol.library import choose_id

    title = say("edit-new-title", region=region)
    _open(editing.begin(region, choose_id(title), title))


def open_copy(protocol: Protocol) -> None:
    """Begin with a copy of another protocol."""
    from coach.protocol.library import choose_id

    _open(editing.copy_protocol(protocol, choose_id(protocol.id)))


def open_shown(analysis: Analysis) -> None:
    """Begin with what was done in a recording."""
    from coach.protocol.library import choose_id
    from coach.showing.cutting import find_shown
    from coach.showing.propose import find_alike, find_either_way, find_shown_region, find_slow_rubbing, propose_steps

    title = say("edit-shown-title")
    steps = find_shown(analysis)
    _open(propose_steps(steps, choose_id(title), title, find_shown_region(analysis)))
    st.session_state[NOTES_KEY] = say_notes(
        len(steps), find_alike(steps), find_either_way(steps), find_slow_rubbing(steps)
    )


def say_notes(
    steps: int, alike: Sequence[int] = (), either_way: Sequence[int] = (), slow: Sequence[int] = ()
) -> tuple[str, ...]:
    """Say what a proposal cannot know: of how many steps, and of which ones, by their place in the order."""
    if steps == 0:
        return (say("edit-shown-nothing"),)
    notes = [say("edit-shown-unseen")]
    if alike:
        notes.append(say("edit-shown-alike", steps=len(alike), numbers=_number(alike)))
    if either_way:
        notes.append(say("edit-shown-either-way", steps=len(either_way), numbers=_number(either_way)))
    if slow:
        notes.append(say("edit-shown-slow", steps=len(slow), numbers=_number(slow)))
    return tuple(notes)


def _number(places: Sequence[int]) -> list[str]:
    return [str(place + 1) for place in places]


def open_own(protocol: Protocol) -> None:
    """Change a protocol of one's own."""
    from coach.protocol.writing import to_plain

    _open(to_plain(protocol))
    st.session_state[SAVED_KEY] = st.session_state[EDITED_KEY].data


def open_draft(data: Data) -> None:
    """Go on with what was being edited when the page was left."""
    from coach.protocol.writing import to_plain

    _open(data)
    saved = keeping.find_file(data["id"])
    st.session_state[SAVED_KEY] = None if saved is None else to_plain(load_file(saved))


def is_open() -> bool:
    """Whether a protocol is being edited."""
    return EDITED_KEY in st.session_state


def show_editor() -> None:
    """Show the protocol that is being edited."""
    bar = st.container()
    left, right = st.columns([1, 2], gap="medium")
    # The open step first: what is changed in it shows in the list and in the totals of the same run.
    with right:
        _show_open_step()
    with left:
        _show_list()
        _show_whole()
    with bar:
        _show_bar()


def _open(data: Data) -> None:
    st.session_state[EDITED_KEY] = Edited(data)
    st.session_state[OPEN_KEY] = data["steps"][0]["id"] if data["steps"] else None
    st.session_state[TURN_KEY] = st.session_state.get(TURN_KEY, 0) + 1
    st.session_state[SAVED_KEY] = None
    st.session_state[NOTES_KEY] = ()


def _edited() -> Edited:
    return cast(Edited, st.session_state[EDITED_KEY])


def _change(data: Data) -> None:
    """Take a change that the widgets show already."""
    if data != _edited().data:
        _take(_edited().change(data))


def _take(edited: Edited) -> None:
    """Hold what is edited now, and keep it for a page that is loaded again."""
    changed = edited.data != _edited().data
    st.session_state[EDITED_KEY] = edited
    if changed:
        with suppress(CoachError):  # saving says why the folder cannot be written to
            drafts.keep_draft(edited.data)


def _replace(edited: Edited, opened: str | None = None) -> None:
    """Take a change that the widgets do not show yet: they are made anew."""
    _take(edited)
    known = [step["id"] for step in edited.data["steps"]]
    wanted = opened or st.session_state.get(OPEN_KEY)
    st.session_state[OPEN_KEY] = wanted if wanted in known else (known[-1] if known else None)
    st.session_state[TURN_KEY] += 1
    st.rerun()


def _show_bar() -> None:
    data, edited = _edited().data, _edited()
    flaws = find_flaws(data)
    st.header(plain(editing.text_of(data.get("title", ""))), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(say("edit-save"), type="primary", icon=":material/save:", disabled=bool(flaws), key="edit_save"):
            _save()
        if st.button(say("edit-undo"), icon=":material/undo:", disabled=not edited.past, key="edit_undo"):
            _replace(edited.undo())
        if st.button(say("edit-redo"), icon=":material/redo:", disabled=not edited.future, key="edit_redo"):
            _replace(edited.redo())
        _offer_close()
        st.markdown(_say_totals(data))
    notes = st.session_state.get(NOTES_KEY)
    if notes:
        st.info("\n\n".join(notes), icon=":material/videocam:")
    if flaws:
        st.caption(say("edit-flaws-left", flaws=len(flaws)))
    general = [flaw for flaw in flaws if flaw.where[:1] != ("steps",) or len(flaw.where) < 2]
    if general and data["steps"]:
        st.error("\n".join(f"- {plain(flaw.text)}" for flaw in general), icon=":material/build:")


def _say_totals(data: Data) -> str:
    minutes = editing.find_length(data)
    if not data["steps"] or minutes is None:
        return ""
    shares = editing.find_shares(data).items()
    parts = [say("edit-share", technique=technique, share=share) for technique, share in shares]
    return f"**{say('edit-totals', steps=len(data['steps']), minutes=minutes)}** · {', '.join(parts)}"


def _save() -> None:
    try:
        saved = keeping.save(_edited().data)
    except CoachError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.toast(say("edit-saved", version=saved.version), icon=":material/check:")
    st.session_state[SAVED_KEY] = _edited().data
    _change(dict(_edited().data) | {"version": saved.version})
    st.session_state[SAVED_KEY] = _edited().data
    drafts.drop_draft()


def _offer_close() -> None:
    changed = _edited().data != st.session_state[SAVED_KEY] and bool(_edited().data["steps"])
    if not changed:
        if st.button(say("edit-close"), icon=":material/close:", key="edit_close"):
            _close()
        return
    with st.popover(say("edit-close"), icon=":material/close:"):
        st.markdown(say("edit-close-sure"))
        if st.button(say("edit-close-anyway"), key="edit_close_anyway"):
            _close()


def _close() -> None:
    saved = st.session_state[SAVED_KEY]
    if saved is not None:
        st.session_state["protocol_shown"] = saved["id"]
    del st.session_state[EDITED_KEY]
    drafts.drop_draft()
    st.rerun()


def _show_list() -> None:
    data = _edited().data
    flaws = find_flaws(data)
    flawed = {flaw.where[1] for flaw in flaws if flaw.where[:1] == ("steps",) and len(flaw.where) > 1}
    steps = [
        ListedStep(step["id"], _say_title(step), step["technique"], _say_length(step), number in flawed)
        for number, step in enumerate(data["steps"])
    ]
    opened, order = list_steps(steps, st.session_state[OPEN_KEY], key="edit_list")
    if order:
        _replace(_edited().change(editing.order_steps(data, order)), opened)
    if opened and opened != st.session_state[OPEN_KEY]:
        _replace(_edited(), opened)
    if not steps:
        st.info(say("edit-no-steps"), icon=":material/add:")
    st.markdown(f"**{say('edit-add')}**")
    with st.container(horizontal=True):
        for technique in TECHNIQUES:
            label = say("common-technique-label", technique=technique)
            if st.button(label, icon=":material/add:", key=f"edit_add_{technique}"):
                added = editing.add_step(data, technique)
                _replace(_edited().change(added), added["steps"][-1]["id"])


def _say_title(step: Data) -> str:
    """Return a step's own name, or what is done in it while it has none."""
    return editing.text_of(step["title"]).strip() or say("common-technique-label", technique=step["technique"])


def _say_length(step: Data) -> str:
    for name, message in (("duration_s", "edit-length-time"), ("count", "edit-length-count")):
        band = step.get(name)
        if band:
            return say(message, low=band["low"], high=band["high"])
    return say("edit-length-none")


def _show_whole() -> None:
    _change(ask_whole(_edited().data, st.session_state[TURN_KEY]))


def _show_open_step() -> None:
    data = _edited().data
    numbers = [number for number, step in enumerate(data["steps"]) if step["id"] == st.session_state[OPEN_KEY]]
    if not numbers:
        return
    number = numbers[0]
    step_flaws: list[Flaw] = [flaw for flaw in find_flaws(data) if flaw.where[:2] == ("steps", number)]
    turn = f"{data['steps'][number]['id']}-{st.session_state[TURN_KEY]}"
    changed, made_anew = show_card(data, number, step_flaws, turn)
    if changed != data:
        if made_anew:
            _replace(_edited().change(changed))
        _change(changed)
        if [flaw for flaw in find_flaws(changed) if flaw.where[:2] == ("steps", number)] != step_flaws:
            st.rerun()
    with st.container(horizontal=True):
        if st.button(say("edit-repeat"), icon=":material/content_copy:", key="edit_repeat"):
            doubled = editing.repeat_step(_edited().data, number)
            _replace(_edited().change(doubled), doubled["steps"][number + 1]["id"])
        if st.button(say("edit-remove"), icon=":material/delete:", key="edit_remove"):
            _replace(_edited().change(editing.remove_step(_edited().data, number)))
