"""The card of one step in the editor: what is done, where, which way, how long, how fast, and what is said."""

from __future__ import annotations

from typing import Any, cast, get_args

import streamlit as st

from coach.feedback.step_words import describe_drawing
from coach.look.step_drawing import draw_step
from coach.protocol import editing
from coach.protocol.edited import Data
from coach.protocol.flaws import Flaw
from coach.protocol.schema import StepTechnique
from coach.protocol.vocabulary import list_ways
from coach.ui.band_slider import BandName, ask_band
from coach.ui.components.editor_parts import DIRECTIONS, hear_pace, tap_body
from coach.ui.components.figure import show_figure
from coach.ui.plain import plain
from coach.ui.sentence_lines import join_sentences, split_sentences
from coach.ui.way_choice import find_arrow, read_way_kind, set_arrow, set_way_kind
from coach.words import say, say_table

PREVIEW_PX = 260
_LABELS = {
    "title": "edit-field.title",
    "text": "edit-field.text",
    "technique": "edit-field.technique",
    "sub_technique": "edit-field.way",
    "hands": "edit-field.hands",
    "sides": "edit-field.sides",
    "drift": "edit-field.drift",
    "zones": "edit-where",
    "axis": "edit-where",
    "sense": "edit-where",
    "duration_s": "edit-field.end",
    "count": "edit-field.end",
    "pace_per_min": "edit-field.pace",
    "cues": "edit-field.cues",
    "cautions": "edit-field.cautions",
}
_WORDS, _MORE = ("title", "text"), ("cues", "cautions")
"""What is written at the end of the card: it is told there what is amiss with it."""


def show_card(data: Data, number: int, flaws: list[Flaw], turn: str) -> tuple[Data, bool]:
    """Show a step to be changed.

    Parameters
    ----------
    data : mapping
        The protocol.
    turn : str
        Part of the widgets' keys: another one makes them anew.

    Returns
    -------
    data : mapping
        The protocol as it was changed.
    made_anew : bool
        Whether widgets show something else now than before, so that they are to be made anew.
    """
    with st.container(border=True, key="edit_card"):
        changed = _ask_technique(data, number, turn)
        if changed is not data:
            return changed, True
        _show_flaws([flaw for flaw in flaws if _field_of(flaw) not in (*_WORDS, *_MORE)])
        where, how = st.columns([1, 1], gap="medium")
        with where:
            changed = _ask_where(data, number, turn)
        with how:
            preview = st.container()
            changed = _ask_hands(changed, number, turn)
            changed = _ask_way(changed, number, turn) if changed is data else changed
        if changed is not data:
            return changed, True
        changed = _ask_length(data, number, turn)
        changed = _ask_pace(changed, number, turn)
        changed = _ask_words(changed, number, turn)
        _show_flaws([flaw for flaw in flaws if _field_of(flaw) in _WORDS])
        changed = _ask_more(changed, number, turn)
        _show_flaws([flaw for flaw in flaws if _field_of(flaw) in _MORE])
        with preview:
            _show_preview(changed, number)
    return changed, False


def _field_of(flaw: Flaw) -> str:
    return str(flaw.where[2]) if len(flaw.where) > 2 else ""


def _show_flaws(flaws: list[Flaw]) -> None:
    """Show what is amiss, each under the label of the part of the card that it is about."""
    lines = []
    for flaw in flaws:
        label = _LABELS.get(_field_of(flaw))
        lines.append(f"- {'' if label is None else f'**{say(label)}:** '}{plain(flaw.text)}")
    if lines:
        st.error("\n".join(lines), icon=":material/build:")


def _step(data: Data, number: int) -> Data:
    return cast(Data, data["steps"][number])


def _ask_technique(data: Data, number: int, turn: str) -> Data:
    chosen = st.segmented_control(
        say("edit-field.technique"),
        get_args(StepTechnique),
        format_func=lambda name: say("common-technique-label", technique=name),
        default=_step(data, number)["technique"],
        required=True,
        key=f"technique-{turn}",
    )
    return editing.set_technique(data, number, cast(StepTechnique, chosen))


def _ask_where(data: Data, number: int, turn: str) -> Data:
    step = _step(data, number)
    st.markdown(f"**{say('edit-where')}**", help=say("edit-where-help"))
    kind = read_way_kind(step)
    picked = tap_body(
        data.get("region", "back"),
        step["technique"],
        step.get("zones", ()),
        find_arrow(step),
        both=kind == "both",
        turns=kind in ("one", "both", "any"),
        key=f"body-{turn}",
    )
    kinds = say_table("edit-way-kind")
    chosen = st.pills(
        say("edit-where"),
        list(kinds),
        format_func=kinds.__getitem__,
        default=kind,
        required=True,
        key=f"way-kind-{turn}",
        wrap=True,
        label_visibility="collapsed",
    )
    if not step.get("zones"):
        st.caption(say("edit-where-any"))
    if picked.get("place"):
        return editing.toggle_place(data, number, picked["place"])
    if picked.get("direction") in DIRECTIONS:
        return set_arrow(data, number, picked["direction"])
    return data if chosen == kind else set_way_kind(data, number, str(chosen))


def _ask_hands(data: Data, number: int, turn: str) -> Data:
    step = _step(data, number)
    hands = step.get("hands", ())
    now = {
        "hands": hands[0] if hands else "any",
        "sides": step.get("sides", "both"),
        "drift": step.get("drift", "any"),
    }
    chosen = {}
    if data.get("region") == "leg" and now["sides"] == "both":
        del now["sides"]  # two hands on one leg have no sides to change
    for name, value in now.items():
        kinds = say_table(f"edit-{name}-kind")
        chosen[name] = st.pills(
            say(f"edit-field.{name}"),
            list(kinds),
            format_func=kinds.__getitem__,
            default=value if value in kinds else "any",
            required=True,
            key=f"{name}-{turn}",
            wrap=True,
        )
    fields: dict[str, Any] = {}
    if chosen["hands"] != now["hands"]:
        fields["hands"] = None if chosen["hands"] == "any" else [chosen["hands"]]
    if chosen.get("sides") != now.get("sides"):
        fields["sides"] = None if chosen["sides"] == "both" else chosen["sides"]
    if chosen["drift"] != now["drift"] and now["drift"] in say_table("edit-drift-kind"):
        fields["drift"] = None if chosen["drift"] == "any" else chosen["drift"]
    return editing.set_fields(data, number, **fields) if fields else data


def _ask_way(data: Data, number: int, turn: str) -> Data:
    step = _step(data, number)
    ways = {way.id: way for way in list_ways(step["technique"])}
    now = next(iter(step.get("sub_technique", ())), None)
    chosen = st.selectbox(
        say("edit-field.way"),
        [None, *ways],
        index=[None, *ways].index(now) if now in ways else 0,
        format_func=lambda name: say("edit-any-way") if name is None else ways[name].name,
        key=f"way-{turn}",
    )
    return data if chosen == now else editing.set_way(data, number, chosen)


def _ask_length(data: Data, number: int, turn: str) -> Data:
    step = _step(data, number)
    ends, slider = st.columns([1, 2], gap="medium")
    kinds = say_table("edit-end-kind")
    now = "count" if "count" in step else "duration_s"
    with ends:
        kind = str(
            st.pills(
                say("edit-field.end"),
                list(kinds),
                format_func=kinds.__getitem__,
                default=now,
                required=True,
                key=f"end-{turn}",
                wrap=True,
            )
        )
    with slider:
        if kind == "count":
            return _ask_band(data, number, "count", say("edit-field.times"), editing.USUAL_COUNT, turn)
        return _ask_band(data, number, "duration_s", say("edit-field.seconds"), editing.USUAL_DURATION_S, turn)


def _ask_pace(data: Data, number: int, turn: str) -> Data:
    step = _step(data, number)
    ask, slider, hear = st.columns([1, 2, 1], gap="medium", vertical_alignment="center")
    with ask:
        asked = st.toggle(say("edit-pace-asked"), value="pace_per_min" in step, key=f"pace-asked-{turn}")
    if not asked:
        return editing.set_band(data, number, "pace_per_min", None) if "pace_per_min" in step else data
    usual = editing.USUAL_PACE[cast(StepTechnique, step["technique"])]
    with slider:
        changed = _ask_band(data, number, "pace_per_min", say("edit-field.pace"), usual, turn)
    band = _step(changed, number)["pace_per_min"]
    with hear:
        hear_pace((band["low"] + band["high"]) / 2, key=f"beat-{turn}")
    return changed


def _ask_band(data: Data, number: int, name: BandName, label: str, usual: tuple[float, float], turn: str) -> Data:
    band = _step(data, number).get(name)
    low, high = sorted((float(band["low"]), float(band["high"]))) if band else usual
    shown = (low, high)
    chosen = ask_band(name, label, shown, f"{name}-{turn}")
    return data if band and chosen == shown else editing.set_band(data, number, name, chosen)


def _ask_words(data: Data, number: int, turn: str) -> Data:
    step = _step(data, number)
    before = {name: editing.text_of(step.get(name, "")).strip() for name in _WORDS}
    written = {
        "title": st.text_input(say("edit-field.title"), before["title"], max_chars=60, key=f"title-{turn}"),
        "text": st.text_area(say("edit-field.text"), before["text"], key=f"text-{turn}"),
    }
    # What a person has emptied is told as too short, not as missing.
    fields = {name: text or " " for name, text in written.items() if text != before[name]}
    return editing.set_fields(data, number, **fields) if fields else data


def _ask_more(data: Data, number: int, turn: str) -> Data:
    step = _step(data, number)
    fields: dict[str, Any] = {}
    with st.expander(say("edit-field.more"), icon=":material/chat:"):
        for name in _MORE:
            said = join_sentences(step.get(name, ()))
            written = st.text_area(say(f"edit-field.{name}"), said, key=f"{name}-{turn}")
            if written != said:
                fields[name] = split_sentences(written, step.get(name, ()))
    return editing.set_fields(data, number, **fields) if fields else data


def _show_preview(data: Data, number: int) -> None:
    step = editing.read_step(_step(data, number), data.get("region", "back"))
    if step is not None:
        st.markdown(f"**{say('edit-preview')}**")
        show_figure(
            draw_step(step, moving=True), describe_drawing(step), key=f"preview-{step.id}", max_width=PREVIEW_PX
        )
