"""What follows a passed screening: the limits in words, and the checklist of what to prepare."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from coach.care.screening import Area, Limits
from coach.errors import CoachError
from coach.protocol.library import DEFAULT_PROTOCOL, load_protocol
from coach.protocol.schema import Protocol
from coach.ui.components.preparation import drawing, read_aloud
from coach.ui.gate import PassedScreening
from coach.ui.preparations import Preparation, read_position, read_preparation
from coach.words import say


def show_ready(passed: PassedScreening, on_again: Callable[[], None]) -> None:
    """Say the limits, then help to prepare."""
    st.subheader(say("before-ready-title"), anchor=False)
    limits = limit_lines(passed.limits)
    st.markdown(say("before-ready-limited") if limits else say("before-ready"))
    if limits:
        st.markdown("\n".join(f"- {line}" for line in limits))
    st.markdown(f":material/front_hand: {say('before-never-force')}")

    st.header(say("before-prepare-title"), anchor=False)
    st.markdown(say("before-prepare"))
    items = preparations(passed.limits)
    read_aloud(
        [say("before-aloud-item", title=item.title, text=item.text) for item in items.values()], key="before_aloud"
    )
    done: set[str] = set()
    for name, item in items.items():
        with st.container(border=True):
            picture, text = st.columns([2, 3], vertical_alignment="center")
            with picture:
                drawing(item.drawing, item.title, key=f"before_drawing_{name}")
            with text:
                if st.checkbox(f"**{item.title}**", key=f"before_done_{name}", persist_state="session"):
                    done.add(_task(name))
                st.markdown(item.text)
    total = len(set(map(_task, items)))
    if len(done) < total:
        st.caption(say("before-start-left", left=total - len(done), total=total))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(say("before-start"), type="primary", icon=":material/self_improvement:", key="before_start"):
            st.switch_page("app_pages/practise.py")
        st.button(say("before-again"), type="tertiary", on_click=on_again, key="before_again")


def _task(name: str) -> str:
    """Positions to choose from are one thing to do."""
    return name.partition("_")[0]


def limit_lines(limits: Limits) -> list[str]:
    """Return the limits in words."""
    lines = list(limits.texts)
    if limits.protocols is not None:
        lines.append(say("before-only-protocol", titles=[protocol_title(name) for name in sorted(limits.protocols)]))
    if limits.avoid:
        lines.append(say("before-avoid", areas=name_areas(limits.avoid)))
    return lines


def protocol_title(protocol_id: str) -> str:
    """Return the title of a protocol, or its id when it is not there."""
    try:
        return load_protocol(protocol_id).title
    except CoachError:
        return protocol_id


def name_areas(areas: Iterable[Area]) -> list[str]:
    """Return places in words."""
    return [say("before-area", zone=area.zone, side=area.side) for area in sorted(areas)]


def preparations(limits: Limits) -> dict[str, Preparation]:
    """Return what to prepare; how the person lies follows the programmes that are allowed, or else the usual one."""
    positions: dict[str, Preparation] = {}
    for protocol_id in sorted(limits.protocols or (DEFAULT_PROTOCOL,)):
        try:
            positions |= describe_positions(load_protocol(protocol_id))
        except CoachError:
            continue
    if limits.protocols is None:
        positions = {
            name: replace(item, text=f"{item.text} {say('before-usual-position')}") for name, item in positions.items()
        }
    first = {name: read_preparation(name) for name in ("warmth", "surface")}
    return first | positions | {name: read_preparation(name) for name in ("oil", "camera")}


def describe_positions(protocol: Protocol) -> dict[str, Preparation]:
    """Return how the person lies or sits for a protocol, in order: those to choose from, then those to turn to.

    Named ``position_*`` and ``turned_*``.
    """
    described = {}
    for place, position in enumerate(protocol.position):
        item = read_position(position)
        if place > 0:
            item = replace(item, title=say("before-or-position", position=say(f"before-lie-{position}.inside")))
        described[f"position_{position}"] = item
    for position in protocol.turned_to:
        title = say("before-turn-over", position=say(f"before-lie-{position}.inside"))
        described[f"turned_{position}"] = replace(read_position(position), title=title)
    return described


def name_positions(protocol: Protocol) -> str:
    """Return in one line how the person lies or sits for a protocol."""
    return say("before-position", positions=". ".join(item.title for item in describe_positions(protocol).values()))
