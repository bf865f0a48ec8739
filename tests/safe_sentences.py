"""Every sentence that can be shown or spoken in a session of a protocol, gathered from where it is made."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import numpy as np

from coach.care.screening import Limits
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
from coach.protocol.schema import Protocol, Step
from coach.records import Axis, Finding, HandPose, HandsFrame, ScorePart, Sense, Snapshot, Source, StepResult
from coach.ui.components.preparation_list import limit_lines, preparations


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
    codes = {"ask_receiver", "answer_fine", "steady", "not_seen", "only_still_seen", "hurts", "pause_away", "resume"}
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
