"""When the receiver is asked how it feels, and what became of the question.

Nobody sees pressure or comfort: only the person under the hands knows. Once in a while, at a calm moment, the coach has
them asked; an open palm held to the camera means that all is well, "Stop: it hurts" that it is not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from coach.feedback.cues import Cue
from coach.records import Finding

Reply = Literal["fine", "hurts", "none"]

FIRST_S = 75.0
"""Time of work before the first question: the hands have warmed up, and the first step has settled."""

EVERY_S = 240.0
"""Time of work between two questions."""

ANSWER_S = 20.0
"""How long an answer is waited for; an open palm after that pauses, as ever."""

ASK, FINE, HURTS = "ask_receiver", "answer_fine", "hurts"
"""Codes of the sentences."""

FINDING = "receiver_asked"
"""Code of the finding that tells a question and its answer in the review."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One question to the receiver and what became of it."""

    time_s: float
    reply: Reply


class ReceiverQuestions:
    """Decides when the receiver is asked; deterministic, on the time of the frames."""

    def __init__(self) -> None:
        self._worked_s = 0.0
        self._next_s = FIRST_S
        self._last_time_s: float | None = None
        self._asked_s: float | None = None
        self._count = 0

    def update(self, now: float, *, calm: bool) -> Cue | None:
        """Take in one moment of work; pauses are not passed on.

        Parameters
        ----------
        calm : bool
            Nothing is off, nothing was said just now and no step is beginning or about to end.
        """
        passed_s = 0.0 if self._last_time_s is None else min(max(now - self._last_time_s, 0.0), 0.5)
        self._last_time_s = now
        self._worked_s += passed_s
        if not calm or self._worked_s < self._next_s:
            return None
        self._next_s = self._worked_s + EVERY_S
        self._asked_s = now
        self._count += 1
        return Cue(now, ASK, variant=self._count - 1)

    def is_open(self, now: float) -> bool:
        """Whether an answer is waited for."""
        return self._asked_s is not None and now - self._asked_s <= ANSWER_S

    def answer(self, now: float) -> Cue:
        """Take an open palm as the answer."""
        self._asked_s = None
        return Cue(now, FINE, variant=self._count - 1)


def read_answers(cues: Iterable[Cue]) -> tuple[Answer, ...]:
    """Read the questions and their answers from what was said in a session, in order."""
    answers: list[Answer] = []
    for cue in cues:
        if cue.code == ASK:
            answers.append(Answer(cue.time_s, "none"))
        elif cue.code in (FINE, HURTS) and answers and cue.time_s - answers[-1].time_s <= ANSWER_S:
            answers[-1] = Answer(answers[-1].time_s, "fine" if cue.code == FINE else "hurts")
    return tuple(answers)


def make_findings(answers: Iterable[Answer]) -> tuple[Finding, ...]:
    """Tell each question and its answer as a finding, so that it stands in the review."""
    return tuple(Finding(FINDING, "info", answer.time_s, answer.time_s, answer.reply) for answer in answers)
