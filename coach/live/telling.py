"""A step as the live coach tells it: its announcement and what follows it, piece by piece; and what it asks."""

from __future__ import annotations

from dataclasses import replace

from coach.care.avoid import find_touched
from coach.check.progress import StepState
from coach.feedback.cues import Cue, describe_cue, describe_first_side, describe_left_out
from coach.feedback.deviations import Asked
from coach.feedback.instruction import BREATH_S, compute_shown_s, compute_speaking_s, compute_told_s, tell_step
from coach.feedback.policy import GAP_S
from coach.live.plan import Plan
from coach.protocol.schema import Band, Step
from coach.records import Snapshot

ENDING_S, ENDING_CYCLES = 5.0, 2
"""A step with less than this left is about to end."""

FIRST_SIDE_SHARE = 0.35
"""Of a step, in which the side to begin on is due; nearer to its half somebody may change sides early."""


def make_step_cues(
    code: str, step: Step, plan: Plan, time_s: float, summary: str = "", *, how: bool = True
) -> list[Cue]:
    """Announce a step and tell it in full: what is left out today, how it is done, its cautions.

    Parameters
    ----------
    code : str
        ``step_begin`` or ``step_next``.
    summary : str
        What is said of the step before.
    how : bool
        Tell how it is done; a test gives no hints, and who wants to hear no advice hears only what keeps people safe.
    """
    first, instruction, cautions = tell_step(step, _say_before(step, plan), summary, how=how)
    detail = (("title", step.title), ("text", first), ("summary", summary))
    cues = [Cue(time_s, code, step=step.id, detail=detail)]
    left_s = compute_told_s(step) - max(GAP_S, compute_speaking_s(describe_cue(cues[0])))
    pieces = [("step_how", text) for text in instruction] + [("step_care", text) for text in cautions]
    for piece, text in pieces:
        takes_s = max(GAP_S, compute_speaking_s(text) + BREATH_S)
        if takes_s <= left_s:  # what does not fit into a short step is only shown
            left_s -= takes_s
            cues.append(Cue(time_s, piece, step=step.id, detail=(("text", text),)))
    return cues


def compute_brief_s(step: Step, plan: Plan) -> float:
    """Seconds that a step's whole instruction stays on the screen; none in a test."""
    return 0.0 if plan.mode == "test" else compute_shown_s(step, _say_before(step, plan))


def is_ending(state: StepState | None, snapshot: Snapshot) -> bool:
    """Whether the step will end within the next seconds, as it does while its technique is done."""
    if state is None:
        return False
    if state.session_done or state.finished:
        return True
    if snapshot.verdict != state.step.technique:
        return False
    if state.left_s is not None:
        return state.left_s < ENDING_S
    return state.left_cycles is not None and state.left_cycles <= ENDING_CYCLES


def find_asked(plan: Plan, state: StepState | None) -> Asked:
    """Find what is asked at this moment: by the step that is due, or in free practice by the plan."""
    if state is not None:
        first = state.step.start_side if state.fraction < FIRST_SIDE_SHARE else None
        return replace(Asked.from_step(state.step), side=first, avoid=plan.avoid)
    pace = plan.pace_per_min
    band = None
    if pace is not None:
        band = Band(low=pace[0], high=pace[1], unit="per_min", source="own", confidence="low")
    return Asked(key="free", technique=plan.technique, pace=band, avoid=plan.avoid)


def _say_before(step: Step, plan: Plan) -> str:
    """Say what has to be known before the hands begin: the side, and what they leave out."""
    return " ".join(filter(None, (describe_first_side(step), describe_left_out(find_touched(step, plan.avoid)))))
