"""The values that fill the sentence of every finding; the sentences are in the catalogue, room ``finding``.

Each function takes the finding and, when it is at hand, the protocol for the titles of its steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from coach.feedback.asking import FINDING
from coach.motion.body_shape import ALL_ZONES, PARAVERTEBRAL_HALF, PLACES, find_covered_zones
from coach.protocol.schema import Protocol
from coach.records import Finding
from coach.words import say

WIDE_BAND = 1.5
"""Above this ratio of its ends a band's nearer end is the aim, below it the middle."""

MANY_STEPS = 4
"""From here on missing steps are counted before they are named."""

MINUTES_FROM_S = 120.0
"""From here on a long stretch is named in minutes, not as clock times."""

MOMENT_S = 1.5
"""A stretch that is shorter is a moment."""

_SHARES = (
    (0.1, "tenth"),
    (0.2, "fifth"),
    (0.25, "quarter"),
    (1 / 3, "third"),
    (0.5, "half"),
    (2 / 3, "two_thirds"),
    (0.75, "three_quarters"),
)
"""Shares of the whole, and the code of the words that name the nearest."""

When = dict[str, str | float]


def step_title(step_id: str, protocol: Protocol | None = None) -> str:
    """Title of a step; its id in words when the protocol is not at hand."""
    if protocol is not None:
        for step in protocol.steps:
            if step.id == step_id:
                return step.title
    return step_id.replace("-", " ").capitalize()


def tell_when(start_s: float, end_s: float) -> When:
    """Return the values that say a stretch of time: a moment, a span, or whole minutes when it is late and long."""
    first, last = int(start_s // 60) + 1, math.ceil(end_s / 60)
    when = "span"
    if end_s - start_s < MOMENT_S:
        when = "moment"
    elif end_s >= MINUTES_FROM_S and end_s - start_s >= 60:
        when = "minute" if first >= last else "minutes"
    return {"when": when, "start": start_s, "end": end_s, "first": first, "last": last}


def name_share(share: float) -> str:
    """Code of the share that people would name: ``0.31`` is a ``third``."""
    return min(_SHARES, key=lambda item: abs(item[0] - share))[1]


def _pace(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float) and isinstance(finding.expected, tuple)
    change, share = _change(finding.measured, finding.expected)
    return say(
        "finding-speed" if finding.unit == "cm_per_s" else "finding-pace",
        **_when(finding),
        **_more(finding, protocol),
        technique=finding.technique or "none",
        measured=finding.measured,
        low=finding.expected[0],
        high=finding.expected[1],
        change=change,
        share=share,
    )


def _change(measured: float, band: tuple[float, float]) -> tuple[str, str]:
    """Codes of how much slower or faster would fit."""
    low, high = band
    narrow = high <= WIDE_BAND * low
    aim = (low + high) / 2 if narrow else (high if measured > high else low)
    if measured > aim:
        return "slower", name_share(1 - aim / measured)
    more = aim / max(measured, 1e-6) - 1
    return "faster" if more < 0.85 else "twice" if more < 1.5 else "three_times", name_share(more)


def _length(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float) and isinstance(finding.expected, tuple)
    low, high = finding.expected
    short = finding.measured < low
    return say(
        "finding-count" if finding.unit == "cycles" else "finding-duration",
        **_more(finding, protocol),
        title=step_title(finding.step or "", protocol),
        measured=round(finding.measured),
        low=low,
        high=high,
        plan=_plan(finding, protocol),
        length="short" if short else "long",
        gap=max(1, round(low - finding.measured if short else finding.measured - high)),
    )


def _plan(finding: Finding, protocol: Protocol | None) -> str:
    """Whether the step was asked shorter or longer than its protocol has it: what was asked alone would puzzle."""
    step = next((step for step in protocol.steps if step.id == finding.step), None) if protocol is not None else None
    band = None if step is None else step.count if finding.unit == "cycles" else step.duration_s
    if protocol is None or band is None or not isinstance(finding.expected, tuple):
        return "asked"
    share = protocol.time_scale * finding.expected[1] / band.high
    if math.isclose(share, 1.0, rel_tol=0.02):
        return "asked"
    return "shortened" if share < 1.0 else "lengthened"


def _direction(finding: Finding, protocol: Protocol | None) -> str:
    return say(
        "finding-drift" if finding.detail.get("aspect") == "drift" else "finding-direction",
        **_when(finding),
        **_more(finding, protocol),
        technique=finding.technique or "none",
        seen=say("common-way", way=str(finding.measured)),
        way=str(finding.expected),
    )


def _missing(finding: Finding, protocol: Protocol | None) -> str:
    steps = _steps(finding)
    twin = finding.detail.get("or")
    if len(steps) == 1 and twin:
        return say("finding-missing-twin", titles=_quote([*steps, str(twin)], protocol))
    titles = _quote(steps, protocol)
    if len(steps) < MANY_STEPS:
        return say("finding-missing", steps=len(steps), titles=titles)
    total = 0 if protocol is None else len(protocol.steps)
    return say("finding-missing-many", steps=len(steps), total=total, titles=titles)


def _extra(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float)
    return say(
        "finding-extra",
        **_when(finding),
        measured=finding.measured,
        technique=finding.technique or "none",
        during="step" if finding.step else "no_step",
        title=step_title(finding.step or "", protocol),
        instead=finding.expected if isinstance(finding.expected, str) else "nothing",
    )


def _order(finding: Finding, protocol: Protocol | None) -> str:
    steps = _steps(finding)
    return say(
        "finding-order",
        steps=len(steps),
        titles=_quote(steps, protocol),
        before="step" if finding.expected else "no_step",
        title=step_title(str(finding.expected or ""), protocol),
    )


def _short_session(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float) and isinstance(finding.expected, tuple)
    low, high = finding.expected
    return say("finding-session", measured=finding.measured * 60, low=low, high=high)


def _contact(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float)
    times = int(float(finding.detail.get("times", 1)))
    most = finding.expected[1] if isinstance(finding.expected, tuple) else 0.0
    return say("finding-contact", **_when(finding), measured=finding.measured, most=most, times=times)


def _tapping(finding: Finding, protocol: Protocol | None) -> str:
    asked = protocol is None or any(step.technique == "tapping" for step in protocol.steps)
    paced = isinstance(finding.measured, float)
    return say(
        "finding-tapping",
        **_when(finding),
        paced="yes" if paced else "no",
        measured=float(finding.measured or 0.0) if paced else 0.0,
        asked="yes" if asked else "no",
        over=str(finding.detail.get("over", "kidneys")),
    )


def _place(finding: Finding, protocol: Protocol | None) -> str:
    asked = str(finding.expected).split(", ")
    seen = str(finding.measured) if finding.measured else None
    return say(
        "finding-place",
        **_when(finding),
        **_more(finding, protocol),
        technique=finding.technique or "none",
        seen="beside" if seen is None else "zone",
        zone=seen or asked[0],
        zones=[say("common-zone", zone=zone) for zone in asked],
        move="back" if seen is None else _find_way(seen, asked),
    )


def _find_way(seen: str, asked: list[str]) -> str:
    """Which way the nearest part of the asked places lies from the zone where the hands were."""
    covered = find_covered_zones(asked)
    if seen in covered:
        inner = min(PLACES[name].inner for name in asked)
        return "out" if inner > PARAVERTEBRAL_HALF else "in"
    heights = list(ALL_ZONES)
    return "down" if heights.index(seen) < min(map(heights.index, covered)) else "up"


def _avoided(finding: Finding, protocol: Protocol | None) -> str:
    zone, side = str(finding.detail["zone"]), str(finding.detail["side"])
    return say("finding-avoided", **_when(finding), zone=zone, side=side)


def _spine(finding: Finding, protocol: Protocol | None) -> str:
    return say("finding-spine", titles=_quote(_steps(finding), protocol))


def _one_side(finding: Finding, protocol: Protocol | None) -> str:
    return say("finding-one-side", titles=_quote(_steps(finding), protocol), side=str(finding.measured))


def _start_side(finding: Finding, protocol: Protocol | None) -> str:
    title = step_title(finding.step or "", protocol)
    return say("finding-start-side", title=title, side=str(finding.expected))


def _one_hand(finding: Finding, protocol: Protocol | None) -> str:
    return say("finding-one-hand", titles=_quote(_steps(finding), protocol))


def _irregular(finding: Finding, protocol: Protocol | None) -> str:
    return say("finding-irregular", titles=_quote(_steps(finding), protocol))


def _unseen(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float)
    return say("finding-unseen", measured=finding.measured, titles=_quote(_steps(finding), protocol))


def _when(finding: Finding) -> When:
    return tell_when(finding.start_s, finding.end_s)


def _steps(finding: Finding) -> list[str]:
    return str(finding.detail.get("steps") or finding.step or "").split()


def _quote(steps: Sequence[str], protocol: Protocol | None) -> list[str]:
    return [say("finding-title", title=step_title(step, protocol)) for step in steps]


def _more(finding: Finding, protocol: Protocol | None) -> dict[str, float | list[str]]:
    others = [step for step in _steps(finding) if step != finding.step]
    return {"more": len(others), "others": _quote(others, protocol)}


FINDING_WORDS: Mapping[str, Callable[[Finding, Protocol | None], str]] = MappingProxyType(
    {
        "strong_tapping_kidneys": _tapping,
        "on_spine": _spine,
        "avoided_place": _avoided,
        "wrong_direction": _direction,
        "step_missing": _missing,
        "extra_technique": _extra,
        "out_of_order": _order,
        "pace_too_fast": _pace,
        "pace_too_slow": _pace,
        "speed_too_fast": _pace,
        "speed_too_slow": _pace,
        "too_short": _length,
        "too_long": _length,
        "too_few": _length,
        "too_many": _length,
        "session_too_short": _short_session,
        "contact_broken": _contact,
        "one_hand_only": _one_hand,
        "irregular": _irregular,
        "wrong_place": _place,
        "one_side_neglected": _one_side,
        "start_side": _start_side,
        "hands_unseen": _unseen,
        FINDING: lambda finding, _: say("finding-asked", time=finding.start_s, reply=str(finding.measured)),
    }
)
"""Code of a rule, or of a question to the receiver -> its sentence."""
