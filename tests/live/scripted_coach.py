"""What a live coach needs that sees what a script says; the fixture ``led`` leads it through one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.feedback.cues import describe_cue
from coach.protocol.library import load_protocol
from coach.records import HandPose, Source
from tests.feedback.moments import RIGHT

FPS = 10.0
SEEN = tuple(HandPose(slot, Source.LANDMARKS, np.full((21, 2), 0.5)) for slot in range(2))
LUMBAR = load_protocol("lumbar-home")
RUBBING = LUMBAR.model_copy(update={"steps": (LUMBAR.step("rubbing-pads"), LUMBAR.step("kneading"))})
OTHER = {"verdict": "stroking", "scores_lately": np.array([1.0, 0.0, 0.0, 0.0, 0.0])}
OFF = {
    "other": OTHER,
    "fast": {"pace_per_min": 95.0},
    "rest": {"verdict": "none", "scores_lately": np.array([0.0, 0.0, 0.0, 0.0, 1.0])},
    "right": {},
    "unsure": {"confidence": 0.5},
}


class ScriptedAnalyser:
    """Sees what the script says."""

    def __init__(self, aspect, back, **options):
        self.back, self.located, self.live = back, True, True
        self.moment = RIGHT

    def push_hands(self, hands):
        return replace(self.moment, time_s=hands.time_s)


def said(ticks):
    return [
        (tick.cue.time_s, describe_cue(tick.cue)) for tick in ticks if tick.cue is not None and tick.cue.way == "say"
    ]


def cues(ticks):
    return [tick.cue for tick in ticks if tick.cue is not None]


def make_lasting(step, seconds):
    band = step.duration_s.model_copy(update={"low": seconds * 0.8, "high": seconds * 1.2})
    return step.model_copy(update={"duration_s": band})
