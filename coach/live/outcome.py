"""How a live session ended, and how one that was cut off is brought to its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from coach.feedback.asking import make_findings, read_answers
from coach.feedback.cues import Cue
from coach.live.plan import Plan
from coach.live.recording import RecordedSession
from coach.live.rounds import LAST_ROUND, Round, read_rounds
from coach.pipeline import Analyser
from coach.protocol.schema import Protocol, Step
from coach.records import VideoInfo
from coach.reviewing import Review, review_analysis
from coach.words import say

EndReason = Literal["done", "user", "hurts", "cut_off"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A session that has ended, ready to be reviewed without looking at a picture again.

    Attributes
    ----------
    folder : Path or None
        Where it was written down.
    review : Review
        Without a check in free practice.
    cues : tuple of Cue
        Everything that was said and shown, in order.
    rounds : tuple of Round
        Of a step that was practised in rounds, those that came to their end.
    goal : Step or None
        The last round of such a step, which asks the step's own pace.
    """

    folder: Path | None
    started_at: datetime
    reason: EndReason
    review: Review
    cues: tuple[Cue, ...]
    rounds: tuple[Round, ...] = ()
    goal: Step | None = None


def find_reviewed(plan: Plan, protocol: Protocol | None) -> Protocol | None:
    """Return what a session is reviewed by: rounds ask a gentler pace than the step, so they are free practice."""
    return None if plan.rounds else protocol


def find_goal(plan: Plan, protocol: Protocol | None) -> Step | None:
    """Return the last round of a step practised in rounds; ``None`` for every other session."""
    if not plan.rounds or protocol is None:
        return None
    return next(step for step in reversed(protocol.steps) if step.id == LAST_ROUND)


def add_answers(review: Review, cues: Iterable[Cue]) -> Review:
    """Add what the receiver was asked, and answered, to the findings; free practice has none."""
    if review.check is None:
        return review
    findings = (*review.check.findings, *make_findings(read_answers(cues)))
    return replace(review, check=replace(review.check, findings=findings))


def name_session(started_at: datetime) -> str:
    """Name a live session for people."""
    return say("memory-live-session", when=f"{started_at.astimezone():%Y-%m-%d %H:%M}")


def review_cut_off(session: RecordedSession) -> Outcome:
    """Bring a session that was cut off to its end: everything that reached the disk is analysed.

    Raises
    ------
    StoreError
        When ``session.json`` lacks what it takes.
    """
    started_at = session.started_at
    analyser = Analyser(session.width / session.height, session.back, live=False)
    for hands in session.frames():
        analyser.push_hands(hands)
    duration_s, frames = session.duration_s, len(session.rows)
    fps = frames / duration_s if duration_s else 0.0
    info = VideoInfo(name_session(started_at), session.width, session.height, fps, frames, duration_s)
    book = find_reviewed(session.plan, session.protocol)
    review = review_analysis(analyser.finish(info), book, avoid=session.plan.avoid)
    rounds, goal = read_rounds(session.events), find_goal(session.plan, session.protocol)
    return Outcome(session.folder, started_at, "cut_off", review, (), rounds, goal)
