"""The screening as a conversation: which screen comes next, given what was said so far.

Everything is a value: :class:`Interview` holds what was said, :func:`next_screen` says what to show, and the functions
that take an answer return a new interview. A page or a test only walks.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from coach.care.questions import Previous, can_be_short, carry_over, questions_to_ask
from coach.care.same_places import add_same_places
from coach.care.screening import BACK_AREAS, Answer, Area, Group, Outcome, Rule, load_rules, outcome


@dataclass(frozen=True, slots=True)
class Interview:
    """What was said so far about one person.

    Attributes
    ----------
    preset : mapping
        Answers that the history gives (the pain rose last time); they are not asked, and only a permission lifts them.
    short : bool or None
        Nothing is new since ``previous``; ``None`` until that was asked.
    answers : dict
        In the order in which they were given.
    refused : frozenset
        Rules for which the doctor's permission is still missing.
    avoid : frozenset of Area, or None
        The marked places; ``None`` until they were marked.
    offered : frozenset of Area
        The places that can be marked: those of every region that a protocol at hand is about.
    """

    previous: Previous | None = None
    preset: Mapping[str, Answer] = field(default_factory=dict)
    short: bool | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    permissions: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()
    avoid: frozenset[Area] | None = None
    offered: frozenset[Area] = BACK_AREAS

    @property
    def questions(self) -> tuple[Rule, ...]:
        """Those asked this time."""
        return questions_to_ask(self.previous, short=bool(self.short))

    @property
    def all_answers(self) -> dict[str, Answer]:
        """Today's answers together with those that need not be asked again."""
        return carry_over(self.previous, {**self.answers, **self.preset}, short=bool(self.short))

    @property
    def outcome(self) -> Outcome:
        """What it leads to."""
        return outcome(self.all_answers, self.permissions, self.avoid or (), offered=self.offered)


@dataclass(frozen=True, slots=True)
class AskNew:
    """Ask whether anything is new since ``since``."""

    since: datetime


@dataclass(frozen=True, slots=True)
class AskCard:
    """Ask the questions of one group together; card ``part`` of ``parts``."""

    group: Group
    rules: tuple[Rule, ...]
    part: int
    parts: int


@dataclass(frozen=True, slots=True)
class AskPermission:
    """Ask whether a doctor allows it."""

    rule: Rule


@dataclass(frozen=True, slots=True)
class AskPlaces:
    """Ask which of the offered places to leave out."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """No coaching today; ``rule`` is ``None`` when no place is left."""

    rule: Rule | None


@dataclass(frozen=True, slots=True)
class Passed:
    """Coaching may begin within the outcome's limits."""

    outcome: Outcome


Screen = AskNew | AskCard | AskPermission | AskPlaces | Stopped | Passed


def next_screen(interview: Interview, now: datetime) -> Screen:
    """Say what to show: a flag is met with its words at once, before the next card."""
    previous = interview.previous
    if interview.short is None and previous is not None and can_be_short(previous, now):
        return AskNew(previous.taken_at)
    for rule in interview.questions:
        answer = interview.preset.get(rule.id) or interview.answers.get(rule.id)
        if answer is None:
            return _ask(interview, rule)
        if answer == "no" or rule.effect == "avoid_area" or rule.id in interview.permissions:
            continue
        if rule.can_be_permitted and rule.id not in interview.refused:
            return AskPermission(rule)
        return Stopped(rule)
    result = interview.outcome
    if interview.avoid is None and any(rule.effect == "avoid_area" for rule in result.flagged):
        return AskPlaces()
    return Passed(result) if result.passed else Stopped(None)


def say_new(interview: Interview, *, anything_new: bool) -> Interview:
    """Take the answer to "anything new since last time?"."""
    return replace(interview, short=not anything_new)


def answer_card(interview: Interview, card: AskCard, marked: Mapping[str, Answer]) -> Interview:
    """Take the answers to one card: those that were marked, and "no" to all the others on it."""
    said = {rule.id: marked.get(rule.id, "no") for rule in card.rules}
    return replace(interview, answers={**interview.answers, **said})


def answer_permission(interview: Interview, rule_id: str, *, given: bool) -> Interview:
    """Take the answer whether a doctor allows it."""
    if given:
        return replace(interview, permissions=interview.permissions | {rule_id})
    return replace(interview, refused=interview.refused | {rule_id})


def answer_places(interview: Interview, areas: Collection[Area]) -> Interview:
    """Take the marked places, with those of another region that are the same skin."""
    return replace(interview, avoid=add_same_places(areas, interview.offered))


def step_back(interview: Interview) -> Interview:
    """Undo the last thing that was said; the beginning stays the beginning."""
    if interview.avoid is not None:
        return replace(interview, avoid=None)
    order = [group.id for group in load_rules().group]
    group_of = {rule.id: order.index(rule.group) for rule in interview.questions}
    last = max((group_of[name] for name in interview.answers), default=-1)
    lifted = [rule.id for rule in interview.questions if rule.id in interview.permissions | interview.refused]
    if lifted and group_of[lifted[-1]] >= last:
        name = lifted[-1]
        return replace(interview, permissions=interview.permissions - {name}, refused=interview.refused - {name})
    if last >= 0:
        return replace(
            interview, answers={name: said for name, said in interview.answers.items() if group_of[name] < last}
        )
    return replace(interview, short=None)


def _ask(interview: Interview, rule: Rule) -> AskCard:
    asked = [other for other in interview.questions if other.id not in interview.preset]
    groups = [group for group in load_rules().group if any(other.group == group.id for other in asked)]
    part, group = next((i, group) for i, group in enumerate(groups, start=1) if group.id == rule.group)
    return AskCard(group, tuple(other for other in asked if other.group == group.id), part, len(groups))
