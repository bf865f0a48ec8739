"""The drawing of a step follows its data."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from coach.feedback.diagrams import VIEW_BOX, describe_diagram, draw_step_diagram
from coach.look.palette import LOOKS
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Step

STEPS = [step for entry in list_protocols() if entry.origin == "built-in" for step in load_protocol(entry.path).steps]
SVG = "{http://www.w3.org/2000/svg}"


def draw(step: Step) -> ET.Element:
    return ET.fromstring(draw_step_diagram(step))


def heads(picture: ET.Element) -> list[tuple[float, float]]:
    """Direction of every arrow head: from the middle of its foot to its tip."""
    ways = []
    for polygon in picture.iter(f"{SVG}polygon"):
        tip, one, two = [tuple(map(float, point.split(","))) for point in polygon.attrib["points"].split()]
        dx, dy = tip[0] - (one[0] + two[0]) / 2, tip[1] - (one[1] + two[1]) / 2
        length = (dx**2 + dy**2) ** 0.5
        ways.append((round(dx / length, 1), round(dy / length, 1)))
    return ways


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_step_of_every_protocol_is_drawn_inside_its_box(step):
    picture = draw(step)
    left, top, width, height = VIEW_BOX
    for polygon in picture.iter(f"{SVG}polygon"):
        for point in polygon.attrib["points"].split():
            x, y = map(float, point.split(","))
            assert left <= x <= left + width and top <= y <= top + height
    assert LOOKS[step.technique].color in draw_step_diagram(step)
    assert picture.find(f"{SVG}title").text == describe_diagram(step)


@pytest.mark.parametrize(
    ("axis", "sense", "expected"),
    [
        ("along", "headward", {(0.0, -1.0)}),
        ("along", "tailward", {(0.0, 1.0)}),
        ("along", "both", {(0.0, -1.0), (0.0, 1.0)}),
        ("across", "outward", {(-1.0, 0.0), (1.0, 0.0)}),
        ("across", "crossing", {(-1.0, 0.0), (1.0, 0.0)}),
        (None, None, set()),
    ],
)
def test_arrows_go_the_way_that_is_asked(axis, sense, expected):
    step = load_protocol("lumbar-home").step("rubbing-pads").model_copy(update={"axis": axis, "sense": sense})
    assert set(heads(draw(step))) == expected


def test_outward_and_crossing_point_opposite_ways_on_the_same_side():
    step = load_protocol("lumbar-home").step("rubbing-crossing")
    inward = [polygon.attrib["points"] for polygon in draw(step).iter(f"{SVG}polygon")]
    outward = draw(step.model_copy(update={"sense": "outward"}))
    assert inward != [polygon.attrib["points"] for polygon in outward.iter(f"{SVG}polygon")]
    right = next(points for points in inward if float(points.split(",")[0]) > 0)
    tip, foot = (float(point.split(",")[0]) for point in right.split()[:2])
    assert tip < foot


def test_one_hand_is_one_and_two_hands_are_two():
    groups = {
        mode: len(list(draw(STEPS[0].model_copy(update={"hands": (mode,)})).iter(f"{SVG}g")))
        for mode in ("one", "together", "alternating", "stacked")
    }
    assert groups == {"one": 1, "together": 2, "alternating": 2, "stacked": 2}


def test_the_drift_is_an_arrow_of_its_own_with_its_own_way():
    kneading = load_protocol("lumbar-home").step("kneading")
    without = heads(draw(kneading.model_copy(update={"drift": None})))
    assert sorted(heads(draw(kneading))) == sorted([*without, (0.0, -1.0)])
    down = heads(draw(kneading.model_copy(update={"drift": "tailward"})))
    assert sorted(down) == sorted([*without, (0.0, 1.0)])


def test_size_is_the_height_in_pixels_and_titles_are_escaped():
    step = STEPS[0].model_copy(update={"title": "<b>Light</b> & slow"})
    assert 'height="160"' in draw_step_diagram(step, 160)
    assert "<b>" not in draw_step_diagram(step)
