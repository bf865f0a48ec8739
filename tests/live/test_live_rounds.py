"""One step in rounds: the plan by hand, both sides of a held round, and a session with simulated hands."""

from __future__ import annotations

import pytest

from coach.check.progress import StepTracker
from coach.formats import PartModel, ReviewStep
from coach.history.practised import PractisedRounds
from coach.live import rounds
from coach.live.controller import LiveController
from coach.live.messages import Command
from coach.live.outcome import find_goal, review_cut_off
from coach.live.plan import Plan
from coach.live.recording import find_session
from coach.live.rounds import (
    Round,
    RoundsKeeper,
    judge_round,
    plan_rounds,
    plan_targets,
    read_rounds,
    sum_up,
    write_round,
)
from coach.live.session_log import SessionLog
from coach.live.weakest import Weakest, find_weakest
from coach.protocol.schema import Protocol
from coach.records import HandPose, HandsFrame, Snapshot, Source
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks
from tests.live.conftest import make_band, make_step, to_hands
from tests.live.test_live_recorder import play
from tests.ui.history_pages import make_review

BAND = make_band(60, 70, "per_min")
NOBODY = HandsFrame(0.0, tuple(HandPose(slot, Source.UNSEEN, None) for slot in range(2)))


@pytest.fixture
def series(protocol: Protocol) -> Protocol:
    """The rubbing of the short protocol, 60 to 70 a minute, practised from 50 a minute on."""
    return plan_rounds(protocol, protocol.steps[0], 50.0)


def paces_of(series: Protocol) -> list[float]:
    return [step.pace_per_min.middle for step in series.steps if step.pace_per_min]


def test_the_targets_go_in_equal_steps_from_the_measured_pace_to_the_middle():
    assert plan_targets(50.0, BAND) == pytest.approx((50.0, 53.75, 57.5, 61.25, 65.0))
    assert plan_targets(81.0, BAND) == pytest.approx((81.0, 77.0, 73.0, 69.0, 65.0))


@pytest.mark.parametrize(("measured", "first"), [(32.6, 32.6), (10.0, 32.5), (97.4, 97.4), (300.0, 97.5)])
def test_a_series_begins_at_most_half_the_middle_away_from_it(measured: float, first: float):
    assert plan_targets(measured, BAND)[0] == pytest.approx(first)


def test_the_last_round_asks_the_band_of_the_step(series: Protocol):
    assert paces_of(series) == pytest.approx([50.0, 53.75, 57.5, 61.25, 65.0])
    last = series.steps[-1].pace_per_min
    assert last is not None
    assert last.ends == pytest.approx((60.0, 70.0))
    assert find_goal(Plan(rounds=True), series) == series.steps[-1]
    assert find_goal(Plan(), series) is None


def test_the_history_keeps_the_paces_and_what_is_asked_in_the_end(series: Protocol):
    done = [Round("round-1", 50.0, 43.0, 57.0, 50.0), Round("round-2", 53.75, 46.0, 61.0, None)]
    assert sum_up(done, series.steps[-1]) == PractisedRounds("rubbing", 60.0, 70.0, (50.0, None))
    assert sum_up([], series.steps[-1]) is None


def test_a_round_says_which_it_is_its_target_and_the_goal(series: Protocol):
    assert series.steps[2].title == "Round 3 of 5: 58 a minute"
    assert series.steps[2].cues == ("In the end 60 to 70 a minute.",)
    assert series.steps[0].text == "Do what this step asks for a while."
    assert series.steps[1].text == "Now 54 a minute. In the end 60 to 70 a minute."


def test_a_series_can_be_written_down_and_read_again(series: Protocol):
    assert Protocol.model_validate(series.model_dump(mode="json")) == series


def test_timed_rounds_last_half_a_minute_and_slow_ones_four_movements(protocol: Protocol):
    assert plan_rounds(protocol, protocol.steps[0], 50.0).steps[0].planned_s == pytest.approx(30.0)
    slow = make_step("slow", "stroking", 60, (6, 6))
    assert plan_rounds(protocol, slow, 6.0).steps[0].planned_s == pytest.approx(40.0)


@pytest.mark.parametrize(("asked", "count"), [(3, 4), (10, 10), (60, 25)])
def test_a_counted_step_is_practised_in_counted_rounds(protocol: Protocol, asked: int, count: int):
    counted = make_step("counted", "rubbing", 10, (60, 70)).model_copy(
        update={"duration_s": None, "count": make_band(asked, asked, "cycles")}
    )
    first = plan_rounds(protocol, counted, 50.0).steps[0]
    assert first.duration_s is None
    assert first.count is not None
    assert first.count.ends == (count, count)


def test_a_step_without_a_pace_cannot_be_practised_in_rounds(protocol: Protocol):
    step = protocol.steps[0].model_copy(update={"pace_per_min": None})
    with pytest.raises(ValueError, match="asks no pace"):
        plan_rounds(protocol, step, 50.0)


def test_a_round_is_held_up_to_the_slack_of_the_pace(series: Protocol):
    last = series.steps[-1]  # 60 to 70, of low confidence: 13 % more on both sides
    low, high = 60 * 0.87, 70 * 1.13
    held = {pace: judge_round(last, [pace]).held for pace in (low - 0.1, low + 0.1, high - 0.1, high + 0.1)}
    assert list(held.values()) == [False, True, True, False]


def test_a_round_that_was_seen_too_little_is_not_judged(series: Protocol):
    enough, little = (
        judge_round(series.steps[0], [50.0] * 6 + [None] * 4),
        judge_round(series.steps[0], [50.0] * 5 + [None] * 5),
    )
    assert enough.held is True
    assert (little.pace_per_min, little.held) == (None, None)


def test_the_gentler_target_lies_halfway_to_what_was_done():
    assert Round("round-3", 60.0, 55.0, 65.0, 50.0).gentler_per_min == 55.0


def go_through(series: Protocol, paces: dict[str, float | None]) -> tuple[list[str], RoundsKeeper, Protocol]:
    """Do each round at a pace of its own (the target where none is given); returns the rounds in their order."""
    tracker, keeper = StepTracker(series), RoundsKeeper()
    order: list[str] = []
    for tick in range(20_000):
        step = tracker.state.step
        assert step.pace_per_min is not None
        pace = paces.get(step.id, step.pace_per_min.middle)
        empty = Snapshot.empty(NOBODY)
        fields = {name: getattr(empty, name) for name in empty.__slots__}
        snapshot = Snapshot(**fields | {"time_s": tick * 0.1, "verdict": "rubbing", "pace_per_min": pace})
        state = keeper.follow(tracker, tracker.update(snapshot), snapshot)
        order += [state.step.id] if not order or order[-1] != state.step.id else []
        if state.session_done:
            return order, keeper, tracker.protocol
    raise AssertionError("the rounds never end")


def test_rounds_that_are_held_lead_to_the_goal(series: Protocol):
    order, keeper, _ = go_through(series, {})
    assert order == [f"round-{number}" for number in range(1, 6)]
    assert [each.held for each in keeper.done] == [True] * 5


def test_a_round_that_is_not_held_comes_once_more_and_gentler(series: Protocol):
    order, keeper, after = go_through(series, {"round-4": 40.0, "round-4-again": 30.0})
    assert order == ["round-1", "round-2", "round-3", "round-4", "round-4-again", "round-5"]
    assert [each.held for each in keeper.done] == [True, True, True, False, False, True]
    again = after.steps[4]
    assert again.title == "Round 4 of 5 again: 51 a minute"
    assert again.pace_per_min is not None
    assert again.pace_per_min.middle == pytest.approx((61.25 + 40.0) / 2)


def test_the_last_round_can_come_once_more_too(series: Protocol):
    order, keeper, _ = go_through(series, {"round-5": 40.0})
    assert order[-1] == "round-5-again"
    assert [each.held for each in keeper.done][-2:] == [False, True]


@pytest.mark.parametrize(
    ("start", "pace", "again"),
    [
        (50.0, 79.0, False),  # the goal ends at 79.1, its slack included
        (50.0, 79.2, True),
        (50.0, 40.0, True),
        (80.0, 52.3, False),  # it begins at 52.2
        (80.0, 52.1, True),
        (80.0, 99.0, True),
    ],
)
def test_who_is_nearer_to_the_goal_than_asked_does_not_go_back(protocol, start: float, pace: float, again: bool):
    series = plan_rounds(protocol, protocol.steps[0], start)
    order, keeper, _ = go_through(series, {"round-2": pace})
    assert keeper.done[1].held is False
    assert ("round-2-again" in order) is again


def test_a_round_whose_pace_is_not_seen_is_not_repeated(series: Protocol):
    order, keeper, _ = go_through(series, {"round-2": None})
    assert "round-2-again" not in order
    assert keeper.done[1].held is None


def test_a_live_session_repeats_a_round_keeps_it_and_finds_it_again(protocol, jpeg, tmp_path, monkeypatch):
    monkeypatch.setattr(rounds, "ROUND_S", 6.0)
    series = plan_rounds(protocol, protocol.steps[0], 100.0)  # 97.5, 89.4, 81.3, 73.1, 65
    spec = SegmentSpec("rubbing", duration_s=36.0, pace_per_min=105.0, hands="together", step="rub")
    hands = list(to_hands(to_tracks(simulate_session([spec], 5, faults="none", fps=20.0))))
    folder = tmp_path / "20261128-040000-abcdef"
    plan = Plan("lead", "short", needs_back=False, guidance="none", rounds=True)
    controller = LiveController(plan, series, folder)
    messages = play(controller, hands, jpeg)
    new = [message for message in messages if message["type"] == "plan"]
    titles = [step["title"] for step in new[0]["steps"]]
    assert titles[2:4] == ["Round 3 of 5: 81 a minute", "Round 3 of 5 again: 93 a minute"]
    controller.close()
    cut_off = find_session(tmp_path, folder.name)
    assert [step.title for step in cut_off.protocol.steps] == [step["title"] for step in new[-1]["steps"]]
    found = review_cut_off(cut_off)
    assert found.review.protocol is None, "gentler targets are not what a review or a level asks"
    assert [each.held for each in found.rounds][:1] == [True]
    assert any(each.held is False for each in found.rounds)
    goes_on = LiveController(cut_off.plan, cut_off.protocol, folder, cut_off, at_once=True)
    play(goes_on, hands[:60], jpeg, first=-1)
    list(goes_on.command(Command("finish")))
    assert goes_on.outcome is not None
    assert goes_on.outcome.rounds == found.rounds
    assert goes_on.outcome.goal == series.steps[-1]


def test_a_round_that_was_done_anew_is_found_in_its_last_try():
    tries = (("a", 40.0), ("b", 50.0), ("a", 51.0))
    first, second, anew = (Round(name, 50.0, 43.0, 57.0, pace) for name, pace in tries)
    log = SessionLog(None, {}, keep_picture=False, rounds=[first])
    written: list[Round] = []
    log.add_event = lambda kind, time_s, **values: written.append(Round(**values["round"]))  # type: ignore[method-assign]
    log.add_rounds([first, second], 1.0)
    log.add_rounds([second, anew], 2.0)
    assert written == [second, anew]
    events = [{"kind": "round", "round": write_round(each)} for each in (first, second, anew)]
    assert read_rounds([{"kind": "cue"}, *events]) == (second, anew)


@pytest.mark.parametrize(("score", "found"), [(0.84, True), (0.85, False)])
def test_a_step_is_offered_again_below_what_progress_calls_good(protocol: Protocol, score: float, found: bool):
    part = PartModel(name="pace", score=score, measured=50.0)
    steps = [ReviewStep(id="rub", start_s=0, end_s=9, status="done", score=score, parts=[part])]
    review = make_review(0.5).model_copy(update={"steps": steps})
    weakest = find_weakest(review, protocol)
    assert weakest == (Weakest("short", "rub", "Step rub", 50.0) if found else None)


def test_a_step_without_a_pace_or_whose_pace_was_not_measured_is_not_offered(protocol: Protocol):
    part = PartModel(name="pace", score=0.2, measured=50.0)
    step = ReviewStep(id="rub", start_s=0, end_s=9, status="done", score=0.2, parts=[part])
    unseen = step.model_copy(update={"parts": [part.model_copy(update={"measured": None})]})
    silent = [each.model_copy(update={"pace_per_min": None}) for each in protocol.steps]
    review = make_review(0.5)
    assert find_weakest(review.model_copy(update={"steps": [unseen]}), protocol) is None
    book = protocol.model_copy(update={"steps": tuple(silent)})
    assert find_weakest(review.model_copy(update={"steps": [step]}), book) is None
    assert find_weakest(review.model_copy(update={"steps": [step]}), None) is None


@pytest.mark.parametrize(
    "damaged", [None, {}, {"id": "round-1"}, {"id": "round-1", "target_per_min": "quick"}, "round-1"]
)
def test_a_damaged_round_of_a_recorded_session_is_left_out(damaged):
    whole = Round("round-2", 60.0, 55.0, 65.0, None)
    events = [{"kind": "round", "round": damaged}, {"kind": "round"}, {"kind": "round", "round": write_round(whole)}]
    assert read_rounds(events) == (whole,)
