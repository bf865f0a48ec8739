"""The rubric, what the coach proposes for it, and what a teacher decides beside it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.check.rules import RULES
from coach.classes.marks import decide, keep_mark, list_marks
from coach.classes.proposal import passes, propose, total
from coach.classes.rubric import NEVER_BY_COACH, Rubric
from coach.classes.rubric_files import keep_rubric, load_rubric, parse_rubric, read_rubric, render_rubric
from coach.errors import InputError
from tests.classes.class_example import finding, make_review, step

SCHOOL = load_rubric("school")


def small(criteria: str, *, pass_mark: int = 60) -> Rubric:
    text = f"""
        id = "small"
        title = "Small"
        pass_mark = {pass_mark}
        ceilings = {{ danger = 40, warning = 69 }}
        levels = [
          {{ id = "good", title = "Good", begins_at = 70, counts = 90 }},
          {{ id = "low", title = "Not yet", begins_at = 0, counts = 20 }},
        ]
        {criteria}
        """
    return parse_rubric("small.toml", text.encode())


PACE = '[[criteria]]\nid = "pace"\ntitle = "Pace"\nparts = ["pace"]\nfindings = ["pace_too_fast"]\n'
HANDS_ON = '[[criteria]]\nid = "pressure"\ntitle = "Pressure"\njudged_by = "hand"\nweight = 3\n'


def test_the_school_rubric_covers_what_schools_assess_and_every_finding_about_how_it_was_done():
    assert [criterion.id for criterion in SCHOOL.by_coach] == [
        *("techniques", "order", "direction", "place", "pace", "rhythm", "contact", "timing")
    ]
    assert {criterion.id for criterion in SCHOOL.by_hand} == NEVER_BY_COACH
    named = {code for criterion in SCHOOL.criteria for code in criterion.findings}
    assert named == {rule.code for rule in RULES} - {"hands_unseen"}


def test_a_mean_is_weighted_by_time():
    review = make_review(
        steps=[step("a", (0, 10), pace=1.0), step("b", (10, 40), pace=0.6), step("c", (40, 50), pace=None)]
    )
    proposal = propose(review, small(PACE))["pace"]
    assert proposal.points == pytest.approx(100 * (10 * 1.0 + 30 * 0.6) / 40)
    assert proposal.steps == 2


@pytest.mark.parametrize(("severity", "points"), [("warning", 69), ("danger", 40), ("advice", 100), ("praise", 100)])
def test_a_finding_lowers_its_criterion_to_its_ceiling(severity: str, points: float):
    review = make_review(finding("pace_too_fast", severity))
    proposal = propose(review, small(PACE))["pace"]
    assert proposal.points == points
    assert proposal.because == ("Your rubbing ran at 98 a minute.",)


def test_points_below_the_ceiling_stay():
    review = make_review(finding("pace_too_fast"), steps=[step("a", (0, 10), pace=0.3)])
    assert propose(review, small(PACE))["pace"].points == pytest.approx(30)


def test_what_was_not_judged_has_no_points_and_counts_nowhere():
    review = make_review(steps=[step("a", (0, 10), pace=1.0)])
    proposals = propose(review, SCHOOL)
    assert proposals["direction"].points is None
    assert proposals["pace"].points == 100
    points = {name: proposal.points for name, proposal in proposals.items()}
    assert total(points, SCHOOL.criteria) == 100
    assert total({}, SCHOOL.criteria) is None
    assert passes({}, SCHOOL) is None


def test_a_missing_step_counts_as_nothing_among_the_techniques_only():
    steps = [step("a", (0, 10), technique=1.0, pace=1.0), step("b", None, "missed"), step("c", None, "not_judged")]
    proposals = propose(make_review(steps=steps), SCHOOL)
    assert proposals["techniques"].points == 50
    assert proposals["pace"].points == 100


@pytest.mark.parametrize(("steps", "points"), [(1, None), (2, 100.0)])
def test_the_order_of_one_step_is_not_proposed(steps: int, points: float | None):
    done = [step(f"step-{n}", (10 * n, 10 * n + 10), technique=1.0, order=1.0) for n in range(steps)]
    proposals = propose(make_review(steps=done), SCHOOL)
    assert (proposals["order"].points, proposals["techniques"].points) == (points, 100.0)


def test_a_step_in_the_wrong_place_is_told_even_if_it_is_the_only_one():
    done = [step("rubbing-pads", (0, 10), technique=1.0, order=0.0)]
    proposal = propose(make_review(finding("out_of_order"), steps=done), SCHOOL)["order"]
    assert proposal.points == 0.0


@pytest.mark.parametrize("criterion", sorted(NEVER_BY_COACH))
def test_the_coach_never_proposes_what_no_camera_sees(criterion: str):
    assert criterion not in propose(make_review(), SCHOOL)
    with pytest.raises(InputError, match="only be marked by hand"):
        small(f'[[criteria]]\nid = "{criterion}"\ntitle = "Anything"\nparts = ["pace"]\n')


@pytest.mark.parametrize(
    ("criteria", "said"),
    [
        ('[[criteria]]\nid = "a"\ntitle = "A"\n', "names parts or findings"),
        ('[[criteria]]\nid = "a"\ntitle = "A"\njudged_by = "hand"\nparts = ["pace"]\n', "by hand when it names none"),
        ('[[criteria]]\nid = "a"\ntitle = "A"\nparts = ["speedd"]\n', "does not know: speedd"),
        ('[[criteria]]\nid = "a"\ntitle = "A"\nfindings = ["too_nice"]\n', "does not know: too_nice"),
        (PACE + PACE, "id of its own"),
        (PACE + "weight = 0\n", "has a weight"),
        (PACE + "weight = -1\n", "criteria.0.weight"),
        (PACE + 'colour = "red"\n', "criteria.0.colour"),
        ("criteria = 3", "criteria"),
        ("[[criteria", "cannot be read"),
    ],
)
def test_a_fault_of_a_rubric_is_told_with_its_place(criteria: str, said: str):
    with pytest.raises(InputError, match=said):
        small(criteria)


def test_levels_fall_to_zero():
    text = Path(str(read_rubric.__code__.co_filename)).with_name("rubrics") / "school.toml"
    content = text.read_text(encoding="utf-8")
    with pytest.raises(InputError, match="the last begins at 0"):
        parse_rubric("a.toml", content.replace("begins_at = 0,", "begins_at = 5,").encode())
    with pytest.raises(InputError, match="lower than the one before"):
        parse_rubric("a.toml", content.replace("begins_at = 85", "begins_at = 60").encode())


@pytest.mark.parametrize(("points", "level"), [(100, "good"), (70, "good"), (69.9, "low"), (0, "low")])
def test_points_have_a_level(points: float, level: str):
    assert small(PACE).level_at(points).id == level


@pytest.mark.parametrize(("points", "passed"), [(60, True), (59.9, False)])
def test_the_pass_mark(points: float, passed: bool):
    assert passes({"pace": points}, small(PACE)) is passed


@pytest.mark.parametrize(("points", "passed"), [(80, True), (79.9, False)])
def test_the_pass_mark_of_one_criterion(points: float, passed: bool):
    rubric = small(PACE + "pass_mark = 80\n")
    assert passes({"pace": points}, rubric) is passed


def test_a_mark_keeps_both_words_and_is_never_written_over(tmp_path: Path):
    rubric = small(PACE + HANDS_ON)
    proposals = propose(make_review(finding("pace_too_fast")), rubric)
    first = decide("d1", " Ana\nB ", rubric, proposals, {"pace": "good", "pressure": "low"}, "Well done.")
    keep_mark(tmp_path, first)
    second = decide("d1", "Eva", rubric, proposals, {"pace": "low"})
    keep_mark(tmp_path, second)
    keep_mark(tmp_path, second)
    assert list_marks(tmp_path) == [first, second, second]
    pace, pressure = first.lines
    assert (pace.proposed, pace.level, pace.points) == (69, "good", 90)
    assert (pressure.proposed, pressure.level, pressure.points) == (None, "low", 20)
    assert first.teacher == "Ana B"
    assert first.points == pytest.approx((90 * 1 + 20 * 3) / 4)
    assert first.passed is False
    assert first.is_whole and not second.is_whole
    assert (second.points, second.passed) == (20, False)


def test_a_mark_that_cannot_be_read_hides_no_other(tmp_path: Path):
    rubric = small(PACE)
    keep_mark(tmp_path, decide("d1", "Ana", rubric, {}, {"pace": "good"}))
    (tmp_path / "0.json").write_text("{")
    assert [mark.teacher for mark in list_marks(tmp_path)] == ["Ana"]


@pytest.mark.parametrize(
    ("teacher", "levels", "said"),
    [(" ", {"pace": "good"}, "your name"), ("Ana", {}, "at least"), ("Ana", {"pace": "splendid"}, "no level splendid")],
)
def test_a_mark_needs_a_name_and_a_level(teacher: str, levels: dict[str, str], said: str):
    with pytest.raises(InputError, match=said):
        decide("d1", teacher, small(PACE), {}, levels)


def test_own_rubrics_are_found_by_their_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    folder = tmp_path / "rubrics"
    folder.mkdir()
    source = Path(str(read_rubric.__code__.co_filename)).with_name("rubrics") / "school.toml"
    text = source.read_text(encoding="utf-8").replace('id = "school"', 'id = "evening-school"')
    (folder / "evening.toml").write_text(text, encoding="utf-8")
    (folder / "broken.toml").write_text("id = 3")
    assert load_rubric("evening-school").id == "evening-school"
    with pytest.raises(InputError, match="school and evening-school"):
        load_rubric("night-school")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(TEXTS, TEXTS, st.floats(0, 100), st.floats(0.1, 100))
def test_a_rubric_that_was_written_is_read_as_it_was(title: str, text: str, pass_mark: float, weight: float):
    criteria = (SCHOOL.criteria[0].model_copy(update={"title": title, "weight": weight}), *SCHOOL.criteria[1:])
    rubric = SCHOOL.model_copy(update={"title": title, "source": text, "pass_mark": pass_mark, "criteria": criteria})
    assert parse_rubric("a.toml", render_rubric(rubric).encode()) == rubric


def test_a_kept_rubric_has_an_id_and_a_version_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    first = keep_rubric(SCHOOL.model_copy(update={"title": "Abend-Schule Müller"}))
    assert (first.id, first.version) == ("abend-schule-muller", "1")
    second = keep_rubric(first.model_copy(update={"pass_mark": 70}))
    assert (second.id, second.version) == (first.id, "2")
    assert load_rubric(first.id) == second
    other = keep_rubric(SCHOOL.model_copy(update={"title": "Abend-Schule Müller"}))
    assert other.id == "abend-schule-muller-2"
