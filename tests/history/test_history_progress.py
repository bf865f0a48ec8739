"""Progress over weeks: lines, suggestions, fading hints, pain, all from sessions with known numbers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.formats import CoverageModel, PartModel, ReviewFile, ReviewSegment, ReviewStep, TimelineModel, VideoModel
from coach.history.entries import Session
from coach.history.pain import check_pain_trend, find_last_rise
from coach.history.progress import (
    advise_guidance,
    count_minutes,
    draw_points,
    find_bests,
    list_pain,
    suggest_practice,
)
from coach.history.summary import SessionSummary, TechniqueSummary, summarise

START = datetime(2026, 1, 5, 18, tzinfo=UTC)


def make_session(day: int = 0, score: float | None = None, **changes: object) -> Session:
    techniques = changes.pop("techniques", {})
    summary = SessionSummary(score=score, techniques=techniques)  # type: ignore[arg-type]
    session = Session(
        id=day,
        uuid=f"{day:032x}",
        profile_id=1,
        started_at=START + timedelta(days=day),
        ordered_at=START + timedelta(days=day),
        kind="live",
        protocol_id="lumbar-home",
        duration_s=600.0,
        receiver="Vera",
        pain_before=None,
        pain_after=None,
        felt="",
        guidance="every",
        analyser="1",
        cushion=False,
        folder="",
        hurt=False,
        has_tracks=True,
        summary=summary,
    )
    return replace(session, **changes)  # type: ignore[arg-type]


def done(**measures: float) -> TechniqueSummary:
    return TechniqueSummary(seconds=60.0, **measures)  # type: ignore[arg-type]


def test_a_review_is_condensed_by_time() -> None:
    review = ReviewFile(
        video=VideoModel(name="a", duration_s=100.0, fps=30, width=1, height=1, frames=3000),
        coverage=CoverageModel(one_hand=0.8, two_hands=0.5),
        segments=[
            ReviewSegment(
                start_s=0, end_s=60, technique="rubbing", pace_per_min=60.0, regularity=0.8, side_balance=0.5
            ),
            ReviewSegment(start_s=60, end_s=80, technique="none"),
            ReviewSegment(start_s=80, end_s=100, technique="rubbing", pace_per_min=80.0, regularity=0.4),
        ],
        steps=[
            ReviewStep(
                id="a", start_s=0, end_s=60, status="done", score=0.9, parts=[PartModel(name="pace", score=1.0)]
            ),
            ReviewStep(
                id="b",
                start_s=80,
                end_s=100,
                status="partly",
                score=0.5,
                parts=[PartModel(name="pace", score=0.2, seen_share=0.5), PartModel(name="direction", score=None)],
            ),
            ReviewStep(id="c", start_s=None, end_s=None, status="missed", score=None),
        ],
    )
    summary = summarise(review)
    rubbing = summary.techniques["rubbing"]
    assert set(summary.techniques) == {"rubbing"}
    assert rubbing.seconds == 80
    assert rubbing.pace_per_min == pytest.approx((60 * 60 + 20 * 80) / 80)
    assert rubbing.rhythm == pytest.approx((60 * 0.8 + 20 * 0.4) / 80)
    assert rubbing.pace == pytest.approx((60 * 1.0 + 10 * 0.2) / 70), "weighted by the time it was seen"
    assert rubbing.direction is None, "what was not judged is no zero"
    assert rubbing.evenness == pytest.approx(0.5)
    assert summary.score == pytest.approx((0.9 + 0.5 + 0.0) / 3), "a missed step counts as nothing done"
    assert summary.ribbon.count("none") == 12 and len(summary.ribbon) == 60


def test_the_heat_map_has_the_head_at_the_top_and_the_left_at_the_left() -> None:
    columns: dict[str, list[object]] = {"technique": ["rubbing"] * 4}
    timeline = TimelineModel(
        time_s=[0, 1, 2, 3],
        confidence=[None] * 4,
        pace_per_min=[None] * 4,
        speed_cm_s=[None] * 4,
        hands_seen=[1] * 4,
        back_u=[[-0.3, None], [-0.3, None], [-0.3, None], [0.3, None]],
        back_v=[[0.05, None], [0.05, None], [0.05, None], [0.95, None]],
        **columns,  # type: ignore[arg-type]
    )
    review = ReviewFile(
        video=VideoModel(name="a", duration_s=4, fps=1, width=1, height=1, frames=4),
        coverage=CoverageModel(one_hand=1, two_hands=0),
        segments=[ReviewSegment(start_s=0, end_s=4, technique="rubbing")],
        timeline=timeline,
    )
    heat = summarise(review).heat
    assert (heat[0][0], heat[9][5]) == (750, 250)
    assert sum(map(sum, heat)) == 1000


def test_short_histories_show_sessions_and_long_ones_weeks() -> None:
    few = [make_session(day, techniques={"rubbing": done(pace=0.5)}) for day in range(5)]
    assert [(p.value, p.number, p.sessions) for p in draw_points(few, "pace")] == [(0.5, n, 1) for n in range(1, 6)]
    assert draw_points(few, "rhythm") == []
    many = [make_session(day, techniques={"rubbing": done(pace=day % 7 / 6)}) for day in range(140)]
    weekly = draw_points(many, "pace")
    assert len(weekly) == 20
    assert all(point.value == pytest.approx(0.5) and point.sessions == 7 for point in weekly)
    assert all(point.when.weekday() == 0 for point in weekly)


def test_a_moment_of_a_technique_says_nothing() -> None:
    short = make_session(techniques={"rubbing": TechniqueSummary(seconds=4.0, pace=0.1, rhythm=0.1)})
    assert draw_points([short], "pace") == [] and suggest_practice([short]) is None and find_bests([short]) == []


def test_the_weakest_of_late_is_suggested() -> None:
    old = [make_session(day, techniques={"kneading": done(rhythm=0.1)}) for day in range(3)]
    new = [
        make_session(day, techniques={"kneading": done(rhythm=0.9), "rubbing": done(pace=0.4 + day / 100, rhythm=0.6)})
        for day in range(3, 6)
    ]
    suggestion = suggest_practice(old + new)
    assert suggestion is not None
    assert (suggestion.technique, suggestion.measure, suggestion.sessions) == ("rubbing", "pace", 3)
    assert suggestion.value == pytest.approx(0.44)
    assert suggest_practice([make_session(techniques={"rubbing": done(pace=0.9)})]) is None
    assert suggest_practice([]) is None


def test_hints_fade_with_skill_and_come_back_after_a_slip() -> None:
    good = [make_session(day, 0.88) for day in range(3)]
    assert advise_guidance([]).level == "every"
    assert advise_guidance(good[:2]).level == "every", "two good days are not yet a habit"
    assert advise_guidance(good).level == "summary"
    better = [make_session(day, 0.95, guidance="summary") for day in range(3, 6)]
    assert advise_guidance(good + better).level == "none"
    assert advise_guidance([*good, *better, make_session(9, 0.6, guidance="none")]).level == "every"


def test_a_retest_without_hints_is_due_now_and_then() -> None:
    good = [make_session(day, 0.88, guidance="summary") for day in range(4)]
    assert not advise_guidance(good).retest
    assert advise_guidance([*good, make_session(5, 0.88, guidance="summary")]).retest
    tested = [*good, make_session(5, 0.88, guidance="none"), make_session(6, 0.88, guidance="summary")]
    assert not advise_guidance(tested).retest


@given(st.lists(st.tuples(st.floats(0, 1), st.sampled_from(["every", "summary", "none"])), max_size=12))
def test_few_hints_are_never_advised_to_somebody_who_struggles(history: list[tuple[float, str]]) -> None:
    sessions = [make_session(day, score, guidance=level) for day, (score, level) in enumerate(history)]
    advice = advise_guidance(sessions)
    if advice.level != "every":
        assert advice.basis is not None and advice.basis >= 0.85 and len(sessions) >= 3


def test_bests_are_about_steadiness() -> None:
    sessions = [
        make_session(0, techniques={"rubbing": done(rhythm=0.7, pace_per_min=60)}),
        make_session(1, techniques={"rubbing": done(rhythm=0.9, pace_per_min=50), "tapping": done(rhythm=0.5)}),
        make_session(2, techniques={"rubbing": done(rhythm=0.8, pace_per_min=200)}),
    ]
    assert [(best.technique, best.rhythm, best.when) for best in find_bests(sessions)] == [
        ("rubbing", 0.9, START + timedelta(days=1)),
        ("tapping", 0.5, START + timedelta(days=1)),
    ]


def test_minutes_of_a_week() -> None:
    sessions = [make_session(day) for day in (0, 6, 7)]
    assert count_minutes(sessions, START, START + timedelta(days=7)) == 20.0


def test_pain_is_listed_without_the_cushion() -> None:
    sessions = [
        make_session(0, pain_before=5, pain_after=3),
        make_session(1),
        make_session(2, pain_before=9, cushion=True),
        make_session(3, pain_before=4),
    ]
    assert [(point.number, point.before, point.after) for point in list_pain(sessions)] == [(1, 5, 3), (4, 4, None)]


@pytest.mark.parametrize(
    ("pains", "kind"),
    [
        ([(5, 3)], None),
        ([(3, 4)], None),
        ([(3, 8)], None),
        ([(3, 5), (4, 4)], None),
        ([(2, 2), (3, 3), (4, 4)], "rising"),
        ([(2, 2), (3, 3), (3, 3)], None),
        ([(2, None), (3, None), (4, None)], "rising"),
        ([(None, None)], None),
        ([], None),
    ],
)
def test_growing_pain_is_noticed(pains: list[tuple[int | None, int | None]], kind: str | None) -> None:
    sessions = [make_session(day, pain_before=a, pain_after=b) for day, (a, b) in enumerate(pains)]
    warning = check_pain_trend(sessions, " Vera ")
    assert (warning and warning.kind) == kind
    assert check_pain_trend(sessions, "Ben") is None, "pain of another receiver is not theirs"


def test_pain_that_rose_right_after_is_asked_about_the_next_time() -> None:
    rose = make_session(0, pain_before=3, pain_after=5)
    assert find_last_rise([rose], "Vera") == (3, 5)
    assert find_last_rise([make_session(0, pain_before=3, pain_after=3)], "Vera") is None
    assert find_last_rise([rose, make_session(1, pain_before=3, pain_after=2)], "Vera") is None, "only the last one"
    assert find_last_rise([rose], "Ben") is None


@pytest.mark.parametrize(("after", "kind"), [(None, "hurt"), (4, None), (3, None), (6, "hurt")])
def test_a_session_stopped_because_it_hurt_warns_until_the_pain_is_known(after: int | None, kind: str | None) -> None:
    first = make_session(0, pain_before=4, pain_after=3)
    sessions = [first, make_session(2, pain_before=4, pain_after=after, hurt=True)]
    warning = check_pain_trend(sessions, "Vera")
    assert (warning and warning.kind) == kind
    later = make_session(4, pain_before=3, pain_after=3)
    assert check_pain_trend([*sessions, later], "Vera") is None
