"""Before you start: screening on a few cards, then preparing the place."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from coach.care import interview as talk
from coach.care.screening import Area, Rule
from coach.errors import CoachError
from coach.history.entries import NAME_LENGTH
from coach.history.pain import PainWarning
from coach.motion.body_shape import REGIONS, region_of_place
from coach.motion.regions import BodyRegion
from coach.ui.components.pain_scale import pain_scale
from coach.ui.components.preparation import mark_places
from coach.ui.components.preparation_list import name_areas, show_ready
from coach.ui.gate import choose_cushion, screening_passed
from coach.ui.interview_state import RECEIVER, ROSE, TALK, WARNING, begin, finish, forget, reply
from coach.ui.memory import current_profile, open_history
from coach.ui.plain import plain
from coach.ui.side_choice import choose_side, is_asked_before
from coach.words import say, say_table


def show_start() -> None:
    """Who is massaged."""
    st.markdown(say("before-lead"))
    st.text_input(
        say("before-receiver"),
        key="before_name",
        max_chars=NAME_LENGTH,
        help=say("before-receiver-help"),
        placeholder=say("before-receiver-hint"),
        persist_state="session",
    )
    st.button(say("before-begin"), type="primary", icon=":material/arrow_forward:", on_click=begin, key="before_begin")
    st.caption(say("before-disclaimer"))
    show_who()
    cushion_button()


def show_who() -> None:
    """Say whose turn it is, where several people use this computer."""
    store = open_history()
    if store is None:
        return
    try:
        if len(store.list_profiles()) > 1:
            st.caption(say("before-as-who", name=plain(current_profile(store).name)))
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")


def cushion_button() -> None:
    """Offer practice on a cushion."""
    with st.container(border=True):
        st.markdown(say("before-cushion"))
        if st.button(say("before-gate-cushion"), icon=":material/airline_seat_flat:", key="before_cushion"):
            choose_cushion(st.session_state)
            st.switch_page("app_pages/practise.py")


def back_button() -> None:
    """Undo the last answer."""
    interview: talk.Interview = st.session_state[TALK]
    first = not interview.answers and interview.short is None
    action, args = (forget, ()) if first else (reply, (talk.step_back,))
    st.button(
        say("before-back"), icon=":material/arrow_back:", type="tertiary", on_click=action, args=args, key="before_back"
    )


def show_new(screen: talk.AskNew) -> None:
    """Ask whether anything is new since last time."""
    since = screen.since.astimezone()
    named = bool(st.session_state[RECEIVER])
    st.header(say("before-new-title" if named else "before-same-title", since=since), anchor=False)
    st.markdown(say("before-new"))
    no, yes = st.columns(2)
    labels = (say("before-new-no"), say("before-new-yes")) if named else (say("before-same-no"), say("before-same-yes"))
    for column, label, new in ((no, labels[0], False), (yes, labels[1], True)):
        kwargs = {"anything_new": new}
        key = f"before_new_{'yes' if new else 'no'}"
        column.button(label, on_click=reply, args=(talk.say_new,), kwargs=kwargs, width="stretch", key=key)
    back_button()


def show_card(card: talk.AskCard) -> None:
    """Ask the questions of one group: mark what is so, or say no to all of them."""
    dots = f":primary[{'●' * card.part}]:gray[{'○' * (card.parts - card.part)}]"
    st.markdown(dots, help=say("before-dots-help", number=card.part, total=card.parts))
    st.header(card.group.title, anchor=False)
    rise: tuple[int, int] | None = st.session_state.get(ROSE)
    if rise is not None and any(rule.id == "pain-grew" for rule in card.rules):
        st.info(say("before-last-rose", before=rise[0], after=rise[1]), icon=":material/event_repeat:")
    st.markdown(say("before-card"))
    marked = [answer for rule in card.rules if (answer := ask_rule(rule)) is not None]
    st.button(
        say("before-card-some") if marked else say("before-card-none"),
        type="primary",
        icon=":material/arrow_forward:",
        on_click=take_card,
        args=(card,),
        width="stretch",
        # A key of its own for each card: the second half of a double click must not answer the next one.
        key=f"before_on_{card.group.id}",
    )
    back_button()


def ask_rule(rule: Rule) -> str | None:
    """Ask one question; nothing marked is a no."""
    with st.container(border=True):
        question, answer = st.columns([5, 2], vertical_alignment="center")
        question.markdown(f"**{rule.question}**" + (f"  \n{rule.help}" if rule.help else ""))
        answers = say_table("before-answers")
        return answer.pills(
            rule.question,
            list(answers),
            format_func=answers.__getitem__,
            label_visibility="collapsed",
            key=mark_key(rule),
        )


def mark_key(rule: Rule) -> str:
    """Name the mark of a question."""
    return f"before_mark_{rule.id}"


def take_card(card: talk.AskCard) -> None:
    """Take what was marked on a card into the interview."""
    marks = {rule.id: st.session_state.get(mark_key(rule)) for rule in card.rules}
    reply(talk.answer_card, card, {name: mark for name, mark in marks.items() if mark is not None})


def show_permission(screen: talk.AskPermission) -> None:
    """Say why a doctor should be asked, and ask whether one was."""
    rule = screen.rule
    warning: PainWarning | None = st.session_state[WARNING]
    st.header(say("before-ask-title"), anchor=False)
    if rule.id == "pain-grew" and warning is not None:
        st.markdown(say(f"before-pain-warnings.{warning.kind}"))
    else:
        st.markdown(f"{rule.reason} {rule.advice}")
    with st.container(border=True):
        st.markdown(f"**{rule.permission}**")
        yes, no = st.columns(2)
        for column, label, given in ((yes, say("before-permitted"), True), (no, say("before-not-permitted"), False)):
            args, kwargs = (talk.answer_permission, rule.id), {"given": given}
            key = f"before_permission_{'yes' if given else 'no'}_{rule.id}"
            column.button(label, on_click=reply, args=args, kwargs=kwargs, width="stretch", key=key)
    back_button()


def show_places() -> None:
    """Ask which places to leave out."""
    st.header(say("before-places-title"), anchor=False)
    st.markdown(say("before-places"))
    regions = find_offered()
    areas = frozenset(area for region in regions for area in mark_region(region, named=len(regions) > 1))
    st.caption(say("before-places-marked", areas=name_areas(areas)) if areas else say("before-places-none"))
    st.button(
        say("before-on"),
        type="primary",
        icon=":material/arrow_forward:",
        disabled=not areas,
        on_click=reply,
        args=(talk.answer_places, areas),
        key="before_places_on",
    )
    back_button()


def find_offered() -> list[BodyRegion]:
    """Find the parts of the body that can be marked."""
    interview: talk.Interview = st.session_state[TALK]
    offered = {region_of_place(area.zone) for area in interview.offered}
    return [region for region in REGIONS.values() if region.id in offered]


def mark_region(region: BodyRegion, *, named: bool) -> frozenset[Area]:
    """Let the places of one part of the body be marked; its name stands above it where there are several."""
    if named:
        st.markdown(say("before-places-region", region=region.id))
    return mark_places(region, (), key=f"before_places_{region.id}")


def show_stop(screen: talk.Stopped) -> None:
    """No coaching today, and why."""
    st.header(say("before-stop-title"), anchor=False)
    interview: talk.Interview = st.session_state[TALK]
    rule = screen.rule
    if rule is None:
        st.markdown(say("before-stop-places"))
    else:
        st.markdown(f"{rule.reason} **{rule.advice}**")
        if rule.id in interview.refused:
            st.markdown(say("before-not-yet"))
        others = [other for other in interview.outcome.flagged if other.effect == "stop" and other != rule]
        if others:
            st.markdown(say("before-stop-more"))
            st.markdown("\n".join(f"- {other.reason} {other.advice}" for other in others))
    st.markdown(say("before-stop-after"))
    cushion_button()
    st.button(
        say("before-mistake"),
        icon=":material/arrow_back:",
        type="tertiary",
        on_click=reply,
        args=(talk.step_back,),
        key="before_back",
    )


def show_pain(screen: talk.Passed) -> None:
    """Ask for the pain before the session; the answer opens the gate."""
    st.header(say("before-pain-title"), anchor=False)
    st.markdown(say("before-pain"))
    pain = pain_scale(say("before-pain-label"), "before_pain")
    side = None
    if pain and is_asked_before(screen.outcome.limits.protocols):
        side = choose_side(None, "before_side", say("side-help"))
    st.button(
        say("before-on"),
        type="primary",
        icon=":material/arrow_forward:",
        disabled=pain is None,
        on_click=finish,
        args=(screen.outcome, pain, side),
        key="before_pain_on",
    )
    back_button()


passed = screening_passed(st.session_state)
running: talk.Interview | None = st.session_state.get(TALK)
if running is None:
    st.title(say("before-title"))
if running is not None:
    screen = talk.next_screen(running, datetime.now(UTC))
    if isinstance(screen, talk.AskNew):
        show_new(screen)
    elif isinstance(screen, talk.AskCard):
        show_card(screen)
    elif isinstance(screen, talk.AskPermission):
        show_permission(screen)
    elif isinstance(screen, talk.AskPlaces):
        show_places()
    elif isinstance(screen, talk.Stopped):
        show_stop(screen)
    else:
        show_pain(screen)
elif passed is not None and not passed.cushion:
    show_ready(passed, on_again=forget)
else:
    show_start()
