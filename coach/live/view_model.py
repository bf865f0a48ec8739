"""What the page is told about steps, the back and the asked way, as plain data to be drawn."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from coach import back_format
from coach.care.avoid import find_touched
from coach.care.screening import Area
from coach.check.parts import limits_of
from coach.check.progress import StepState
from coach.errors import InputError
from coach.feedback.cues import Cue, describe_cue, describe_first_side, describe_left_out, describe_second_side
from coach.feedback.deviations import Topic
from coach.feedback.step_words import describe_drawing
from coach.live.messages import Message, round_or_none
from coach.live.plan import Plan
from coach.look.step_drawing import draw_step
from coach.motion.body import make_back_frame
from coach.protocol.schema import Band, Protocol, Step
from coach.records import TECHNIQUES, Back, Snapshot, TechniqueName, Verdict
from coach.technique.sureness import LEAST_SURE, PLAINLY_SURE, find_possible, may_be
from coach.words import say

LEAST_BACK = 0.02
"""Pictures: two points closer than this are one, set twice."""


def describe_plan(plan: Plan, protocol: Protocol | None) -> Message:
    """Everything about what is asked that does not change while the session runs."""
    if protocol is None:
        band = plan.pace_per_min
        free: Message = {
            "id": "free",
            "technique": plan.technique,
            "title": "",
            "text": "",
            "pace": None if band is None else {"low": band[0], "high": band[1], "from": band[0], "to": band[1]},
            "axis": None,
            "sense": None,
            "hands": None,
            "zones": [],
            "diagram": "",
            "cue": "",
            "first_side": "",
            "second_side": "",
            "leave_out": describe_limits(plan),
            "cautions": [],
        }
        return {"mode": plan.mode, "guidance": plan.guidance, "title": "", "steps": [free]}
    return {
        "mode": plan.mode,
        "guidance": plan.guidance,
        "title": protocol.title,
        "steps": [describe_step(step, plan.avoid) for step in protocol.steps],
    }


def describe_limits(plan: Plan) -> str:
    """Say what free practice is held to: the limits of this person, and the places that are left out."""
    return " ".join(filter(None, (*plan.limits, describe_left_out(plan.avoid))))


def describe_step(step: Step, avoid: tuple[Area, ...] = ()) -> Message:
    """One step for the page, with the places that it leaves out."""
    return {
        "id": step.id,
        "title": step.title,
        "technique": step.technique,
        "text": step.text,
        "cue": step.cues[0] if step.cues else "",
        "first_side": describe_first_side(step),
        "second_side": describe_second_side(step),
        "cautions": list(step.cautions),
        "leave_out": describe_left_out(find_touched(step, avoid)),
        "pace": None if step.pace_per_min is None else _describe_pace(step.pace_per_min),
        "axis": step.axis,
        "sense": step.sense,
        "hands": step.hands[0] if step.hands else None,
        "zones": list(step.zones),
        "diagram": draw_step(step, describe_drawing(step)),
    }


def describe_snapshot(snapshot: Snapshot, asked: TechniqueName | None = None) -> Message:
    """Tell what is seen, for the panel beside the picture; what is asked is a hint where the movement is not plain."""
    return {
        "verdict": snapshot.verdict,
        "called": _call_unsure(snapshot, asked),
        "conf": round_or_none(snapshot.confidence),
        "pace": round_or_none(snapshot.pace_per_min, 1),
        "reg": round_or_none(snapshot.regularity),
        "axis": snapshot.axis,
        "sense": snapshot.sense,
        "hm": snapshot.hands_mode,
        "speed": round_or_none(snapshot.speed_cm_s, 1),
        "zone": snapshot.zone,
    }


def _call_unsure(snapshot: Snapshot, asked: TechniqueName | None) -> str | None:
    """Say what a movement may be where its name is not sure; ``None`` where it is, or nothing is seen."""
    verdict, lately = snapshot.verdict, snapshot.scores_lately
    if verdict == "unseen" or lately is None:
        return None
    if asked is not None and verdict != asked and may_be(asked, verdict):
        return _name_possible((asked, verdict))
    share = float(lately[TECHNIQUES.index(verdict)])
    if share >= PLAINLY_SURE or (verdict == "none" and share >= LEAST_SURE):
        return None
    if share >= LEAST_SURE:
        return say("practise-probably", technique=verdict)
    possible = find_possible(lately[None])
    if asked in possible:
        return say("practise-as-asked", technique=asked)
    return _name_possible(possible)


def _name_possible(techniques: Sequence[Verdict]) -> str:
    return say("practise-unsure", techniques=[say("common-technique", technique=name) for name in techniques])


def describe_progress(state: StepState | None) -> Message:
    """Tell how far the present step is; empty in free practice."""
    if state is None:
        return {}
    return {
        "step": state.index,
        "done": round(state.fraction, 4),
        "left_s": round_or_none(state.left_s, 1),
        "left_n": None if state.left_cycles is None else int(state.left_cycles),
    }


def describe_line(cue: Cue | None) -> Message | None:
    """Tell what the line of advice shows; ``None`` leaves it empty."""
    if cue is None:
        return None
    return {"text": describe_cue(cue), "topic": name_topic(cue), "way": cue.way}


def describe_cue_for_page(cue: Cue) -> Message:
    """Tell the page to show a sentence and, by its way, to speak it.

    ``kind`` says how it is spoken: a ``step`` ends what is being told after the present sentence, ``more`` goes on with
    it, ``now`` is said at once, ``advice`` waits for its turn.
    """
    kind = "advice"
    if cue.code in ("step_begin", "step_next", "session_end"):
        kind = "step"
    elif cue.code in ("step_how", "step_care"):
        kind = "more"
    elif cue.topic is Topic.SAFETY or cue.code.startswith(("pause", "resume", "hurts")):
        kind = "now"
    message = {"type": "cue", "code": cue.code, "topic": name_topic(cue), "way": cue.way, "text": describe_cue(cue)}
    return message | {"s": cue.time_s, "kind": kind, "short": dict(cue.detail).get("title", "")}


def name_topic(cue: Cue) -> str | None:
    """Name what a sentence is about, as the page's marks are named."""
    return None if cue.topic is None else cue.topic.name.lower()


def describe_back(back: Back | None) -> Message | None:
    """Where the back lies, in picture coordinates."""
    if back is None:
        return None
    return {"neck": list(back.neck), "tail": list(back.tail), "given_by": back.given_by}


def read_back(values: Message) -> Back | None:
    """Make a back of what the page sent or what was recorded of it; ``None`` when it is none."""
    try:
        back = back_format.read_back(values)
        make_back_frame(back, aspect=1.0)  # four corners have to go round a back
    except (ValueError, InputError):
        return None
    return back if math.dist(back.neck, back.tail) >= LEAST_BACK else None


def _describe_pace(band: Band) -> dict[str, Any]:
    limits = limits_of(band, "pace")
    return {"low": band.low, "high": band.high, "from": round(limits.low, 1), "to": round(limits.high, 1)}
