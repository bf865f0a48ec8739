"""Which questions of the screening are asked this time: all of them, or few when nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from coach.care.screening import Answer, Rule, Rules, load_rules

FULL_AGAIN_AFTER = timedelta(days=90)
"""A quarter of a year: long enough not to tire in a course of 10-15 sessions, short enough to catch a new illness."""


@dataclass(frozen=True, slots=True)
class Previous:
    """What was answered about the same person before."""

    answers: Mapping[str, Answer]
    taken_at: datetime
    rules_version: str


def bring_up_to_date(previous: Previous | None, rules: Rules | None = None) -> Previous | None:
    """Return the earlier answers as far as they still answer today's questions; ``None`` when there are none.

    Answers to questions that were dropped, or that mean something else since then, are left out: those questions are
    asked again, the others are not.
    """
    rules = rules or load_rules()
    if previous is None or not previous.rules_version.isdecimal():
        return None
    version = int(previous.rules_version)
    lasting = {rule.id for rule in rules.rule if rule.since <= version}
    if not lasting or version > int(rules.version):
        return None
    answers = {name: answer for name, answer in previous.answers.items() if name in lasting}
    return replace(previous, answers=answers) if lasting <= answers.keys() else None


def can_be_short(previous: Previous | None, now: datetime, rules: Rules | None = None) -> bool:
    """Whether "anything new since last time?" is enough to begin with.

    Not when the answers are old, incomplete, from rules that are not known, or from the future (the clock was set
    back).
    """
    usable = bring_up_to_date(previous, rules)
    return usable is not None and timedelta(0) <= now - usable.taken_at <= FULL_AGAIN_AFTER


def questions_to_ask(previous: Previous | None, *, short: bool, rules: Rules | None = None) -> tuple[Rule, ...]:
    """Return the questions in order.

    The short form has those that may change from one day to the next, those that raised a flag last time, and those
    that were not asked in their present meaning.
    """
    rules = rules or load_rules()
    previous = bring_up_to_date(previous, rules)
    if not short or previous is None:
        return rules.rule
    return tuple(rule for rule in rules.rule if rule.each_time or previous.answers.get(rule.id) != "no")


def carry_over(previous: Previous | None, today: Mapping[str, Answer], *, short: bool) -> dict[str, Answer]:
    """Join today's answers with those that did not have to be asked again."""
    previous = bring_up_to_date(previous)
    if not short or previous is None:
        return dict(today)
    asked = {rule.id for rule in questions_to_ask(previous, short=True)}
    return {name: answer for name, answer in previous.answers.items() if name not in asked} | dict(today)
