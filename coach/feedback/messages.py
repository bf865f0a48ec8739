"""Findings, what was not judged, and steps, put into sentences: what, how much, which way.

The core hands over codes and numbers; the sentences are in the catalogue, rooms ``finding``, ``unjudged`` and ``step``.
"""

from __future__ import annotations

from typing import get_args

from coach.feedback.finding_words import FINDING_WORDS, step_title, tell_when
from coach.motion.body_shape import PLACES
from coach.protocol.schema import Protocol
from coach.records import Axis, Drift, Finding, ScorePart, Sense, StepResult, Verdict
from coach.words import format_duration, format_durations, format_percent, format_range, join_facts, say

AS_ASKED = 0.85
"""Score of the weakest part from which nothing of a step is worth a look."""

OF_STEPS = ("step", "pace", "technique")
"""What may be left open about a step; the step's id follows after a colon."""

_WAYS = frozenset((*get_args(Axis), *get_args(Sense), *get_args(Drift)))
_TECHNIQUES = frozenset(get_args(Verdict))


def describe_finding(finding: Finding, protocol: Protocol | None = None) -> str:
    """Say a finding in one or two short sentences.

    Raises
    ------
    KeyError
        For a code without words; a test keeps rules and words together.
    """
    return FINDING_WORDS[finding.code](finding, protocol)


def describe_not_judged(what: str, why: str, protocol: Protocol | None = None) -> str:
    """Say what was not judged and why, in one sentence."""
    kind, _, rest = what.partition(":")
    first, _, second = rest.partition(":")
    if kind == "gaps":
        return say("unjudged-gaps", gaps=int(first), total=float(second), why=why)
    if kind == "gap":
        return say("unjudged-gap", start=float(first), end=float(second), why=why)
    if kind == "located":
        return say("unjudged-located", **tell_when(float(first), float(second)), why=why)
    if kind in OF_STEPS:
        return say("unjudged-step", what=kind, title=step_title(rest, protocol), why=why)
    return say("unjudged-what", what=kind, why=why)


def describe_step(result: StepResult, protocol: Protocol | None = None) -> str:
    """Say in one sentence what became of a step: its best part, or the one to look at next."""
    title = step_title(result.id, protocol)
    if result.status == "missed":
        return say("step-missed", title=title)
    if result.status == "not_judged":
        return say("step-unseen", title=title)
    judged = [part for part in result.parts if part.score is not None]
    if not judged:
        return say("step-done", title=title)
    weakest = min(judged, key=lambda part: part.score or 0.0)
    if (weakest.score or 0.0) >= AS_ASKED:
        return say("step-improve" if result.status == "with_faults" else "step-as-asked", title=title)
    return say("step-look", title=title, part=weakest.name.replace(" ", "_"), detail=describe_part(weakest))


def describe_part(part: ScorePart) -> str:
    """Say what was measured and what is asked: ``95 a minute, asked 60–70``."""
    if part.measured is None:
        return say("step-not-judged")
    measured = _amount(part.measured, part.unit)
    if part.expected is None:
        return measured
    asked = _name_codes(part.expected) if isinstance(part.expected, str) else _band(part.expected, part.unit)
    return say("step-asked", measured=measured, asked=asked)


def describe_scale(time_scale: float) -> str:
    """Say that a session was judged against shortened or lengthened durations; empty when it was not."""
    if time_scale == 1.0:
        return ""
    share = format_percent(time_scale, decimals=0 if time_scale >= 0.095 else 1)
    return say("step-scale", scale="shortened" if time_scale < 1 else "lengthened", share=share)


def _amount(value: float | str, unit: str | None) -> str:
    if isinstance(value, str):
        return _name_codes(value)
    if unit == "share":
        return format_percent(value)
    if unit == "spread":
        return say("step-within", share=value)
    if unit == "s":
        return format_duration(round(value))
    return say("step-amount", amount=value, unit=unit or "none")


def _band(band: tuple[float, float], unit: str | None) -> str:
    if unit == "s":
        return format_durations(*band)
    if unit == "spread":
        return say("step-within", share=band[1])
    return format_range(*band)


def _name_codes(codes: str) -> str:
    return join_facts([_name_code(code) for code in codes.split(", ")])


def _name_code(code: str) -> str:
    if code in _WAYS:
        return say("common-way", way=code)
    if code in PLACES:
        return say("common-zone", zone=code)
    if code in _TECHNIQUES:
        return say("common-technique", technique=code)
    return say("step-word", word=code.replace(" ", "_"))
