"""Interlaced frames made whole: each holds two moments in its odd and even lines, which tear a hand that moves."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    import av

T = TypeVar("T")

FIELD_ORDERS = {2: "tff", 3: "bff", 4: "bff", 5: "tff"}
"""Which field comes first, by the number FFmpeg gives to the order that a container states (4 and 5: as displayed)."""

MARKING_CODECS = frozenset(["h264", "hevc", "mpeg2video", "mpeg1video", "mpeg4", "dvvideo", "vc1", "wmv3"])
"""Codecs that mark every interlaced frame themselves."""


class Deinterlacer(Generic[T]):
    """Gives every frame back, later by one while the recording is interlaced, each with the note that it came with.

    Nothing is touched until the first interlaced frame; from there on everything passes through FFmpeg's ``bwdif``,
    which leaves alone what is not marked. Where a container states fields that its codec does not mark, all are taken
    for interlaced.
    """

    def __init__(self, stream: av.VideoStream) -> None:
        self._stream = stream
        self._graph: av.filter.Graph | None = None
        self._kind: tuple[int, int, str] | None = None
        self._notes: deque[T] = deque()

    def push(self, frame: av.VideoFrame, note: T) -> list[tuple[av.VideoFrame, T]]:
        """Take the next frame; return those that are ready.

        Raises
        ------
        av.FFmpegError
            When the frame is of a kind that cannot be deinterlaced.
        """
        codec = self._stream.codec_context
        order = None if codec.name in MARKING_CODECS else FIELD_ORDERS.get(codec.field_order)
        if self._graph is None and order is None and not frame.interlaced_frame:
            return [(frame, note)]
        ready: list[tuple[av.VideoFrame, T]] = []
        kind = (frame.width, frame.height, frame.format.name)
        if kind != self._kind:
            ready = self.flush()
            self._start(frame, order)
            self._kind = kind
        assert self._graph is not None
        self._notes.append(note)
        self._graph.vpush(frame)
        return ready + self._pull()

    def flush(self) -> list[tuple[av.VideoFrame, T]]:
        """Return what is still held back."""
        if self._graph is None:
            return []
        self._graph.vpush(None)
        ready = self._pull()
        self._graph, self._kind = None, None
        self._notes.clear()
        return ready

    def _start(self, frame: av.VideoFrame, order: str | None) -> None:
        import av

        marked = frame.interlaced_frame or order is None
        graph = av.filter.Graph()
        graph.threads = 1
        source = graph.add_buffer(
            width=frame.width, height=frame.height, format=frame.format, time_base=self._stream.time_base
        )
        how = "deint=interlaced:parity=auto" if marked else f"deint=all:parity={order}"
        graph.link_nodes(source, graph.add("bwdif", f"mode=send_frame:{how}"), graph.add("buffersink")).configure()
        self._graph = graph

    def _pull(self) -> list[tuple[av.VideoFrame, T]]:
        import av

        assert self._graph is not None
        ready = []
        while self._notes:
            try:
                frame = self._graph.vpull()
            except (av.BlockingIOError, av.EOFError):
                break
            ready.append((frame, self._notes.popleft()))
        return ready
