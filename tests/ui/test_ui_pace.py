"""The pace of long work: the time left, how gently it changes, and when the computer is called busy."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.ui import pace as pace_module
from coach.ui.pace import BUSY_BELOW, LEAST_S, MAX_CHANGE_PER_S, RECENT_S, SETTLED_S, Pace, follow
from coach.ui.review_progress import describe_pace

STEP_S = 0.5
"""As often as the page looks."""


def look_on(pace: Pace | None, rates: Iterable[float], stage: str = "watch") -> list[Pace]:
    """Look at work every half second that goes at these rates (share of the whole per second)."""
    looks = [follow(None, 0.0, 0.05, stage) if pace is None else pace]
    for rate in rates:
        last = looks[-1]
        looks.append(follow(last, last.at_s + STEP_S, min(1.0, last.fraction + rate * STEP_S), stage))
    return looks


def steady(rate: float, seconds: float) -> list[float]:
    return [rate] * round(seconds / STEP_S)


def test_even_work_counts_down_to_its_end():
    looks = look_on(None, steady(0.01, 60))
    for look in looks:
        if look.at_s >= SETTLED_S:
            assert look.left_s == pytest.approx(95.0 - look.at_s)
            assert not look.is_busy


def test_nothing_is_said_before_the_pace_has_settled_and_enough_is_done():
    assert [look.at_s for look in look_on(None, steady(0.01, 6)) if look.left_s is None][-1] == SETTLED_S - STEP_S
    slow = look_on(follow(None, 0.0, 0.001, "watch"), steady(0.001, 40))
    assert [look.fraction for look in slow if look.left_s is None][-1] < pace_module.MIN_FRACTION
    assert slow[-1].left_s == pytest.approx((1 - 0.041) / 0.001)


def test_recent_pace_is_the_exponentially_weighted_mean():
    before = look_on(None, steady(0.02, 10))[-1]
    after = follow(before, before.at_s + RECENT_S, before.fraction, "watch")
    # Ten seconds at 0.02, then ten at nothing: weights e^-1 (1 - e^-1) and (1 - e^-1).
    assert after.recent == pytest.approx(0.02 * math.exp(-1) / (1 + math.exp(-1)))


def test_it_matters_little_how_often_one_looks():
    often = look_on(None, steady(0.02, 10) + steady(0.01, 10))[-1]
    start = follow(None, 0.0, 0.05, "watch")
    seldom = follow(follow(start, 10.0, 0.25, "watch"), 20.0, 0.35, "watch")
    assert seldom.recent == pytest.approx(often.recent)


def test_a_busy_moment_does_not_make_the_time_left_jump():
    calm = look_on(None, steady(0.01, 20))
    assert calm[-1].left_s == pytest.approx(75.0)
    stalled = look_on(calm[-1], steady(0.0, 5))[-1]
    # From the whole pace of the last seconds it would be 75 / (0.01 * 0.56) = 134 s.
    assert stalled.left_s == pytest.approx(75.0 * MAX_CHANGE_PER_S**5)
    assert stalled.left_s < 96
    again = look_on(stalled, steady(0.01, 30))[-1]
    assert again.left_s == pytest.approx(45.0, rel=0.1)


def test_when_it_stays_slow_the_time_left_comes_to_the_slow_pace():
    slow = look_on(look_on(None, steady(0.01, 20))[-1], steady(0.002, 100))[-1]
    assert slow.left_s == pytest.approx((1 - slow.fraction) / 0.002, rel=0.02)


@given(st.lists(st.floats(0, 0.05), max_size=80), st.integers(0, 80))
def test_from_look_to_look_it_changes_no_more_than_is_stated(rates: list[float], change: int):
    most = MAX_CHANGE_PER_S**STEP_S
    first = look_on(None, rates[:change], "watch")
    looks = first + look_on(first[-1], rates[change:], "draw")
    for before, after in pairwise(looks):
        if before.left_s is None:
            continue
        assert after.left_s is not None
        assert after.left_s <= max(LEAST_S, before.left_s) * most * (1 + 1e-9)
        assert after.left_s >= max(0.0, before.left_s - STEP_S) / most * (1 - 1e-9)


@pytest.mark.parametrize(("share", "busy"), [(BUSY_BELOW - 0.01, True), (BUSY_BELOW + 0.01, False)])
def test_the_computer_is_busy_below_a_share_of_the_usual_pace(share: float, busy: bool):
    usual = look_on(None, steady(0.005, 20))[-1]
    assert usual.usual == pytest.approx(0.005)
    assert replace(usual, recent=0.005 * share).is_busy is busy
    settled = look_on(usual, steady(0.005 * share, 80))[-1]
    assert settled.is_busy is busy
    assert not look_on(settled, steady(0.005, 20))[-1].is_busy


def test_another_stage_has_a_pace_of_its_own_and_keeps_the_time_left_meanwhile():
    watched = look_on(None, steady(0.01, 20))[-1]
    judged = look_on(watched, steady(0.0, 30), "judge")
    assert {look.left_s for look in judged} == {watched.left_s}
    assert not any(look.is_busy for look in judged[1:])
    drawn = look_on(judged[-1], steady(0.002, 20), "draw")[-1]
    assert (drawn.usual, drawn.is_busy) == (pytest.approx(0.002), False)


def test_looking_twice_at_once_changes_nothing():
    pace = look_on(None, steady(0.01, 10))[-1]
    assert follow(pace, pace.at_s, pace.fraction, "watch") is pace


def test_words_say_the_time_left_and_that_the_computer_is_busy():
    pace = Pace(60.0, 0.4, "watch", recent=0.01, watched_s=30.0, usual=0.01, left_s=58.0)
    calm = describe_pace("Watching your hands", pace)
    assert calm.startswith("Watching your hands - about 1")
    assert "busy" not in calm
    assert "The computer is busy" in describe_pace("Watching your hands", replace(pace, recent=0.003))
    for early in (None, replace(pace, left_s=None)):
        assert describe_pace("Watching your hands", early) == "Watching your hands"
