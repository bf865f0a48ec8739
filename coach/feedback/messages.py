"""All words for findings, for what was not judged, and for steps: what, how much, which way.

Second person, short, friendly, concrete, no blame. The core hands over codes and numbers; sentences are made here only.
"""

from __future__ import annotations

from coach.feedback import wording as w
from coach.feedback.finding_words import FINDING_WORDS, step_title
from coach.protocol.schema import Protocol
from coach.records import Finding, ScorePart, StepResult

AS_ASKED = 0.85
"""Score of the weakest part from which nothing of a step is worth a look."""


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
    if kind == "gaps":
        count, _, in_all_s = step.partition(":")
        return f"Anything in {count} gaps of {w.clock(float(in_all_s))} in all: {NOT_JUDGED_REASONS[why]}."
    if kind in NOT_JUDGED_SPANS:
        start_s, _, end_s = step.partition(":")
        span = w.lower_first(w.when(float(start_s), float(end_s)))
        if kind == "gap":
            span = f"from {w.clock(float(start_s))} to {w.clock(float(end_s))}"
        return f"{NOT_JUDGED_SPANS[kind]} {span}: {NOT_JUDGED_REASONS[why]}."
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
    if (weakest.score or 0.0) >= AS_ASKED:
        return f"{title}: done, with something to improve." if result.status == "with_faults" else f"{title}: as asked."
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


def _amount(value: float | str, unit: str | None) -> str:
    if isinstance(value, str):
        return ", ".join(w.WAYS.get(word, word) for word in value.split(", "))
    if unit == "share":
        return f"{value:.0%}"
    if unit == "spread":
        return f"within {value:.0%}"
    if unit == "s":
        return w.span_words(value)
    return f"{w.number(value)}{UNIT_WORDS.get(unit or '', '')}"


def _band(band: tuple[float, float], unit: str | None) -> str:
    if unit == "s":
        return f"at most {w.span_words(band[1])}" if band[0] == 0 else w.time_band_words(band)
    if unit == "spread":
        return f"within {band[1]:.0%}"
    return w.band_words(band)


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
    "frames": "the pictures that could not be read",
    "lengths": "times and paces for certain",
    "pace": "the pace of",
    "technique": "the technique of",
}

NOT_JUDGED_SPANS = {"located": "Direction and place", "gap": "Anything"}

NOT_JUDGED_REASONS = {
    "camera": "a camera cannot see it; ask and feel",
    "no_back": "set the back by two clicks, or say where the head is, and it will be",
    "head_only": "only the direction of the head is known; two clicks on the back make it possible",
    "moved": "the picture is another one there; show where the back lies in it, and they will be judged",
    "scaled": "this session was shortened or lengthened, so they are held against a scaled plan",
    "unseen": "your hands were seen for less than 60 % of it; raise the camera",
    "unsure": "from this side it looked like something else too, so the plan was taken at its word",
    "hidden": "it may have been done while I could not see clearly what your hands did",
    "merged": "it looks like the step beside it, which was long enough for both; a pause between tells them apart",
    "no_pictures": "the recording holds no pictures there",
    "unreadable": "the file is damaged or cut off there; copy it again if you have the original",
    "untimed": "the file holds no times, so its frame rate is unknown and the one that it states, or the usual one, "
    "was taken; save it as mp4 with its times to be sure",
    "no_rhythm": "no steady rhythm was found in most of it, or it was too fast for the camera",
}
