"""The words of the two file formats, and the numbers of the hand model."""

from __future__ import annotations

from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

TechniqueName = Literal["stroking", "rubbing", "kneading", "tapping", "none"]
Verdict = Literal["stroking", "rubbing", "kneading", "tapping", "none", "unseen"]
Axis = Literal["along", "across", "diagonal", "circular", "in_place"]
Sense = Literal["headward", "tailward", "both", "outward", "inward", "crossing", "clockwise", "counterclockwise"]
Drift = Literal["headward", "tailward", "none"]
HandsMode = Literal["together", "alternating", "one", "stacked"]
HeadDirection = Literal["up", "down", "left", "right"]
Severity = Literal["danger", "warning", "advice", "praise", "info"]
StepStatus = Literal["done", "with_faults", "partly", "missed", "not_judged"]
"""``done``: with nothing to say against it; ``with_faults``: long enough, and a finding is about it."""
Side = Literal["left", "right"]
Opinion = Literal["agree", "not_so", "more_important"]
"""A teacher's, about a finding: it is right, it did not happen, or it matters more than the coach thinks."""

TECHNIQUES: tuple[TechniqueName, ...] = get_args(TechniqueName)
"""Column order of every technique score array."""

PALM_POINTS = (0, 5, 9, 13, 17)
"""MediaPipe landmarks of the palm: wrist and the four finger knuckles."""

FINGERTIPS = (4, 8, 12, 16, 20)
N_LANDMARKS = 21
N_HANDS = 2

FLOW_GRID = 3
"""Optical flow around the hands is averaged over a grid of so many rows and columns."""

FLOW_CELLS = FLOW_GRID * FLOW_GRID
