"""What the panel beside the picture calls what it sees."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.live.view_model import describe_snapshot
from coach.records import TECHNIQUES
from coach.words import say
from tests.feedback.moments import RIGHT


@pytest.mark.parametrize(
    ("seen", "asked", "possible"),
    [
        ("rubbing", "kneading", ["kneading", "rubbing"]),
        ("rubbing", "rubbing", None),
        ("kneading", "rubbing", None),
        ("rubbing", None, None),
    ],
)
def test_rubbing_in_a_step_of_kneading_is_shown_as_either(seen, asked, possible):
    scores = np.eye(len(TECHNIQUES))[TECHNIQUES.index(seen)]
    called = describe_snapshot(replace(RIGHT, verdict=seen, scores_lately=scores), asked)["called"]
    assert called == (None if possible is None else say("practise-unsure", techniques=possible))


@pytest.mark.parametrize(
    ("share", "said"),
    [(0.81, None), (0.79, "probably"), (0.71, "probably"), (0.69, "either")],
)
def test_a_name_is_plain_probable_or_one_of_two(share, said):
    scores = np.zeros(len(TECHNIQUES))
    scores[TECHNIQUES.index("rubbing")], scores[TECHNIQUES.index("tapping")] = share, 1.0 - share
    called = describe_snapshot(replace(RIGHT, verdict="rubbing", scores_lately=scores))["called"]
    words = {
        None: None,
        "probably": say("practise-probably", technique="rubbing"),
        "either": say("practise-unsure", techniques=["rubbing", "tapping"]),
    }
    assert called == words[said]
