"""When the coach says what: one thing at a time, the most urgent first, patient, never nagging.

Manners, each a constant here or in :mod:`coach.feedback.holding`: a deviation has to hold before it is said; at least
five seconds lie between two sentences; a deviation that stays is said, then said in other words, then only shown, then
let be; another technique than the asked one is said again in other words, at growing intervals; a deviation that was
said and is mended gets praise; nothing is said about what was not judged, but a word on how to be seen again. The only
clock is the time in the snapshots, so a recording played again gives the same sentences as the live session did.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Literal

from coach.feedback.cues import Cue, describe_cue
from coach.feedback.deviations import Asked, Comparison, Deviation, Expected, Topic, Value, compare_with_asked
from coach.feedback.holding import DeviationLog, Held
from coach.feedback.instruction import BREATH_S, compute_speaking_s
from coach.records import Snapshot

Guidance = Literal["every", "summary", "none"]

GAP_S = 5.0
"""Between the beginnings of two sentences at least; a longer one is heard to its end."""

SAME_WORDS_S = 30.0
"""A sentence that was spoken less than this ago is only shown, unless it is about safety."""

STALE_S = 10.0
"""Advice stands as long as its deviation goes on, but no longer than this without being judged."""

INSTRUCTION = frozenset({"step_begin", "step_next", "step_how", "step_care"})
"""Codes of what tells a step."""

CALM_S = 20.0
"""After a step has begun, before the receiver is asked anything."""

SETTLE_S = 3.0
"""After a step has begun the hands are still finding their place: only safety is said."""

CHANGE_S = 8.0
"""After a step has begun the hands still finish what they did, and a new movement takes some seconds to be told: only
after this long anything but safety and pace is judged."""

JUDGED_AT_ONCE = frozenset({Topic.SAFETY, Topic.PACE})

STEADY_S = 25.0
"""Praise without a deviation before: everything was right for this long; once in a step."""

UNSEEN_S = 3.0
UNSEEN_AGAIN_S = 20.0
UNSEEN_SAYINGS = 2
"""How to be seen again: said after three seconds, at most twice in a step."""

MAX_PASSED_S = 0.5
"""A longer silence between two snapshots is a gap, not practice."""


class CoachPolicy:
    """Decides, snapshot by snapshot, whether something is said; deterministic.

    Parameters
    ----------
    guidance : "every", "summary" or "none"
        Say deviations as they hold; say one summary at the end of each step; or say only what keeps people safe.
    back_known : bool
        Whether direction and place may be judged.
    """

    def __init__(self, guidance: Guidance = "every", *, back_known: bool = True) -> None:
        self.guidance: Guidance = guidance
        self.back_known = back_known
        self._queue: deque[Cue] = deque()
        self._last_said_s = float("-inf")
        self._gap_s = GAP_S
        self._said_at: dict[str, float] = {}
        self._told: dict[str, Cue] = {}
        self._last_time_s: float | None = None
        self._times_said: dict[str, int] = {}
        self._log = DeviationLog()
        self._mended: tuple[Deviation, float] | None = None
        self._unseen_since: float | None = None
        self._begin(None, 0.0)

    def announce(self, cue: Cue, *, at_once: bool = False, first: bool = False) -> Cue | None:
        """Say something that is no advice (a step begins, a pause).

        Parameters
        ----------
        cue : Cue
        at_once : bool
            Drop what waits and say it now.
        first : bool
            Say it before what waits.

        Returns
        -------
        Cue or None
            The cue itself when ``at_once`` (an answer to what the user did); otherwise :meth:`update` gives it as soon
            as the last sentence is over.
        """
        if at_once:
            self._queue.clear()
            self._note_said(cue)
            return cue
        if first:
            self._queue.appendleft(cue)
        else:
            self._queue.append(cue)
        return None

    def update(self, snapshot: Snapshot, asked: Asked, *, ending: bool = False) -> Cue | None:
        """Take in the newest snapshot.

        Parameters
        ----------
        asked : Asked
            What the present step asks.
        ending : bool
            The step is about to end by itself: advice would run into the announcement of the next one.

        Returns
        -------
        Cue or None
            At most one thing to say or show now.
        """
        now = snapshot.time_s
        if self._asked is None or asked.key != self._asked.key:
            self._log = DeviationLog()
            self._begin(asked, now)
        passed_s = 0.0 if self._last_time_s is None else min(max(now - self._last_time_s, 0.0), MAX_PASSED_S)
        self._last_time_s = now
        comparison = self._find(snapshot, asked)
        if comparison.judged and now - self._begun_s >= SETTLE_S:
            self._log.tally(comparison, passed_s)
        mended = self._log.follow(comparison, now, passed_s)
        if mended is not None:
            self._mended = (mended, now)
        if now - self._last_said_s < GAP_S:
            return None
        cue = self._choose(snapshot, comparison, ending=ending)
        if cue is not None and cue.way == "say":
            self._note_said(cue)
        return cue

    @property
    def waiting(self) -> tuple[Cue, ...]:
        """Announcements that were not said yet."""
        return tuple(self._queue)

    def is_telling(self, now: float) -> bool:
        """Whether a sentence is being said, or an announcement waits to be."""
        return bool(self._queue) or now - self._last_said_s < self._gap_s

    def is_calm(self, now: float) -> bool:
        """Whether nothing is off, nothing is being said and the step has settled."""
        settled = now - self._begun_s >= CALM_S and self._unseen_since is None
        return settled and not self._log.held and not self.is_telling(now)

    def find_standing(self, now: float) -> Cue | None:
        """Return the advice that was given and not followed yet, the most urgent first; ``None`` when all is well."""
        held = [held for held in self._log.held.values() if held.said and now - held.last_s <= STALE_S]
        first = min(held, key=lambda held: (held.deviation.topic, held.since_s), default=None)
        return None if first is None else self._told.get(first.deviation.code)

    def _find(self, snapshot: Snapshot, asked: Asked) -> Comparison:
        comparison = compare_with_asked(snapshot, asked, back_known=self.back_known)
        if snapshot.time_s - self._begun_s >= CHANGE_S:
            return comparison
        deviations = tuple(deviation for deviation in comparison.deviations if deviation.topic in JUDGED_AT_ONCE)
        return Comparison(deviations, comparison.judged & JUDGED_AT_ONCE)

    def end_step(self) -> str | None:
        """Return the code of the deviation that marked the step that has just ended, ``None`` when it went well."""
        return self._log.worst()

    def resume(self, time_s: float) -> None:
        """After a pause the hands get time to settle, and what was going on before it is forgotten."""
        self._log.held.clear()
        self._begin(self._asked, time_s)

    def _begin(self, asked: Asked | None, now: float) -> None:
        self._asked = asked
        self._begun_s = now
        self._steady_said = False
        self._unseen_since = None
        self._unseen_said = 0
        self._unseen_last_s = float("-inf")
        self._mended = None

    def _choose(self, snapshot: Snapshot, comparison: Comparison, *, ending: bool) -> Cue | None:
        now = snapshot.time_s
        telling = now - self._last_said_s < self._gap_s
        quiet = self.guidance != "every" or ending or telling or now - self._begun_s < SETTLE_S
        due = self._log.most_urgent(now, snapshot.pace_per_min, only_safety=quiet or self._has_news())
        if due is not None:
            return self._tell(due, now)
        if self._queue and not telling:
            return replace(self._queue.popleft(), time_s=now)
        if quiet or self._queue:
            return None
        if not comparison.judged:
            return self._ask_to_be_seen(snapshot)
        self._unseen_since = None
        return self._praise(now)

    def _has_news(self) -> bool:
        """Whether something waits that goes before advice; the cautions of a step, which are on the screen, do not."""
        return bool(self._queue) and self._queue[0].code != "step_care"

    def _tell(self, held: Held, now: float) -> Cue:
        way: Literal["say", "show"] = "say" if held.tell(now) else "show"
        deviation = held.deviation
        cue = self._cue(now, deviation.code, deviation.topic, deviation.measured, deviation.expected, held.since_s)
        cue = cue if way == "say" else replace(cue, way=way)
        self._told[deviation.code] = cue
        return cue

    def _ask_to_be_seen(self, snapshot: Snapshot) -> Cue | None:
        now = snapshot.time_s
        self._unseen_since = now if self._unseen_since is None else self._unseen_since
        again = now - self._unseen_last_s >= UNSEEN_AGAIN_S
        if now - self._unseen_since < UNSEEN_S or not again or self._unseen_said >= UNSEEN_SAYINGS:
            return None
        self._unseen_said += 1
        self._unseen_last_s = now
        code = "only_still_seen" if snapshot.hands.left_out else "not_seen"
        return self._cue(now, code, None, since_s=self._unseen_since)

    def _praise(self, now: float) -> Cue | None:
        if self._mended is not None:
            (deviation, when), self._mended = self._mended, None
            if now - when <= GAP_S and not self._log.held:
                return self._cue(now, f"mended_{deviation.topic.name.lower()}", Topic.PRAISE, None, deviation.expected)
        if self._log.good_s >= STEADY_S and not self._steady_said:
            self._steady_said = True
            return self._cue(now, "steady", Topic.PRAISE)
        return None

    def _cue(
        self,
        now: float,
        code: str,
        topic: Topic | None,
        measured: Value = None,
        expected: Expected = None,
        since_s: float | None = None,
    ) -> Cue:
        variant = self._times_said.get(code, 0)
        self._times_said[code] = variant + 1
        step = None if self._asked is None else self._asked.key
        how = () if self._asked is None else self._asked.how
        detail = (("how", how[variant % len(how)]),) if how else ()
        cue = Cue(now, code, topic, "say", variant, step, measured, expected, since_s, detail)
        said_s = self._said_at.get(describe_cue(cue), float("-inf"))
        again = topic is not Topic.SAFETY and now - said_s < SAME_WORDS_S
        return replace(cue, way="show") if again else cue

    def _note_said(self, cue: Cue) -> None:
        text = describe_cue(cue)
        self._last_said_s = cue.time_s
        self._gap_s = max(GAP_S, compute_speaking_s(text))
        self._said_at[text] = cue.time_s
        if cue.code in INSTRUCTION:
            self._gap_s = max(GAP_S, compute_speaking_s(text) + BREATH_S)
