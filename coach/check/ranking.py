"""Merges findings that say the same and keeps the few that help most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from coach.check.hits import Hit
from coach.check.rules import RULE_BY_CODE, TOPIC_ORDER, Rule
from coach.records import Finding, Severity

MOST_FINDINGS = 7
"""Nobody keeps more than this in mind."""

SEVERITY_ORDER: tuple[Severity, ...] = ("danger", "warning", "advice", "praise", "info")

MERGED_ACROSS_STEPS = frozenset(
    {"step_missing", "hands_unseen", "too_short", "too_long", "irregular", "one_hand_only"}
    | {"one_side_neglected", "on_spine"}
)
"""Codes of which one sentence names all the steps; the others are merged within one technique only."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A finding with what decides its place."""

    finding: Finding
    weight: float


def make_findings(hits: Iterable[tuple[Rule, Hit]]) -> tuple[Finding, ...]:
    """Turn hits into at most seven findings, the most useful first."""
    ranked = [Ranked(_finding(rule, hit), hit.weight) for rule, hit in hits]
    ranked = _merge(_drop_said_otherwise(ranked))
    ranked.sort(key=_place)
    return tuple(item.finding for item in ranked[:MOST_FINDINGS])


def name_faulty_steps(hits: Iterable[tuple[Rule, Hit]]) -> frozenset[str]:
    """Return the ids of the steps that something is to be improved in, also where a finding was no longer shown.

    What follows from another finding counts with that one only; ``info`` says nothing about how a step was done.
    """
    kept = _drop_said_otherwise([Ranked(_finding(rule, hit), hit.weight) for rule, hit in hits])
    return frozenset(
        item.finding.step for item in kept if item.finding.step is not None and item.finding.severity != "info"
    )


def _finding(rule: Rule, hit: Hit) -> Finding:
    severity: Severity = "advice" if rule.severity == "warning" and not hit.sure else rule.severity
    return Finding(
        code=rule.code,
        severity=severity,
        start_s=hit.start_s,
        end_s=hit.end_s,
        measured=hit.measured,
        expected=hit.expected,
        unit=hit.unit,
        step=hit.step,
        technique=hit.technique,
        detail=dict(hit.detail),
    )


def _drop_said_otherwise(ranked: list[Ranked]) -> list[Ranked]:
    """Leave out what follows from another finding.

    An extract has short steps, and an uneven rhythm is too fast here and too slow there.
    """
    codes = {item.finding.code for item in ranked}
    dropped: set[str] = set()
    if "session_too_short" in codes:
        dropped |= {"too_short", "too_few"}
    uneven = {item.finding.step for item in ranked if item.finding.code == "irregular"}
    fast = {item.finding.step for item in ranked if item.finding.code == "pace_too_fast"}
    slow = {item.finding.step for item in ranked if item.finding.code == "pace_too_slow"}
    both_ways = uneven & fast & slow
    return [
        item
        for item in ranked
        if item.finding.code not in dropped
        and not (item.finding.step in both_ways and item.finding.code in ("pace_too_fast", "pace_too_slow"))
    ]


def _merge(ranked: list[Ranked]) -> list[Ranked]:
    groups: dict[tuple[str, str | None], list[Ranked]] = {}
    for item in ranked:
        finding = item.finding
        across = finding.code in MERGED_ACROSS_STEPS
        groups.setdefault((finding.code, None if across else finding.technique), []).append(item)
    return [_join(group) for group in groups.values()]


def _join(group: list[Ranked]) -> Ranked:
    """Keep the heaviest of a group; it tells how many there were and of which steps."""
    worst = max(group, key=lambda item: item.weight)
    if len(group) == 1:
        return worst
    steps = list(dict.fromkeys(item.finding.step for item in group if item.finding.step))
    detail = {**worst.finding.detail, "times": float(len(group)), "steps": " ".join(steps)}
    return Ranked(replace(worst.finding, detail=detail), worst.weight)


def _place(item: Ranked) -> tuple[int, int, float, float]:
    rule = RULE_BY_CODE[item.finding.code]
    return (
        SEVERITY_ORDER.index(item.finding.severity),
        TOPIC_ORDER.index(rule.topic),
        -item.weight,
        item.finding.start_s,
    )
