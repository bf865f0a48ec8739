"""The deterministic heart of a live session: hands in, what is seen, asked and said out.

No clock, no thread, no file: time is the time of the frames. A session played again from its recorded tracks therefore
gives the same cue log.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from coach.check.progress import StepState, StepTracker
from coach.feedback.asking import ANSWER_S, ASK, ReceiverQuestions
from coach.feedback.cues import Cue, describe_second_side, describe_step, words_of_step
from coach.feedback.deviations import Asked
from coach.feedback.line import AdviceLine
from coach.feedback.policy import CoachPolicy
from coach.live.gesture import PalmSign
from coach.live.plan import Plan
from coach.live.rounds import RoundsKeeper
from coach.live.telling import compute_brief_s, find_asked, is_ending, make_step_cues
from coach.live.view_model import describe_limits
from coach.pipeline import Analyser
from coach.protocol.schema import Protocol, Step
from coach.records import Analysis, Back, HandsFrame, Snapshot, Source, VideoInfo

PauseReason = Literal["away", "user", "camera"]

AWAY_S = 4.0
"""Nobody's hands in the picture for this long: the practitioner has left."""

BACK_S = 0.7
"""Hands that are seen this long have come back."""

LOST_S = 2.0
"""The picture is another one for this long before it is said: somebody may only be walking past."""

CHANGE_SHARE = 0.5
"""Of a step that works one side after the other: then it is the other one's turn."""

WIND_DOWN_S = 6.0
"""After the last step the session ends by itself, once the last sentence has been spoken."""

_BY_ITSELF = ("away", "camera")
"""Pauses that end when hands are seen again; the user's own pause ends by the user."""


@dataclass(frozen=True, slots=True)
class Tick:
    """What one frame led to; ``line`` is the line of advice, ``brief`` the step that is told on the screen."""

    snapshot: Snapshot
    step: StepState | None
    asked: Asked
    paused: PauseReason | None
    cue: Cue | None
    over: bool  # the last step is done and its last sentence said
    line: Cue | None = None
    brief: int | None = None


class LiveCoach:
    """Follows one session.

    Parameters
    ----------
    plan : Plan
    protocol : Protocol or None
        Already limited and scaled; ``None`` in free practice.
    aspect : float
        Picture width divided by height.
    back : Back or None
    """

    def __init__(self, plan: Plan, protocol: Protocol | None, aspect: float, back: Back | None) -> None:
        self._plan = plan
        self._analyser = Analyser(aspect, back)
        self._tracker = None if protocol is None else StepTracker(protocol)
        self.rounds = RoundsKeeper() if plan.rounds else None
        self._policy = CoachPolicy("none" if plan.mode == "test" else plan.guidance, back_known=back is not None)
        self._palm = PalmSign(aspect)
        self._questions = ReceiverQuestions()
        self._line = AdviceLine()
        self._brief: tuple[int, float] | None = None
        self._untold: tuple[Cue, ...] = ()
        self._paused: PauseReason | None = None
        self._last_seen_s: float | None = None
        self._seen_since: float | None = None
        self._over_at: float | None = None
        self._begun = False
        self._lost_since: float | None = None
        self._changed: int | None = None
        self._said_lost = False

    @property
    def paused(self) -> PauseReason | None:
        """Why the session stands still; ``None`` while it runs."""
        return self._paused

    @property
    def protocol(self) -> Protocol | None:
        """The protocol that is followed."""
        return None if self._tracker is None else self._tracker.protocol

    def push(self, hands: HandsFrame) -> Tick:
        """Take in the next frame's hands."""
        if self._tracker is not None:
            self._analyser.point = self._tracker.state.step.point
        snapshot = self._analyser.push_hands(hands)
        now = hands.time_s
        self._watch_back(now)
        cue = self._watch_presence(hands) or self._watch_palm(hands)
        state = None if self._tracker is None else self._tracker.state
        if self._paused is None:
            if self._tracker is not None:
                state = self._tracker.update(snapshot)
                state = state if self.rounds is None else self.rounds.follow(self._tracker, state, snapshot)
            self._announce_step(state, now)
            ending = is_ending(state, snapshot)
            advice = self._policy.update(snapshot, find_asked(self._plan, state), ending=ending)
            cue = cue or advice or self._ask_receiver(snapshot, state, ending=ending)
        if cue is not None:
            self._line.take(cue, ANSWER_S if cue.code == ASK else 0.0)
        over = self._over_at is not None and now >= self._over_at
        line = self._line.show(now, None if self._paused else self._policy.find_standing(now))
        brief = self._brief[0] if self._brief is not None and now < self._brief[1] and not self._paused else None
        return Tick(snapshot, state, find_asked(self._plan, state), self._paused, cue, over, line, brief)

    def pause(self, reason: PauseReason, time_s: float) -> Cue | None:
        """Stand still; ``None`` when the session does so already."""
        if self._paused is not None:
            return None
        self._paused = reason
        self._seen_since = None
        self._untold = self._policy.waiting
        return self._policy.announce(Cue(time_s, f"pause_{reason}"), at_once=True)

    def resume(self, time_s: float) -> Cue | None:
        """Go on; ``None`` when the session runs already."""
        if self._paused is None:
            return None
        self._paused = None
        self._last_seen_s = time_s
        if self._tracker is not None:
            self._tracker.pause()
        self._policy.resume(time_s)
        cue = self._policy.announce(Cue(time_s, "resume"), at_once=True)
        for untold in self._untold:
            self._policy.announce(untold)
        return cue

    def steer(self, name: str, values: Mapping[str, Any], time_s: float) -> Cue | None:
        """Do what the user asked for, by the name of the command (:data:`coach.live.messages.COMMANDS`)."""
        cue = self._steer(name, values, time_s)
        if cue is not None:
            self._line.take(cue)
        return cue

    def _steer(self, name: str, values: Mapping[str, Any], time_s: float) -> Cue | None:
        if name == "pause":
            why = values.get("why")
            return self.pause(why if why in ("away", "camera") else "user", time_s)
        if name == "resume":
            return self.resume(time_s)
        if name in ("next", "back"):
            return self.move(1 if name == "next" else -1, time_s)
        if name == "hurts":
            return self._policy.announce(Cue(time_s, "hurts"), at_once=True)
        level = values.get("level")
        if name == "set_guidance" and level in ("every", "summary", "none") and self._plan.mode != "test":
            self._policy.guidance = level
        return None

    def move(self, by: int, time_s: float) -> Cue | None:
        """Go to the next (1) or the last (-1) step, because the user asked for it."""
        if self._tracker is None:
            return None
        before = self._tracker.state
        if by > 0 and before.index == len(self._tracker.protocol.steps) - 1:
            return None
        state = self._tracker.go_to(before.index + by)
        self._over_at = None
        return self._tell_step("step_begin", state.index, time_s, at_once=True)

    def set_back(self, back: Back | None) -> None:
        """Judge direction and place by this back from now on."""
        self._analyser.back = back
        self._policy.back_known = back is not None

    def restore(self, frames: list[HandsFrame], step: int) -> None:
        """Take over the hands of a session that was cut off; its present step begins anew.

        They are only collected: what the screen showed back then is not needed any more.
        """
        self._analyser.live = False
        for hands in frames:
            self._analyser.push_hands(hands)
        self._analyser.live = True
        if self._tracker is not None:
            self._tracker.go_to(step)

    def finish(self, info: VideoInfo) -> Analysis:
        """Analyse the whole session, from the hands that were followed: no picture is looked at again."""
        return self._analyser.finish(info)

    def _watch_presence(self, hands: HandsFrame) -> Cue | None:
        now = hands.time_s
        seen = any(hand.source is not Source.UNSEEN for hand in hands.hands)
        self._last_seen_s = now if seen or self._last_seen_s is None else self._last_seen_s
        self._seen_since = (self._seen_since if self._seen_since is not None else now) if seen else None
        if self._paused is None and now - self._last_seen_s >= AWAY_S:
            return self.pause("away", now)
        back = self._seen_since is not None and now - self._seen_since >= BACK_S
        if self._paused in _BY_ITSELF and back:
            return self.resume(now)
        return None

    def _watch_back(self, now: float) -> None:
        """Judge no direction while it is not known where the back lies, and say so once."""
        lost = self._analyser.back is not None and not self._analyser.located
        self._policy.back_known = self._analyser.back is not None and not lost
        if not lost:
            self._lost_since, self._said_lost = None, False
            return
        self._lost_since = now if self._lost_since is None else self._lost_since
        if not self._said_lost and now - self._lost_since >= LOST_S:
            self._said_lost = True
            self._policy.announce(Cue(now, "back_lost"), first=True)

    def _watch_palm(self, hands: HandsFrame) -> Cue | None:
        if not self._palm.update(hands):
            return None
        if self._paused is None and self._questions.is_open(hands.time_s):
            return self._policy.announce(self._questions.answer(hands.time_s), at_once=True)
        return self.pause("user", hands.time_s) if self._paused is None else self.resume(hands.time_s)

    def _announce_step(self, state: StepState | None, now: float) -> None:
        if state is None or self._tracker is None:
            if not self._begun and (text := describe_limits(self._plan)):
                self._policy.announce(Cue(now, "leave_out", detail=(("text", text),)))
            self._begun = True
            return
        if not self._begun:
            self._begun = True
            self._tell_step("step_begin", state.index, now)
        self._announce_change(state, now)
        if not state.finished or self._over_at is not None:
            return
        summary = self._summarise(state.step)
        if state.session_done:
            self._over_at = now + WIND_DOWN_S
            self._policy.announce(Cue(now, "session_end", step=state.step.id, detail=(("summary", summary),)))
        else:
            self._tell_step("step_next", state.index + 1, now, summary)

    def _announce_change(self, state: StepState, now: float) -> None:
        """Say halfway through a step that it is time for the other side, where it mattered on which it began."""
        if state.fraction < CHANGE_SHARE:
            self._changed = None
        elif not state.finished and self._changed != state.index:
            self._changed = state.index
            text = describe_second_side(state.step)
            if text:
                self._policy.announce(Cue(now, "change_side", step=state.step.id, detail=(("text", text),)))

    def _tell_step(
        self, code: str, index: int, time_s: float, summary: str = "", *, at_once: bool = False
    ) -> Cue | None:
        """Announce a step and tell it in full."""
        assert self._tracker is not None
        step = self._tracker.protocol.steps[index]
        how = self._plan.mode != "test" and self._policy.guidance != "none"
        first, *others = make_step_cues(code, step, self._plan, time_s, summary, how=how)
        cue = self._policy.announce(first, at_once=at_once)
        for other in others:
            self._policy.announce(other)
        self._brief = (index, time_s + compute_brief_s(step, self._plan))
        return cue

    def _ask_receiver(self, snapshot: Snapshot, state: StepState | None, *, ending: bool) -> Cue | None:
        """Have the receiver asked how it feels, at a calm moment."""
        now, asked = snapshot.time_s, find_asked(self._plan, state)
        at_work = snapshot.verdict not in ("none", "unseen") and asked.technique in (None, snapshot.verdict)
        calm = at_work and not ending and self._policy.is_calm(now)
        cue = self._questions.update(now, calm=calm) if self._plan.has_receiver else None
        return None if cue is None else self._policy.announce(cue, at_once=True)

    def _summarise(self, step: Step) -> str:
        if self._plan.mode == "test" or self._policy.guidance == "none":
            return ""
        return describe_step(self._policy.end_step(), words_of_step(step.technique, step.axis, step.sense))
