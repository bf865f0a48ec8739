"""How a live session ended, and how one that was cut off is brought to its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from coach.feedback.asking import make_findings, read_answers
from coach.feedback.cues import Cue
from coach.live.recording import RecordedSession
from coach.pipeline import Analyser
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
    """

    folder: Path | None
    started_at: datetime
    reason: EndReason
    review: Review
    cues: tuple[Cue, ...]


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
    review = review_analysis(analyser.finish(info), session.protocol, avoid=session.plan.avoid)
    return Outcome(session.folder, started_at, "cut_off", review, ())
