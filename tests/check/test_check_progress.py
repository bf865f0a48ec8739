"""A session is led step by step: steps end by time or by count, and nothing but the snapshots decides."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest

from coach.check.progress import StepTracker
from coach.protocol.variants import scale_protocol
from coach.records import HandPose, HandsFrame, Snapshot, Source

TICK_S = 0.2
UNSEEN = np.full((21, 2), np.nan)


def snapshot(time_s: float, verdict: str, cycles: float = 0.0, since_s: float = 0.0) -> Snapshot:
    hands = HandsFrame(time_s, tuple(HandPose(slot, Source.UNSEEN, UNSEEN) for slot in (0, 1)))  # type: ignore[arg-type]
    return Snapshot(time_s, hands, verdict, 0.9, np.full(5, np.nan), 60.0, 0.9, cycles, since_s)  # type: ignore[arg-type]


def stream(*pieces: tuple[str, float, float]) -> Iterable[Snapshot]:
    """Yield snapshots of (verdict, seconds, pace a minute), one after the other."""
    start, tick = 0.0, 0
    for verdict, seconds, pace in pieces:
        while tick * TICK_S < start + seconds - 1e-9:
            now = tick * TICK_S
            yield snapshot(now, verdict, (now - start) * pace / 60, start)
            tick += 1
        start += seconds


def run(tracker: StepTracker, *pieces: tuple[str, float, float]):
    return [tracker.update(item) for item in stream(*pieces)]


def test_it_begins_with_the_first_step_and_nothing_done(lumbar):
    state = StepTracker(lumbar).state
    assert (state.index, state.step.id, state.elapsed_s, state.cycles, state.fraction) == (0, "light-stroking", 0, 0, 0)
    assert state.target_s == 120 and state.target_cycles is None
    assert (state.axis, state.sense, state.hands, state.pace.ends) == ("along", "both", "together", (12, 50))


def test_a_timed_step_ends_by_itself_and_the_next_begins(lumbar):
    states = run(StepTracker(lumbar), ("stroking", 125.0, 30.0))
    finished = [state for state in states if state.finished]
    assert len(finished) == 1
    assert finished[0].elapsed_s == pytest.approx(120.0, abs=TICK_S)
    assert states[-1].index == 1 and states[-1].step.id == "deep-stroking"


def test_only_the_steps_own_technique_counts(lumbar):
    states = run(StepTracker(lumbar), ("none", 30.0, 0.0), ("kneading", 30.0, 30.0), ("stroking", 10.0, 30.0))
    assert states[-1].index == 0
    assert states[-1].elapsed_s == pytest.approx(10.0, abs=2 * TICK_S)


def test_a_counted_step_ends_with_its_count_over_breaks(lumbar):
    tracker = StepTracker(lumbar)
    tracker.go_to(1)
    states = run(tracker, ("stroking", 20.0, 30.0), ("none", 5.0, 0.0), ("stroking", 30.0, 30.0))
    finished = next(state for state in states if state.finished)
    assert finished.target_cycles == 18
    assert finished.cycles == 18 and finished.left_cycles == 0
    assert finished.elapsed_s == pytest.approx(36.0, abs=3 * TICK_S)


def test_who_did_the_least_and_goes_on_to_the_next_technique_is_followed(lumbar):
    tracker = StepTracker(lumbar)
    tracker.go_to(1)
    states = run(tracker, ("stroking", 32.0, 30.0), ("rubbing", 5.0, 65.0))
    assert next(state for state in states if state.finished).cycles in (15, 16)
    assert states[-1].step.id == "rubbing-pads"


@pytest.mark.parametrize(("seconds", "step"), [(3.6, "deep-stroking"), (4.8, "rubbing-pads")])
def test_who_does_the_next_technique_for_four_seconds_has_moved_on(lumbar, seconds, step):
    tracker = StepTracker(lumbar)
    tracker.go_to(1)
    assert run(tracker, ("stroking", 32.0, 30.0), ("rubbing", seconds, 65.0))[-1].step.id == step


def test_of_a_long_gap_between_two_moments_half_a_second_counts(lumbar):
    tracker = StepTracker(lumbar)
    states = [tracker.update(snapshot(10.0 * at, "stroking", 5.0 * at)) for at in range(21)]
    assert states[-1].elapsed_s == pytest.approx(10.0)


def test_who_has_not_done_the_least_is_waited_for(lumbar):
    tracker = StepTracker(lumbar)
    tracker.go_to(1)
    states = run(tracker, ("stroking", 10.0, 30.0), ("rubbing", 30.0, 65.0))
    assert states[-1].step.id == "deep-stroking"


def test_the_last_step_ends_the_session_and_stays(lumbar):
    tracker = StepTracker(lumbar)
    tracker.go_to(99)
    states = run(tracker, ("tapping", 70.0, 200.0))
    assert states[-1].session_done and states[-1].index == 8
    assert sum(not before.session_done and after.session_done for before, after in pairwise(states)) == 1


def test_a_gap_in_the_stream_counts_only_a_little(lumbar):
    tracker = StepTracker(lumbar)
    tracker.update(snapshot(0.0, "stroking"))
    assert tracker.update(snapshot(60.0, "stroking")).elapsed_s == 0.5
    tracker.pause()
    assert tracker.update(snapshot(60.4, "stroking")).elapsed_s == 0.5


def test_a_shortened_session_has_shortened_targets(lumbar):
    tracker = StepTracker(lumbar, time_scale=0.1)
    assert tracker.state.target_s == pytest.approx(12.0)
    assert tracker.protocol == scale_protocol(lumbar, factor=0.1)


def test_the_same_snapshots_give_the_same_states(lumbar):
    pieces = (("stroking", 130.0, 30.0), ("none", 3.0, 0.0), ("stroking", 40.0, 28.0), ("rubbing", 50.0, 66.0))
    assert run(StepTracker(lumbar), *pieces) == run(StepTracker(lumbar), *pieces)


def test_somebody_who_does_what_is_asked_is_led_through_every_step_in_order(lumbar):
    tracker = StepTracker(lumbar, time_scale=0.1)
    states, verdict, since_s = [tracker.state], "none", 0.0
    for tick in range(2000):
        now = tick * TICK_S
        step = states[-1].step
        if step.technique != verdict:
            verdict, since_s = step.technique, now
        states.append(tracker.update(snapshot(now, verdict, (now - since_s) * step.pace_per_min.middle / 60, since_s)))
        if states[-1].session_done:
            break
    assert [state.step.id for state in states if state.finished] == [step.id for step in lumbar.steps]
    assert now == pytest.approx(60.0 * tracker.protocol.planned_minutes, rel=0.1)


@pytest.mark.parametrize(("seconds", "followed"), [(4.4, True), (3.6, False)])
def test_four_seconds_of_the_next_technique_are_moving_on(lumbar, seconds, followed):
    tracker = StepTracker(lumbar)
    tracker.go_to(5)
    least_s = lumbar.steps[5].duration_s.low
    states = run(tracker, ("rubbing", least_s + 1.0, 65.0), ("kneading", seconds, 30.0))
    assert (states[-1].finished or states[-1].index == 6) is followed


@pytest.mark.parametrize(("silence_s", "counted_s"), [(0.45, 0.45), (0.55, 0.5), (30.0, 0.5)])
def test_half_a_second_of_a_silence_counts_at_most(lumbar, silence_s, counted_s):
    tracker = StepTracker(lumbar)
    tracker.update(snapshot(0.0, "stroking"))
    assert tracker.update(snapshot(silence_s, "stroking")).elapsed_s == pytest.approx(counted_s)
