"""No sentence that can be shown or spoken asks for what the screening ruled out.

Every protocol is held to every limit, and then every sentence is gathered: the protocol's own, the preparation, what
the live coach shows and says (each deviation, in each wording, and the praise), the summary of a step, the findings,
and the lines of the report. They are read here by a list of words of its own, not by the one that the product uses.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from coach.care.limiting import limit_protocol
from coach.care.screening import Area, Limits, load_rules, outcome
from coach.check.direction import OPPOSITE
from coach.feedback import cues as live_words
from coach.feedback.cues import Cue, describe_cue, words_of_step
from coach.feedback.deviations import Asked, Topic, compare_with_asked
from coach.feedback.finding_words import FINDING_WORDS
from coach.feedback.instruction import list_phrases
from coach.feedback.messages import describe_finding, describe_step
from coach.live.coach import LiveCoach
from coach.live.plan import Plan
from coach.live.telling import make_step_cues
from coach.live.view_model import describe_plan
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import ZONES, Protocol, Step
from coach.protocol.variants import begin_opposite
from coach.records import Axis, Finding, HandPose, HandsFrame, ScorePart, Sense, Snapshot, Source, StepResult
from coach.ui.components.preparation_list import limit_lines, preparations
from coach.words.say import Value

SIDES = ("left", "right")
BOOK = [load_protocol(entry.id) for entry in list_protocols()]
PROTOCOLS = [
    *BOOK,
    *(begin_opposite(protocol, side) for protocol in BOOK if protocol.works_in_turn for side in ("left", "right")),
]
"""Every protocol as it stands and, where it works one side after the other, begun on either side."""

PRESSING = (
    r"press(?!-)\w*|weight\w*|forc\w+|firm\w*(?!,? (flat|surface|non))|deep\w*|intens\w*|strong\w*|hard\w*|tight\w*"
    r"|push\w*|lean\w*(?! forward)"
)
GRASPING = (
    r"grasp\w*|lift(?! them back| or lighten)\w*|squeez\w*|pinch\w*|pluck\w*|knead\w*|twist\w*|wring\w*|shak\w*"
    r"|vibrat\w*"
)
BLOWS = (
    r"(?<!even )(?<!the )beat\w*|tap|taps|tapping|pat|pats|patting|clap\w*|chop\w*|slap\w*|blow\w*|percuss\w*"
    r"|strik\w*"
)
HURRY = r"faster|quicker(?! than asked)|brisk\w*|(twice|times) as fast|hurry"
RUBBING = r"rub|rubs|rubbing"
PLACES = {
    "collar": r"neck|shoulders?(?! blades)",
    "back": r"blades|ribs|middle (of the )?back",
    "lumbar": r"waist|lower back|loin",
    "sacral": r"(?<!towards the )(coccyx|tailbone)|sacrum|buttocks|gluteal|hips",
}
DENIED = re.compile(r"\b(no|not|never|without|nothing|cannot|leave|looks like|I saw|you tapped)\b", re.IGNORECASE)
"""What takes a clause back, or only tells what was seen."""


def forbidden(limits: Limits) -> list[str]:
    """Patterns of what may not be asked within the limits."""
    patterns = []
    if limits.intensity == "gentle":
        patterns += [PRESSING, GRASPING, BLOWS, HURRY, RUBBING]
    if limits.intensity == "half":
        patterns += [PRESSING]
    if "tapping" not in limits.techniques:
        patterns += [BLOWS]
    if "kneading" not in limits.techniques:
        patterns += [r"grasp\w*|pluck\w*|knead\w*"]
    if "rubbing" not in limits.techniques:
        patterns += [RUBBING]
    patterns += [PLACES[zone] for zone in ZONES if all(Area(zone, side) in limits.avoid for side in SIDES)]
    return patterns


def find_forbidden(sentence: str, limits: Limits) -> str | None:
    """Return the first word of a sentence that asks for what is forbidden."""
    halved = limits.intensity == "half"
    # A list of what is left out is one clause; a question to the receiver asks nothing of the hands.
    read = sentence.replace("Leave out:", "Leave out").replace("is the pressure all right?", "is it all right?")
    for clause in re.split(r"[.;:!?](?!\d)", read):
        for pattern in forbidden(limits):
            match = re.search(rf"\b(?:{pattern})\b", clause, re.IGNORECASE)
            if (
                match is not None
                and not DENIED.search(clause[: match.start()])
                and not (halved and "half" in clause.lower())
            ):
                return match.group()
    return None


def all_limits() -> Iterator[tuple[str, Limits]]:
    """Every limit by itself: what a doctor's permission leaves, each intensity, each missing technique, each place."""
    no = dict.fromkeys((rule.id for rule in load_rules().rule), "no")
    for rule in load_rules().rule:
        if rule.can_be_permitted:
            yield rule.id, outcome(no | {rule.id: "yes"}, [rule.id]).limits
    every = Limits().techniques
    for intensity in ("half", "gentle"):
        yield intensity, Limits(intensity=intensity)
        yield f"{intensity}, no tapping", Limits(intensity=intensity, techniques=every - {"tapping"})
    for technique in sorted(every):
        yield f"no {technique}", Limits(techniques=every - {technique})
        yield f"only {technique}", Limits(techniques=frozenset({technique}))
    for zone in ZONES:
        yield f"no {zone}", Limits(avoid=frozenset(Area(zone, side) for side in SIDES))
        yield f"no {zone}, left", Limits(avoid=frozenset({Area(zone, "left")}))
    yield "half, no lower back", Limits(intensity="half", avoid=frozenset(Area("lumbar", side) for side in SIDES))


CASES = [
    pytest.param(protocol, limits, id=f"{protocol.id}-{protocol.pain_side}-{name}")
    for (name, limits), protocol in itertools.product(all_limits(), PROTOCOLS)
]


@pytest.mark.parametrize(("protocol", "limits"), CASES)
def test_no_sentence_asks_for_what_is_forbidden(protocol: Protocol, limits: Limits) -> None:
    held = limit_protocol(protocol, limits)
    if held is None:
        return
    sentences = set(gather(held, limits))
    assert len(sentences) > 10, "all that is said was gathered"
    asked = {text: word for text in sentences if (word := find_forbidden(text, limits)) is not None}
    assert asked == {}


@pytest.mark.parametrize(
    ("place", "planted"),
    [
        ("cues", "Press a little on the way down."),
        ("cautions", "Now put your weight on it."),
        ("text", "Squeeze the muscle between both hands."),
    ],
)
def test_a_planted_sentence_is_found(place: str, planted: str) -> None:
    limits = Limits(intensity="gentle")
    held = limit_protocol(load_protocol("pregnancy-gentle"), limits)
    assert held is not None
    value = planted if place == "text" else (planted,)
    spoilt = held.model_copy(update={"steps": (held.steps[0].model_copy(update={place: value}), *held.steps[1:])})
    assert any(find_forbidden(text, limits) for text in gather(spoilt, limits))


def test_a_planted_wording_of_the_live_coach_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = Limits(intensity="gentle")
    held = limit_protocol(load_protocol("pregnancy-gentle"), limits)
    assert held is not None
    said = live_words.fill

    def plant(message: str, values: Mapping[str, Value]) -> str:
        planted = "Press on the way down, come back lightly."
        return planted if message.startswith("cue-sense_other") else said(message, values)

    monkeypatch.setattr(live_words, "fill", plant)
    assert any(find_forbidden(text, limits) for text in gather(held, limits))


def test_without_limits_the_guides_own_words_stand() -> None:
    for protocol in PROTOCOLS:
        assert limit_protocol(protocol, Limits()) is protocol
    assert find_forbidden("press from the waist down to the coccyx", Limits()) is None


def gather(protocol: Protocol, limits: Limits) -> Iterator[str]:
    """Give every sentence that a person could see or hear in a session of this protocol."""
    yield from (protocol.title, protocol.summary, *protocol.cautions)
    yield from (f"{item.title}. {item.text}" for item in preparations(limits).values())
    yield from limit_lines(limits)
    plan = Plan(protocol=protocol.id, avoid=tuple(sorted(limits.avoid)))
    yield from texts_in(describe_plan(plan, protocol))
    yield from spoken_beginnings(plan, protocol)
    for step in protocol.steps:
        yield from (step.title, step.text, *step.cues, *step.cautions)
        yield from list_phrases(step)
        yield from (describe_cue(cue) for cue in make_step_cues("step_next", step, plan, 0.0))
        yield from (f"{way.name}. {way.text}" for way in step.ways)
        yield from live_sentences(step)
        yield from finding_sentences(step, protocol, limits)
        yield from report_sentences(step, protocol)


def texts_in(message: object) -> Iterator[str]:
    """Give the sentences of a message to the page, without its drawings."""
    if isinstance(message, dict):
        for name, value in message.items():
            if name in ("title", "text", "cue", "leave_out") and isinstance(value, str):
                yield value
            elif name == "steps":
                for step in value:
                    yield from texts_in(step)


def spoken_beginnings(plan: Plan, protocol: Protocol) -> Iterator[str]:
    coach = LiveCoach(plan, protocol, 4 / 3, None)
    for by in (*(1 for _ in protocol.steps[1:]), *(-1 for _ in protocol.steps[1:])):
        cue = coach.move(by, 1.0)
        if cue is not None:
            yield describe_cue(cue)


def live_sentences(step: Step) -> Iterator[str]:
    """Say every deviation that moments of all kinds give, in each wording, with its praise and the step's summary."""
    asked = Asked.from_step(step)
    words = words_of_step(step.technique, step.axis, step.sense)
    yield live_words.describe_step(None, words)
    codes = {"ask_receiver", "answer_fine", "steady", "not_seen", "hurts", "pause_away", "resume"}
    deviations = {}
    for moment in moments(step):
        for deviation in compare_with_asked(moment, asked).deviations:
            deviations[deviation.code, str(deviation.measured)] = deviation
    for deviation in deviations.values():
        yield live_words.describe_step(deviation.code, words)
        codes.add(f"mended_{deviation.topic.name.lower()}")
        for variant in range(4):
            yield describe_cue(
                Cue(
                    0.0,
                    deviation.code,
                    deviation.topic,
                    variant=variant,
                    measured=deviation.measured,
                    expected=deviation.expected,
                )
            )
    for code, variant in itertools.product(sorted(codes), range(3)):
        yield describe_cue(Cue(0.0, code, Topic.PRAISE, variant=variant))


def moments(step: Step) -> Iterator[Snapshot]:
    nowhere = np.full((21, 2), np.nan)
    hands = HandsFrame(60.0, (HandPose(0, Source.UNSEEN, nowhere), HandPose(1, Source.UNSEEN, nowhere)))
    right = Snapshot(
        60.0, hands, "stroking", 0.99, np.full(5, 0.2), 30.0, 0.95, 20, 0.0, zone="lumbar", place_v=0.6, pace_spread=0.1
    )
    for verdict, pace in itertools.product(
        ("stroking", "rubbing", "kneading", "tapping", "none"), (1.0, 8.0, 40.0, 90.0, 350.0)
    ):
        yield replace(right, verdict=verdict, pace_per_min=pace)
    for axis, sense in itertools.product(get_args(Axis), (None, *get_args(Sense))):
        yield replace(right, verdict=step.technique, axis=axis, sense=sense)
    for place, spread, spine in ((-0.3, 0.1, False), (1.4, 0.9, False), (0.6, 0.9, True)):
        yield replace(right, verdict=step.technique, place_v=place, pace_spread=spread, on_spine=spine)


def finding_sentences(step: Step, protocol: Protocol, limits: Limits) -> Iterator[str]:
    """Say every finding that a rule can make about a step; what its bands rule out is left out."""
    pace, speed, length = step.pace_per_min, step.speed_cm_s, step.duration_s
    texts: dict[str, Finding] = {}

    def add(code: str, measured: float | str | None, expected: object = None, unit: str | None = None, **detail: str):
        texts[code] = Finding(
            code,
            "warning",
            10.0,
            90.0,
            measured,
            expected,
            unit,
            step.id,
            step.technique,
            dict(detail),  # type: ignore[arg-type]
        )

    if pace is not None:
        add("pace_too_fast", pace.high * 2, pace.ends, "per_min")
        if pace.low > 0:
            add("pace_too_slow", pace.low / 2, pace.ends, "per_min")
    if speed is not None:
        add("speed_too_fast", speed.high * 2, speed.ends, "cm_per_s")
        if speed.low > 0:
            add("speed_too_slow", speed.low / 3, speed.ends, "cm_per_s")
    if length is not None:
        add("too_short", length.low / 3, length.ends, "s")
        add("too_long", length.high * 2, length.ends, "s")
    if step.count is not None:
        add("too_few", 1.0, step.count.ends, "cycles")
        add("too_many", step.count.high * 2, step.count.ends, "cycles")
    if step.sense is not None:
        add("wrong_direction", OPPOSITE.get(step.sense, "tailward"), step.sense, None, aspect="sense")
    if step.axis not in (None, "in_place"):
        add("wrong_direction", "across" if step.axis != "across" else "along", step.axis, None, aspect="axis")
    if step.drift in ("headward", "tailward"):
        add("wrong_direction", OPPOSITE[step.drift], step.drift, None, aspect="drift")
    if step.zones:
        add("wrong_place", None, ", ".join(step.zones))
    if step.sides != "one":
        add("one_side_neglected", "left", "both sides")
    if step.start_side is not None:
        add("start_side", "left", step.start_side)
    if step.hands and step.hands[0] != "one":
        add("one_hand_only", 1.0, "both hands", "share")
    sides = {area.side for area in limits.avoid if area.zone in step.covered_zones}
    assert not (step.start_side and step.start_side in sides), "nobody is sent to a side that is left out"
    add("strong_tapping_kidneys", 350.0, (0.0, 300.0), "per_min")
    add("on_spine", 0.8, "beside the spine", "share")
    add("step_missing", 0.0, step.technique)
    add("extra_technique", 8.0, step.technique, "s")
    add("out_of_order", "late", protocol.steps[0].id)
    add("session_too_short", 0.5, protocol.session_minutes.ends, "min")
    add("contact_broken", 8.0, (0.0, 3.0), "s")
    add("irregular", 0.4, (0.0, 0.2), "spread")
    add("hands_unseen", 0.3, (0.6, 1.0), "share")
    assert set(texts) <= set(FINDING_WORDS)
    yield from (describe_finding(finding, protocol) for finding in texts.values())


def report_sentences(step: Step, protocol: Protocol) -> Iterator[str]:
    for score in (0.2, 0.9):
        part = ScorePart("direction", 1.0, score, "headward", step.sense or step.axis, None)
        yield describe_step(StepResult(step.id, 0.0, 60.0, "done", score, (part,)), protocol)
    yield describe_step(StepResult(step.id, None, None, "missed", None, ()), protocol)
