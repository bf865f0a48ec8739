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
from coach.ui.texts import before as words


def show_ready(passed: PassedScreening, on_again: Callable[[], None]) -> None:
    """Say the limits, then help to prepare."""
    st.subheader(words.READY_TITLE, anchor=False)
    limits = limit_lines(passed.limits)
    st.markdown(words.READY_LIMITED if limits else words.READY)
    if limits:
        st.markdown("\n".join(f"- {line}" for line in limits))
    st.markdown(f":material/front_hand: {words.NEVER_FORCE}")

    st.header(words.PREPARE_TITLE, anchor=False)
    st.markdown(words.PREPARE)
    items = preparations(passed.limits)
    read_aloud([f"{item.title}. {item.text}" for item in items.values()], key="before_aloud")
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
        st.caption(words.START_LEFT.format(left=total - len(done), total=total))
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(words.START, type="primary", icon=":material/self_improvement:", key="before_start"):
            st.switch_page("app_pages/practise.py")
        st.button(words.AGAIN, type="tertiary", on_click=on_again, key="before_again")


def _task(name: str) -> str:
    """Positions to choose from are one thing to do."""
    return name.partition("_")[0]


def limit_lines(limits: Limits) -> list[str]:
    """Return the limits in words."""
    lines = list(limits.texts)
    if limits.protocols is not None:
        lines.append(words.ONLY_PROTOCOL.format(titles=", ".join(map(protocol_title, sorted(limits.protocols)))))
    if limits.avoid:
        lines.append(words.AVOID.format(areas=name_areas(limits.avoid)))
    return lines


def protocol_title(protocol_id: str) -> str:
    """Return the title of a protocol, or its id when it is not there."""
    try:
        return load_protocol(protocol_id).title
    except CoachError:
        return protocol_id


def name_areas(areas: Iterable[Area]) -> str:
    """Return places in words."""
    return ", ".join(words.AREA.format(zone=words.ZONES[area.zone], side=area.side) for area in sorted(areas))


def preparations(limits: Limits) -> dict[str, words.Preparation]:
    """Return what to prepare; how the person lies follows the programmes that are allowed, or else the usual one."""
    positions: dict[str, words.Preparation] = {}
    for protocol_id in sorted(limits.protocols or (DEFAULT_PROTOCOL,)):
        try:
            positions |= describe_positions(load_protocol(protocol_id))
        except CoachError:
            continue
    if limits.protocols is None:
        positions = {
            name: replace(item, text=f"{item.text} {words.USUAL_POSITION}") for name, item in positions.items()
        }
    items = words.PREPARATIONS
    return {"warmth": items["warmth"], "surface": items["surface"], **positions, **items}


def describe_positions(protocol: Protocol) -> dict[str, words.Preparation]:
    """Return how the person lies or sits for a protocol, in order: those to choose from, then those to turn to.

    Named ``position_*`` and ``turned_*``.
    """
    described = {}
    for place, position in enumerate(protocol.position):
        item = words.POSITIONS[position]
        title = item.title if place == 0 else words.OR_POSITION.format(position=_lower_first(item.title))
        described[f"position_{position}"] = replace(item, title=title)
    for position in protocol.turned_to:
        item = words.POSITIONS[position]
        title = words.TURN_OVER.format(position=_lower_first(item.title))
        described[f"turned_{position}"] = replace(item, title=title)
    return described


def name_positions(protocol: Protocol) -> str:
    """Return in one line how the person lies or sits for a protocol."""
    return words.POSITION.format(positions=". ".join(item.title for item in describe_positions(protocol).values()))


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
