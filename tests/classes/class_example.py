"""A class whose answers are known by hand: reviews written down, files that stand for recordings, a reviewer that
answers at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from coach.classes.records import Outcome, Task
from coach.classes.running import OnFraction, OnOutcome
from coach.classes.shelf import ClassSettings
from coach.formats import (
    CoverageModel,
    NotJudged,
    PartModel,
    ProtocolRef,
    ReviewFile,
    ReviewFinding,
    ReviewSegment,
    ReviewStep,
    VideoModel,
)

SAID = {
    "wrong_direction": "Your stroking went towards the head.",
    "pace_too_fast": "Your rubbing ran at 98 a minute.",
    "step_missing": "I did not find kneading.",
    "on_spine": "A hand lay on the spine.",
    "contact_broken": "Your hands paused.",
    "out_of_order": "Rubbing came before stroking.",
}


def finding(
    code: str, severity: str = "warning", step: str | None = "rubbing-pads", at_s: float = 3.0
) -> ReviewFinding:
    return ReviewFinding.model_validate(
        {"code": code, "severity": severity, "start_s": at_s, "end_s": at_s + 1, "step": step, "message": SAID[code]}
    )


def step(name: str, seconds: tuple[float, float] | None, status: str = "done", **parts: float | None) -> ReviewStep:
    start_s, end_s = seconds or (None, None)
    models = [PartModel(name=part.replace("_", " "), score=score, seen_share=1.0) for part, score in parts.items()]
    return ReviewStep.model_validate(
        {"id": name, "start_s": start_s, "end_s": end_s, "status": status, "score": None, "parts": models}
    )


def make_review(
    *findings: ReviewFinding, steps: Iterable[ReviewStep] | None = None, seen: float = 1.0, name: str = "anna.mp4"
) -> ReviewFile:
    """Half a minute of the first two steps, done as asked unless ``steps`` says otherwise."""
    good = {"technique": 1.0, "order": 1.0, "pace": 1.0, "direction": 1.0}
    usual = [step("light-stroking", (0, 10), **good), step("rubbing-pads", (10, 30), **good)]
    return ReviewFile(
        video=VideoModel(name=name, duration_s=30.0, fps=30, width=640, height=480, frames=900),
        coverage=CoverageModel(one_hand=seen, two_hands=seen / 2),
        segments=[ReviewSegment(start_s=0, end_s=30, technique="rubbing", pace_per_min=62.0)],
        protocol=ProtocolRef(id="lumbar-home", version="1"),
        steps=list(usual if steps is None else steps),
        findings=list(findings),
        not_judged=[NotJudged(what="pressure", why="Pressure: a camera cannot see it; ask and feel.")],
    )


@dataclass
class AnswersAtOnce:
    """Reviews by the name of the recording; stands where processes would be, and notes what it was asked."""

    answers: dict[str, ReviewFile | str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    before_each: Callable[[str], None] = lambda name: None

    def __call__(self, tasks: Iterable[Task], workers: int, on_outcome: OnOutcome, on_fraction: OnFraction) -> None:
        for task in tasks:
            self.before_each(task.path.name)
            self.asked.append(task.path.name)
            on_fraction(task.key, 0.5)
            answer = self.answers.get(task.path.name, make_review(name=task.path.name))
            on_outcome(Outcome(task, fault=answer) if isinstance(answer, str) else Outcome(task, answer))


def write_files(folder: Path, *names: str) -> ClassSettings:
    """Make a folder of files, each with a content of its own, and a class of it."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"stands for {name}")
    return ClassSettings(folder=folder, protocol_id="lumbar-home")
