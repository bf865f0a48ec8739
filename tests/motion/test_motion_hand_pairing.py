"""How two hands go together that work in place: by their fingers when they knead, by their palms when they tap."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.motion.back_path import compute_back_path
from coach.motion.kinematics import compute_signals
from coach.records import Back, FloatArray, HandsMode, HandTracks, Source, Verdict
from coach.technique.describe import describe_stretch
from tests.builders import HAND_SIZE, HOME, make_hand, make_times, make_tracks

PACE = 60.0
SECONDS = 10.0
LAG: dict[str, float] = {"together": 0.0, "alternating": 0.5}


def hands_of(tracks: HandTracks, technique: Verdict) -> HandsMode | None:
    signals = compute_signals(tracks)
    over = compute_back_path(signals, tracks.aspect, Back((0.5, 0.1), (0.5, 0.9)))
    return describe_stretch(signals, over, 0.0, SECONDS, PACE, technique).hands


def beats(lag: float) -> FloatArray:
    """What both hands do in a cycle, 0 to 1, shape (n, 2)."""
    cycles = make_times(SECONDS)[:, None] * PACE / 60.0 + np.array([0.0, lag])
    return 0.5 - 0.5 * np.cos(2 * np.pi * cycles)


def kneading(lag: float, mirrored: bool) -> HandTracks:
    """Fingers that open and close; the palms slip a little, both the same way or mirrored."""
    shapes = np.empty((round(SECONDS * 30), 2, 21, 2))
    closing = beats(lag)
    for slot in (0, 1):
        opened, closed = (make_hand(posture, right=bool(slot)) for posture in ("claw_open", "grasp"))
        shapes[:, slot] = opened + closing[:, slot, None, None] * (closed - opened)
    slip = 0.05 * HAND_SIZE * closing[..., None] * np.array([[1.0, 0.0], [-1.0 if mirrored else 1.0, 0.0]])
    return make_tracks(make_times(SECONDS), HOME + slip, shapes=shapes)


def tapping(lag: float) -> HandTracks:
    """Palms that rise towards the upper edge of the picture."""
    rise = 0.2 * HAND_SIZE * beats(lag)[..., None] * np.array([0.0, -1.0])
    return make_tracks(make_times(SECONDS), HOME + rise)


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("hands", LAG)
def test_kneading_hands_are_told_by_their_fingers_whichever_way_their_palms_slip(hands: str, mirrored: bool) -> None:
    assert hands_of(kneading(LAG[hands], mirrored), "kneading") == hands


@pytest.mark.parametrize("hands", LAG)
def test_tapping_hands_are_told_by_their_palms(hands: str) -> None:
    assert hands_of(tapping(LAG[hands]), "tapping") == hands


def test_a_hand_that_rests_while_the_other_taps_takes_no_part() -> None:
    tracks = tapping(0.0)
    resting = tracks.landmarks.copy()
    resting[:, 1] = resting[0, 1]
    assert hands_of(replace(tracks, landmarks=resting), "tapping") == "one"


def test_a_quarter_of_a_cycle_is_neither_in_step_nor_in_turn() -> None:
    assert hands_of(tapping(0.25), "tapping") is None


def test_a_hand_that_shows_through_from_under_the_other_is_stacked() -> None:
    centres = np.array([[-0.01, 0.0], [0.01, 0.0]])
    tracks = make_tracks(make_times(SECONDS), centres + np.zeros((round(SECONDS * 30), 1, 1)))
    often, rarely = tracks.source.copy(), tracks.source.copy()
    rarely[np.arange(len(rarely)) % 40 >= 8, 1] = Source.UNSEEN
    landmarks = np.where((rarely == Source.UNSEEN)[..., None, None], np.nan, tracks.landmarks)
    assert hands_of(replace(tracks, landmarks=landmarks, source=rarely), "rubbing") == "stacked"
    assert hands_of(replace(tracks, source=often), "rubbing") != "stacked"
