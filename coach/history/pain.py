"""How the pain went: within a session, and over the last ones of the same receiver.

Pain that rises right after a massage is usual (the home guide calls it a norm): it is asked about again the next time.
Pain that keeps growing over sessions is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from coach.history.entries import Session, clean_name

RISING_SESSIONS = 3
"""Sessions in a row, each beginning with more pain than the one before, that are worth a doctor's look."""


@dataclass(frozen=True, slots=True)
class PainWarning:
    """Why a doctor should look before the next massage.

    ``hurt``: the last session was stopped because it hurt, and nobody noted that the pain was no stronger afterwards.
    ``rising``: each of the last sessions began with more pain than the one before.
    """

    kind: Literal["hurt", "rising"]
    before: int | None = None
    after: int | None = None


def check_pain_trend(sessions: Sequence[Session], receiver: str) -> PainWarning | None:
    """Look at the sessions of one receiver, the earliest first; practice on a cushion does not count."""
    own = _sessions_of(sessions, receiver)
    if not own:
        return None
    last = own[-1]
    if last.hurt and (last.pain_before is None or last.pain_after is None or last.pain_rose):
        return PainWarning("hurt", last.pain_before, last.pain_after)
    starts = [session.pain_before for session in own if session.pain_before is not None][-RISING_SESSIONS:]
    if len(starts) == RISING_SESSIONS and all(a < b for a, b in pairwise(starts)):
        return PainWarning("rising", starts[0], starts[-1])
    return None


def find_last_rise(sessions: Sequence[Session], receiver: str) -> tuple[int, int] | None:
    """Return the pain before and after the receiver's last session when it rose there: to be asked about today."""
    own = _sessions_of(sessions, receiver)
    if not own or not own[-1].pain_rose:
        return None
    before, after = own[-1].pain_before, own[-1].pain_after
    assert before is not None and after is not None, "a rise has both ends"
    return before, after


def _sessions_of(sessions: Sequence[Session], receiver: str) -> list[Session]:
    name = clean_name(receiver)
    return [session for session in sessions if session.receiver == name and not session.cushion]
