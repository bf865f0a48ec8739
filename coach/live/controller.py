"""Leads a live session through its phases: set-up, running or paused, ended."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from coach.feedback.cues import Cue
from coach.live.backdrop import draw_backdrop
from coach.live.coach import LiveCoach
from coach.live.messages import Command, Message, write_hand
from coach.live.outcome import EndReason, Outcome, add_answers, find_goal, find_reviewed, name_session
from coach.live.place import BackInPicture
from coach.live.plan import Plan
from coach.live.recording import FINISHED, RUNNING, SETUP, RecordedSession
from coach.live.rounds import RoundsKeeper, read_rounds
from coach.live.session_log import SessionLog
from coach.live.setup_check import WINDOW_S, SetupCheck
from coach.live.view_model import (
    describe_back,
    describe_cue_for_page,
    describe_line,
    describe_plan,
    describe_progress,
    describe_snapshot,
    read_back,
)
from coach.motion.body import turn_to
from coach.protocol.schema import Protocol
from coach.records import Back, HandsFrame, VideoInfo
from coach.reviewing import review_analysis

Phase = Literal["setup", "running", "ended"]

COUNTDOWN_S = 3.0
"""Between a passed set-up check and the first step."""

CONTINUE_GAP_S = 1.0
"""How much of the time between a cut-off and its continuation counts as part of the session."""

ASPECT_TOLERANCE = 0.01
"""A phone that is turned changes the picture's shape; an encoder's rounding changes it by less than this."""


class LiveController:
    """Makes of each frame's hands what the page shows; used on the analysis thread only.

    Parameters
    ----------
    plan : Plan
    protocol : Protocol or None
        Already limited by the screening and scaled; ``None`` in free practice.
    folder : Path or None
        Where the session is written down; ``None``: nowhere.
    continues : RecordedSession, optional
        A session that was cut off and goes on.
    extras : mapping, optional
        Whatever the page wants to find again in ``session.json``.
    at_once : bool
        Go on without a new set-up check: the cut-off was a moment ago, and hands are at work.
    """

    def __init__(
        self,
        plan: Plan,
        protocol: Protocol | None,
        folder: Path | None,
        continues: RecordedSession | None = None,
        extras: Mapping[str, Any] | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        self._plan = plan
        self._protocol = protocol
        self._folder = folder
        self._continues = continues
        self._at_once = at_once
        self._phase: Phase = "setup"
        self._back = self._lay(plan.back)
        self._place = BackInPicture(self._back)
        self._setup = SetupCheck(needs_back=plan.needs_back)
        self._coach: LiveCoach | None = None
        self._started_at = datetime.now(UTC) if continues is None else continues.started_at
        self._extras = dict(extras or {})
        self._shape: tuple[int, ...] = ()
        self._aspect = 1.0
        self._frames = 0
        self._camera_s = 0.0
        self._newest: HandsFrame | None = None
        self._zero_s = 0.0
        self._time_s = 0.0
        self._state: Message = {}
        self._cues: list[Cue] = []
        done = () if continues is None else read_rounds(continues.events)
        meta = self._meta(SETUP if continues is None else RUNNING)
        self._log = SessionLog(folder, meta, keep_picture=plan.keep_picture, rounds=done)
        self.outcome: Outcome | None = None

    def open(self) -> list[Message]:
        """Messages for a page that has just connected."""
        ready = {"type": "ready", "phase": self._phase} | self._describe_place()
        messages = [ready | describe_plan(self._plan, self._protocol)]
        messages += [] if self._log.notice is None else [self._log.notice]
        return [*messages, {"type": "ended", "reason": self.outcome.reason}] if self.outcome is not None else messages

    def push(self, hands: HandsFrame, image: NDArray[np.uint8], jpeg: bytes) -> Iterator[Message]:
        """Take in one frame; the first message is its result, and comes before anything is measured.

        What is drawn over the hands therefore never waits for the judgement: that is one frame old.
        """
        result: Message = {"type": "result", "hands": [write_hand(hand) for hand in hands.hands], "phase": self._phase}
        self._camera_s = hands.time_s
        hands = self._place.push(hands)
        self._newest = hands
        if self._phase == "ended":
            yield result
            return
        if self._phase == "setup":
            starts = self._check_setup(result, hands, image) or self._at_once
            yield result
            if starts:
                yield from self._start()
        else:
            yield result | self._state
            yield from self._run(replace(hands, time_s=hands.time_s - self._zero_s), image, jpeg)
        if self._place.has_moved:
            yield {"type": "back"} | self._describe_place()

    def _run(self, hands: HandsFrame, image: NDArray[np.uint8], jpeg: bytes) -> Iterator[Message]:
        assert self._coach is not None
        self._time_s = hands.time_s
        if abs(image.shape[1] / image.shape[0] / self._aspect - 1) > ASPECT_TOLERANCE:
            if self._coach.paused is None:
                yield from self.command(Command("pause", {"why": "camera"}))
            self._state["paused"] = self._coach.paused
            return
        tick = self._coach.push(hands)
        self._frames += 1
        self._log.add_frame(hands, jpeg, tick)
        self._state = describe_snapshot(tick.snapshot, tick.asked.technique) | describe_progress(tick.step)
        self._state |= {"s": round(hands.time_s, 2), "paused": tick.paused}
        self._state |= {"line": describe_line(tick.line), "brief": tick.brief}
        yield from self._tell_rounds()
        yield from self._tell(tick.cue)
        yield from self._log.tell_fault()
        if tick.over:
            yield from self._end("done")

    def command(self, command: Command) -> Iterator[Message]:
        """Do what the user asked for."""
        if command.name == "set_back":
            yield self._set_back(command.values)
        elif self._phase == "setup":
            if command.name == "start" and self._shape:
                yield from self._start()
            elif command.name == "start":
                self._at_once = True  # the first picture starts it: until then its shape is not known
        elif self._phase == "running" and self._coach is not None:
            self._log.add_event("command", self._time_s, **command.values, name=command.name)
            yield from self._tell(self._coach.steer(command.name, command.values, self._time_s))
            self._state["paused"] = self._coach.paused
            if command.name in ("hurts", "finish"):
                yield from self._end("hurts" if command.name == "hurts" else "user")

    def close(self) -> None:
        """Bring what was recorded to a safe end; a session that did not end can be continued."""
        self._log.close(forget=self._phase == "setup" and self._continues is None)

    def _check_setup(self, result: Message, hands: HandsFrame, image: NDArray[np.uint8]) -> bool:
        """Add what the check found to the result; returns whether the first step begins now."""
        self._shape = image.shape
        items = self._setup.push(hands, image, self._place.now)
        result["setup"] = [asdict(item) for item in items]
        well_s = self._setup.well_s(hands.time_s)
        if well_s < WINDOW_S:
            return False
        left_s = WINDOW_S + COUNTDOWN_S - well_s
        result["starts_in"] = round(max(0.0, left_s), 1)
        return left_s <= 0

    def _start(self) -> Iterator[Message]:
        self._phase = "running"
        self._aspect = self._shape[1] / self._shape[0]
        before = self._continues
        # The camera was opened anew: its scenes have nothing to do with those of the first part.
        self._back = self._place.start_again(0 if before is None else int(before.rows["scene"].max(initial=-1)) + 1)
        if before is not None:
            self._frames = len(before.rows)
            self._time_s = before.duration_s + CONTINUE_GAP_S
            if self._back is not None:
                self._back = replace(self._back, at_s=self._time_s, earlier=before.back)
        self._coach = LiveCoach(self._plan, self._protocol, self._aspect, self._back)
        self._log.set_meta(**self._meta(RUNNING))
        if self._continues is not None:
            self._coach.restore(self._continues.frames(), self._continues.step)
            if self._coach.rounds is not None:
                self._coach.rounds = RoundsKeeper(read_rounds(self._continues.events))
        self._zero_s = self._camera_s - self._time_s
        yield {"type": "phase", "phase": "running"} | self._describe_place()

    def _lay(self, back: Back | None) -> Back | None:
        """Let the two points be the ends of what the protocol is about."""
        return back if back is None or self._protocol is None else turn_to(back, self._protocol.region)

    def _set_back(self, values: Message) -> Message:
        back = None if values.get("none") else self._lay(read_back(values))
        self._place.set(back)
        if back is not None and self._coach is not None:
            back = replace(back, at_s=self._time_s, earlier=self._back)
        self._back = back
        self._setup = SetupCheck(needs_back=not values.get("none"))
        if self._coach is not None:
            self._coach.set_back(self._back)
        if self._phase == "running":
            self._log.add_event("back", self._time_s, back=_back_as_json(self._back))
        return {"type": "back"} | self._describe_place()

    def _tell(self, cue: Cue | None) -> Iterator[Message]:
        if cue is None:
            return
        self._cues.append(cue)
        message = describe_cue_for_page(cue)
        self._log.add_cue(cue, message["text"])
        yield message

    def _tell_rounds(self) -> Iterator[Message]:
        """Write down the rounds that ended, and tell the page of one that comes once more."""
        assert self._coach is not None
        if self._coach.rounds is None:
            return
        self._log.add_rounds(self._coach.rounds.done, self._time_s)
        if self._coach.protocol is not self._protocol:
            self._protocol = self._coach.protocol
            self._log.set_meta(**self._meta(RUNNING))
            yield {"type": "plan"} | describe_plan(self._plan, self._protocol)

    def _describe_place(self) -> Message:
        aspect = self._shape[1] / self._shape[0] if self._shape else 1.0
        back = self._place.now
        drawn = draw_backdrop(back, aspect, self._protocol, self._plan.avoid)
        return {"back": describe_back(back), "lost": self._place.lost} | drawn

    def _end(self, reason: EndReason) -> Iterator[Message]:
        assert self._coach is not None
        self._phase = "ended"
        yield {"type": "phase", "phase": "ended"} | self._describe_place()
        began = time.monotonic()
        if not self._frames and self._newest is not None:  # ended before another picture came
            self._coach.push(replace(self._newest, time_s=self._time_s))
        book = find_reviewed(self._plan, self._protocol)
        made = review_analysis(self._coach.finish(self._info()), book, avoid=self._plan.avoid)
        review = add_answers(made, self._cues)
        self._log.add_event("end", self._time_s, reason=reason, analysis_s=round(time.monotonic() - began, 3))
        self._log.set_meta(state=FINISHED, reason=reason)
        self._log.close()
        rounds = () if self._coach.rounds is None else self._coach.rounds.done
        goal = find_goal(self._plan, self._protocol)
        self.outcome = Outcome(self._folder, self._started_at, reason, review, tuple(self._cues), rounds, goal)
        yield {"type": "ended", "reason": reason}

    def _info(self) -> VideoInfo:
        fps = self._frames / self._time_s if self._time_s else 0.0
        return VideoInfo(
            name_session(self._started_at), self._shape[1], self._shape[0], fps, self._frames, self._time_s
        )

    def _meta(self, state: str) -> dict[str, Any]:
        return {
            "schema_version": 1,
            "state": state,
            "started_at": self._started_at.isoformat(),
            "width": self._shape[1] if self._shape else 0,
            "height": self._shape[0] if self._shape else 0,
            "plan": asdict(replace(self._plan, back=None)),
            "back": _back_as_json(self._back),
            "protocol": None if self._protocol is None else self._protocol.model_dump(mode="json"),
            "extras": self._extras,
        }


def _back_as_json(back: Back | None) -> dict[str, Any] | None:
    return None if back is None else asdict(back)
