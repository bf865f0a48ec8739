"""The drawing of a step follows its data."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from coach.feedback.step_words import describe_drawing
from coach.look.movement import compute_cycle_s, move_hand
from coach.look.palette import LOOKS
from coach.look.step_drawing import VIEW_BOX, draw_step
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.schema import Step

STEPS = [step for entry in list_protocols() if entry.origin == "built-in" for step in load_protocol(entry.path).steps]
SVG = "{http://www.w3.org/2000/svg}"


def draw(step: Step) -> ET.Element:
    return ET.fromstring(draw_step(step, describe_drawing(step)))


def heads(picture: ET.Element) -> list[tuple[float, float]]:
    """Direction of every arrow head: from the middle of its foot to its tip."""
    ways = []
    for polygon in picture.iter(f"{SVG}polygon"):
        tip, one, two = [tuple(map(float, point.split(","))) for point in polygon.attrib["points"].split()]
        dx, dy = tip[0] - (one[0] + two[0]) / 2, tip[1] - (one[1] + two[1]) / 2
        length = (dx**2 + dy**2) ** 0.5
        ways.append((round(dx / length, 1), round(dy / length, 1)))
    return ways


def hands_of(picture: ET.Element) -> list[tuple[float, float]]:
    """Centre of every drawn hand."""
    groups = [group for group in picture.iter(f"{SVG}g") if group.get("class") == "hand"]
    return [tuple(map(float, group.attrib["transform"][10:-1].split())) for group in groups]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_step_of_every_protocol_is_drawn_inside_its_box(step):
    picture = draw(step)
    left, top, width, height = VIEW_BOX
    for polygon in picture.iter(f"{SVG}polygon"):
        for point in polygon.attrib["points"].split():
            x, y = map(float, point.split(","))
            assert left <= x <= left + width and top <= y <= top + height
    assert LOOKS[step.technique].color in draw_step(step, describe_drawing(step))
    assert picture.find(f"{SVG}title").text == describe_drawing(step)


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
        mode: len(hands_of(draw(STEPS[0].model_copy(update={"hands": (mode,)}))))
        for mode in ("one", "together", "alternating", "stacked")
    }
    assert groups == {"one": 1, "together": 2, "alternating": 2, "stacked": 2}


def test_the_drift_is_an_arrow_of_its_own_with_its_own_way():
    kneading = load_protocol("lumbar-home").step("kneading")
    without = heads(draw(kneading.model_copy(update={"drift": None})))
    assert sorted(heads(draw(kneading))) == sorted([*without, (0.0, -1.0)])
    down = heads(draw(kneading.model_copy(update={"drift": "tailward"})))
    assert sorted(down) == sorted([*without, (0.0, 1.0)])


def test_a_title_is_escaped_and_without_one_the_drawing_is_hidden_from_screen_readers():
    assert "&lt;b&gt;Light&lt;/b&gt; &amp; slow" in draw_step(STEPS[0], "<b>Light</b> & slow")
    picture = ET.fromstring(draw_step(STEPS[0]))
    assert picture.get("aria-hidden") == "true"
    assert picture.find(f"{SVG}title") is None


def test_two_hands_that_work_one_side_lie_on_that_side_and_the_sides_are_numbered():
    kneading = load_protocol("lumbar-home").step("kneading")
    for start, way in ((None, 1), ("right", 1), ("left", -1)):
        picture = draw(kneading.model_copy(update={"start_side": start}))
        assert [x * way > 0 for x, _ in hands_of(picture)] == [True, True]
        numbers = {text.text: float(text.get("x")) * way > 0 for text in picture.iter(f"{SVG}text")}
        assert numbers == {"1": True, "2": False}
    both = draw(kneading.model_copy(update={"sides": "both"}))
    assert sorted(x > 0 for x, _ in hands_of(both)) == [False, True]
    assert list(both.iter(f"{SVG}text")) == []


def test_the_hands_lie_where_the_step_asks():
    rubbing = load_protocol("lumbar-home").step("rubbing-pads")
    heights = [
        hands_of(draw(rubbing.model_copy(update={"zones": (zone,)})))[0][1] for zone in ("collar", "back", "lumbar")
    ]
    assert heights == sorted(heights)
    assert heights[1] == pytest.approx(37.5)  # half-way between 20 and 55 hundredths of the back


def test_a_cycle_lasts_as_long_as_the_middle_of_the_pace_band_asks():
    rubbing = load_protocol("lumbar-home").step("rubbing-pads")  # 60 to 70 a minute
    assert compute_cycle_s(rubbing) == pytest.approx(60 / 65)
    assert "--t:0.92s" in draw_step(rubbing)
    assert compute_cycle_s(rubbing.model_copy(update={"pace_per_min": None})) == 2.0


def test_the_second_hand_in_turn_is_half_a_cycle_behind_and_together_is_together():
    rubbing = load_protocol("lumbar-home").step("rubbing-pads")
    in_turn = rubbing.model_copy(update={"hands": ("alternating",)})
    assert move_hand(in_turn, 1.0, second=True).delay_s == pytest.approx(compute_cycle_s(rubbing) / 2)
    assert move_hand(rubbing, 1.0, second=True).delay_s == 0.0


@pytest.mark.parametrize(
    ("axis", "sense", "kind", "reach_right", "reach_left"),
    [
        ("along", "headward", "press", (0, -1), (0, -1)),
        ("along", "tailward", "press", (0, 1), (0, 1)),
        ("along", "both", "swing", (0, -1), (0, -1)),
        ("across", "outward", "press", (1, 0), (-1, 0)),
        ("across", "inward", "press", (-1, 0), (1, 0)),
    ],
)
def test_hands_move_the_way_that_is_asked(axis, sense, kind, reach_right, reach_left):
    step = load_protocol("lumbar-home").step("rubbing-pads").model_copy(update={"axis": axis, "sense": sense})
    right, left = (move_hand(step, side, second=False) for side in (1.0, -1.0))
    assert (right.kind, left.kind) == (kind, kind)
    assert [round(value / 6.0) for value in right.reach] == list(reach_right)
    assert [round(value / 6.0) for value in left.reach] == list(reach_left)


def test_circles_turn_as_asked_tapping_falls_kneading_grasps_and_lifted_hands_lift():
    lumbar = load_protocol("lumbar-home")
    circle = {"axis": "circular", "sense": "clockwise"}
    clockwise = lumbar.step("rubbing-pads").model_copy(update=circle)
    against = clockwise.model_copy(update={"sense": "counterclockwise"})
    assert [move_hand(step, 1.0, second=False).turn for step in (clockwise, against)] == [1.0, -1.0]
    assert move_hand(lumbar.step("patting"), 1.0, second=False).kind == "fall"
    assert move_hand(lumbar.step("kneading"), 1.0, second=False).kind == "grasp"
    down = lumbar.step("deep-stroking")
    assert [
        move_hand(step, 1.0, second=False).lifted for step in (down, down.model_copy(update={"contact": "lifted"}))
    ] == [
        False,
        True,
    ]


def test_the_drawing_moves_only_where_it_is_let_and_never_against_a_wish_for_stillness():
    still, moving = draw_step(STEPS[0]), draw_step(STEPS[0], moving=True)
    assert 'class="step-drawn"' in still
    assert 'class="step-drawn moving"' in moving
    rules = still[still.index("<style>") : still.index("</style>")]
    assert rules.index("prefers-reduced-motion:reduce){.moving .mv{animation:none}") > rules.index(".moving .mv{")
    unmoved = [rule for rule in rules.split("}") if "animation" in rule and ".moving" not in rule]
    assert unmoved == []


def test_the_part_of_the_hand_that_works_is_drawn_and_the_palm_where_it_is_left_open():
    pads = draw_step(load_protocol("lumbar-home").step("rubbing-pads"))
    left_open = draw_step(load_protocol("simple-rules").step("rubbing-together"))
    assert pads.count("<circle") - left_open.count("<circle") == 8 - 2  # pads of two hands, numbers of two sides
    assert 'opacity=".35"' in pads and 'opacity=".35"' not in left_open
