"""One live session: pictures come in from a socket, results go out, one thread does the work in between.

Who owns what: the analysis thread alone owns the hand model, the controller and the recorder. The socket's event loop
only puts things into a box of two compartments, the newest frame and the waiting commands, under one lock. The newest
frame wins: an older one that still waits is handed back, so that its credit returns. An exception of the thread is kept
and told to the page, and raised again to whoever next talks to the session.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.errors import CoachError
from coach.hands.effort import Effort
from coach.live.messages import Command, Message
from coach.live.outcome import Outcome
from coach.live.stream_clock import StreamClock
from coach.records import Frame, HandsFrame
from coach.words import say

Sink = Callable[[Message], None]
"""Takes one message for the page; called from the analysis thread, must not block."""

_USUAL_ASPECT = 16 / 9

LATE_S = 4.0
"""Pictures that do not come for so long (a closed lid, a tab that sleeps) pause a session, also where no page is awake
to say so; the page itself notices a camera that stands still a second earlier."""

SAID_S = 8
"""So long the page shows that the computer is slow."""

_log = logging.getLogger(__name__)


class Follower(Protocol):
    """What finds the hands in a picture: :class:`coach.hands.follow.HandFollower`."""

    def push(self, frame: Frame) -> HandsFrame:
        """Find the hands of the next frame."""
        ...


class Controller(Protocol):
    """What makes of hands what the page shows: :class:`coach.live.controller.LiveController`."""

    outcome: Outcome | None
    """Set once, when the session has ended."""

    def open(self) -> list[Message]:
        """Messages for a page that has just connected."""
        ...

    def push(self, hands: HandsFrame, image: NDArray[np.uint8], jpeg: bytes) -> Iterator[Message]:
        """Take in one frame; the first message is its result."""
        ...

    def command(self, command: Command) -> Iterator[Message]:
        """Do what the user asked for."""
        ...

    def close(self) -> None:
        """Bring what was recorded to a safe end."""
        ...


class LiveSession:
    """The analysis thread of one live session and the box in front of it.

    Parameters
    ----------
    make_follower : callable
        Given the picture's aspect, returns a context manager that yields a :class:`Follower`; called on the analysis
        thread.
    controller : Controller
        Used on the analysis thread only.
    effort : Effort, optional
        Shared with the followers: when less is looked for, because the computer is slow, the page is told once.
    """

    def __init__(
        self,
        make_follower: Callable[[float], AbstractContextManager[Follower]],
        controller: Controller,
        effort: Effort | None = None,
        late_s: float = LATE_S,
    ) -> None:
        self._effort = effort
        self._said_slow = False
        self._late_s = late_s
        self._late = True
        self._make_follower = make_follower
        self._director = controller
        self._clock = StreamClock()
        self._box = threading.Condition()
        self._frame: _Picture | None = None
        self._commands: deque[Command] = deque()
        self._sink: Sink | None = None
        self._greet = False
        self._closing = False
        self._fault: BaseException | None = None
        self._frames = 0
        self._thread = threading.Thread(target=self._run, name="live-session", daemon=True)

    def start(self) -> None:
        """Start the analysis thread; the hand model loads at once, so that the first picture does not wait for it."""
        self._thread.start()

    def attach(self, sink: Sink) -> None:
        """Send results to ``sink`` from now on, beginning with where the session stands."""
        self._raise_fault()
        with self._box:
            self._sink, self._greet = sink, True
            self._box.notify()

    def detach(self) -> None:
        """Nobody listens; what the session holds stays."""
        with self._box:
            self._sink, self._frame = None, None

    def offer(self, capture_s: float, jpeg: bytes) -> float | None:
        """Put in the newest frame.

        Returns
        -------
        float or None
            Capture time of an older frame that this one replaced: its credit goes back.
        """
        self._raise_fault()
        with self._box:
            replaced = None if self._frame is None else self._frame.capture_s
            self._frame = _Picture(capture_s, jpeg, time.time())
            self._box.notify()
        return replaced

    def command(self, command: Command) -> None:
        """Put in something that the user asked for."""
        self._raise_fault()
        with self._box:
            self._commands.append(command)
            self._box.notify()

    def close(self, timeout_s: float = 5.0) -> None:
        """End the thread; what was recorded is safe afterwards. Harmless when called twice."""
        with self._box:
            self._closing = True
            self._box.notify()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(timeout_s)

    @property
    def alive(self) -> bool:
        """Whether the session can still take frames."""
        return self._fault is None and not self._closing

    @property
    def watches(self) -> bool:
        """Whether pictures come and are looked at just now."""
        return self.alive and not self._late

    @property
    def outcome(self) -> Outcome | None:
        """How the session ended; ``None`` while it runs."""
        return self._director.outcome

    def _raise_fault(self) -> None:
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        try:
            self._work()
        except BaseException as error:
            # The session must not die unheard: the page is told, and the next caller gets the exception itself.
            self._fault = error
            if not isinstance(error, CoachError):
                _log.exception("the live analysis stopped")
            self._send([{"type": "fault", "message": _explain(error)}])
        finally:
            self._director.close()

    def _work(self) -> None:
        with contextlib.ExitStack() as stack:
            # Made once before the first picture, so that loading the model's library is over when it comes.
            follower = stack.enter_context(self._make_follower(_USUAL_ASPECT))
            shape: tuple[int, ...] = ()
            while (job := self._take()) is not None:
                if job.greet:
                    self._clock.break_off()
                    self._send(self._director.open())
                for command in job.commands:
                    self._send(self._director.command(command))
                if job.frame is None:
                    continue
                picture, taken_s = job.frame, time.time()
                frame = self._decode(picture)
                if frame is None:
                    self._send([{"type": "dropped", "t": picture.capture_s}])
                    continue
                if frame.image.shape != shape:
                    shape = frame.image.shape
                    stack.close()
                    follower = stack.enter_context(self._make_follower(shape[1] / shape[0]))
                decoded_s = time.time()
                hands = follower.push(frame)
                messages = self._director.push(hands, frame.image, picture.jpeg)
                at_s = [picture.received_s, taken_s, decoded_s, time.time()]
                self._send([next(messages) | {"t": picture.capture_s, "at": at_s}])
                self._send(messages)
                self._tell_slow()

    def _tell_slow(self) -> None:
        if self._effort is not None and self._effort.is_reduced and not self._said_slow:
            self._said_slow = True
            text = say("fault-slow-computer")
            self._send([{"type": "notice", "code": "slow_computer", "text": text, "seconds": SAID_S}])

    def _take(self) -> _Job | None:
        with self._box:
            came = self._box.wait_for(
                lambda: self._closing or self._greet or self._commands or self._frame is not None,
                None if self._late else self._late_s,
            )
            if self._closing:
                return None
            if not came:
                self._late = True
                return _Job(False, (Command("pause", {"why": "camera"}),), None)
            self._late = self._late and self._frame is None
            job = _Job(self._greet, tuple(self._commands), self._frame)
            self._greet, self._frame = False, None
            self._commands.clear()
            return job

    def _decode(self, picture: _Picture) -> Frame | None:
        image = cv2.imdecode(np.frombuffer(picture.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
        time_s = self._clock.to_session(picture.capture_s, time.monotonic())
        if image is None or time_s is None:
            return None
        self._frames += 1
        return Frame(self._frames - 1, time_s, np.ascontiguousarray(image, np.uint8))

    def _send(self, messages: Iterable[Message]) -> None:
        for message in messages:
            with self._box:
                sink = self._sink
            if sink is not None:
                sink(message)


@dataclass(frozen=True, slots=True)
class _Picture:
    capture_s: float
    jpeg: bytes
    received_s: float
    """By the wall clock."""


@dataclass(frozen=True, slots=True)
class _Job:
    greet: bool
    commands: tuple[Command, ...]
    frame: _Picture | None


def _explain(error: BaseException) -> str:
    if isinstance(error, CoachError):
        return str(error)
    return say("fault-coach-stopped", name=type(error).__name__, error=str(error))
