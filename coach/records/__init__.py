"""The frozen records that cross from one stage to the next.

Conventions, everywhere in the package:

* Time is seconds from the first frame, taken from timestamps, never ``index / fps``.
* Picture points are ``(x, y)`` divided by width and height, x to the right, y down, of the *unmirrored* picture. No
  geometry is done on them before the aspect ratio is restored (:func:`coach.motion.kinematics.restore_aspect`).
* Missing is NaN in arrays and ``None`` in fields; both mean "not seen" or "not judged", never zero.
* Hand slots are ``0`` and ``1``: the practitioner's two hands, kept apart by tracking. They are not left and right; the
  side is a vote.
"""

from __future__ import annotations

from coach.records.judged import (
    Analysis,
    CheckResult,
    Coverage,
    Finding,
    LabelOverride,
    ScorePart,
    Segment,
    Snapshot,
    StepResult,
    Timeline,
)
from coach.records.scene import SceneShift, SceneTrack
from coach.records.seen import (
    Back,
    Detection,
    Frame,
    HandPose,
    HandsFrame,
    HandTracks,
    Source,
    VideoInfo,
)
from coach.records.words import (
    FINGERTIPS,
    FLOW_CELLS,
    FLOW_GRID,
    N_HANDS,
    N_LANDMARKS,
    PALM_POINTS,
    TECHNIQUES,
    Axis,
    Drift,
    FloatArray,
    HandsMode,
    HeadDirection,
    Opinion,
    Sense,
    Severity,
    Side,
    StepStatus,
    TechniqueName,
    Verdict,
)

__all__ = [
    "FINGERTIPS",
    "FLOW_CELLS",
    "FLOW_GRID",
    "N_HANDS",
    "N_LANDMARKS",
    "PALM_POINTS",
    "TECHNIQUES",
    "Analysis",
    "Axis",
    "Back",
    "CheckResult",
    "Coverage",
    "Detection",
    "Drift",
    "Finding",
    "FloatArray",
    "Frame",
    "HandPose",
    "HandTracks",
    "HandsFrame",
    "HandsMode",
    "HeadDirection",
    "LabelOverride",
    "Opinion",
    "SceneShift",
    "SceneTrack",
    "ScorePart",
    "Segment",
    "Sense",
    "Severity",
    "Side",
    "Snapshot",
    "Source",
    "StepResult",
    "StepStatus",
    "TechniqueName",
    "Timeline",
    "Verdict",
    "VideoInfo",
]
