"""One step that was practised in rounds, as the history remembers it."""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from coach.records import TechniqueName

_Pace = Annotated[float, Field(gt=0, allow_inf_nan=False)]
MOST_ROUNDS = 20
"""A series has five rounds, each of which comes once more at most; what claims far more is no series."""


@dataclass(frozen=True, slots=True, config=ConfigDict(extra="forbid"))
class PractisedRounds:
    """The rounds of one step that came to their end in one session.

    Attributes
    ----------
    technique : TechniqueName
        What the step asks.
    low, high : float
        The pace that it asks in the end, cycles a minute.
    paces : tuple of float or None
        Of each round in the order in which they were done, cycles a minute; ``None`` where it was not seen.
    """

    technique: TechniqueName
    low: _Pace
    high: _Pace
    paces: Annotated[tuple[_Pace | None, ...], Field(min_length=1, max_length=MOST_ROUNDS)]

    @property
    def seen(self) -> tuple[float, ...]:
        """The paces that were seen."""
        return tuple(pace for pace in self.paces if pace is not None)

    @property
    def gap_per_min(self) -> float | None:
        """How far the last pace that was seen is from what is asked: negative below, 0 inside; ``None``: none seen."""
        if not self.seen:
            return None
        last = self.seen[-1]
        return min(0.0, last - self.low) + max(0.0, last - self.high)


_ROUNDS: TypeAdapter[PractisedRounds] = TypeAdapter(PractisedRounds)


def write_practised(rounds: PractisedRounds | None) -> str:
    """Return rounds as JSON; an empty text for none."""
    return "" if rounds is None else _ROUNDS.dump_json(rounds).decode()


def read_practised(text: str) -> PractisedRounds | None:
    """Read what :func:`write_practised` wrote; ``None`` for none, and for damaged ones."""
    try:
        return _ROUNDS.validate_json(text) if text else None
    except ValidationError:
        return None
