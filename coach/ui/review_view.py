"""The review page after the review: video and findings, charts over time, map, steps, what stays open."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import streamlit as st

from coach.formats import PartModel, ReviewFile, ReviewStep
from coach.records import StepStatus
from coach.report.drawing import render_svg
from coach.report.figures import Asked, list_asked
from coach.report.heatmap import draw_heatmap, has_heatmap
from coach.report.html import MOST_FINDINGS, list_glances, write_html
from coach.report.labels import (
    describe_correction,
    describe_coverage,
    describe_model_part,
    describe_movement,
    is_listed,
    name_part,
    name_step,
    name_stretch,
)
from coach.report.table import write_csv, writes_decimal_comma
from coach.ui import charts
from coach.ui.components.figure import show_figure
from coach.ui.components.player import Jump, video_player
from coach.ui.media import SHELF
from coach.ui.plain import plain
from coach.ui.sources_view import list_lines, source_lines
from coach.words import format_clock, format_duration, format_percent, say

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol

STATUS_ICONS: dict[StepStatus, str] = {
    "done": ":material/check_circle:",
    "with_faults": ":material/build_circle:",
    "partly": ":material/timelapse:",
    "missed": ":material/do_not_disturb_on:",
    "not_judged": ":material/visibility_off:",
}
GLANCES_ACROSS, GLANCE_PX = 4, 150
"""Cards of the summary beside each other, and their least width: two across on a phone."""


def show_review(
    review: ReviewFile,
    protocol: Protocol | None,
    video: Path | None,
    *,
    key: str,
    annotated: bool = True,
    hands: str | None = None,
) -> None:
    """Show a finished review from top to bottom.

    Parameters
    ----------
    review : ReviewFile
    protocol : the one it was held against
    video : the recording, or ``None`` when there is no picture
    key : tells this review from others shown in the same browser session
    annotated : whether the video has the hands drawn into it, so that it is worth downloading
    hands : address of the movements, to be drawn over a video as it was recorded
    """
    asked = list_asked(review, protocol)
    if review.corrected is not None:
        st.info(plain(describe_correction(review)), icon=":material/edit:")
        if video is not None and annotated:
            st.caption(say("review-video-coachs"))
    video_player(
        review,
        review.findings[:MOST_FINDINGS],
        None if video is None else SHELF.offer(video),
        jump=st.session_state.get(_jump_key(key)),
        key=f"player-{key}",
        annotated=annotated,
        hands=hands,
    )
    if len(review.findings) > MOST_FINDINGS:
        st.caption(say("review-more-findings", count=len(review.findings) - MOST_FINDINGS))
    _show_summary(review)
    _show_timeline(review, asked, key)
    place, steps = st.columns([2, 3], gap="medium")
    with place:
        st.subheader(say("review-map"), anchor=False)
        _show_map(review, key)
    with steps:
        st.subheader(say("review-steps") if review.steps else say("review-stretches"), anchor=False)
        _show_steps(review, protocol)
    _show_open_questions(review)
    _show_downloads(review, protocol, video if annotated else None)


def _show_summary(review: ReviewFile) -> None:
    glances = list_glances(review)
    if glances:
        with st.grid(GLANCES_ACROSS, min_column_width=GLANCE_PX, gap="small"):
            for glance in glances:
                pace = say("review-glance-pace", pace=glance.pace) if glance.pace else say("review-glance-no-pace")
                st.metric(
                    glance.look.name,
                    _say_length(glance.seconds),
                    border=True,
                    delta=pace,
                    delta_color="off",
                    delta_arrow="off",
                )
    for line in describe_coverage(review):
        st.caption(line)


def _say_length(seconds: float) -> str:
    """Say a length so that it fits a narrow card."""
    return format_duration(seconds) if seconds < 60 else format_clock(seconds)


def _show_timeline(review: ReviewFile, asked: list[Asked], key: str) -> None:
    st.subheader(say("review-timeline"), anchor=False)
    st.caption(say("review-timeline-hint"))
    ink = charts.DARK if st.context.theme.type == "dark" else charts.LIGHT
    with st.container(gap=None):
        st.altair_chart(
            charts.ribbon_chart(review, asked, ink),
            key=_ribbon_key(key),
            on_select=lambda: _jump_to_pick(key),
            alt=say("charts-ribbon-alt"),
        )
        pace = charts.pace_chart(review, asked, ink)
        if pace is not None:
            st.caption(say("charts-pace"))
            st.altair_chart(pace, alt=say("charts-pace-alt"))
        st.caption(say("charts-hands"))
        st.altair_chart(charts.hands_chart(review, ink), alt=say("charts-hands-alt"))


def _ribbon_key(key: str) -> str:
    return f"ribbon-{key}"


def _jump_key(key: str) -> str:
    return f"jump-{key}"


def _jump_to_pick(key: str) -> None:
    picked = st.session_state[_ribbon_key(key)].selection.get(charts.MOMENT) or []
    if picked:
        last: Jump | None = st.session_state.get(_jump_key(key))
        number = 1 if last is None else last.number + 1
        st.session_state[_jump_key(key)] = Jump(number, float(picked[0]["start_s"]))


def _show_map(review: ReviewFile, key: str) -> None:
    if has_heatmap(review):
        show_figure(_draw_map(review, key), say("review-map-alt"), key=f"map-{key}", max_width=440)
    else:
        needs = say("review-map-needs-back") if review.back is None else say("review-map-needs-hands")
        st.info(needs, icon=":material/touch_app:")


def _draw_map(review: ReviewFile, key: str) -> str:
    """Draw the map once for a review, not on every rerun."""
    name = f"map-svg-{key}"
    drawn: tuple[ReviewFile, str] | None = st.session_state.get(name)
    if drawn is None or (drawn[0] is not review and drawn[0] != review):
        drawn = st.session_state[name] = (review, render_svg(draw_heatmap(review), "map"))
    return drawn[1]


def _show_steps(review: ReviewFile, protocol: Protocol | None) -> None:
    if not review.steps:
        st.dataframe(stretch_rows(review), hide_index=True, alt=say("review-stretches"))
        return
    asked = {} if protocol is None else {step.id: step for step in protocol.steps}
    names = {name: step.title for name, step in asked.items()}
    for number, step in enumerate(review.steps, start=1):
        with st.expander(step_label(number, step, names), icon=STATUS_ICONS[step.status]):
            if step.parts:
                st.markdown(part_table(step.parts))
            else:
                st.markdown(say("review-no-parts"))
            if protocol is not None and step.id in asked:
                st.caption(say("source-figures"))
                st.markdown(list_lines(source_lines(protocol, asked[step.id])))


def step_label(number: int, step: ReviewStep, names: dict[str, str]) -> str:
    """One line for a step: its name, what became of it, when, and its score."""
    return say(
        "review-step",
        number=number,
        title=_plain(name_step(step, names)),
        status=step.status,
        when="unknown" if step.start_s is None else "known",
        start=step.start_s or 0.0,
        end=step.end_s or 0.0,
        judged="no" if step.score is None else "yes",
        score=step.score or 0.0,
    )


def part_table(parts: list[PartModel]) -> str:
    """Write the parts of a score as a Markdown table."""
    heads = say("review-part"), say("review-part-seen"), say("review-part-score")
    rows = [f"| {' | '.join(heads)} |", "| --- | --- | ---: |"]
    for part in parts:
        score = say("review-not-judged") if part.score is None else format_percent(part.score)
        rows.append(f"| {name_part(part.name)} | {_plain(describe_model_part(part))} | {score} |")
    return "\n".join(rows)


def stretch_rows(review: ReviewFile) -> list[dict[str, object]]:
    """List what was seen, one row per stretch, for a review without a protocol."""
    return [
        {
            say("review-from"): format_clock(segment.start_s),
            say("review-to"): format_clock(segment.end_s),
            say("review-technique"): name_stretch(segment),
            say("review-a-minute"): None if segment.pace_per_min is None else round(segment.pace_per_min),
            say("review-times"): segment.cycles,
            say("review-movement"): describe_movement(segment, review.back is not None),
            say("review-word"): say("common-coach") if segment.said_by is None else segment.said_by,
        }
        for segment in review.segments
        if is_listed(segment)
    ]


def _show_open_questions(review: ReviewFile) -> None:
    if not review.not_judged:
        return
    st.subheader(say("review-not-seen"), anchor=False)
    st.markdown("\n".join(f"- {item.why}" for item in review.not_judged))


def _show_downloads(review: ReviewFile, protocol: Protocol | None, video: Path | None) -> None:
    st.subheader(say("review-downloads"), anchor=False)
    stem = Path(review.video.name).stem
    comma = writes_decimal_comma(st.context.locale)
    with st.container(horizontal=True):
        _offer(
            say("review-download-html"),
            f"{stem}.review.html",
            "text/html",
            ":material/description:",
            lambda: _write(lambda path: write_html(review, path, protocol)),
        )
        if video is not None:
            _offer(
                say("review-download-video"),
                f"{stem}.annotated.mp4",
                "video/mp4",
                ":material/movie:",
                lambda: video.open("rb"),
            )
        _offer(
            say("review-download-csv"),
            f"{stem}.review.csv",
            "text/csv",
            ":material/table:",
            lambda: _write(lambda path: write_csv(review, path, decimal_comma=comma)),
        )
        _offer(
            say("review-download-json"),
            f"{stem}.review.json",
            "application/json",
            ":material/data_object:",
            lambda: review.model_dump_json(indent=1),
        )


def _offer(label: str, name: str, mime: str, icon: str, make: Callable[[], bytes | str | BinaryIO]) -> None:
    # Made when the button is pressed, not on every rerun.
    st.download_button(label, make, name, mime, icon=icon, on_click="ignore", key=f"download-{name}")


def _write(write: Callable[[Path], None]) -> bytes:
    with tempfile.TemporaryDirectory(prefix="massage-coach-") as folder:
        path = Path(folder) / "result"
        write(path)
        return path.read_bytes()


def _plain(text: str) -> str:
    """Keep text of a user's own protocol from being read as Markdown."""
    return "".join(f"\\{letter}" if letter in "\\`*_{}[]<>#|$~:" else letter for letter in text)
