"""The pace of stretches in which no hand is found, from the flow that is left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.formats import ReviewSegment
from coach.motion.rhythm import Rhythm
from coach.records import HandTracks, SceneTrack, Segment, Source
from coach.report.labels import describe_movement, is_listed
from coach.technique.hidden_pace import LEAST_REGULAR, add_hidden_paces
from coach.technique.stretches import find_stretches
from coach.technique.timeline import measure
from tests.builders import make_sinusoid, make_still

A_LITTLE = 0.01
SECONDS, HIDDEN_S = 24.0, (8.0, 16.0)
SWING = 0.02
"""Picture heights that the picture moves by from one frame to the next at most."""


def hide_hands(tracks: HandTracks, pace_per_min: float | None) -> HandTracks:
    """Take the hands away from 8 to 16 s; the picture swings on at a pace, or stands still."""
    gone = (tracks.time_s >= HIDDEN_S[0]) & (tracks.time_s < HIDDEN_S[1])
    landmarks, source = tracks.landmarks.copy(), tracks.source.copy()
    landmarks[gone], source[gone] = np.nan, int(Source.UNSEEN)
    swing = np.cos(2 * np.pi * tracks.time_s * (pace_per_min or 0.0) / 60.0) * (SWING if pace_per_min else 0.0)
    flow = np.zeros((len(tracks.time_s), 9, 2))
    flow[..., 1] = swing[:, None]
    return replace(tracks, landmarks=landmarks, source=source, flow=flow)


def find_hidden(tracks: HandTracks) -> Segment:
    _, segments = find_stretches(measure(tracks), SECONDS)
    (hidden,) = [segment for segment in segments if segment.technique == "unseen"]
    return hidden


def test_hidden_hands_have_the_pace_of_the_picture_and_no_name() -> None:
    hidden = find_hidden(hide_hands(make_sinusoid(66, seconds=SECONDS, length=0.6), 66))
    assert hidden.pace_per_min == pytest.approx(66, abs=1)
    assert hidden.cycles == pytest.approx(66 / 60 * hidden.duration_s, abs=1)
    assert hidden.regularity is not None
    assert hidden.regularity > LEAST_REGULAR
    assert hidden.maybe == ()


def test_a_still_picture_has_no_pace() -> None:
    assert find_hidden(hide_hands(make_still(seconds=SECONDS), None)).pace_per_min is None


def test_no_pace_is_told_beside_a_cut() -> None:
    tracks = hide_hands(make_sinusoid(66, seconds=SECONDS, length=0.6), 66)
    n = len(tracks.time_s)
    scene = (tracks.time_s[:, None] > np.arange(9.0, 16.0, 2.0)).sum(axis=1).astype(np.int32)
    cut = replace(tracks, scenes=SceneTrack(np.tile(np.eye(2, 3), (n, 1, 1)), scene))
    assert find_hidden(cut).pace_per_min is None


@pytest.mark.parametrize(("regularity", "told"), [(LEAST_REGULAR - A_LITTLE, False), (LEAST_REGULAR + A_LITTLE, True)])
def test_a_weak_rhythm_of_the_picture_is_not_believed(regularity: float, told: bool) -> None:
    measured = measure(hide_hands(make_sinusoid(66, seconds=SECONDS, length=0.6), 66))
    time_s = measured.rhythm.time_s
    even = Rhythm(time_s, np.full(len(time_s), 1.1), np.full(len(time_s), regularity), np.zeros(len(time_s), bool))
    given = [Segment(0.0, 12.0, "unseen", 1.0), Segment(12.0, SECONDS, "none", 0.9)]
    hidden, rest = add_hidden_paces(given, replace(measured, rhythm=even))
    assert (hidden.pace_per_min is not None) == told
    assert (hidden.cycles == 13) == told
    assert rest == given[1]


def test_a_list_says_that_the_hands_were_hidden() -> None:
    hidden = ReviewSegment(start_s=0.0, end_s=8.0, technique="unseen", pace_per_min=66.0)
    assert is_listed(hidden)
    assert describe_movement(hidden, False) == "hands hidden; the picture moves at this pace"
    nothing = hidden.model_copy(update={"pace_per_min": None})
    assert not is_listed(nothing)
    assert describe_movement(nothing, False) == ""
