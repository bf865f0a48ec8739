"""The name of what makes a review: the coach's version and its technique model, kept with every session.

A session whose review was made by another one can be analysed again from its movements.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

import coach
from coach.hands.model_file import find_model
from coach.technique.model import ARRAYS_NAME

DIGEST_LETTERS = 12
"""Of the model file's SHA-256: enough to tell any two models apart."""


@lru_cache(maxsize=1)
def name_analyser() -> str:
    """Name the present coach and model, ``0.1.0+1f0c...``: a new model is a new analyser.

    Raises
    ------
    ModelFileError
        When the technique model is missing.
    """
    digest = hashlib.sha256(find_model(ARRAYS_NAME).read_bytes()).hexdigest()
    return f"{coach.__version__}+{digest[:DIGEST_LETTERS]}"
