"""Which questions of the screening are asked this time: all of them, or few when nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
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


def can_be_short(previous: Previous | None, now: datetime, rules: Rules | None = None) -> bool:
    """Whether "anything new since last time?" is enough to begin with.

    Not when the answers are old, incomplete, from other rules, or from the future (the clock was set back).
    """
    rules = rules or load_rules()
    if previous is None or previous.rules_version != rules.version:
        return False
    if not timedelta(0) <= now - previous.taken_at <= FULL_AGAIN_AFTER:
        return False
    return all(rule.id in previous.answers for rule in rules.rule)


def questions_to_ask(previous: Previous | None, *, short: bool, rules: Rules | None = None) -> tuple[Rule, ...]:
    """Return the questions in order.

    The short form has those that may change from one day to the next and those that raised a flag last time.
    """
    rules = rules or load_rules()
    if not short or previous is None:
        return rules.rule
    return tuple(rule for rule in rules.rule if rule.each_time or previous.answers.get(rule.id) != "no")


def carry_over(previous: Previous | None, today: Mapping[str, Answer], *, short: bool) -> dict[str, Answer]:
    """Join today's answers with those that did not have to be asked again."""
    if not short or previous is None:
        return dict(today)
    asked = {rule.id for rule in questions_to_ask(previous, short=True)}
    return {name: answer for name, answer in previous.answers.items() if name not in asked} | dict(today)
