"""Writes a live session down as it goes, where it has a folder; without one everything here does nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coach.errors import StoreError
from coach.feedback.cues import Cue
from coach.live.coach import Tick
from coach.live.messages import Message
from coach.live.recorder import SessionRecorder
from coach.live.recording import delete_session
from coach.live.rounds import Round, write_round
from coach.records import HandsFrame


class SessionLog:
    """What of a session goes to the disk; used on the analysis thread only.

    Parameters
    ----------
    folder : Path or None
    meta : mapping
        What ``session.json`` says at first.
    keep_picture : bool
        Record the picture too.
    rounds : sequence of Round
        Rounds of one step that a session which goes on has written down already.
    """

    def __init__(self, folder: Path | None, meta: Message, *, keep_picture: bool, rounds: Sequence[Round] = ()) -> None:
        self._keep_picture = keep_picture
        self._rounds = set(rounds)
        self._last: tuple[str, int] | None = None
        self._said_fault = False
        self._recorder: SessionRecorder | None = None
        self.notice: Message | None = None
        """Told to a page that connects: nothing is written down."""
        if folder is not None:
            try:
                self._recorder = SessionRecorder(folder, meta)
            except StoreError as error:
                self.notice = {"type": "notice", "code": "not_recorded", "text": str(error)}

    def set_meta(self, **values: Any) -> None:
        """Change what ``session.json`` says."""
        if self._recorder is not None:
            self._recorder.set_meta(**values)

    def add_event(self, kind: str, time_s: float, /, **values: Any) -> None:
        """Note that something happened."""
        if self._recorder is not None:
            self._recorder.add_event(kind, time_s, **values)

    def add_frame(self, hands: HandsFrame, jpeg: bytes, tick: Tick) -> None:
        """Note the hands of one frame, and what they led to where that is new."""
        if self._recorder is None:
            return
        self._recorder.add_frame(hands)
        if self._keep_picture:
            self._recorder.add_picture(hands.time_s, jpeg)
        state = (tick.snapshot.verdict, -1 if tick.step is None else tick.step.index)
        if state != self._last:
            self._last = state
            self._recorder.add_event("state", hands.time_s, verdict=state[0], step=state[1])

    def add_cue(self, cue: Cue, text: str) -> None:
        """Note what was said."""
        self.add_event("cue", cue.time_s, code=cue.code, way=cue.way, step=cue.step, text=text)

    def add_rounds(self, done: Sequence[Round], time_s: float) -> None:
        """Note the rounds that have ended since the last time."""
        for each in done:
            if each not in self._rounds:
                self._rounds.add(each)
                self.add_event("round", time_s, round=write_round(each))

    def tell_fault(self) -> Iterator[Message]:
        """Say once that the disk does not take any more."""
        fault = None if self._recorder is None else self._recorder.fault
        if fault is not None and not self._said_fault:
            self._said_fault = True
            yield {"type": "notice", "code": "not_recorded", "text": fault.strerror or str(fault)}

    def close(self, *, forget: bool = False) -> None:
        """Bring what was written down to a safe end, or throw it away: nothing had begun."""
        if self._recorder is None:
            return
        self._recorder.close()
        if forget:
            delete_session(self._recorder.folder)
