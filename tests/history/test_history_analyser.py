"""A session remembers by which coach and model its review was made."""

from __future__ import annotations

import hashlib

import coach
from coach.hands.model_file import find_model
from coach.history.analyser import name_analyser


def test_the_name_holds_the_version_and_the_models_digest() -> None:
    digest = hashlib.sha256(find_model("technique.npz").read_bytes()).hexdigest()
    assert name_analyser() == f"{coach.__version__}+{digest[:12]}"
