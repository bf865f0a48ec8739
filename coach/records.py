"""The frozen records that cross from one stage to the next.

Conventions, everywhere in the package:

* Time is seconds from the first frame, taken from timestamps, never ``index / fps``.
* Picture points are ``(x, y)`` divided by width and height, x to the right, y down, of the *unmirrored* picture. No geometry is done on
  them before the aspect ratio is restored (:func:`coach.motion.kinematics.restore_aspect`).
* Missing is NaN in arrays and ``None`` in fields; both mean "not seen" or "not judged", never zero.
* Hand slots are ``0`` and ``1``: the practitioner's two hands, kept apart by tracking. They are not left and right; the side is a vote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
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
StepStatus = Literal["done", "partly", "missed", "not_judged"]
Side = Literal["left", "right"]

TECHNIQUES: tuple[TechniqueName, ...] = get_args(TechniqueName)
"""Column order of every technique score array."""

PALM_POINTS = (0, 5, 9, 13, 17)
"""MediaPipe landmarks of the palm: wrist and the four finger knuckles."""

FINGERTIPS = (4, 8, 12, 16, 20)
N_LANDMARKS = 21
N_HANDS = 2


class Source(IntEnum):
    """Where the position of a hand in one frame comes from."""

    UNSEEN = 0
    LANDMARKS = 1
    """Found by the hand model in this frame."""
    BRIDGED = 2
    """Interpolated over a short gap between two frames in which it was found."""
    FLOW = 3
    """The hand's last patch was followed by optical flow: good for pace, not for shape."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture with its time.

    Attributes
    ----------
    index : int
        Position in the stream, from 0.
    time_s : float
        Seconds from the first frame; strictly rising within a stream.
    image : uint8 array, shape (height, width, 3)
        RGB, contiguous, upright, unmirrored.
    """

    index: int
    time_s: float
    image: NDArray[np.uint8]

    def __post_init__(self) -> None:
        if self.image.ndim != 3 or self.image.shape[2] != 3 or self.image.dtype != np.uint8:
            raise ValueError(f"a frame's image is uint8 (height, width, 3), got {self.image.dtype} {self.image.shape}")


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What is known of a recording.

    ``frames`` and ``duration_s`` are what was really read once reading has ended; before that, the container's claim.
    """

    name: str
    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    frames_unreadable: int = 0

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height if self.height else 1.0


@dataclass(frozen=True, slots=True)
class Detection:
    """One hand as the model reports it in one frame.

    Attributes
    ----------
    landmarks : array, shape (21, 2)
        x, y in picture coordinates (see module docstring).
    world : array, shape (21, 3), or None
        Metres, origin near the hand's centre, as MediaPipe estimates it.
    label : "Left", "Right" or ""
        MediaPipe's handedness: a vote, not an identity.
    score : float
        Confidence of the label, 0 to 1.
    """

    landmarks: FloatArray
    world: FloatArray | None = None
    label: str = ""
    score: float = 1.0

    def __post_init__(self) -> None:
        if self.landmarks.shape != (N_LANDMARKS, 2):
            raise ValueError(f"landmarks have shape (21, 2), got {self.landmarks.shape}")


@dataclass(frozen=True, slots=True)
class HandPose:
    """One of the practitioner's two hands in one frame, after identity was settled.

    ``landmarks`` is (21, 2) picture coordinates; all NaN when ``source`` is ``UNSEEN``. With ``FLOW`` the shape is the last one seen,
    carried along: only its place is dependable.
    """

    slot: int
    source: Source
    landmarks: FloatArray
    side: Side | None = None


@dataclass(frozen=True, slots=True)
class HandsFrame:
    """Both hands at one time; ``hands[i].slot == i``."""

    time_s: float
    hands: tuple[HandPose, HandPose]
    others: int = 0
    """Hands seen beside the practitioner's two (the receiver's, a colleague's)."""


@dataclass(frozen=True, slots=True)
class HandTracks:
    """Both hands over a whole recording; what is stored and re-analysed.

    Attributes
    ----------
    time_s : array, shape (n,)
        Strictly rising.
    landmarks : array, shape (n, 2, 21, 2)
        Frame, slot, landmark, x/y in picture coordinates. NaN: not seen.
    source : int array, shape (n, 2)
        :class:`Source` codes.
    aspect : float
        Picture width divided by height.
    """

    time_s: FloatArray
    landmarks: FloatArray
    source: NDArray[np.int8]
    aspect: float
    sides: tuple[Side | None, Side | None] = (None, None)

    def __post_init__(self) -> None:
        n = len(self.time_s)
        if self.landmarks.shape != (n, N_HANDS, N_LANDMARKS, 2) or self.source.shape != (n, N_HANDS):
            raise ValueError(f"tracks of {n} frames do not fit {self.landmarks.shape} and {self.source.shape}")


@dataclass(frozen=True, slots=True)
class Back:
    """The back in the picture: two points, picture coordinates of the unmirrored picture.

    Attributes
    ----------
    neck, tail : (x, y)
        Base of the neck and coccyx.
    length_cm : float
        Distance between the two on the body.
    given_by : "clicks", "head" or "corners"
        With "head" only the direction is known: zones and centimetres stay unjudged.
    corners : four (x, y) or None
        Left shoulder, right shoulder, right hip, left hip of the receiver, for an oblique camera.
    """

    neck: tuple[float, float]
    tail: tuple[float, float]
    length_cm: float = 50.0
    given_by: Literal["clicks", "head", "corners"] = "clicks"
    corners: tuple[tuple[float, float], ...] | None = None

    def __post_init__(self) -> None:
        if self.neck == self.tail:
            raise ValueError("neck and tail of the back are the same point; give two different points")
        if self.corners is not None and len(self.corners) != 4:
            raise ValueError("a back has four corners: left shoulder, right shoulder, right hip, left hip")

    @staticmethod
    def from_head(head: HeadDirection) -> Back:
        """Build a back of which only the direction of the head is known."""
        ends = {
            "up": ((0.5, 0.05), (0.5, 0.95)),
            "down": ((0.5, 0.95), (0.5, 0.05)),
            "left": ((0.05, 0.5), (0.95, 0.5)),
            "right": ((0.95, 0.5), (0.05, 0.5)),
        }
        neck, tail = ends[head]
        return Back(neck, tail, given_by="head")


@dataclass(frozen=True, slots=True)
class Timeline:
    """What was measured, on one grid of evenly spaced ticks; the source of every chart and check.

    Attributes
    ----------
    time_s : array, shape (m,)
    scores : array, shape (m, 5)
        Probability per technique in the order of ``TECHNIQUES``; NaN where no hand was dependable.
    verdict : object array, shape (m,)
        The label in force (after smoothing): a :data:`Verdict`.
    hand_seen : array, shape (m, 2)
        Share of the frames around the tick in which the hand was seen (any source), 0 to 1.
    pace_per_min : array, shape (m,)
        Cycles a minute per hand; NaN where no rhythm was found.
    regularity : array, shape (m,)
        0 (no rhythm) to 1 (like a clock); NaN where nothing was seen.
    palm : array, shape (m, 2, 2)
        Palm centres in picture coordinates; NaN unseen.
    speed : array, shape (m,)
        Mean hand speed, hand sizes a second.
    speed_cm_s : array, shape (m,)
        The same in centimetres where the back is calibrated, else NaN.
    back_uv : array, shape (m, 2, 2)
        Palm centres in back coordinates: u across in units of the back's length (receiver's right positive), v from neck (0) to tail (1).
    """

    time_s: FloatArray
    scores: FloatArray
    verdict: NDArray[np.object_]
    hand_seen: FloatArray
    pace_per_min: FloatArray
    regularity: FloatArray
    palm: FloatArray
    speed: FloatArray
    speed_cm_s: FloatArray
    back_uv: FloatArray


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of one verdict. Words as in the formats; ``None`` means it does not apply or was not judged."""

    start_s: float
    end_s: float
    technique: Verdict
    confidence: float
    pace_per_min: float | None = None
    cycles: int | None = None
    regularity: float | None = None
    speed_cm_s: float | None = None
    stroke_cm: float | None = None
    axis: Axis | None = None
    angle_rad: float | None = None
    """Direction of the movement's axis: 0 along the spine, pi/2 across; in picture x/y terms when no back is known."""
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    zone: str | None = None
    side_balance: float | None = None
    """-1 all on the receiver's left, 0 even, 1 all on the right."""
    seen_share: float = 0.0
    """Share of the segment's frames with at least one dependable hand."""

    def __post_init__(self) -> None:
        if not self.end_s >= self.start_s:
            raise ValueError(f"a segment ends after it starts, got {self.start_s} to {self.end_s}")

    @property
    def duration_s(self) -> float:
        """Length in seconds."""
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Coverage:
    """Shares of all frames in which one hand at least, or both hands, were seen."""

    one_hand: float
    two_hands: float


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything the pure core says about a recording, before any protocol is asked."""

    info: VideoInfo
    tracks: HandTracks
    timeline: Timeline
    segments: tuple[Segment, ...]
    coverage: Coverage
    back: Back | None = None


@dataclass(frozen=True, slots=True)
class ScorePart:
    """One named part of a step's score.

    ``score`` is 0 to 1, ``None`` when not judged; ``seen_share`` is how much of the step it was judged on.
    """

    name: str
    score: float | None
    measured: float | str | None
    expected: tuple[float, float] | str | None
    unit: str | None
    seen_share: float


@dataclass(frozen=True, slots=True)
class StepResult:
    """What became of one step of the protocol; times are ``None`` for a missed step."""

    id: str
    status: StepStatus
    start_s: float | None
    end_s: float | None
    score: float | None
    parts: tuple[ScorePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing worth saying, as codes and numbers; the words are made in ``feedback.messages``."""

    code: str
    severity: Severity
    start_s: float
    end_s: float
    measured: float | str | None = None
    expected: tuple[float, float] | str | None = None
    unit: str | None = None
    step: str | None = None
    technique: Verdict | None = None
    detail: dict[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A recording held against a protocol."""

    protocol_id: str
    protocol_version: str
    steps: tuple[StepResult, ...]
    findings: tuple[Finding, ...]
    not_judged: tuple[tuple[str, str], ...] = ()
    """Pairs (what, why code)."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The newest state of a running analysis: what a live picture shows.

    Everything but the hands refers to the recent past (a rhythm needs a cycle or two to be seen).
    """

    time_s: float
    hands: HandsFrame
    verdict: Verdict
    confidence: float
    scores: FloatArray
    """shape (5,), order of ``TECHNIQUES``; NaN when unseen."""
    pace_per_min: float | None
    regularity: float | None
    cycles: int
    """Cycles since the present verdict began."""
    since_s: float
    """When the present verdict began."""
    axis: Axis | None = None
    sense: Sense | None = None
    hands_mode: HandsMode | None = None
    speed_cm_s: float | None = None
    zone: str | None = None
