"""The whole chain on one screen: frames in, an analysis out.

A recording and a live camera use the same :class:`Analyser`, so a recording read frame by frame gives what the whole
file gives. ``push`` costs little beyond finding the hands: the newest part of the stream is measured once a tick.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType

import numpy as np

from coach.frames.source import FrameSource
from coach.frames.video import open_recording, open_video
from coach.hands.collect import TrackCollector, count_coverage
from coach.hands.follow import HandFollower, SightFollower
from coach.hands.joined import Joined
from coach.hands.pieces import PiecesDiffer
from coach.hands.search import plan_borders
from coach.hands.side_by_side import SideBySide, count_workers
from coach.motion.hand_points import Point
from coach.motion.rhythm import TICK_S
from coach.motion.steady import BackInterval, find_back_intervals
from coach.records import Analysis, Back, Coverage, Frame, HandsFrame, HandTracks, Snapshot, VideoInfo
from coach.technique.latest import LatestMeter
from coach.technique.stretches import find_stretches
from coach.technique.timeline import measure

LIVE_WINDOW_S = 20.0
"""The newest part of a stream that a snapshot is made from: two slow strokes and a little more."""

OnProgress = Callable[[float], None]
OnSnapshot = Callable[[Frame, Snapshot], None]


class Analyser:
    """Analyses a stream of frames; a context manager, because pushing frames opens the hand model.

    One analyser belongs to one thread.

    Parameters
    ----------
    aspect : float
        Picture width divided by height.
    back : Back, optional
        Where the back lies in the picture; may be set while the stream runs.
    live : bool
        Make snapshots while the stream runs. Without it :meth:`push` only collects, which is cheaper.
    """

    def __init__(self, aspect: float, back: Back | None = None, *, live: bool = True) -> None:
        self._back = back
        self._intervals: tuple[BackInterval, ...] | None = None
        self._scene = 0
        self._aspect = aspect
        self.live = live
        self._follower: HandFollower | None = None
        self._collector = TrackCollector(aspect)
        self._meter = LatestMeter()
        self._snapshot: Snapshot | None = None
        self._measured_s = -np.inf

    def __enter__(self) -> Analyser:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def back(self) -> Back | None:
        """Where the back lies in the picture taken at its ``at_s``; may be set while the stream runs."""
        return self._back

    @back.setter
    def back(self, back: Back | None) -> None:
        self._back, self._intervals = back, None

    @property
    def point(self) -> Point:
        """The point of a hand that stands for its place now: that of the step which is due."""
        return self._meter.point

    @point.setter
    def point(self, point: Point) -> None:
        self._meter.point = point

    @property
    def located(self) -> bool:
        """Whether it is known where the back lies in the newest picture."""
        return self._back is not None and (self._intervals is None or self._intervals[-1].back is not None)

    def close(self) -> None:
        """Give the hand model back; harmless when called twice."""
        if self._follower is not None:
            self._follower.__exit__(None, None, None)
            self._follower = None

    def push(self, frame: Frame) -> Snapshot:
        """Take the next frame; times rise strictly. Returns the newest state."""
        if self._follower is None:
            self._follower = HandFollower(self._aspect).__enter__()
        return self.push_hands(self._follower.push(frame))

    def push_hands(self, hands: HandsFrame) -> Snapshot:
        """Take the next frame's hands where they are known already: a stored track, a simulation."""
        self._collector.append(hands)
        due = self.live and hands.time_s - self._measured_s >= TICK_S and len(self._collector) >= 3
        if due:
            self._snapshot = self._meter.measure(
                self._collector.tracks(LIVE_WINDOW_S), hands, self._back, self._find_intervals(hands)
            )
            self._measured_s = hands.time_s
        elif self._snapshot is None:
            self._snapshot = Snapshot.empty(hands)
        self._snapshot = replace(self._snapshot, time_s=hands.time_s, hands=hands)
        return self._snapshot

    def _find_intervals(self, hands: HandsFrame) -> tuple[BackInterval, ...]:
        """Find where the back lies in every scene, anew only when something has changed."""
        scene = 0 if hands.shift is None else hands.shift.scene
        if self._intervals is None or scene != self._scene:
            self._scene = scene
            self._intervals = find_back_intervals(self._back, self._collector.times(), self._collector.scenes())
        return self._intervals

    def finish(self, info: VideoInfo) -> Analysis:
        """Analyse all that was pushed, with what the end of the stream made known about it."""
        return analyse_tracks(self._collector.tracks(), info, self.back)


def analyse_tracks(tracks: HandTracks, info: VideoInfo, back: Back | None = None) -> Analysis:
    """Analyse hands that were tracked before: the same as pushing them one by one."""
    coverage = Coverage(*count_coverage(tracks))
    measured = measure(tracks, back)
    duration_s = max(info.duration_s, float(tracks.time_s[-1]) if len(tracks.time_s) else 0.0)
    timeline, segments = find_stretches(measured, duration_s)
    return Analysis(info, tracks, timeline, segments, coverage, back)


def analyse(
    source: Path | str | FrameSource,
    back: Back | None = None,
    on_progress: OnProgress | None = None,
    on_snapshot: OnSnapshot | None = None,
    *,
    workers: Callable[[], int] = count_workers,
) -> Analysis:
    """Analyse a recording.

    Parameters
    ----------
    source : Path, str or FrameSource
        A file, or an open stream of frames, which is read to its end and not closed.
    back : Back, optional
    on_progress : callable, optional
        Called with the fraction done, 0 to 1; may raise :class:`coach.errors.Cancelled` to stop.
    on_snapshot : callable, optional
        Called with every frame and the state at it.
    workers : callable, optional
        How many threads may look for hands in a file just now, from any thread; asked again and again. Changes nothing
        of what is found: long files are searched in the same pieces whatever it says, except with ``on_snapshot``.

    Raises
    ------
    VideoError
        When the recording cannot be read at all. One that ends early is analysed as far as it goes.
    """
    if isinstance(source, Path | str):
        if on_snapshot is not None:
            with open_video(source) as video:
                return analyse(video, back, on_progress, on_snapshot)
        opened = open_recording(source, sparing=True)
        with (
            contextlib.suppress(PiecesDiffer),
            SideBySide(opened, plan_borders(opened), workers) as seen,
        ):
            return analyse_seen(seen, back, on_progress)
        with SideBySide(open_recording(source, sparing=True), (), workers) as seen:
            return analyse_seen(seen, back, on_progress)
    with Analyser(source.info.aspect, back, live=on_snapshot is not None) as analyser:
        for frame in source:
            snapshot = analyser.push(frame)
            if on_snapshot is not None:
                on_snapshot(frame, snapshot)
            if on_progress is not None:
                on_progress(source.fraction_read)
        return analyser.finish(source.info)


def analyse_seen(seen: SideBySide | Joined, back: Back | None, on_progress: OnProgress | None) -> Analysis:
    """Analyse a recording in whose pictures hands were found by others, as :func:`analyse` does.

    Raises
    ------
    PiecesDiffer
        When the recording has to be read in one piece.
    """
    aspect = seen.info.aspect
    follower, analyser = SightFollower(aspect), Analyser(aspect, back, live=False)
    for time_s, sight in seen:
        analyser.push_hands(follower.follow(time_s, sight))
        if on_progress is not None:
            on_progress(seen.fraction_read)
    return analyser.finish(seen.info)
