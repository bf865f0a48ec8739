"""What is judged is what is drawn: the review shows the labels that the rules and scores looked at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.check.check import check_protocol, lay_on_steps
from coach.protocol.library import list_protocols, load_protocol
from coach.records import TECHNIQUES
from coach.report.summary import build_review

PROTOCOLS = [entry.id for entry in list_protocols()]


def unsure_session(sessions, protocol, seed):
    """A session in which every third step is called something else, more or less surely."""
    rng = np.random.default_rng(seed)
    changes = {}
    for step in protocol.steps:
        if rng.random() < 1 / 3:
            called = str(rng.choice([name for name in TECHNIQUES if name != step.technique]))
            planted = {"technique": called, "confidence": float(rng.uniform(0.35, 0.99)), "beside": step.technique}
            changes[step.id] = planted if rng.random() < 0.9 else None
    pieces = sessions.whole(protocol, changes) or sessions.whole(protocol)
    return sessions.analysis([replace(piece, seconds=piece.seconds / 5) for piece in pieces])


@pytest.mark.parametrize("seed", range(50))
def test_the_labels_of_the_review_are_those_that_were_judged(sessions, seed):
    protocol = load_protocol(PROTOCOLS[seed % len(PROTOCOLS)])
    analysis = unsure_session(sessions, protocol, seed)
    judged = lay_on_steps(analysis, protocol)
    review = build_review(analysis, check_protocol(analysis, protocol), protocol)
    assert review.timeline is not None
    assert review.timeline.technique == list(judged.analysis.timeline.verdict)
    drawn = [(part.technique, part.pace_per_min, part.cycles, part.axis) for part in review.segments]
    assert drawn == [(part.technique, part.pace_per_min, part.cycles, part.axis) for part in judged.segments]


def test_a_stretch_that_a_step_takes_is_drawn_as_its_technique(sessions, lumbar):
    unsure = {"technique": "rubbing", "confidence": 0.5, "beside": "tapping"}
    analysis = sessions.analysis(sessions.whole(lumbar, {"light-beating": unsure}))
    check = check_protocol(analysis, lumbar)
    assert [override.technique for override in check.overrides] == ["tapping"]
    plain, judged = build_review(analysis), build_review(analysis, check, lumbar)
    (override,) = check.overrides
    at = (override.start_s + override.end_s) / 2
    (open_,) = [part for part in plain.segments if part.start_s <= at < part.end_s]
    assert (open_.technique, open_.maybe[0]) == ("unseen", "rubbing"), "nobody asked: it is left open"
    assert [part.technique for part in judged.segments if part.start_s <= at < part.end_s] == ["tapping"]
