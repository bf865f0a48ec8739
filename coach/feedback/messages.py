"""All words for findings, for what was not judged, and for steps: what, how much, which way.

Second person, short, friendly, concrete, no blame. The core hands over codes and numbers; sentences are made here only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from coach.feedback import wording as w
from coach.protocol.schema import Protocol
from coach.records import Finding, ScorePart, StepResult

WIDE_BAND = 1.5
"""Above this ratio of its ends a band's nearer end is the aim, below it the middle."""

MANY_STEPS = 4
"""From here on missing steps are counted before they are named."""


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
    kind, _, step = what.partition(":")
    subject = NOT_JUDGED_SUBJECTS[kind]
    if step:
        subject = f"{subject} {w.lower_first(step_title(step, protocol))}".strip()
    return f"{subject[:1].upper()}{subject[1:]}: {NOT_JUDGED_REASONS[why]}."


def describe_step(result: StepResult, protocol: Protocol | None = None) -> str:
    """Say in one sentence what became of a step: its best part, or the one to look at next."""
    title = step_title(result.id, protocol)
    if result.status == "missed":
        return f"{title} did not come up."
    if result.status == "not_judged":
        return f"{title}: too little was seen to say more."
    judged = [part for part in result.parts if part.score is not None]
    if not judged:
        return f"{title}: done."
    weakest = min(judged, key=lambda part: part.score or 0.0)
    if (weakest.score or 0.0) >= 0.85:
        return f"{title}: as asked."
    return f"{title}: look at {PART_NAMES[weakest.name]} next time ({describe_part(weakest)})."


def describe_part(part: ScorePart) -> str:
    """Say what was measured and what is asked: ``95 a minute, asked 60–70``."""
    if part.measured is None:
        return "not judged"
    measured = _amount(part.measured, part.unit)
    if part.expected is None:
        return measured
    asked = part.expected if isinstance(part.expected, str) else _band(part.expected, part.unit)
    if isinstance(part.expected, str):
        asked = ", ".join(w.WAYS.get(word, w.ZONE_NAMES.get(word, word)) for word in part.expected.split(", "))
    return f"{measured}, asked {asked}"


def describe_scale(time_scale: float) -> str:
    """Say that a session was judged against shortened or lengthened durations; empty when it was not."""
    if time_scale == 1.0:
        return ""
    kind = "Shortened" if time_scale < 1 else "Lengthened"
    share = f"{time_scale:.0%}" if time_scale >= 0.095 else f"{time_scale:.1%}"
    return f"{kind} session: durations are judged against a plan scaled to {share} of the protocol."


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
    return f"{title}: you did {measured}; {asked} is asked: {advice}.{_more(finding, protocol)}"


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


def _amount(value: float | str, unit: str | None) -> str:
    if isinstance(value, str):
        return ", ".join(w.WAYS.get(word, word) for word in value.split(", "))
    if unit == "share":
        return f"{value:.0%}"
    if unit == "s":
        return w.span_words(value)
    return f"{w.number(value)}{UNIT_WORDS.get(unit or '', '')}"


def _band(band: tuple[float, float], unit: str | None) -> str:
    if unit == "s":
        return f"at most {w.span_words(band[1])}" if band[0] == 0 else w.time_band_words(band)
    return w.band_words(band)


HOW_TO_DRIFT = {
    "headward": "begin low and let the worked place travel up, a little with every few movements",
    "tailward": "begin high and let the worked place travel down, a little with every few movements",
}

FINDING_WORDS: Mapping[str, Callable[[Finding, Protocol | None], str]] = MappingProxyType(
    {
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
        "hands_unseen": _unseen,
    }
)
"""Code of a rule -> its sentence."""

PART_NAMES = {
    "technique": "the technique",
    "order": "the order",
    "duration": "the duration",
    "count": "the count",
    "pace": "the pace",
    "speed": "the speed over the skin",
    "rhythm": "the rhythm",
    "direction": "the direction",
    "place": "the place",
    "both hands": "the use of both hands",
    "contact": "the contact",
}

UNIT_WORDS = {"per_min": " a minute", "cm_per_s": " cm a second", "cycles": " times", "min": " min"}

NOT_JUDGED_SUBJECTS = {
    "pressure": "pressure",
    "tissue": "how the tissue responds",
    "comfort": "how it feels to the person under your hands",
    "direction": "direction",
    "place": "place and centimetres",
    "durations": "durations as the protocol writes them",
    "step": "",
    "pace": "the pace of",
}

NOT_JUDGED_REASONS = {
    "camera": "a camera cannot see it; ask and feel",
    "no_back": "set the back by two clicks, or say where the head is, and it will be",
    "head_only": "only the direction of the head is known; two clicks on the back make it possible",
    "scaled": "this session was shortened or lengthened, so they are held against a scaled plan",
    "unseen": "your hands were seen for less than 60 % of it; raise the camera",
    "hidden": "it may have been done while your hands were out of sight",
    "no_rhythm": "no steady rhythm was found in most of it, or it was too fast for the camera",
}
