"""The levels of a technique: what counts, what does not, and both sides of everything that is asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from coach.history.entries import Guidance, Session, SessionKind
from coach.history.levels import DEMANDS, LEVELS, RETEST_AFTER, Standing, find_retests, find_standings
from coach.history.summary import SessionSummary, TechniqueSummary

START = datetime(2026, 11, 1, 18, tzinfo=UTC)
Try = tuple[Guidance, float | None, float]
"""Hints, score of rubbing, days since the beginning."""


def session(number: int, each: Try, *, kind: SessionKind = "live", seconds: float = 60.0) -> Session:
    guidance, score, days = each
    at = START + timedelta(days=days)
    techniques = {"rubbing": TechniqueSummary(seconds=seconds, score=score)}
    return Session(
        id=number, uuid=f"{number:032x}", profile_id=1, started_at=at, ordered_at=at, kind=kind,
        protocol_id="lumbar-home", duration_s=600.0, receiver="",
        pain_before=None, pain_after=None, felt="", guidance=guidance, analyser="",
        cushion=False, folder="", hurt=False, has_tracks=False, summary=SessionSummary(techniques=techniques),
    )  # fmt: skip


def stand(*tries: Try, **more: object) -> Standing:
    sessions = [session(number, each, **more) for number, each in enumerate(tries)]  # type: ignore[arg-type]
    found = {standing.technique: standing for standing in find_standings(sessions)}
    assert all(found[name].level == "watch" for name in ("stroking", "kneading", "tapping"))
    return found["rubbing"]


FOLLOW: Try = ("every", 0.3, 0)
HOLD: Sequence[Try] = (FOLLOW, ("every", 0.85, 1), ("every", 0.85, 2))
ALONE: Sequence[Try] = (*HOLD, ("summary", 0.85, 3), ("none", 0.85, 4))


def test_the_whole_way():
    assert stand().level == "watch"
    assert stand(FOLLOW).level == "follow"
    assert stand(*HOLD[:2]) == Standing("rubbing", "follow", 1, START)
    assert stand(*HOLD).level == "hold"
    assert stand(*ALONE[:-1]).done == 1
    alone = stand(*ALONE)
    assert (alone.level, alone.opens_at) == ("alone", START + timedelta(days=4) + RETEST_AFTER)
    kept = stand(*ALONE, ("none", 0.85, 11))
    assert (kept.level, kept.following, kept.demand, kept.opens_at) == ("kept", None, None, None)


@pytest.mark.parametrize(("score", "level"), [(0.85, "hold"), (0.849, "follow")])
def test_the_score_that_is_asked(score: float, level: str):
    assert stand(FOLLOW, ("every", 0.85, 1), ("every", score, 2)).level == level


def test_a_bad_session_begins_the_row_anew():
    assert stand(FOLLOW, ("every", 0.9, 1), ("every", 0.5, 2), ("every", 0.9, 3)) == Standing(
        "rubbing", "follow", 1, START
    )


def test_more_hints_than_a_level_allows_neither_count_nor_harm():
    before = stand(*HOLD, ("summary", 0.9, 3))
    assert stand(*HOLD, ("summary", 0.9, 3), ("every", 0.2, 4)) == before
    assert stand(*HOLD, ("every", 0.9, 3), ("every", 0.9, 4)).level == "hold"


@pytest.mark.parametrize(("days", "level"), [(11.0, "kept"), (10.99, "alone")])
def test_a_retest_counts_from_a_week_on(days: float, level: str):
    assert stand(*ALONE, ("none", 0.9, days)).level == level


@pytest.mark.parametrize(("early_s", "due"), [(0, ["rubbing"]), (1, [])])
def test_a_retest_is_asked_for_from_a_week_on(early_s: float, due: list[str]):
    sessions = [session(number, each) for number, each in enumerate(ALONE)]
    now = START + timedelta(days=4) + RETEST_AFTER - timedelta(seconds=early_s)
    assert find_retests(sessions, now) == due
    sessions.append(session(9, ("none", 0.9, 12)))
    assert find_retests(sessions, now + timedelta(days=9)) == []


def test_a_retest_that_was_not_passed_leads_back():
    fallen = stand(*ALONE, ("none", 0.8, 12))
    assert (fallen.level, fallen.done) == ("hold", 0)
    assert stand(*ALONE, ("none", 0.8, 10)).level == "alone"  # too soon to be one
    assert stand(*ALONE, ("none", 0.8, 12), ("none", 0.9, 13), ("none", 0.9, 14)).level == "alone"


@pytest.mark.parametrize(
    ("more", "score"),
    [({"kind": "recording"}, 0.9), ({"seconds": 9.9}, 0.9), ({}, None)],
    ids=["file", "short", "unjudged"],
)
def test_what_does_not_count(more: dict[str, object], score: float | None):
    assert stand(("every", score, 0), **more).level == "watch"


def test_every_level_but_the_first_asks_something():
    assert tuple(DEMANDS) == LEVELS[1:]
