"""How the pain went: within a session, and over the last ones of the same receiver."""

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

    ``rose``: during the last session, from ``before`` to ``after``. ``hurt``: the last session was stopped because it
    hurt, and nobody noted that the pain was no stronger afterwards. ``rising``: over several sessions.
    """

    kind: Literal["rose", "hurt", "rising"]
    before: int | None = None
    after: int | None = None


def check_pain_trend(sessions: Sequence[Session], receiver: str) -> PainWarning | None:
    """Look at the sessions of one receiver, the earliest first; practice on a cushion does not count."""
    name = clean_name(receiver)
    own = [session for session in sessions if session.receiver == name and not session.cushion]
    if not own:
        return None
    last = own[-1]
    if last.pain_rose:
        return PainWarning("rose", last.pain_before, last.pain_after)
    if last.hurt and (last.pain_before is None or last.pain_after is None):
        return PainWarning("hurt")
    starts = [session.pain_before for session in own if session.pain_before is not None][-RISING_SESSIONS:]
    if len(starts) == RISING_SESSIONS and all(a < b for a, b in pairwise(starts)):
        return PainWarning("rising", starts[0], starts[-1])
    return None
