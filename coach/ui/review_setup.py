"""The review page before the review: which recording, which protocol, and where the back lies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Literal, cast

import streamlit as st

from coach.errors import CoachError
from coach.motion.body_shape import REGIONS
from coach.protocol.library import DEFAULT_PROTOCOL, list_protocols, load_protocol
from coach.records import Back, HeadDirection, Side
from coach.ui import reviewing, samples, state, stills
from coach.ui.components.back_picker import back_picker
from coach.ui.media import SHELF
from coach.ui.side_choice import choose_side, list_lengths, name_variant
from coach.ui.state import Recording
from coach.words import say, say_table

VIDEO_TYPES = ["mp4", "m4v", "mov", "mkv", "webm", "avi", "mpg", "mpeg", "ts", "mts", "3gp", "wmv", "ogv"]
LENGTH_RANGE_CM = (15, 90)
"""From a small child's back to more than the longest adult's."""

LONGEST_SESSION_MIN = 120.0
STILL_SHARE = 0.15
"""Where in the recording the first still is taken: after the hands have arrived."""

HEAD_ICONS = {
    "up": ":material/arrow_upward:",
    "down": ":material/arrow_downward:",
    "left": ":material/arrow_back:",
    "right": ":material/arrow_forward:",
}
BackMode = Literal["none", "head", "clicks"]


def choose_recording() -> None:
    """Let the user upload a recording or take a sample; a file that is no recording is refused in a sentence."""
    # It keeps its place on the page: a sentence that comes or goes would put the uploader below it up anew.
    with st.container(key="upload_news"):
        problem = st.session_state.pop("upload_problem", None)
        if problem:
            st.error(problem, icon=":material/error:")
    own, ready = st.columns(2, gap="medium")
    with own:
        st.subheader(say("review-upload"), anchor=False)
        turn = st.session_state.setdefault("upload_turn", 0)
        key = f"upload-{turn}"
        st.file_uploader(
            say("review-upload"),
            type=VIDEO_TYPES,
            key=key,
            on_change=_take_upload,
            args=(key,),
            label_visibility="collapsed",
        )
        st.caption(say("review-upload-help"))
        st.caption(say("review-upload-large"))
    with ready:
        st.subheader(say("review-samples"), anchor=False)
        _offer_samples(samples.list_samples())


def _offer_samples(found: Iterable[samples.Sample]) -> None:
    offered = {sample.id: sample for sample in found}
    if not offered:
        st.info(say("review-no-samples"))
        return
    chosen = st.selectbox(
        say("review-sample-pick"), list(offered), format_func=lambda item: offered[item].title, key="sample_choice"
    )
    st.caption(offered[chosen].truth.notes)
    if st.button(say("review-use-sample"), icon=":material/play_circle:", key="use_sample"):
        take_sample(chosen)
        st.rerun()


def take_sample(sample_id: str) -> Recording | None:
    """Choose a sample, with what is known of its back."""
    sample = samples.find_sample(sample_id)
    if sample is None:
        return None
    recording = samples.as_recording(sample)
    state.choose_recording(recording)
    if state.back_of(recording.digest) is None:
        state.keep_back(recording.digest, samples.back_of(sample))
    return recording


def _take_upload(key: str) -> None:
    upload = st.session_state[key]
    if upload is None:
        return
    try:
        recording = reviewing.save_upload(upload.name, upload)
        stills.find_duration(recording.path)  # a file that is no recording is refused here, before anything is asked
        state.choose_recording(recording)
    except CoachError as error:
        st.session_state.upload_problem = str(error)
    # A new key lets the browser's copy go: the recording now lies on the disk.
    st.session_state.upload_turn += 1


def choose_settings(recording: Recording) -> reviewing.Request | None:
    """Ask for the protocol, the planned length and the back; returns the request when the user starts it."""
    left, right = st.columns([2, 3], gap="medium")
    with left:
        st.subheader(say("review-protocol"), anchor=False)
        protocol_id = _choose_protocol(recording)
        variant, factor = _choose_length(recording, protocol_id)
        side = _choose_side(recording, protocol_id)
        # Here it is in view beside the picture of the back, however tall that is.
        start = st.container()
    with right:
        region = "back" if protocol_id is None else load_protocol(protocol_id).region
        st.subheader(say("review-back", region=region), anchor=False)
        back = _choose_back(recording, region)
    if start.button(say("review-start"), type="primary", icon=":material/play_arrow:", key="start_review"):
        if protocol_id is not None:
            variant = name_variant(load_protocol(protocol_id), variant, side)
        return reviewing.Request(recording, protocol_id, factor, back, variant, side)
    return None


def _choose_protocol(recording: Recording) -> str | None:
    entries = {entry.id: entry for entry in list_protocols()}
    options = [*entries, ""]
    sample = samples.find_sample(recording.sample or "")
    preset = sample.truth.protocol if sample else DEFAULT_PROTOCOL
    key = f"protocol-{recording.digest}"
    if "wanted_protocol" in st.session_state:
        st.session_state[key] = preset = st.session_state.pop("wanted_protocol")
    chosen = st.selectbox(
        say("review-protocol"),
        options,
        index=options.index(preset) if preset in options else len(options) - 1,
        format_func=lambda item: entries[item].title if item else say("review-no-protocol"),
        key=key,
        persist_state="session",
        label_visibility="collapsed",
    )
    if chosen:
        st.caption(entries[chosen].summary)
    return chosen or None


def _choose_side(recording: Recording, protocol_id: str | None) -> Side | None:
    if protocol_id is None or not load_protocol(protocol_id).works_in_turn:
        return None
    return choose_side(None, f"side-{recording.digest}", say("side-help-review"))


def _choose_length(recording: Recording, protocol_id: str | None) -> tuple[str | None, float]:
    """Ask for a variant of another length, or for the minutes; what is left at its start is the whole protocol."""
    if protocol_id is None:
        return None, 1.0
    protocol = load_protocol(protocol_id)
    planned = protocol.planned_minutes
    sample = samples.find_sample(recording.sample or "")
    if sample is not None:
        factor = samples.scale_for(sample, protocol_id)
        st.caption(say("review-planned-sample", minutes=factor * planned))
        return None, factor
    titles = list_lengths(protocol)
    if titles:
        variant = st.selectbox(
            say("side-variant"),
            [None, *titles],
            format_func=lambda name: say("side-variant-none") if name is None else titles[name],
            key=f"variant-{recording.digest}-{protocol_id}",
            persist_state="session",
        )
        if variant is not None:
            return variant, 1.0
    minutes = st.number_input(
        say("review-planned"),
        min_value=0.2,
        max_value=LONGEST_SESSION_MIN,
        value=None,
        step=1.0,
        placeholder=say("review-planned-default", minutes=planned),
        help=say("review-planned-help"),
        key=f"minutes-{recording.digest}",
        persist_state="session",
    )
    return None, 1.0 if minutes is None else minutes / planned


def _choose_back(recording: Recording, region: str) -> Back | None:
    known = state.back_of(recording.digest)
    before: BackMode = "none" if known is None else "head" if known.given_by == "head" else "clicks"
    modes = say_table("review-back-modes")
    mode = st.radio(
        say("review-back", region=region),
        list(modes),
        index=list(modes).index("clicks" if known is None else before),
        format_func=modes.__getitem__,
        key=f"back-mode-{recording.digest}",
        persist_state="session",
        label_visibility="collapsed",
        horizontal=True,
    )
    st.caption(say("review-back-help"))
    if mode == "none":
        return None
    if mode == "head":
        back = _choose_head(recording, known)
        state.keep_back(recording.digest, back)
        return back
    back = _choose_points(recording, known, region)
    state.keep_back(recording.digest, back)
    return None if back is None else _choose_later(recording, back)


def _choose_head(recording: Recording, known: Back | None) -> Back | None:
    heads = list(HEAD_ICONS)
    found = [head for head in heads if known == Back.from_head(cast(HeadDirection, head))]
    head = st.radio(
        say("review-head"),
        heads,
        index=heads.index(found[0]) if found else None,
        horizontal=True,
        format_func=lambda item: f"{HEAD_ICONS[item]} {say(f'review-heads.{item}')}",
        key=f"head-{recording.digest}",
        persist_state="session",
    )
    return None if head is None else Back.from_head(cast(HeadDirection, head))


def _choose_points(recording: Recording, known: Back | None, region: str) -> Back | None:
    start = None if known is None or known.given_by == "head" else known
    duration = stills.find_duration(recording.path)
    at = duration * STILL_SHARE
    if duration > 1.0:
        at = st.slider(
            say("review-still-at"),
            0.0,
            duration,
            at,
            step=max(0.1, duration / 100),
            format="%.0f s",
            key=f"still-{recording.digest}",
            persist_state="session",
        )
    still = stills.make_still(recording.path, recording.digest, at)
    back = pick_points(still, start, region, f"points-{recording.digest}")
    if back is None:
        return None
    length = st.number_input(
        say("review-length", region=region),
        *LENGTH_RANGE_CM,
        value=round(back.length_cm),
        help=say("review-length-help", length=REGIONS[region].length_cm),
        key=f"length-{recording.digest}-{region}",
        persist_state="session",
        width=320,
    )
    return replace(back, length_cm=float(length), at_s=still.time_s)


def pick_points(still: stills.Still, start: Back | None, region: str, key: str) -> Back | None:
    """Ask for the ends of the back in a picture of a recording; ``None`` before both are given."""
    picture = SHELF.offer(still.path)
    return back_picker(picture, (still.width, still.height), start, REGIONS[region], key=f"{key}-{region}")


def _choose_later(recording: Recording, first: Back) -> Back:
    """Ask where the back lies after every jump of the camera that a review has found."""
    known, back = state.later_backs(recording.digest), first
    for at_s in sorted(known):
        st.markdown(say("review-back-later", at=at_s))
        still = stills.make_still(recording.path, recording.digest, at_s)
        later = pick_points(still, known[at_s], first.region, f"points-{recording.digest}-{at_s:.1f}")
        known[at_s] = later
        if later is not None:
            back = replace(later, length_cm=first.length_cm, at_s=at_s, earlier=back)
    return back
