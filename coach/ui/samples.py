"""The sample recordings: in ``sample_videos/`` of a checkout, in ``coach/_samples/`` of an installed package."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.errors import TrackError
from coach.formats import Truth, load_truth

_PACKAGE = Path(__file__).resolve().parents[1]
_FOLDERS = (_PACKAGE.parent / "sample_videos", _PACKAGE / "_samples")

FIRST_SAMPLE = "lumbar_session_good"
"""What *Try it with the sample* shows."""


@dataclass(frozen=True, slots=True)
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
