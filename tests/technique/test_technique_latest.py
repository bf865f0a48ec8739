"""The newest state of a stream: what it says of the last seconds, and that a direction has to be agreed on."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from coach.care.screening import Area
from coach.feedback.deviations import Asked, compare_with_asked
from coach.pipeline import Analyser
from coach.records import HandPose, HandsFrame, Snapshot, Source
from coach.technique.latest import SPREAD_S
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks
from sample_videos.simulate.camera import Camera

TURN_S = 16.0


@pytest.fixture(scope="module")
def snapshots() -> list[Snapshot]:
    """Even rubbing along the spine, then across it."""
    along = SegmentSpec("rubbing", "pads", TURN_S, 65.0, axis="along", sense="both", hands="together", place=(0.0, 0.7))
    across = SegmentSpec("rubbing", "pads", 14.0, 65.0, axis="across", sense="both", hands="together", place=(0.0, 0.7))
    return watch([along, across], 5)


def watch(specs: list[SegmentSpec], seed: int, camera: Camera | None = None) -> list[Snapshot]:
    """What is seen of a simulated session, frame by frame."""
    clip = simulate_session(specs, seed, faults="none", fps=30.0, camera=camera)
    tracks = to_tracks(clip)
    analyser = Analyser(clip.aspect, clip.back)
    taken = []
    for i, time_s in enumerate(tracks.time_s):
        first, second = (HandPose(slot, Source.LANDMARKS, tracks.landmarks[i, slot]) for slot in range(2))
        taken.append(analyser.push_hands(HandsFrame(float(time_s), (first, second))))
    return taken


def test_scores_of_the_last_seconds_are_a_mean(snapshots: list[Snapshot]) -> None:
    for snapshot in snapshots[60::30]:
        assert snapshot.scores_lately is not None
        assert snapshot.scores_lately.sum() == pytest.approx(1.0)
        assert np.all(snapshot.scores_lately >= 0)


def test_the_palm_lies_where_it_is_simulated(snapshots: list[Snapshot]) -> None:
    known = [snapshot.place_v for snapshot in snapshots if snapshot.place_v is not None]
    assert np.median(known) == pytest.approx(0.7, abs=0.12)


def test_how_even_a_pace_is_waits_for_enough_of_it(snapshots: list[Snapshot]) -> None:
    assert all(snapshot.pace_spread is None for snapshot in snapshots if snapshot.time_s < SPREAD_S)
    known = [snapshot.pace_spread for snapshot in snapshots if snapshot.pace_spread is not None]
    assert known, "half a minute of rubbing is enough"
    assert max(known) < 0.4, "a simulated person keeps the pace within a few percent"


def test_one_direction_gives_way_to_the_other_without_flickering(snapshots: list[Snapshot]) -> None:
    rubs = [snapshot for snapshot in snapshots if snapshot.verdict == "rubbing"]
    assert len(rubs) > 0.75 * len(snapshots), "the first seconds are too short to tell"
    told = [snapshot.axis for snapshot in rubs if snapshot.axis is not None]
    changes = sum(a != b for a, b in itertools.pairwise(told))
    assert told[0] == "along" and told[-1] == "across"
    assert changes <= 3, "by way of a diagonal at most"


@pytest.mark.parametrize(("u", "told"), [(0.0, True), (0.14, False)])
def test_work_on_the_spine_itself_is_told_while_it_is_done(u: float, told: bool) -> None:
    rubbing = SegmentSpec(
        "rubbing", "palmar", 14.0, 65.0, axis="along", sense="both", hands="one", drift="none", place=(u, 0.55)
    )
    seen = watch([rubbing], 5, Camera())[300:]
    codes = [{item.code for item in compare_with_asked(snapshot, Asked("free")).deviations} for snapshot in seen]
    share = np.mean(["on_spine" in found for found in codes])
    assert share > 0.7 if told else share == 0.0


@pytest.mark.parametrize(("zone", "told"), [("lumbar", True), ("sacral", False)])
def test_work_on_a_place_that_was_to_be_left_out_is_told_while_it_is_done(zone: str, told: bool) -> None:
    rubbing = SegmentSpec(
        "rubbing", "palmar", 14.0, 65.0, axis="along", sense="both", hands="one", drift="none", place=(0.2, 0.67)
    )
    asked = Asked("free", avoid=(Area(zone, "right"),))
    seen = watch([rubbing], 5, Camera())[300:]
    share = np.mean(
        ["avoided_place" in {item.code for item in compare_with_asked(each, asked).deviations} for each in seen]
    )
    assert share > 0.7 if told else share == 0.0
