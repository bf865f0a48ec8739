"""Plays a recorded session through the coach again: the same hands and the same commands give the same sentences."""

from __future__ import annotations

from coach.feedback.cues import Cue
from coach.live.coach import LiveCoach
from coach.live.recording import RecordedSession
from coach.live.view_model import read_back

TIME_GRAIN_S = 1e-4
"""Events are written with four decimals."""


def replay_cues(session: RecordedSession) -> list[Cue]:
    """Return the cue log of a recorded session, made anew from its hands and the user's commands.

    A session that was cut off and continued forgets, at the cut, what the coach had in mind: up to there the log is the
    same, and after it the replay may differ.
    """
    coach = LiveCoach(session.plan, session.protocol, session.width / session.height, session.back_at_start)
    waiting = [event for event in session.events if event.get("kind") in ("command", "back")]
    cues: list[Cue | None] = []
    for hands in session.frames():
        cues.append(coach.push(hands).cue)
        while waiting and waiting[0]["t"] <= hands.time_s + TIME_GRAIN_S:
            event = waiting.pop(0)
            if event["kind"] == "back":
                coach.set_back(read_back(event["back"] or {}))
            else:
                cues.append(coach.steer(event["name"], event, hands.time_s))
    return [cue for cue in cues if cue is not None]
