"""Regions besides the back: plates of one atlas that never meet, and nothing on a leg is a spine."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from coach.back_format import REGION_NAMES
from coach.motion.body import classify_zones, find_care_areas, make_back_frame, outline_points, turn_to
from coach.motion.body_shape import ALL_ZONES, PLACES, REGIONS, find_covered_zones, find_region, region_of_place
from coach.motion.regions import UNIT_CM
from coach.motion.spine import BEYOND, find_on_spine
from coach.records import Back
from coach.technique.describe import find_zone

LEG = Back((0.5, 0.1), (0.5, 0.9), 80.0, region="leg")


def test_the_formats_name_every_region():
    assert set(REGION_NAMES) == set(REGIONS)


def test_plates_lie_far_apart():
    for one, other in combinations(REGIONS.values(), 2):
        upper, lower = sorted((one, other), key=lambda region: region.top)
        assert upper.reach[1] + 2 * BEYOND < lower.reach[0]


@pytest.mark.parametrize("region", REGIONS.values(), ids=REGIONS)
def test_zones_follow_each_other_from_end_to_end(region):
    heights = list(region.zones.values())
    assert all(one[1] == pytest.approx(other[0]) for one, other in pairwise(heights))
    assert heights[0][0] <= region.top and heights[-1][1] >= region.bottom
    for name in [*region.zones, *region.places]:
        assert region_of_place(name) == region.id
        assert find_covered_zones([name]) <= set(region.zones)


def test_no_name_belongs_to_two_regions():
    assert len(ALL_ZONES) == sum(len(region.zones) for region in REGIONS.values())
    assert len(PLACES) == len(ALL_ZONES) + sum(len(region.places) for region in REGIONS.values())


def test_the_two_points_are_the_ends_of_a_leg_and_its_length_gives_the_centimetres():
    frame = make_back_frame(LEG, 1.0)
    leg = REGIONS["leg"]
    ends = frame.to_back(np.array([LEG.neck, LEG.tail]))
    assert ends == pytest.approx(np.array([[0.0, leg.top], [0.0, leg.bottom]]))
    assert np.diff(frame.to_cm(np.array([LEG.neck, LEG.tail])), axis=0)[0] == pytest.approx([0.0, 80.0])
    assert leg.length_cm == pytest.approx(80.0)
    # 20, 38 and 60 of its 80 cm from the upper end
    points = frame.to_back(np.array([[0.5, 0.3], [0.5, 0.48], [0.5, 0.7]]))
    assert classify_zones(points[..., 1]).tolist() == ["thigh", "knee", "calf"]
    assert find_zone(points[:1]) == "thigh"
    assert frame.to_picture(points) == pytest.approx(np.array([[0.5, 0.3], [0.5, 0.48], [0.5, 0.7]]))


def test_four_corners_of_a_leg_give_the_same_as_its_ends_from_above():
    leg = REGIONS["leg"]
    frame = make_back_frame(LEG, 1.0)
    corners = tuple(tuple(point) for point in frame.to_picture(np.array(leg.corners)).tolist())
    oblique = make_back_frame(Back(LEG.neck, LEG.tail, 80.0, "corners", corners, region="leg"), 1.0)
    points = np.array([[0.45, 0.2], [0.55, 0.6]])
    assert oblique.to_back(points) == pytest.approx(frame.to_back(points))


@pytest.mark.parametrize(("region", "spine"), [("back", True), ("leg", False), ("shoulders", True)])
def test_nothing_on_a_leg_is_a_spine(region, spine):
    shape = REGIONS[region]
    for share in (-0.1, 0.0, 0.5, 1.0, 1.1):
        at = np.full((1, 2, 2), (0.0, shape.top + share * (shape.bottom - shape.top)))
        assert bool(find_on_spine(at, at).all()) is spine
    frame = make_back_frame(Back((0.5, 0.1), (0.5, 0.9), shape.length_cm, region=region), 1.0)
    assert ("spine" in outline_points(frame)) is spine


def test_the_hollow_of_the_knee_is_a_place_of_care():
    leg = REGIONS["leg"]
    uv = np.array([[0.0, leg.top + 36 / UNIT_CM], [0.0, leg.top + 20 / UNIT_CM]])
    assert find_care_areas(uv)["knee_hollow"].tolist() == [True, False]
    assert not any(over[0] for name, over in find_care_areas(uv).items() if name != "knee_hollow")


@pytest.mark.parametrize(
    ("inside", "x", "y"),
    [(True, 4.3, 0), (False, 4.1, 0), (True, -6, 6.9), (False, 6, 7.1), (False, 9.1, 0), (False, 6, -2.1)],
)
def test_the_front_of_the_neck_begins_beside_its_muscles(inside, x, y):
    at = np.array([[x / UNIT_CM, REGIONS["shoulders"].top + y / UNIT_CM]])
    assert bool(find_care_areas(at)["throat"][0]) is inside


@pytest.mark.parametrize(
    ("inside", "x", "y"), [(True, 2.1, 20), (False, 1.9, 20), (True, -14, 13.1), (False, 14, 12.9)]
)
def test_the_lungs_lie_under_the_blades_of_a_shoulder_massage_too(inside, x, y):
    at = np.array([[x / UNIT_CM, REGIONS["shoulders"].top + y / UNIT_CM]])
    assert bool(find_care_areas(at)["heart_lungs"][0]) is inside


def test_every_place_of_care_names_its_source_and_the_zones_over_it():
    for region in REGIONS.values():
        if region.id != "back":  # which is not read from a file
            assert set(region.care_sources) == set(region.care_areas) == set(region.care_zones)
            assert all(source.strip() for source in region.care_sources.values())
        for name, zones in region.care_zones.items():
            boxes = region.care_areas[name]
            assert all(zone in region.zones for zone in zones)
            # A box lies in its zones but for a border's width.
            for _, _, top, low in boxes:
                covered = [region.zones[zone] for zone in zones]
                assert any(min(low, end) - max(top, start) >= 0.5 * (low - top) for start, end in covered)


def test_points_that_were_set_for_the_back_become_those_of_a_leg():
    earlier = Back((0.4, 0.1), (0.4, 0.9))
    back = Back((0.5, 0.1), (0.5, 0.9), at_s=3.0, earlier=earlier)
    leg = turn_to(back, "leg")
    assert (leg.region, leg.length_cm, leg.at_s) == ("leg", pytest.approx(80.0), 3.0)
    assert leg.earlier.region == "leg"
    assert turn_to(Back((0.5, 0.1), (0.5, 0.9), 46.0), "leg").length_cm == 46.0
    assert turn_to(leg, "leg") is leg
    assert turn_to(leg, "back").length_cm == pytest.approx(50.0)


def test_a_height_belongs_to_the_nearest_region():
    assert [find_region(v).id for v in (-0.5, 0.5, 1.3, 3.9, 5.0, 9.0)] == [
        "back", "back", "back", "leg", "leg", "shoulders",
    ]  # fmt: skip
