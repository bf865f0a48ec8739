"""The seam between features and whatever names the technique."""

from __future__ import annotations

from coach.records import FloatArray
from coach.technique.chosen import load_chosen_model
from coach.technique.features import Features
from coach.technique.rules import let_thumbs_rub, limit_by_pace


def classify_techniques(features: Features) -> FloatArray:
    """Score every technique at every tick: (m, 5), rows sum to 1, NaN where nothing was seen.

    The model in use names the technique; what the rhythm rules out is taken away, and thumbs that alone move rub.
    """
    return let_thumbs_rub(limit_by_pace(load_chosen_model().model.score(features), features), features)
