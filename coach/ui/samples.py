"""The sample recordings: in ``sample_videos/`` of a checkout, in ``coach/_samples/`` of an installed package."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coach.errors import TrackError
from coach.formats import Truth, load_truth
from coach.protocol.library import load_protocol
from coach.records import Back
from coach.ui.state import Recording

if TYPE_CHECKING:
    from coach.ui.reviewing import Request

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE.parent / "sample_videos", _PACKAGE / "_samples")

FIRST_SAMPLE = "lumbar_session_mistakes"
"""What *Try it with the sample* shows: a whole session in which there is something to find."""


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """A clip with its known answer."""

    id: str
    video: Path
    truth: Truth

    @property
    def title(self) -> str:
        """Name for people."""
        return self.id.replace("_", " ").capitalize()


@cache
def list_samples() -> tuple[Sample, ...]:
    """List the samples that lie beside the app, whole sessions first; one without a readable truth file is left out."""
    folder = next((folder for folder in _FOLDERS if folder.is_dir()), None)
    found: list[Sample] = []
    for video in sorted(folder.glob("*.mp4")) if folder else []:
        try:
            found.append(Sample(video.stem, video, load_truth(video.with_suffix(".truth.json"))))
        except TrackError:
            continue
    return tuple(sorted(found, key=lambda sample: (sample.truth.protocol is None, sample.id)))


def find_sample(sample_id: str) -> Sample | None:
    """Return one sample by its id."""
    return next((sample for sample in list_samples() if sample.id == sample_id), None)


def first_sample() -> Sample | None:
    """Return the sample of the first page."""
    samples = list_samples()
    return find_sample(FIRST_SAMPLE) or (samples[0] if samples else None)


@cache
def as_recording(sample: Sample) -> Recording:
    """Return the sample as a recording to review."""
    digest = hashlib.blake2b(sample.video.read_bytes(), digest_size=16).hexdigest()
    return Recording(sample.video, sample.video.name, digest, sample.id)


def back_of(sample: Sample) -> Back | None:
    """Return the back as the truth file gives it."""
    known = sample.truth.back
    return None if known is None else known.to_back()


def scale_for(sample: Sample, protocol_id: str) -> float:
    """Return the share of a protocol's durations to hold a sample against: its own, else what fits its length."""
    if sample.truth.protocol == protocol_id:
        return sample.truth.protocol_scale or 1.0
    minutes = max((segment.end_s for segment in sample.truth.segments), default=0.0) / 60.0
    return minutes / load_protocol(protocol_id).planned_minutes


def as_request(sample: Sample) -> Request:
    """Return how a sample is reviewed: against its own protocol at its own length, with its back known."""
    from coach.ui.reviewing import Request

    protocol_id = sample.truth.protocol
    factor = 1.0 if protocol_id is None else scale_for(sample, protocol_id)
    return Request(as_recording(sample), protocol_id, factor, back_of(sample))
