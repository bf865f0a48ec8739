"""The sentence of every finding: what, how much, which way.

Each function takes the finding and, when it is at hand, the protocol for the titles of its steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType

from coach.feedback import wording as w
from coach.motion.body_shape import PARAVERTEBRAL_HALF, PLACES, ZONE_HEIGHTS, find_covered_zones
from coach.protocol.schema import Protocol
from coach.records import Finding

WIDE_BAND = 1.5
"""Above this ratio of its ends a band's nearer end is the aim, below it the middle."""

MANY_STEPS = 4
"""From here on missing steps are counted before they are named."""


def step_title(step_id: str, protocol: Protocol | None = None) -> str:
    """Title of a step; its id in words when the protocol is not at hand."""
    if protocol is not None:
        for step in protocol.steps:
            if step.id == step_id:
                return step.title
    return step_id.replace("-", " ").capitalize()


def _pace(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float) and isinstance(finding.expected, tuple)
    unit = "cm a second" if finding.unit == "cm_per_s" else "a minute"
    verb = "moved" if finding.unit == "cm_per_s" else "ran"
    time = w.when(finding.start_s, finding.end_s)
    return (
        f"{time} your {_name(finding)} {verb} at {w.number(finding.measured)} {unit}; "
        f"{w.band_words(finding.expected)} is asked: {_change(finding.measured, finding.expected)}."
        f"{_more(finding, protocol)}"
    )


def _change(measured: float, band: tuple[float, float]) -> str:
    """Say how much slower or faster would fit."""
    low, high = band
    narrow = high <= WIDE_BAND * low
    aim = (low + high) / 2 if narrow else (high if measured > high else low)
    if measured > aim:
        return f"slow down by about {w.share_words(1 - aim / measured)}"
    more = aim / max(measured, 1e-6) - 1
    if more < 0.85:
        return f"go faster by about {w.share_words(more)}"
    return f"go about {'twice' if more < 1.5 else 'three times'} as fast"


def _length(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float) and isinstance(finding.expected, tuple)
    title = step_title(finding.step or "", protocol)
    low, high = finding.expected
    short = finding.measured < low
    if finding.unit == "cycles":
        measured, asked = f"{finding.measured:.0f} times", w.band_words(finding.expected)
        gap = f"about {max(1.0, low - finding.measured if short else finding.measured - high):.0f}"
    else:
        measured, asked = w.span_words(finding.measured), w.time_band_words(finding.expected)
        gap = w.span_words(max(1.0, low - finding.measured if short else finding.measured - high))
    advice = f"add {gap} more" if short else f"you may end it {gap} sooner"
    if finding.unit == "cycles" and not short:
        advice = f"{gap} fewer will do"
    scaled = _scaled(finding, protocol)
    plan = f"this {scaled} session plans about {asked} for it" if scaled else f"{asked} is asked"
    return f"{title}: you did {measured}; {plan}: {advice}.{_more(finding, protocol)}"


def _scaled(finding: Finding, protocol: Protocol | None) -> str | None:
    """Whether the step was asked shorter or longer than its protocol has it: what was asked alone would puzzle."""
    step = next((step for step in protocol.steps if step.id == finding.step), None) if protocol is not None else None
    band = None if step is None else step.count if finding.unit == "cycles" else step.duration_s
    if protocol is None or band is None or not isinstance(finding.expected, tuple):
        return None
    share = protocol.time_scale * finding.expected[1] / band.high
    if math.isclose(share, 1.0, rel_tol=0.02):
        return None
    return "shortened" if share < 1.0 else "lengthened"


def _direction(finding: Finding, protocol: Protocol | None) -> str:
    seen, asked = str(finding.measured), str(finding.expected)
    moved = "wandered" if finding.detail.get("aspect") == "drift" else "went"
    how = HOW_TO_DRIFT.get(asked) if moved == "wandered" else w.HOW_TO.get(asked)
    return (
        f"{w.when(finding.start_s, finding.end_s)} your {_name(finding)} {moved} {w.WAYS[seen]}; "
        f"{w.WAYS[asked]} is asked: {how}.{_more(finding, protocol)}"
    )


def _missing(finding: Finding, protocol: Protocol | None) -> str:
    titles = [w.lower_first(step_title(step, protocol)) for step in _steps(finding)]
    twin = finding.detail.get("or")
    if len(titles) == 1 and twin:
        both = w.join_words([titles[0], w.lower_first(step_title(str(twin), protocol))])
        return f"I found only one of {both}, which look alike: give each its turn, with a short pause between."
    if len(titles) == 1:
        return f"I did not find {titles[0]}: give it its turn next time."
    if len(titles) < MANY_STEPS:
        return f"I did not find {w.join_words(titles)}: give them their turn next time."
    total = f" of {len(protocol.steps)}" if protocol is not None else ""
    return f"{len(titles)}{total} steps did not come up: {w.join_words(titles)}."


def _extra(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float)
    where = f" during {w.lower_first(step_title(finding.step, protocol))}" if finding.step else ""
    asked = f": stay with {w.TECHNIQUE_NAMES[finding.expected]} there" if isinstance(finding.expected, str) else ""
    return (
        f"{w.when(finding.start_s, finding.end_s)} I saw {w.span_words(finding.measured)} of {_name(finding)}{where}, "
        f"which this plan does not ask{asked}."
    )


def _order(finding: Finding, protocol: Protocol | None) -> str:
    titles = w.join_words([step_title(step, protocol) for step in _steps(finding)])
    before = f" before {w.lower_first(step_title(str(finding.expected), protocol))}" if finding.expected else " earlier"
    return f"{titles} came later than the plan has it: do it{before}."


def _short_session(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float) and isinstance(finding.expected, tuple)
    return (
        f"This recording holds {w.span_words(finding.measured * 60)} of massage; a session takes "
        f"{w.band_words(finding.expected)} minutes: give each step more time, or choose a shorter plan."
    )


def _contact(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float)
    times = int(float(finding.detail.get("times", 1)))
    more = f" That happened {times} times." if times > 1 else ""
    return (
        f"{w.when(finding.start_s, finding.end_s)} your hands paused for {w.span_words(finding.measured)}: "
        f"leave one hand on the skin, or go on within {w.number(_upper(finding))} s.{more}"
    )


def _tapping(finding: Finding, protocol: Protocol | None) -> str:
    asked = protocol is None or any(step.technique == "tapping" for step in protocol.steps)
    advice = "lighter and slower there, or move further down" if asked else "this plan has no tapping, so leave it out"
    pace = f" at {w.number(finding.measured)} a minute" if isinstance(finding.measured, float) else ""
    return f"{w.when(finding.start_s, finding.end_s)} you tapped{pace} where the kidneys lie: {advice}."


def _spine(finding: Finding, protocol: Protocol | None) -> str:
    titles = w.join_words([w.lower_first(step_title(step, protocol)) for step in _steps(finding)])
    return f"In {titles} a hand lay on the spine itself: keep both hands a thumb's breadth beside it."


def _place(finding: Finding, protocol: Protocol | None) -> str:
    asked = str(finding.expected).split(", ")
    seen = str(finding.measured) if finding.measured else None
    where = f"on {w.ZONE_NAMES[seen]}" if seen else "beside the back"
    way = "back onto it" if seen is None else _find_way(seen, asked)
    zones = w.join_words([w.ZONE_NAMES[zone] for zone in asked])
    return (
        f"{w.when(finding.start_s, finding.end_s)} your {_name(finding)} was {where}; "
        f"its place is {zones}: move {way}.{_more(finding, protocol)}"
    )


def _find_way(seen: str, asked: list[str]) -> str:
    """Say which way the nearest part of the asked places lies from the zone where the hands were."""
    covered = find_covered_zones(asked)
    if seen in covered:
        inner = min(PLACES[name].inner for name in asked)
        return "further out" if inner > PARAVERTEBRAL_HALF else "nearer to the spine"
    heights = list(ZONE_HEIGHTS)
    return "further down" if heights.index(seen) < min(map(heights.index, covered)) else "further up"


def _avoided(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float)
    place = f"the {finding.detail['side']} side of {w.ZONE_NAMES[str(finding.detail['zone'])]}"
    return (
        f"{w.when(finding.start_s, finding.end_s)} a hand worked on {place}, which was marked to be left out: "
        "keep away from it."
    )


def _one_side(finding: Finding, protocol: Protocol | None) -> str:
    titles = w.join_words([w.lower_first(step_title(step, protocol)) for step in _steps(finding)])
    return f"In {titles} the {finding.measured} side got little: give both sides the same time."


def _start_side(finding: Finding, protocol: Protocol | None) -> str:
    title = step_title(finding.step or "", protocol)
    return f"{title} began on the side that hurts more: begin on {w.receivers_side(str(finding.expected))}."


def _one_hand(finding: Finding, protocol: Protocol | None) -> str:
    titles = w.join_words([w.lower_first(step_title(step, protocol)) for step in _steps(finding)])
    return f"In {titles} mostly one hand worked; both are asked: let the second one join in."


def _irregular(finding: Finding, protocol: Protocol | None) -> str:
    titles = w.join_words([w.lower_first(step_title(step, protocol)) for step in _steps(finding)])
    return f"In {titles} the rhythm came and went: count evenly with each movement, or follow the metronome."


def _unseen(finding: Finding, protocol: Protocol | None) -> str:
    assert isinstance(finding.measured, float)
    titles = w.join_words([w.lower_first(step_title(step, protocol)) for step in _steps(finding)])
    return (
        f"I saw your hands for {finding.measured:.0%} of {titles}, too little to judge: raise the camera, "
        "or move it so that your arms do not hide your hands."
    )


def _name(finding: Finding) -> str:
    return w.TECHNIQUE_NAMES[finding.technique or "none"]


def _steps(finding: Finding) -> list[str]:
    return str(finding.detail.get("steps") or finding.step or "").split()


def _more(finding: Finding, protocol: Protocol | None) -> str:
    others = [step for step in _steps(finding) if step != finding.step]
    if not others:
        return ""
    titles = w.join_words([w.lower_first(step_title(step, protocol)) for step in others])
    return f" The same goes for {titles}."


def _upper(finding: Finding) -> float:
    return finding.expected[1] if isinstance(finding.expected, tuple) else 0.0


HOW_TO_DRIFT = {
    "headward": "begin low and let the worked place travel up, a little with every few movements",
    "tailward": "begin high and let the worked place travel down, a little with every few movements",
}

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
    }
)
"""Code of a rule -> its sentence."""
