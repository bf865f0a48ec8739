"""Mutated exports are taken in or refused, and what was taken in can be shown and exported; a part of the fuzz run."""

from __future__ import annotations

import json
import random

import pytest

from coach.errors import InputError
from coach.history.store import open_store
from coach.history.transfer import import_history
from tests.mutated import write_json
from tests.trials.exports import make_good, pack, try_export


@pytest.fixture(scope="module")
def entries(tmp_path_factory):
    return make_good(tmp_path_factory.mktemp("good"))


def test_mutated_exports_are_taken_in_or_refused(entries, tmp_path):
    outcomes = set()
    for number in range(40):
        folder = tmp_path / str(number)
        folder.mkdir()
        outcomes.add(try_export(entries, folder, random.Random(f"suite-{number}")))
    assert outcomes == {"taken in", "refused"}


def change_review(entries, change):
    name = next(name for name in entries if name.startswith("reviews/"))
    review = json.loads(entries[name])
    change(review)
    return {**entries, name: write_json(review).encode()}


ODD_REVIEWS = {
    "a time that is no number": lambda review: review["segments"][0].update(start_s=float("nan")),
    "a length without end": lambda review: review["video"].update(duration_s=float("inf")),
    "a column that is too short": lambda review: review["timeline"]["time_s"].pop(),
    "a tick with one hand": lambda review: review["timeline"]["back_u"].__setitem__(3, [0.5]),
    "a place that is no number": lambda review: review["timeline"]["back_v"].__setitem__(3, [float("nan"), 0.5]),
}


@pytest.mark.parametrize("change", ODD_REVIEWS.values(), ids=ODD_REVIEWS)
def test_a_review_that_no_chart_could_show_is_refused_and_nothing_is_kept(entries, tmp_path, change):
    store = open_store(tmp_path / "here")
    file = tmp_path / "odd.zip"
    file.write_bytes(pack(change_review(entries, change)))
    with pytest.raises(InputError, match="nothing was imported"):
        import_history(store, file)
    assert store.list_profiles() == []
