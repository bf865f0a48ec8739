"""Names that are given, given as probable, and withheld."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.formats import ReviewSegment
from coach.records import TECHNIQUES, Segment, Timeline
from coach.report.labels import describe_movement, name_stretch
from coach.technique.sureness import LEAST_SURE, PLAINLY_SURE, find_possible, withhold_names, withhold_ways

RUBBING, TAPPING = TECHNIQUES.index("rubbing"), TECHNIQUES.index("tapping")
A_LITTLE = 0.01


def scores(rubbing: float, ticks: int = 20) -> np.ndarray:
    """Scores of a movement that is rubbing or, if not, tapping."""
    out = np.zeros((ticks, len(TECHNIQUES)))
    out[:, RUBBING], out[:, TAPPING] = rubbing, 1.0 - rubbing
    return out


def session(confidence: float) -> tuple[Timeline, Segment]:
    ticks = 20
    empty = np.full(ticks, np.nan)
    timeline = Timeline(
        time_s=np.arange(ticks) * 0.2,
        scores=scores(confidence),
        verdict=np.array(["rubbing"] * ticks, dtype=object),
        hand_seen=np.ones((ticks, 2)),
        pace_per_min=np.full(ticks, 90.0),
        regularity=np.ones(ticks),
        palm=np.full((ticks, 2, 2), np.nan),
        speed=empty,
        speed_cm_s=empty,
        back_uv=np.full((ticks, 2, 2), np.nan),
        palm_uv=np.full((ticks, 2, 2), np.nan),
    )
    return timeline, Segment(0.0, 4.0, "rubbing", confidence, pace_per_min=90.0, cycles=6, axis="along", hands="one")


@pytest.mark.parametrize(("confidence", "named"), [(LEAST_SURE - A_LITTLE, False), (LEAST_SURE + A_LITTLE, True)])
def test_a_name_is_given_from_the_least_sureness_on(confidence: float, named: bool) -> None:
    timeline, segment = session(confidence)
    timeline, (found,) = withhold_names(timeline, [segment])
    assert (found.technique == "rubbing") == named
    assert set(timeline.verdict) == {"rubbing" if named else "unseen"}
    assert bool(found.maybe) != named


def test_what_has_no_name_keeps_its_rhythm_and_says_what_it_may_be() -> None:
    _, (found,) = withhold_names(*_listed(session(0.5)))
    assert (found.pace_per_min, found.cycles, found.axis, found.hands) == (90.0, 6, None, None)
    assert set(found.maybe) == {"rubbing", "tapping"}


def test_unseen_stretches_stay_unseen_without_a_guess() -> None:
    timeline, _ = session(0.9)
    _, (found,) = withhold_names(timeline, [Segment(0.0, 4.0, "unseen", 1.0)])
    assert found.maybe == ()


@pytest.mark.parametrize(("least", "possible"), [(0.19, ("rubbing",)), (0.21, ("rubbing", "tapping"))])
def test_a_fifth_of_the_probability_makes_a_technique_possible(least: float, possible: tuple[str, ...]) -> None:
    assert find_possible(scores(1.0 - least)) == possible
    assert find_possible(np.full((3, 5), np.nan)) == ()


def test_the_words_say_how_sure_it_is() -> None:
    def stretch(**values: object) -> ReviewSegment:
        return ReviewSegment.model_validate({"start_s": 0.0, "end_s": 4.0, "technique": "rubbing", **values})

    assert name_stretch(stretch(confidence=PLAINLY_SURE + A_LITTLE)) == "Rubbing"
    assert name_stretch(stretch(confidence=PLAINLY_SURE - A_LITTLE)) == "Probably rubbing"
    unsure = stretch(technique="unseen", confidence=0.5, pace_per_min=100.0, maybe=["rubbing", "tapping"])
    assert name_stretch(unsure) == "Not sure"
    assert describe_movement(unsure, False) == "quick movements: rubbing or tapping, I cannot tell from here"
    slow = unsure.model_copy(update={"pace_per_min": 70.0})
    assert describe_movement(slow, False).startswith("slow movements")


def _listed(pair: tuple[Timeline, Segment]) -> tuple[Timeline, list[Segment]]:
    return pair[0], [pair[1]]


@pytest.mark.parametrize(
    ("axis", "degrees", "sense", "kept"),
    [
        ("along", 22.0, "headward", "headward"),
        ("diagonal", 28.0, "tailward", "tailward"),
        ("diagonal", 60.0, "headward", None),
        ("across", 70.0, "outward", None),
    ],
)
def test_an_axis_that_hangs_on_the_camera_is_not_told_nor_a_sense_that_hangs_on_it(
    axis: str, degrees: float, sense: str, kept: str | None
) -> None:
    told = Segment(
        0.0, 4.0, "rubbing", 0.9, cycles=4, axis=axis, angle_rad=np.radians(degrees), sense=sense, drift="none"
    )
    assert withhold_ways([told]) == (told,)
    (found,) = withhold_ways([replace(told, axis_sure=False)])
    assert (found.axis, found.angle_rad, found.sense, found.drift) == (None, None, kept, "none")


@pytest.mark.parametrize(("cycles", "sense"), [(2, "tailward"), (None, None)])
def test_work_without_a_rhythm_has_no_working_way(cycles: int | None, sense: str | None) -> None:
    (found,) = withhold_ways([Segment(0.0, 9.0, "stroking", 0.9, cycles=cycles, axis="along", sense="tailward")])
    assert (found.axis, found.sense) == ("along", sense)
