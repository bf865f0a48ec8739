"""Marked places: a hand that stays on one is found, one that passes over it is not."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.care.avoid import add_avoided, check_avoided, find_avoided, find_concerned, find_stay, find_touched
from coach.care.same_places import add_same_places
from coach.care.screening import ALL_AREAS, Area, find_areas
from coach.feedback.messages import describe_finding
from coach.motion.body_shape import BACK, REGIONS
from coach.protocol import editing
from coach.protocol.schema import Protocol
from coach.records import CheckResult, Finding, Timeline

LUMBAR_LEFT = Area("lumbar", "left")


def make_timeline(places: list[tuple[float, float]], tick_s: float = 0.5) -> Timeline:
    """One hand at the given places, the other unseen."""
    n = len(places)
    nan = np.full(n, np.nan)
    uv = np.full((n, 2, 2), np.nan)
    uv[:, 0] = places
    return Timeline(
        time_s=np.arange(n) * tick_s,
        scores=np.zeros((n, 5)),
        verdict=np.full(n, "rubbing", dtype=object),
        hand_seen=np.ones((n, 2)),
        pace_per_min=nan,
        regularity=nan,
        palm=np.full((n, 2, 2), np.nan),
        speed=nan,
        speed_cm_s=nan,
        palm_uv=uv,
        back_uv=uv,
    )


@pytest.mark.parametrize(
    ("uv", "area"),
    [
        ((-0.1, 0.6), Area("lumbar", "left")),
        ((0.1, 0.6), Area("lumbar", "right")),
        ((0.1, 0.0), Area("collar", "right")),
        ((-0.2, 1.0), Area("sacral", "left")),
        ((0.7, 0.6), None),
        ((0.1, 1.5), None),
        ((np.nan, np.nan), None),
    ],
)
def test_a_point_lies_in_one_part_of_the_back(uv: tuple[float, float], area: Area | None) -> None:
    assert find_avoided(np.array([uv]), ALL_AREAS)[0] == area


@given(st.floats(-0.44, 0.44), st.floats(-0.04, 1.09))
def test_mirroring_changes_only_the_side(u: float, v: float) -> None:
    if abs(u) < 1e-9:
        return
    here, there = find_avoided(np.array([[u, v], [-u, v]]), ALL_AREAS)
    assert here.zone == there.zone and {here.side, there.side} == {"left", "right"}


def test_a_stay_is_found_and_said() -> None:
    timeline = make_timeline([(0.1, 0.6)] * 10 + [(-0.1, 0.6)] * 8 + [(0.1, 0.6)] * 10 + [(-0.1, 0.6)] * 2)
    (finding,) = check_avoided(timeline, {LUMBAR_LEFT})
    assert (finding.start_s, finding.end_s, finding.measured) == (5.0, 9.0, 5.0)
    assert "left side of the lower back" in describe_finding(finding)


def test_passing_over_is_no_stay() -> None:
    timeline = make_timeline([(0.1, 0.6), (-0.1, 0.6)] * 20)
    assert check_avoided(timeline, {LUMBAR_LEFT}) == ()
    assert check_avoided(make_timeline([(-0.1, 0.6)] * 20), ()) == ()
    assert check_avoided(make_timeline([(np.nan, np.nan)] * 20), ALL_AREAS) == ()


def test_it_comes_before_all_else_and_seven_stay_the_most() -> None:
    others = tuple(Finding(f"code-{i}", "warning", 0.0, 1.0) for i in range(7))
    check = add_avoided(CheckResult("p", "1", (), others), make_timeline([(-0.1, 0.6)] * 20), {LUMBAR_LEFT})
    assert [finding.code for finding in check.findings] == ["avoided_place", *(f"code-{i}" for i in range(6))]


@pytest.mark.parametrize(
    ("region", "down_cm", "across_cm", "area"),
    [
        ("leg", 20, -4, Area("thigh", "left")),
        ("leg", 50, 3, Area("calf", "right")),
        ("shoulders", 4, 3, Area("nape", "right")),
        ("shoulders", 25, -8, Area("blades", "left")),
    ],
)
def test_a_point_of_another_region_lies_in_its_own_part(
    region: str, down_cm: float, across_cm: float, area: Area
) -> None:
    point = (across_cm / 50, REGIONS[region].top + down_cm / 50)
    assert find_avoided(np.array([point]), ALL_AREAS)[0] == area
    (finding,) = check_avoided(make_timeline([point] * 20), {area})
    assert finding.detail == {"zone": area.zone, "side": area.side}


def test_a_step_touches_what_is_marked_in_its_own_region() -> None:
    marked = {LUMBAR_LEFT, Area("calf", "left"), Area("heel", "right")}
    data = editing.add_step(editing.begin("leg", "my-legs", "My legs"), "rubbing")
    everywhere = Protocol.model_validate(editing.set_fields(data, 0, zones=[]))
    on_calf = Protocol.model_validate(editing.set_fields(data, 0, zones=["calf"]))
    assert find_touched(everywhere.steps[0], marked) == (Area("calf", "left"), Area("heel", "right"))
    assert find_touched(on_calf.steps[0], marked) == (Area("calf", "left"),)
    assert find_touched(None, marked) == tuple(sorted(marked))
    assert find_concerned(everywhere, marked) == (Area("calf", "left"), Area("heel", "right"))
    assert find_concerned(None, marked) == tuple(sorted(marked))


def test_the_same_skin_is_left_out_in_both_regions() -> None:
    both = find_areas(["back", "shoulders"])
    assert add_same_places({Area("collar", "left")}, both) == {Area("collar", "left"), Area("shoulder_tops", "left")}
    assert add_same_places({Area("blades", "right")}, both) == {Area("blades", "right"), Area("back", "right")}
    assert add_same_places({Area("nape", "right")}, both) == {Area("nape", "right")}
    assert add_same_places({Area("collar", "left")}, find_areas(["back"])) == {Area("collar", "left")}


def test_zones_of_the_same_skin_lie_at_the_same_height() -> None:
    """The base of the neck is at 0 on the plate of the back, and 10 cm down that of the shoulders."""
    shoulders = REGIONS["shoulders"]
    for own, of_back in shoulders.on_back.items():
        here, there = (np.array(shoulders.zones[own]) - shoulders.top) * 50 - 10, np.array(BACK.zones[of_back]) * 50
        assert np.allclose(here, there, atol=3)


def watch(inside: float, seen: float = 1.0) -> np.ndarray:
    """A hundred moments: one hand on the left lower back for a share of those in which it is seen, the other above."""
    places = np.full((100, 2, 2), np.nan)
    known = round(100 * seen)
    places[:known, 0] = (-0.1, 0.3)
    places[: round(known * inside), 0] = (-0.1, 0.6)
    places[:, 1] = (0.1, 0.3)
    return places


@pytest.mark.parametrize(
    ("inside", "seen", "stays"), [(1.0, 1.0, True), (0.81, 1.0, True), (0.79, 1.0, False), (1.0, 0.51, True)]
)
def test_a_hand_stays_in_a_marked_place_or_only_passes_over_it(inside: float, seen: float, stays: bool) -> None:
    assert find_stay(watch(inside, seen), [LUMBAR_LEFT]) == (LUMBAR_LEFT if stays else None)


def test_a_hand_that_is_hardly_seen_stays_nowhere() -> None:
    assert find_stay(watch(1.0, 0.49), [LUMBAR_LEFT]) is None
    assert find_stay(np.full((100, 2, 2), np.nan), ALL_AREAS) is None
    assert find_stay(watch(1.0)[:0], ALL_AREAS) is None
    assert find_stay(watch(1.0), []) is find_stay(watch(1.0), [Area("lumbar", "right")]) is None
