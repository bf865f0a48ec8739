"""What was made of it: measures on one time grid, segments, verdicts on steps, findings."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coach.records.seen import Back, HandsFrame, HandTracks, VideoInfo
from coach.records.words import (
    TECHNIQUES,
    Axis,
    Drift,
    FloatArray,
    HandsMode,
    Sense,
    Severity,
    Side,
    StepStatus,
    TechniqueName,
    Verdict,
)


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
        Palm centres in picture coordinates, in the first picture of the scene; NaN unseen.
    speed : array, shape (m,)
        Mean hand speed, hand sizes a second.
    speed_cm_s : array, shape (m,)
        The same in centimetres where the back is calibrated, else NaN.
    palm_uv : array, shape (m, 2, 2)
        Palm centres in back coordinates: u across in units of the back's length (receiver's right positive), v from
        neck (0) to tail (1); NaN where the place is not known.
    back_uv : array, shape (m, 2, 2)
        Where the hands work, in the same coordinates: the middle of each hand, or what the step that was done works
        with where a protocol says it (:mod:`coach.motion.working_point`).
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
    palm_uv: FloatArray
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
    axis_sure: bool = True
    """Whether the axis is the same under every likely tilt of the camera; what is not sure is not told."""
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    zone: str | None = None
    side_balance: float | None = None
    """-1 all on the receiver's left, 0 even, 1 all on the right."""
    seen_share: float = 0.0
    """Share of the segment's frames with at least one dependable hand."""
    maybe: tuple[TechniqueName, ...] = ()
    """Of an ``unseen`` stretch with hands in it: what it may be, likeliest first, where no name is sure enough."""

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
class LabelOverride:
    """A stretch that is called by another technique than the recognition's, and why is known to who made it."""

    start_s: float
    end_s: float
    technique: Verdict


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A recording held against a protocol."""

    protocol_id: str
    protocol_version: str
    steps: tuple[StepResult, ...]
    findings: tuple[Finding, ...]
    not_judged: tuple[tuple[str, str], ...] = ()
    """Pairs (what, why code)."""
    time_scale: float = 1.0
    """Durations and counts were judged against this share of what the protocol asks."""
    variant: str | None = None
    """Id of the protocol's variant that was followed."""
    pain_side: Side | None = None
    """The receiver's side that hurts more, where the session had to begin on the other one."""
    overrides: tuple[LabelOverride, ...] = ()
    """Stretches of which the recognition was unsure, judged as the technique of the step that they are laid on."""
    places: FloatArray | None = field(default=None, compare=False, repr=False)
    """Where the hands work at every tick, (u, v), shape (ticks, 2, 2): what findings, marked places, stretches and the
    heat map all look at; NaN unknown. ``None``: that of the timeline."""


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
    cycles: float
    """Cycles since the present verdict began, with a fraction."""
    since_s: float
    """When the present verdict began."""
    axis: Axis | None = None
    sense: Sense | None = None
    hands_mode: HandsMode | None = None
    speed_cm_s: float | None = None
    zone: str | None = None
    place_v: float | None = None
    """Height on the back at which the hands work, 0 at the neck and 1 at the coccyx; ``None`` where it is not known."""
    place_off: float | None = None
    """Distance from the spine at which the hands work, in lengths of the back; ``None`` where it is not known."""
    side: Side | None = None
    """The receiver's side on which the hands work; ``None`` on both, or where the back is not known."""
    scores_lately: FloatArray | None = None
    """shape (5,), mean of the scores over the last seconds: what they say by themselves, without what was before."""
    pace_spread: float | None = None
    """Relative interquartile range of the pace in the last seconds; ``None`` while too little of it was known."""
    on_spine: bool = False
    """Whether a hand has worked on the spine itself for the last seconds."""
    places: FloatArray | None = None
    """Where both hands worked in the last seconds, (u, v), shape (k, 2, 2), NaN unknown; ``None``: nothing is known."""

    @staticmethod
    def empty(hands: HandsFrame) -> Snapshot:
        """Make the state of a stream too young to say anything about."""
        scores = np.full(len(TECHNIQUES), np.nan)
        return Snapshot(hands.time_s, hands, "unseen", 0.0, scores, None, None, 0.0, hands.time_s)
