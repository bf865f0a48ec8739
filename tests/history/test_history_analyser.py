"""A session remembers by which coach and model its review was made."""

from __future__ import annotations

import hashlib

import pytest

import coach
from coach.hands.model_file import find_model
from coach.history import analyser


def test_the_name_holds_the_version_and_the_models_digest() -> None:
    digest = hashlib.sha256(find_model("technique.npz").read_bytes()).hexdigest()
    assert analyser.name_analyser() == f"{coach.__version__}+{digest[:12]}"


def test_another_model_has_another_name(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    before = analyser.name_analyser()
    (tmp_path / "technique.npz").write_bytes(b"another model")
    monkeypatch.setattr(analyser, "find_model", lambda name: tmp_path / name)
    analyser.name_analyser.cache_clear()
    try:
        assert analyser.name_analyser() != before
    finally:
        analyser.name_analyser.cache_clear()
