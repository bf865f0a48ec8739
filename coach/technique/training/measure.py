"""How well a model tells the techniques of examples, tick by tick, before any smoothing over time."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import f1_score, log_loss

from coach.records import TECHNIQUES
from coach.technique.features import Features
from coach.technique.model import TechniqueModel
from coach.technique.rules import classify_by_rules
from coach.technique.training.dataset import Examples


def as_features(examples: Examples) -> Features:
    """Turn examples into features without times, all seen."""
    m = len(examples.label)
    return Features(np.arange(m, dtype=np.float64), examples.values, np.ones((m, 2)))


def measure_model(model: TechniqueModel, examples: Examples) -> dict[str, float]:
    """Macro-F1 of the model and of the rules, and the model's log loss."""
    features = as_features(examples)
    scores = model.score(features)
    rules = classify_by_rules(features)
    return {
        "ticks": len(examples.label),
        "macro_f1": round(float(f1_score(examples.label, scores.argmax(axis=1), average="macro")), 4),
        "macro_f1_rules": round(float(f1_score(examples.label, rules.argmax(axis=1), average="macro")), 4),
        "log_loss": round(float(log_loss(examples.label, scores, labels=range(len(TECHNIQUES)))), 4),
    }
