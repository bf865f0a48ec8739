"""Where the back lies in a recording of a class, shown by a teacher: then direction and place are judged too."""

from __future__ import annotations

from dataclasses import asdict, replace

import streamlit as st

from coach.classes.opened import review_class
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.classes.table import Row
from coach.errors import CoachError
from coach.motion.body_shape import REGIONS
from coach.ui import stills
from coach.ui.plain import plain
from coach.ui.review_setup import LENGTH_RANGE_CM, STILL_SHARE, pick_points
from coach.words import say

SHOWING = "class_showing_back"


def offer_back(row: Row) -> None:
    """Offer to show where the back lies, where that would let more be judged."""
    back = None if row.item.way is None else row.item.way.back
    message = "class-back-show" if back is None or back.given_by == "head" else "class-back-change"
    label = say(message, region="back" if row.item.way is None else row.item.way.protocol.region)
    st.button(label, icon=":material/touch_app:", on_click=_show, args=(row.item.digest,), key="class_back_show")


def show_back(shelf: ClassShelf, settings: ClassSettings, row: Row) -> None:
    """Ask where the back lies, if that was asked for, and judge the recording anew: nothing is watched again."""
    way = row.item.way
    if st.session_state.get(SHOWING) != row.item.digest or way is None:
        return
    region = REGIONS[way.protocol.region]
    known = None if way.back is None or way.back.given_by == "head" else way.back
    with st.container(border=True):
        st.markdown(say("class-back-how"))
        try:
            path = row.item.entry.path
            still = stills.make_still(path, row.item.digest, stills.find_duration(path) * STILL_SHARE)
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        back = pick_points(still, known, region.id, f"class-points-{row.item.digest}")
        length = st.number_input(
            say("review-length", region=region.id),
            *LENGTH_RANGE_CM,
            value=round(region.length_cm if known is None else known.length_cm),
            help=say("review-length-help", length=region.length_cm),
            key=f"class-length-{row.item.digest}",
            width=320,
        )
        for_all = st.checkbox(say("class-back-all"), key=f"class-back-all-{row.item.digest}")
        with st.container(horizontal=True):
            asked = st.button(
                say("class-back-judge"),
                type="primary",
                icon=":material/check:",
                disabled=back is None,
                key="class_judge",
            )
            st.button(say("class-back-leave"), on_click=_show, args=("",), key="class_back_leave")
    if asked and back is not None:
        given = replace(back, length_cm=float(length), at_s=still.time_s)
        try:
            if for_all:
                settings = settings.model_copy(update={"back": asdict(given)})
                shelf.keep_class(settings)
            shelf.keep_back(row.item.digest, given)
            with st.spinner(say("class-back-judging")):
                review_class(settings, shelf, only={row.item.entry.name})
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        _show("")
        st.rerun()


def _show(digest: str) -> None:
    st.session_state[SHOWING] = digest
