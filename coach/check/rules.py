"""Every rule of the check in one table: code, severity, what it needs to see, where it comes from, its function.

A rule looks at one step (or at the session) and returns hits: where, how much, what was asked. It never
judges what was not seen for 60 % of the step; the caller leaves those steps out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from coach.check import rules_place as on_place
from coach.check import rules_session as on_session
from coach.check import rules_step as on_step
from coach.check.hits import Hit
from coach.check.measure import SessionView, StepView
from coach.records import Severity

Topic = Literal["safety", "direction", "technique", "order", "length", "pace", "rhythm", "place", "hands", "seeing"]

TOPIC_ORDER: tuple[Topic, ...] = (
    "safety",
    "direction",
    "technique",
    "order",
    "pace",
    "length",
    "hands",
    "rhythm",
    "place",
    "seeing",
)
"""What a person should hear first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the check.

    Attributes
    ----------
    code : str
        What a finding is called; the words are in ``feedback.messages``.
    severity : Severity
        A band that no source backs lowers a warning to advice.
    topic : Topic
        Its place in the ranking.
    needs : frozenset of str
        What has to be known: ``hands``, ``both hands``, ``rhythm``, ``cycles``, ``back`` (direction of the head),
        ``body`` (both ends of the back, so zones and centimetres).
    source : str
        Where the rule comes from: ``band`` (the protocol's own figure with its source), a passage of the guide, a
        teaching rubric, or a limit of the camera.
    """

    code: str
    severity: Severity
    topic: Topic
    needs: frozenset[str]
    source: str
    per_step: Callable[[SessionView, StepView], Iterator[Hit]] | None = None
    per_session: Callable[[SessionView], Iterator[Hit]] | None = field(default=None)


def _rule(
    code: str,
    severity: Severity,
    topic: Topic,
    needs: str,
    source: str,
    step: Callable[[SessionView, StepView], Iterator[Hit]] | None = None,
    session: Callable[[SessionView], Iterator[Hit]] | None = None,
) -> Rule:
    return Rule(code, severity, topic, frozenset(needs.split(" + ")), source, step, session)


RUBRIC = "school rubrics: contact kept, rhythm and order right, all techniques present, timing"

FIELD_SPINE = "massage practice, not the guide: nothing is done on the spine itself, the hands work beside it"
GUIDE_CARE = "guide: take particular care above the kidneys, the lungs and the heart; blows on the loin must be light"
GUIDE_SIDES = "guide: begin on the side opposite to the pain"

RULES: tuple[Rule, ...] = (
    _rule("strong_tapping_kidneys", "danger", "safety", "hands + rhythm", GUIDE_CARE, on_place.hard_tapping),
    _rule("on_spine", "danger", "safety", "hands + body", FIELD_SPINE, on_place.on_spine),
    _rule(
        "wrong_direction", "warning", "direction", "hands + back", "the step's axis, sense and drift", on_step.other_way
    ),
    _rule("step_missing", "warning", "technique", "hands", RUBRIC, session=on_session.missing_steps),
    _rule("extra_technique", "advice", "technique", "hands", RUBRIC, session=on_session.extra_techniques),
    _rule("out_of_order", "warning", "order", "hands", RUBRIC, session=on_session.displaced_steps),
    _rule("pace_too_fast", "warning", "pace", "hands + rhythm", "band", on_step.pace_above),
    _rule("pace_too_slow", "warning", "pace", "hands + rhythm", "band", on_step.pace_below),
    _rule("speed_too_fast", "advice", "pace", "hands + body", "band", on_step.speed_above),
    _rule("speed_too_slow", "advice", "pace", "hands + body", "band", on_step.speed_below),
    _rule("too_short", "warning", "length", "hands", "band", on_step.duration_below),
    _rule("too_long", "advice", "length", "hands", "band", on_step.duration_above),
    _rule("too_few", "warning", "length", "hands + cycles", "band", on_step.count_below),
    _rule("too_many", "advice", "length", "hands + cycles", "band", on_step.count_above),
    _rule("session_too_short", "advice", "length", "hands", "band", session=on_session.short_session),
    _rule("contact_broken", "warning", "hands", "hands", RUBRIC, session=on_session.broken_contact),
    _rule("one_hand_only", "advice", "hands", "both hands", "the step's hands", on_step.one_hand),
    _rule("irregular", "advice", "rhythm", "hands + rhythm", RUBRIC, on_step.uneven),
    _rule("wrong_place", "warning", "place", "hands + body", "the step's zones", on_place.outside_area),
    _rule("one_side_neglected", "advice", "place", "hands + body", "the step's sides", on_place.one_side),
    _rule("start_side", "advice", "place", "hands + body", GUIDE_SIDES, on_place.other_start_side),
    _rule("hands_unseen", "info", "seeing", "hands", "60 % of a step has to be seen", session=on_session.unseen_hands),
)

RULE_BY_CODE = {rule.code: rule for rule in RULES}
