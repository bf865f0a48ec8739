"""What was seen: pictures, hands in them, hands over time, the back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coach.records.scene import SceneShift, SceneTrack
from coach.records.words import FLOW_CELLS, N_HANDS, N_LANDMARKS, FloatArray, HeadDirection, Side


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
    ``timed`` is false where the file holds no times at all and a rate had to be assumed.
    """

    name: str
    width: int
    height: int
    fps: float
    frames: int
    duration_s: float
    frames_unreadable: int = 0
    timed: bool = True

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

    ``landmarks`` is (21, 2) picture coordinates; all NaN when ``source`` is ``UNSEEN``. With ``FLOW`` the shape is the
    last one seen, carried along: only its place is dependable.
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
    flow: FloatArray | None = None
    """shape (9, 2): optical flow around the hands on a 3 x 3 grid since the last new picture, in picture heights; NaN
    without a region."""
    repeated: bool = False
    """The picture shows nothing but the last one again (a 24-a-second camera stamped as 30)."""
    shift: SceneShift | None = None
    """How the camera had moved by then; ``None`` where there were no pictures."""
    left_out: int = 0
    """Things that look like a hand but keep still while something else moves (a foot), found lately in this scene."""


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
    sides
        Left or right for each slot, if the labels agree on one.
    flow : array, shape (n, 9, 2), or None
        Optical flow around the hands since the last new picture, in picture heights; ``None`` where there were no
        pictures.
    repeated : bool array, shape (n,), or None
        Frames that only repeat the one before; they hold its values and no information.
    scenes : SceneTrack or None
        How the camera moved; ``None`` where that is not known, and a camera on a stand is assumed.
    """

    time_s: FloatArray
    landmarks: FloatArray
    source: NDArray[np.int8]
    aspect: float
    sides: tuple[Side | None, Side | None] = (None, None)
    flow: FloatArray | None = None
    repeated: NDArray[np.bool_] | None = None
    scenes: SceneTrack | None = None

    def __post_init__(self) -> None:
        n = len(self.time_s)
        if self.flow is not None and self.flow.shape != (n, FLOW_CELLS, 2):
            raise ValueError(f"flow of {n} frames has shape ({n}, {FLOW_CELLS}, 2), got {self.flow.shape}")
        if self.scenes is not None and len(self.scenes) != n:
            raise ValueError(f"tracks of {n} frames do not fit the camera's movement over {len(self.scenes)}")
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
    at_s : float
        Time of the picture that the points were set in: where the camera moves, they hold for that one.
    earlier : Back or None
        The back as it was set before, for the scenes before this one: a jump of the camera asks for new points.
    region : str
        Which part of the body lies there (:data:`coach.motion.body_shape.REGIONS`); ``neck`` and ``tail`` are then its
        upper and its lower end, the corners its own.
    """

    neck: tuple[float, float]
    tail: tuple[float, float]
    length_cm: float = 50.0
    given_by: Literal["clicks", "head", "corners"] = "clicks"
    corners: tuple[tuple[float, float], ...] | None = None
    at_s: float = 0.0
    earlier: Back | None = None
    region: str = "back"

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
