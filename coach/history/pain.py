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

    ``rose``: during the last session, from ``before`` to ``after``. ``rising``: over several sessions.
    """

    kind: Literal["rose", "rising"]
    before: int
    after: int


def check_pain_trend(sessions: Sequence[Session], receiver: str) -> PainWarning | None:
    """Look at the sessions of one receiver, the earliest first; practice on a cushion does not count."""
    name = clean_name(receiver)
    own = [session for session in sessions if session.receiver == name and not session.cushion]
    if not own:
        return None
    last = own[-1]
    if last.pain_rose:
        assert last.pain_before is not None and last.pain_after is not None
        return PainWarning("rose", last.pain_before, last.pain_after)
    starts = [session.pain_before for session in own if session.pain_before is not None][-RISING_SESSIONS:]
    if len(starts) == RISING_SESSIONS and all(a < b for a, b in pairwise(starts)):
        return PainWarning("rising", starts[0], starts[-1])
    return None
