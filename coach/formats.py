"""The two JSON files everything meets at: ``NAME.truth.json`` and ``review.json``.

Seconds are floats from the first frame; ``null`` stands where a thing does not apply or was not judged; unknown keys
are ignored on reading. :func:`json_schemas` gives the JSON Schema of both.
"""

from __future__ import annotations

import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from coach.back_format import DEFAULT_LENGTH_CM, Point
from coach.errors import TrackError
from coach.records import (
    Axis,
    Back,
    Drift,
    HandsMode,
    Opinion,
    Sense,
    Severity,
    Side,
    StepStatus,
    TechniqueName,
    Verdict,
)
from coach.words import say

SCHEMA_VERSION = 1


def clean_text(text: str) -> str:
    """Exchange what no file, page or database takes: control characters but for line ends, and halves of letters.

    File names may hold any bytes, and what is imported any characters.
    """
    return "".join(
        char if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs") else "\N{REPLACEMENT CHARACTER}"
        for char in text
    )


Text = Annotated[str, AfterValidator(clean_text)]
_M = TypeVar("_M", bound=BaseModel)
Seconds = Annotated[float, Field(ge=0)]
BothHands = Annotated[list[float | None], Field(min_length=2, max_length=2)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, allow_inf_nan=False)


class BackModel(_Model):
    """Base of the neck and coccyx in picture coordinates, and the distance between them."""

    neck: Point
    tail: Point
    length_cm: float = Field(DEFAULT_LENGTH_CM, gt=0)
    region: str = "back"
    """Which part of the body lies there; ``neck`` and ``tail`` are its upper and its lower end."""

    def to_back(self) -> Back:
        """Return it as the record that the stages know."""
        return Back(self.neck, self.tail, self.length_cm, region=self.region)


class _Span(_Model):
    start_s: Seconds
    end_s: Seconds

    @model_validator(mode="after")
    def _ordered(self) -> _Span:
        if self.end_s < self.start_s:
            raise ValueError(f"end_s {self.end_s} lies before start_s {self.start_s}")
        return self


class TruthSegment(_Span):
    """What really happens in a stretch of a clip."""

    technique: Verdict
    pace_per_min: float | None = None
    cycles: float | None = None
    axis: Axis | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    zone: str | None = None
    transition: bool = False
    step: str | None = None


class TruthFinding(_Model):
    """What a teacher thinks of one of the coach's findings, known by its code, its step and when it begins."""

    code: str
    start_s: Seconds
    step: str | None = None
    opinion: Opinion


class Truth(_Model):
    """``NAME.truth.json``."""

    schema_version: Literal[1] = 1
    video: str | None = None
    track: str | None = None
    source: Literal["rendered", "simulated", "real"]
    labelled_by: str = ""
    back: BackModel | None = None
    protocol: str | None = None
    protocol_scale: float | None = Field(None, gt=0)
    """The session shows its protocol shortened to this share of its durations; null: at full length."""
    segments: list[TruthSegment]
    findings: list[TruthFinding] = []
    notes: str = ""

    @model_validator(mode="after")
    def _names_one_clip(self) -> Truth:
        if (self.video is None) == (self.track is None):
            raise ValueError("a truth file names either a video or a track")
        return self


class VideoModel(_Model):
    """The recording that was reviewed."""

    name: Text
    duration_s: float
    fps: float
    width: int
    height: int
    frames: int
    frames_unreadable: int = 0


class CoverageModel(_Model):
    """Shares of the frames with one hand at least, and with two."""

    one_hand: float
    two_hands: float


class ReviewSegment(_Span):
    """What the coach saw in a stretch of the recording."""

    technique: Verdict
    confidence: float | None = None
    pace_per_min: float | None = None
    cycles: int | None = None
    regularity: float | None = None
    speed_cm_s: float | None = None
    stroke_cm: float | None = None
    axis: Axis | None = None
    angle_deg: float | None = None
    sense: Sense | None = None
    drift: Drift | None = None
    hands: HandsMode | None = None
    zone: str | None = None
    side_balance: float | None = None
    seen_share: float | None = None
    said_by: str | None = None
    """The teacher whose word it is; null: the coach's."""
    maybe: list[TechniqueName] = []
    """What an ``unseen`` stretch may be, likeliest first, where hands were seen but no name is sure enough."""


class ProtocolRef(_Model):
    """Which protocol the recording was held against."""

    id: str
    version: str
    time_scale: float = 1.0
    """Durations and counts were judged against this share of what the protocol asks."""
    variant: str | None = None
    """Id of the protocol's variant that was followed; ``time_scale`` holds its length."""
    pain_side: Side | None = None
    """The receiver's side that hurts more: steps that work one side after the other begin on the other one."""


class PartModel(_Model):
    """One named part of a step's score."""

    name: str
    score: float | None
    measured: float | str | None = None
    expected: tuple[float, float] | str | None = None
    unit: str | None = None
    seen_share: float | None = None


class ReviewStep(_Model):
    """What became of one step."""

    id: str
    start_s: float | None
    end_s: float | None
    status: StepStatus
    score: float | None
    parts: list[PartModel] = []


class ReviewFinding(_Span):
    """One thing worth saying, with its moment and its words."""

    code: str
    severity: Severity
    measured: float | str | None = None
    expected: tuple[float, float] | str | None = None
    unit: str | None = None
    step: str | None = None
    message: Text
    opinion: Opinion | None = None
    """What the teacher thinks of it."""


class NotJudged(_Model):
    """A thing the coach did not judge, and why."""

    what: Text
    why: Text


class TimelineModel(_Model):
    """Columns of one value per tick; ``null`` where unseen."""

    time_s: list[float]
    technique: list[Verdict]
    confidence: list[float | None]
    pace_per_min: list[float | None]
    speed_cm_s: list[float | None]
    hands_seen: list[float]
    back_u: list[BothHands]
    back_v: list[BothHands]

    @model_validator(mode="after")
    def _is_even(self) -> TimelineModel:
        lengths = {name: len(getattr(self, name)) for name in type(self).model_fields}
        if len(set(lengths.values())) != 1:
            raise ValueError(f"expected columns of one length, got {lengths}")
        return self


class CorrectedModel(_Model):
    """Whose word stands in a review beside the coach's, and since when."""

    by: str
    at: datetime
    blind: bool = False
    """It was marked without seeing what the coach or another teacher said."""
    finished: bool = False
    """The teacher went through the whole session."""


class ReviewFile(_Model):
    """``review.json``."""

    schema_version: Literal[1] = 1
    video: VideoModel
    coverage: CoverageModel
    back: BackModel | None = None
    segments: list[ReviewSegment]
    protocol: ProtocolRef | None = None
    steps: list[ReviewStep] = []
    findings: list[ReviewFinding] = []
    not_judged: list[NotJudged] = []
    timeline: TimelineModel | None = None
    corrected: CorrectedModel | None = None


def load_truth(path: Path) -> Truth:
    """Read a truth file.

    Raises
    ------
    TrackError
        With the file, the place in it, and what was expected.
    """
    return _load(Truth, path)


def load_review(path: Path) -> ReviewFile:
    """Read a review; raises :class:`TrackError` as :func:`load_truth` does."""
    return _load(ReviewFile, path)


def json_schemas() -> dict[str, dict[str, Any]]:
    """JSON Schemas of both formats, by name."""
    return {"truth": Truth.model_json_schema(), "review": ReviewFile.model_json_schema()}


def _load(model: type[_M], path: Path) -> _M:
    try:
        return model.model_validate_json(path.read_bytes())
    except OSError as error:
        raise TrackError(say("fault-file-unreadable", name=path.name, why=error.strerror or str(error))) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or say("fault-file")
        raise TrackError(say("fault-file-form", name=path.name, where=where, what=first["msg"])) from error
