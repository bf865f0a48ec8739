"""What every stage behind this one needs from a stream of pictures."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType
from typing import Protocol

from coach.records import Frame, VideoInfo


class FrameSource(Protocol):
    """A stream of frames that is read once, from first to last; a context manager.

    Frames come in the order of time with strictly rising ``time_s``, all of one shape (width to height); their size may
    change where the recording's does. The end of the stream ends the iterator.
    """

    @property
    def info(self) -> VideoInfo:
        """What is known of the stream: a claim while it runs, what was really read after its end."""
        ...

    @property
    def fraction_read(self) -> float:
        """Share of the stream that was handed out, 0 to 1; stays 0 while the length is unknown."""
        ...

    def __iter__(self) -> Iterator[Frame]:
        """Go on with the stream where it stands."""
        ...

    def __next__(self) -> Frame:
        """Return the next frame."""
        ...

    def close(self) -> None:
        """Stop reading and let everything go; safe at any time, also twice and from another thread."""
        ...

    def __enter__(self) -> FrameSource:
        """Return the source itself."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the source."""
        ...
