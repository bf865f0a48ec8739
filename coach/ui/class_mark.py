"""One recording of a class: its review, the rubric beside it, the teacher's marks, and the way to the next."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coach.classes.marks import NOTE_LENGTH, decide
from coach.classes.opened import load_whole
from coach.classes.proposal import Proposal, passes, total
from coach.classes.roster import LONGEST_NAME
from coach.classes.rubric import Criterion, Rubric
from coach.classes.sheets import name_file, render_certificate, render_sheet
from coach.classes.shelf import ClassSettings, ClassShelf
from coach.classes.table import Row
from coach.classes.told import say_change, say_marked, say_points, say_reason, say_when
from coach.errors import CoachError
from coach.history.recordings import list_corrections
from coach.notes.sheet import MarkShown
from coach.ui import class_back, correct_view, notes_view, review_view
from coach.ui.compare_offer import class_key, offer_comparing
from coach.ui.correct_place import find_video, place_of_recording
from coach.ui.hands_film import offer_kept_hands
from coach.ui.plain import plain
from coach.words import say

OPENED, ORDER, TEACHER = "class_opened", "class_order", "class_teacher"
MOST_REASONS = 2


def open_recording(name: str | None, order: Sequence[str] | None = None) -> None:
    """Open a recording, and remember in which order the others stood; ``None`` goes back to the class."""
    st.session_state[OPENED] = name
    if order is not None:
        st.session_state[ORDER] = list(order)


def find_opened(rows: Sequence[Row]) -> Row | None:
    """Return the recording that is open, or ``None``."""
    name = st.session_state.get(OPENED)
    row = next((row for row in rows if row.item.entry.name == name), None)
    if row is None or row.item.kept is None:
        st.session_state[OPENED] = None
        return None
    return row


def show_opened(shelf: ClassShelf, settings: ClassSettings, rows: Sequence[Row], row: Row, rubric: Rubric) -> None:
    """Show a recording with everything that is needed to mark it."""
    review = load_whole(row.item, shelf)
    if review is not None and correct_view.is_correcting(row.item.digest):
        # Without the way to the others: its keys mean something else here.
        st.title(plain(row.item.entry.student), anchor=False)
        video = find_video(row.item)
        place = place_of_recording(shelf, row.item, st.session_state.get(TEACHER) or "")
        correct_view.show_place(place, review, video, video)
        return
    _show_head(shelf, rows, row)
    if notes_view.is_noting(row.item.digest):
        notes_view.show_notes(_make_noted(shelf, row))
        return
    seen, marks = st.columns([5, 3], gap="large")
    with marks:
        _show_marks(shelf, rows, row, rubric)
    with seen:
        class_back.show_back(shelf, settings, row)
        if review is None:
            st.error(say("history-review-unreadable"), icon=":material/error:")
            return
        digest = row.item.digest
        with st.container(horizontal=True, vertical_alignment="center"):
            correct_view.offer_correcting(digest)
            review = correct_view.choose_of(list_corrections(shelf.recording_dir(digest)), digest, review)
        protocol = None if row.item.way is None else row.item.way.protocol
        key = f"{row.item.digest}-{'' if row.item.way is None else row.item.way.key}"
        tracks = shelf.find_tracks(digest)
        hands = None if tracks is None else offer_kept_hands(tracks, digest)
        review_view.show_review(review, protocol, find_video(row.item), key=key, annotated=False, hands=hands)


def _make_noted(shelf: ClassShelf, row: Row) -> notes_view.Noted:
    entry, mark = row.item.entry, row.mark
    decided = () if mark is None else tuple((line.title, line.level_title) for line in mark.lines if line.level)
    return notes_view.Noted(
        key=row.item.digest,
        folder=shelf.notes_dir(row.item.digest),
        video=entry.path,
        duration_s=0.0 if row.item.kept is None else row.item.kept.review.video.duration_s,
        student=entry.student,
        recording=say_when(entry),
        stem=f"{name_file(entry.student, set())}.notes",
        teacher=st.session_state.get(TEACHER) or "",
        marks=None if mark is None else MarkShown(mark.teacher, say_points(mark.points), decided, mark.note),
    )


def find_place(rows: Sequence[Row], row: Row) -> tuple[list[str], int]:
    """Return the recordings in the order in which they stood when one was opened, and the place of this one."""
    there = [each.item.entry.name for each in rows if each.item.kept is not None]
    order = [name for name in st.session_state.get(ORDER, []) if name in there]
    if row.item.entry.name not in order:
        order = there
    return order, order.index(row.item.entry.name)


def _show_head(shelf: ClassShelf, rows: Sequence[Row], row: Row) -> None:
    """Name the recording, and lead to the one before, the next, and back."""
    order, index = find_place(rows, row)
    before = order[index - 1] if index else None
    following = order[index + 1] if index + 1 < len(order) else None
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            say("class-back"), icon=":material/arrow_back:", on_click=open_recording, args=(None,), key="class_back",
            shortcut="Esc",
        )  # fmt: skip
        st.button(
            say("class-previous"), icon=":material/chevron_left:", on_click=open_recording, args=(before,),
            disabled=before is None, key="class_previous", shortcut="P",
        )  # fmt: skip
        st.button(
            say("class-next"), icon=":material/chevron_right:", on_click=open_recording, args=(following,),
            disabled=following is None, key="class_next", shortcut="N",
        )  # fmt: skip
        st.markdown(say("class-place", number=index + 1, total=len(order)), width="content")
        class_back.offer_back(row)
        offer_comparing(class_key(row.item))
        notes_view.offer_notes(row.item.digest, shelf.notes_dir(row.item.digest))
    entry = row.item.entry
    st.title(plain(entry.student), anchor=False)
    facts = [plain(say_when(entry)), plain(entry.name)]
    if row.change is not None:
        facts.append(say("class-change-since", change=say_change(row.change)))
    facts += [f":material/priority_high: {plain(say_reason(reason, row))}" for reason in row.reasons[:MOST_REASONS]]
    st.markdown("  ·  ".join(facts))


def _show_marks(shelf: ClassShelf, rows: Sequence[Row], row: Row, rubric: Rubric) -> None:
    st.subheader(say("class-marks"), anchor=False)
    st.caption(say("class-marks-how"))
    _begin(row, rubric)
    sums = st.container()
    st.button(
        say("class-take-over"), icon=":material/done_all:", on_click=_take_over, args=(row, rubric), key="class_take",
        help=say("class-take-over-help"),
    )  # fmt: skip
    chosen = {}
    for criterion in rubric.criteria:
        level = _show_criterion(row, criterion, rubric)
        if level is not None:
            chosen[criterion.id] = level
    with sums:
        _show_sums(row, rubric, chosen)
    note = st.text_area(
        say("class-note"), max_chars=NOTE_LENGTH, height=90, key=_key(row, "note"), persist_state="session"
    )
    teacher = st.text_input(
        say("class-teacher"), max_chars=LONGEST_NAME, key=TEACHER, persist_state="session", width=240
    )
    order, index = find_place(rows, row)
    following = order[index + 1] if index + 1 < len(order) else None
    with st.container(horizontal=True):
        onwards = following is not None and st.button(
            say("class-keep-next"),
            type="primary",
            icon=":material/check:",
            key="class_keep_next",
            shortcut="Ctrl+Enter",
        )
        asked = st.button(
            say("class-keep"), type="secondary" if following else "primary", key="class_keep", shortcut="Ctrl+S"
        )
    if asked or onwards:
        try:
            shelf.keep_mark(decide(row.item.digest, teacher, rubric, dict(row.proposals), chosen, note))
        except CoachError as error:
            st.error(plain(str(error)), icon=":material/error:")
            return
        st.toast(say("class-kept"), icon=":material/check:")
        if onwards:
            open_recording(following)
        st.rerun()
    _show_kept(shelf, rows, row, rubric)


def _begin(row: Row, rubric: Rubric) -> None:
    """Begin with what was decided last, once for a recording in this browser session."""
    if st.session_state.get(_key(row, "begun")) or row.mark is None:
        return
    st.session_state[_key(row, "begun")] = True
    for criterion in rubric.criteria:
        level = row.mark.levels.get(criterion.id)
        if level is not None and rubric.find_level(level) is not None:
            st.session_state.setdefault(_key(row, criterion.id), level)
    st.session_state.setdefault(_key(row, "note"), row.mark.note)


def _key(row: Row, what: str) -> str:
    return f"class-mark-{row.item.digest}-{what}"


def _show_criterion(row: Row, criterion: Criterion, rubric: Rubric) -> str | None:
    proposal = row.proposals.get(criterion.id)
    titles = {level.id: level.title for level in rubric.levels}
    if st.session_state.get(_key(row, criterion.id)) not in (None, *titles):
        del st.session_state[_key(row, criterion.id)]  # a level of another rubric
    with st.container(gap=None, key=f"class-criterion-{criterion.id}"):
        st.markdown(
            f"**{plain(criterion.title)}** :gray[{plain(say_proposal(criterion, proposal, rubric))}]",
            help=_explain(criterion, proposal) or None,
        )
        level: str | None = st.segmented_control(
            criterion.title,
            list(titles),
            format_func=lambda name: plain(titles[name]),
            label_visibility="collapsed",
            key=_key(row, criterion.id),
            persist_state="session",
        )
    return level


def say_proposal(criterion: Criterion, proposal: Proposal | None, rubric: Rubric) -> str:
    """Say what the coach proposes for a criterion, or why it does not."""
    if criterion.judged_by == "hand":
        return say("class-by-hand")
    if proposal is None or proposal.points is None:
        return say("class-not-judged")
    return say("class-proposes", level=rubric.level_at(proposal.points).title, points=say_points(proposal.points))


def _explain(criterion: Criterion, proposal: Proposal | None) -> str:
    because = () if proposal is None else proposal.because
    return "\n\n".join(plain(sentence) for sentence in (criterion.text, *because) if sentence)


def _take_over(row: Row, rubric: Rubric) -> None:
    for criterion in rubric.by_coach:
        proposal = row.proposals.get(criterion.id)
        if proposal is not None and proposal.points is not None and not st.session_state.get(_key(row, criterion.id)):
            st.session_state[_key(row, criterion.id)] = rubric.level_at(proposal.points).id


def _show_sums(row: Row, rubric: Rubric, chosen: dict[str, str]) -> None:
    points = {name: level.counts for name, each in chosen.items() if (level := rubric.find_level(each)) is not None}
    passed = passes(points, rubric)
    with st.container(horizontal=True, gap="large"):
        st.metric(say("class-sum-coach"), say_points(row.proposed), width="content")
        st.metric(
            say("class-sum-teacher", decided=len(chosen), total=len(rubric.criteria)),
            say_points(total(points, rubric.criteria)),
            delta=None if passed is None else say("class-paper-passed", passed="yes" if passed else "no"),
            delta_color="off",
            delta_arrow="off",
            width="content",
        )


def _show_kept(shelf: ClassShelf, rows: Sequence[Row], row: Row, rubric: Rubric) -> None:
    """Show what was decided before, which stays, and offer it on paper."""
    if row.mark is not None:
        st.markdown(f":material/check_circle: **{plain(say_marked(row))}**")
    for mark in reversed(row.item.marks):
        said = say("class-paper-mark", name=mark.teacher, at=mark.at.astimezone(), points=say_points(mark.points))
        st.caption(plain(said))
    mine = [each for each in rows if each.item.entry.student_key == row.item.entry.student_key]
    stem = name_file(row.item.entry.student, set())
    with st.container(horizontal=True):
        st.download_button(
            say("class-sheet-one"),
            lambda: render_sheet(mine, rubric, lambda each: load_whole(each.item, shelf)),
            f"{stem}.html",
            "text/html",
            icon=":material/description:",
            on_click="ignore",
            key="class_sheet_one",
        )
        if row.mark is not None and row.mark.passed:
            st.download_button(
                say("class-certificate"),
                lambda: render_certificate(row, rubric),
                f"{stem}.certificate.html",
                "text/html",
                icon=":material/workspace_premium:",
                on_click="ignore",
                key="class_certificate",
            )
