"""The one call that every face uses: from a recording to everything the coach says about it.

``review`` watches a recording, holds it against a protocol and returns a :class:`Review`, which knows how to be written
down. The command line, the app, the live coach and the evaluation all go through here, so a recording is never judged
in two ways.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from coach import formats
from coach.care.avoid import add_avoided
from coach.care.screening import Area
from coach.check.check import check_protocol
from coach.frames.source import FrameSource
from coach.motion.body import turn_to
from coach.pipeline import OnProgress, analyse, analyse_tracks
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.records import Analysis, Back, CheckResult
from coach.report.summary import build_review


@dataclass(frozen=True)
class Review:
    """What the coach says about one recording.

    Attributes
    ----------
    analysis : Analysis
        What was measured, before any protocol was asked.
    check : CheckResult or None
        The recording held against ``protocol``; ``None`` without one.
    protocol : Protocol or None
    source : Path or None
        The recording's file, where it has one: the annotated video is drawn over it.
    """

    analysis: Analysis
    check: CheckResult | None = None
    protocol: Protocol | None = None
    source: Path | None = None

    @cached_property
    def written(self) -> formats.ReviewFile:
        """The review in the form of ``review.json``."""
        return build_review(self.analysis, self.check, self.protocol)

    def to_json(self) -> str:
        """Return ``review.json``."""
        return self.written.model_dump_json(indent=1)

    def to_html(self, reviewed_on: date | None = None) -> str:
        """Return the report as one self-contained page, which loads nothing and runs no script."""
        from coach.report.html import render_html

        return render_html(self.written, self.protocol, reviewed_on=reviewed_on)

    def to_csv(self, *, decimal_comma: bool = False) -> str:
        """Return one row for each stretch, for a spreadsheet; see :func:`coach.report.table.render_csv`."""
        from coach.report.table import render_csv

        return render_csv(self.written, decimal_comma=decimal_comma)

    def save_video(self, path: Path | str, on_progress: OnProgress | None = None) -> None:
        """Write the recording again with what the coach saw drawn on it: H.264 in MP4.

        Raises
        ------
        ValueError
            For a review that was not made from a file.
        CoachError, OSError
            When the recording cannot be read again, or the video not be written.
        """
        from coach.report.annotate import write_annotated_video

        if self.source is None:
            raise ValueError("expected a review of a file; this one has no recording to draw on")
        write_annotated_video(self.source, Path(path), self.analysis, self.written, self.protocol, on_progress)


def review(
    source: Path | str | FrameSource,
    protocol: Protocol | Path | str | None = None,
    back: Back | None = None,
    *,
    avoid: Collection[Area] = (),
    on_progress: OnProgress | None = None,
) -> Review:
    """Review a recording.

    Parameters
    ----------
    source : Path, str or FrameSource
        A file, or an open stream of frames; a stream is read to its end and not closed.
    protocol : Protocol, Path or str, optional
        What was to be done: a protocol, its id, or its file. Without it only what was seen is told.
    back : Back, optional
        Where the back lies in the picture; without it no direction and no place is judged.
    avoid : collection of Area
        Places that are to be left out.
    on_progress : callable, optional
        Called with the fraction watched, 0 to 1; may raise :class:`coach.errors.Cancelled` to stop.

    Raises
    ------
    VideoError
        When the recording cannot be read at all. One that ends early is reviewed as far as it goes.
    ProtocolError
        When the protocol is not known or its file has a fault.
    """
    asked = protocol if protocol is None or isinstance(protocol, Protocol) else load_protocol(protocol)
    file = Path(source) if isinstance(source, Path | str) else None
    if back is not None and asked is not None:
        back = turn_to(back, asked.region)
    return review_analysis(analyse(source, back, on_progress), asked, avoid=avoid, source=file)


def review_analysis(
    analysis: Analysis,
    protocol: Protocol | None = None,
    *,
    time_scale: float | None = None,
    avoid: Collection[Area] = (),
    source: Path | None = None,
) -> Review:
    """Review what was measured before: a live session, stored tracks, the same recording with other settings.

    Parameters
    ----------
    analysis : Analysis
    protocol : Protocol, optional
    time_scale : float, optional
        Share of the protocol's durations and counts that the session was planned for; ``None``: as the protocol stands.
    avoid : collection of Area
        Places that are to be left out.
    source : Path, optional
        The recording's file.
    """
    if protocol is not None and analysis.back is not None and analysis.back.region != protocol.region:
        # The same points are the ends of another part of the body.
        analysis = analyse_tracks(analysis.tracks, analysis.info, turn_to(analysis.back, protocol.region))
    check = None if protocol is None else check_protocol(analysis, protocol, time_scale)
    if check is not None and avoid:
        timeline = analysis.timeline if check.places is None else replace(analysis.timeline, back_uv=check.places)
        check = add_avoided(check, timeline, avoid)
    return Review(analysis, check, protocol, source)
