"""The name of what makes a review: the coach's version and its technique model, kept with every session.

A session whose review was made by another one can be analysed again from its movements.
"""

from __future__ import annotations

import coach

DIGEST_LETTERS = 12
"""Of the model file's SHA-256: enough to tell any two models apart."""


def name_analyser() -> str:
    """Name the present coach and model, ``0.1.0+1f0c...``: a new model is a new analyser.

    Raises
    ------
    ModelFileError
        When the technique model cannot be read.
    """
    from coach.technique.chosen import load_chosen_model

    return f"{coach.__version__}+{load_chosen_model().digest[:DIGEST_LETTERS]}"
