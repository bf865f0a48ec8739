"""What the review page asks for, and the work behind it: from a recording to everything the page shows."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from coach.errors import Cancelled, CoachError, OutputError
from coach.records import Analysis, Back, Side
from coach.ui.jobs import Progress
from coach.ui.scratch import scratch_dir
from coach.ui.state import Recording
from coach.words import say

if TYPE_CHECKING:
    from coach.protocol.schema import Protocol
    from coach.reviewing import Review

WATCH_SHARE, DRAW_SHARE = 0.68, 0.30
"""Shares of the waiting time that watching the hands and drawing the annotated video take."""

COPY_BLOCK = 4 * 2**20
LONGEST_NAME = 60
"""Letters; in UTF-8 up to 240 bytes, which every file system takes."""


def digest_model() -> str:
    """Return the digest of the technique model that is in use."""
    from coach.technique.chosen import load_chosen_model

    return load_chosen_model().digest


@dataclass(frozen=True, slots=True)
class Request:
    """A recording and how it is to be reviewed.

    Attributes
    ----------
    factor : share of the protocol's durations that the session was planned for
    variant : id of the protocol's variant that was followed
    pain_side : the receiver's side that hurts more
    model : digest of the technique model that was in use when it was asked for
    """

    recording: Recording
    protocol_id: str | None = None
    factor: float = 1.0
    back: Back | None = None
    variant: str | None = None
    pain_side: Side | None = None
    model: str = field(default_factory=digest_model)

    @property
    def digest(self) -> str:
        """Name of this very review: the same content with the same settings and technique model has the same one."""
        back = self.back
        parts: list[Any] = [self.recording.digest, self.protocol_id, round(self.factor, 6)]
        parts += [self.variant, self.pain_side, self.model]
        if back is not None:
            parts.append(asdict(back))
        return hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()

    def with_model_in_use(self) -> Request:
        """Return the same request for the technique model that is in use now."""
        return replace(self, model=digest_model())


@dataclass(frozen=True, slots=True)
class Result:
    """A finished review.

    Attributes
    ----------
    annotated : the recording with the hands drawn into it, or ``None``
    problem : why there is no annotated video
    """

    request: Request
    made: Review
    annotated: Path | None
    problem: str = ""

    def discard(self) -> None:
        """Remove the annotated video: the review has been forgotten."""
        if self.annotated is not None:
            self.annotated.unlink(missing_ok=True)


def save_upload(name: str, content: BinaryIO) -> Recording:
    """Copy an upload to the temporary folder, so that the browser's copy can be let go.

    Raises
    ------
    OutputError
        When the disk is full or the folder cannot be written.
    """
    digest = hashlib.blake2b(digest_size=16)
    target = scratch_dir() / f"{secrets.token_hex(8)}.part"
    try:
        with target.open("wb") as file:
            while block := content.read(COPY_BLOCK):
                digest.update(block)
                file.write(block)
        # In a folder of its own it keeps its name, which is what every message about it says.
        final = scratch_dir() / digest.hexdigest() / _plain_name(name)
        final.parent.mkdir(exist_ok=True)
        target.replace(final)
    except OSError as error:
        target.unlink(missing_ok=True)
        raise OutputError(say("page-upload-not-kept", name=name, why=error.strerror or str(error))) from error
    return Recording(final, name, digest.hexdigest())


def _plain_name(name: str) -> str:
    """Make a file name of what the browser says it is: no folders, no signs that some systems refuse, not too long."""
    kept = "".join(letter if letter.isprintable() and letter not in '<>:"/\\|?*' else "_" for letter in name).strip(
        ". "
    )
    stem, dot, suffix = kept.rpartition(".")
    return f"{stem[:LONGEST_NAME]}{dot}{suffix[:8]}" if stem else kept[:LONGEST_NAME] or "recording"


def run_review(request: Request, progress: Progress, seen: Analysis | None = None) -> Result:
    """Watch the recording, hold it against the protocol, and draw the annotated video.

    ``seen`` is an analysis of the same recording with other settings: then hands are not looked for again.

    Raises
    ------
    CoachError
        With a sentence for the user; :class:`~coach.errors.Cancelled` when the user asked to stop.
    """
    from coach.pipeline import analyse, analyse_tracks
    from coach.reviewing import review_analysis

    progress.report(0.0, "watch")
    protocol = load_planned(request)
    path = request.recording.path
    if seen is None:
        analysis = analyse(path, request.back, progress.part(0.0, WATCH_SHARE, "watch"), workers=count_spare_cores)
    else:
        analysis = analyse_tracks(seen.tracks, seen.info, request.back)
    progress.report(WATCH_SHARE, "judge")
    made = review_analysis(analysis, protocol, source=path)
    annotated, problem = _annotate(request, made, progress.part(1.0 - DRAW_SHARE, 1.0, "draw"))
    return Result(request, made, annotated, problem)


def count_spare_cores() -> int:
    """How many cores a review may use just now: a live session comes first, and one is left to the review."""
    from coach.hands.side_by_side import count_workers
    from coach.live.registry import is_watching

    return 1 if is_watching() else count_workers()


def load_planned(request: Request) -> Protocol | None:
    """Load the protocol as the session was to follow it: its variant, the side to begin on, its length."""
    if request.protocol_id is None:
        return None
    from coach.protocol.library import load_protocol
    from coach.protocol.variants import plan_protocol, scale_protocol

    planned = plan_protocol(load_protocol(request.protocol_id), request.variant, request.pain_side)
    return scale_protocol(planned, factor=request.factor)


def _annotate(request: Request, made: Review, on_progress: Callable[[float], None]) -> tuple[Path | None, str]:
    """Draw the annotated video; a review without one is worth more than none, so a fault here is only said."""
    target = scratch_dir() / f"annotated-{request.digest}.mp4"
    try:
        made.save_video(target, on_progress)
    except Cancelled:
        target.unlink(missing_ok=True)
        raise
    except (CoachError, OSError) as error:
        target.unlink(missing_ok=True)
        return None, str(error)
    return target, ""
