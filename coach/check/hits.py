"""What a rule returns before it becomes a finding."""

from __future__ import annotations

from dataclasses import dataclass, field

from coach.records import Verdict


@dataclass(frozen=True, slots=True)
class Hit:
    """One violation, as codes and numbers.

    ``weight`` (0 to 1) says how far off and for how much of the time; it ranks hits of the same topic. ``sure`` is
    false when the asked band has no source.
    """

    start_s: float
    end_s: float
    measured: float | str | None = None
    expected: tuple[float, float] | str | None = None
    unit: str | None = None
    step: str | None = None
    technique: Verdict | None = None
    weight: float = 0.5
    sure: bool = True
    detail: dict[str, str | float] = field(default_factory=dict)
