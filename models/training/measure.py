"""How well a model tells the techniques of examples, tick by tick, before any smoothing over time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.metrics import f1_score, log_loss

from coach.learning.examples import Examples, as_features, join_examples, split_folds
from coach.records import TECHNIQUES, FloatArray
from coach.technique.model import TechniqueModel
from coach.technique.rules import classify_by_rules
from models.training.dataset import make_rendered_examples
from models.training.rendered import KeptClip

FOLDS = 5


def score_unlearnt(
    clips: Sequence[KeptClip],
    fit: Callable[[Examples], TechniqueModel],
    examples: Examples,
    always: Examples,
    on_progress: Callable[[float], None] | None = None,
) -> tuple[Examples, FloatArray]:
    """Score every rendered clip by a model that learnt from the other clips alone (cross-validation by clip).

    Parameters
    ----------
    clips : sequence of KeptClip
    fit : callable
    examples : Examples
        Of the clips, varied; the number of a recording is the place of its clip.
    always : Examples
        Learnt from by every model.

    Returns
    -------
    tuple
        Examples of the clips as they are, and their scores, shape (m, 5).
    """
    plain = make_rendered_examples(clips, variants=1)
    scores = np.empty((len(plain.label), len(TECHNIQUES)))
    # Divided together, for a clip of which nothing is seen is in neither alone.
    fold_of = split_folds(np.concatenate([plain.recording, examples.recording]), FOLDS)
    of_plain, of_examples = fold_of[: len(plain)], fold_of[len(plain) :]
    for fold in range(FOLDS):
        model = fit(join_examples([examples.of(of_examples != fold), always]))
        mine = of_plain == fold
        scores[mine] = model.score(as_features(plain.values[mine]))
        if on_progress is not None:
            on_progress((fold + 1) / FOLDS)
    return plain, scores


def measure_scores(scores: FloatArray, examples: Examples) -> dict[str, float]:
    """Macro-F1 of scores and of the rules on the same ticks, and the scores' log loss."""
    rules = classify_by_rules(as_features(examples.values))
    return {
        "ticks": len(examples.label),
        "macro_f1": round(float(f1_score(examples.label, scores.argmax(axis=1), average="macro")), 4),
        "macro_f1_rules": round(float(f1_score(examples.label, rules.argmax(axis=1), average="macro")), 4),
        "log_loss": round(float(log_loss(examples.label, scores, labels=range(len(TECHNIQUES)))), 4),
    }
