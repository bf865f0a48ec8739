"""The seam between features and whatever names the technique."""

from __future__ import annotations

from coach.records import FloatArray
from coach.technique.features import Features
from coach.technique.model import load_technique_model


def classify_techniques(features: Features) -> FloatArray:
    """Score every technique at every tick: (m, 5), rows sum to 1, NaN where nothing was seen."""
    return load_technique_model().score(features)
