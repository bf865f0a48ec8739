"""The seam between features and whatever names the technique."""

from __future__ import annotations

from coach.records import FloatArray
from coach.technique.features import Features
from coach.technique.rules import classify_by_rules


def classify_techniques(features: Features) -> FloatArray:
    """Score every technique at every tick: (m, 5), rows sum to 1, NaN where nothing was seen."""
    return classify_by_rules(features)
