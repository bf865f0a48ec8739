"""Numbers, times and dates: known answers."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from coach import words


@pytest.mark.parametrize(
    ("value", "written"), [(8.34, "8.3"), (8.0, "8"), (19.96, "20"), (20.4, "20"), (72.4, "72"), (1234, "1,234")]
)
def test_numbers_have_the_figures_that_mean_something(value: float, written: str) -> None:
    assert words.format_number(value) == written


@pytest.mark.parametrize(("value", "written"), [(12.4, "+12"), (-3, "-3"), (0.2, "0"), (-0.2, "0")])
def test_differences_have_their_sign(value: float, written: str) -> None:
    assert words.format_signed(value) == written


@pytest.mark.parametrize(("low", "high", "written"), [(60, 70, "60–70"), (1.5, 2, "1.5–2"), (72.1, 72.4, "72")])
def test_a_range_is_one_number_where_both_ends_read_the_same(low: float, high: float, written: str) -> None:
    assert words.format_range(low, high) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [(0, "0%"), (0.001, "under 1%"), (0.005, "1%"), (0.42, "42%"), (0.994, "99%"), (0.996, "over 99%"), (1, "100%")],
)
def test_a_share_is_no_false_nothing_and_no_false_whole(share: float, written: str) -> None:
    assert words.format_percent(share) == written


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "0:00"), (65.9, "1:05"), (59.9999999, "1:00"), (3661, "1:01:01"), (-0.2, "0:00")]
)
def test_a_clock_shows_what_players_show(seconds: float, written: str) -> None:
    assert words.format_clock(seconds) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (3.42, "3.4 s"),
        (14.4, "14 s"),
        (60, "1 min"),
        (84, "1 min 24 s"),
        (119.6, "2 min"),
        (3600, "1 h"),
        (3720, "1 h 2 min"),
    ],
)
def test_a_duration_has_two_units_at_most(seconds: float, written: str) -> None:
    assert words.format_duration(seconds) == written


@pytest.mark.parametrize(
    ("low", "high", "written"), [(30, 40, "30–40 s"), (60, 89.9, "60–90 s"), (60, 90, "1–1.5 min"), (60, 60, "60 s")]
)
def test_a_band_of_times_is_in_half_minutes_when_it_is_long(low: float, high: float, written: str) -> None:
    assert words.format_durations(low, high) == written


@pytest.mark.parametrize(
    ("style", "written"),
    [("day", "3 November"), ("short", "3 Nov"), ("weekday", "Tuesday 3 November"), ("full", "3 November 2026")],
)
def test_dates(style: str, written: str) -> None:
    assert words.format_date(date(2026, 11, 3), style) == written
    assert words.format_date(datetime(2026, 11, 3, 23, 59), style) == written


def test_times_and_lists_and_days() -> None:
    assert words.format_time(time(7, 5)) == "07:05"
    assert words.join_names(["a"]) == "a"
    assert words.join_names(["a", "b", "c"]) == "a, b and c"
    assert words.weekday_names() == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
