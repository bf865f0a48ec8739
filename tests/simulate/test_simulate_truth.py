"""The truth of a simulated clip equals what an independent count of the clean movement finds."""

from __future__ import annotations

import numpy as np
import pytest

from coach.errors import InputError
from sample_videos.simulate import Practitioner, Script, SegmentSpec, plan_session
from sample_videos.simulate.motion_idle import IdleMotion
from sample_videos.simulate.motion_work import WorkMotion
from sample_videos.simulate.postures import CONTACTS
from sample_videos.simulate.rhythm import MACHINE, Irregularity
from sample_videos.simulate.scene import BackSurface
from sample_videos.simulate.session import MOVE_SPEED_CM_S
from sample_videos.simulate.subtechniques import SUB_TECHNIQUES

FLAT = BackSurface(50.0, 0.0, 0.0, 0.0)
HUMAN = Irregularity(0.06, 0.08, 0.1, 0.05, 0.5, 0.02, 0.3)
WORK = sorted(SUB_TECHNIQUES)
FPS = 120.0


def plan(spec, seed=3, human=HUMAN):
    script = Script((spec,), Practitioner("tail", 1.0, human), FLAT)
    return plan_session(script, np.random.default_rng(seed))


def get_path(motion, hand=None):
    """Times, place of the working part of an active hand (x, y, z), and its points."""
    part = motion.parts[0]
    if hand is None:
        hand = next(i for i, plan in enumerate(part.hands_plan) if plan.active)
    time_s = np.arange(0.0, motion.duration_s, 1 / FPS)
    points = motion.compute_hands(time_s).points[:, hand]
    return time_s, points[:, list(CONTACTS[part.sub.contact])].mean(axis=1), points


def count_crossings(values):
    """Upward passages through the middle of a swinging value, with three tenths of its range as hysteresis."""
    low, high = values.min() + np.ptp(values) * np.array([0.35, 0.65])
    state = np.where(values > high, 1, np.where(values < low, -1, 0))
    state = state[state != 0]
    return int(np.sum(np.diff(state) > 0))


def remove_trend(time_s, values):
    basis = np.stack([np.ones_like(time_s), time_s], axis=-1)
    return values - basis @ np.linalg.lstsq(basis, values, rcond=None)[0]


@pytest.mark.parametrize("key", WORK, ids="-".join)
def test_cycles_are_those_of_the_path(key):
    spec = SegmentSpec(*key, cycles=9, drift="none")
    motion = plan(spec)
    sub, truth = SUB_TECHNIQUES[key], motion.truth[0]
    time_s, place, points = get_path(motion)
    if sub.path == "circle":
        x, y = remove_trend(time_s, place[:, :2]).T
        turns = np.abs(np.unwrap(np.arctan2(y, x))[-1] - np.arctan2(y, x)[0]) / (2 * np.pi)
        assert turns == pytest.approx(9, abs=0.35)
    else:
        if sub.blow_cm[1] > 0:
            swing = points[:, 12, 2]
        elif sub.closed is not None:
            swing = np.linalg.norm(points[:, 12] - points[:, 0], axis=-1)
        else:
            ways = remove_trend(time_s, place[:, :2])
            swing = ways @ np.linalg.svd(ways, full_matrices=False)[2][0]
        assert abs(count_crossings(swing) - 9) <= 1
    assert truth.cycles == 9
    assert truth.pace_per_min == pytest.approx(60 * 9 / motion.duration_s, rel=0.15)


@pytest.mark.parametrize("pace", [6.0, 45.0, 200.0])
def test_machine_keeps_its_pace_exactly(pace):
    motion = plan(SegmentSpec("rubbing", "palmar", 20.0, pace), human=MACHINE)
    assert motion.truth[0].pace_per_min == pytest.approx(pace)
    assert motion.duration_s == pytest.approx(motion.truth[0].cycles * 60 / pace)


@pytest.mark.parametrize("key", [key for key in WORK if SUB_TECHNIQUES[key].path == "line"], ids="-".join)
def test_axis_is_that_of_the_path(key):
    for seed, axis in enumerate(SUB_TECHNIQUES[key].axes):
        motion = plan(SegmentSpec(*key, cycles=8, axis=axis, drift="none"), seed)
        part = motion.parts[0]
        time_s, place, _ = get_path(motion)
        ways = remove_trend(time_s, place[:, :2])
        if part.style.flank_cm > 0:
            ways[:, 0] = 0.0
        main = np.linalg.svd(ways, full_matrices=False)[2][0]
        angle = np.rad2deg(np.arctan2(abs(main[0]), abs(main[1])))
        low, high = {"along": (0, 25), "diagonal": (25, 65), "across": (65, 90)}[motion.truth[0].axis]
        assert low <= angle <= high


@pytest.mark.parametrize(("sense", "sign"), [("headward", 1), ("tailward", -1)])
@pytest.mark.parametrize("name", ["longitudinal", "palmar", "squeeze_flat"])
def test_working_stroke_goes_the_way_it_says_and_is_the_slower_or_lower_one(name, sense, sign):
    for seed in range(6):
        motion = plan(SegmentSpec("stroking", name, cycles=6, sense=sense, axis="along"), seed, MACHINE)
        time_s, place, points = get_path(motion)
        speed = np.gradient(place[:, 1], time_s)
        working, returning = speed * sign > 2.0, speed * sign < -2.0
        lift = points[..., 2].min(axis=1)
        flank = np.abs(place[:, 0] - place[0, 0])
        slower = working.sum() > 1.15 * returning.sum()
        assert slower or lift[returning].max() > lift[working].max() + 1 or flank[returning].max() > 3


@pytest.mark.parametrize("sense", ["clockwise", "counterclockwise"])
def test_circles_turn_as_seen_from_above(sense):
    time_s, place, _ = get_path(plan(SegmentSpec("rubbing", "circles_pads", cycles=6, sense=sense, drift="none")))
    x, y = remove_trend(time_s, place[:, :2]).T
    counterclockwise = np.sum(x[:-1] * y[1:] - y[:-1] * x[1:]) > 0
    assert counterclockwise == (sense == "counterclockwise")


@pytest.mark.parametrize(
    ("technique", "name", "sense"), [("stroking", "outward", "outward"), ("rubbing", "crossing", "crossing")]
)
def test_hands_move_apart_or_towards_each_other(technique, name, sense):
    motion = plan(SegmentSpec(technique, name, cycles=6, sense=sense, hands="together", drift="none"), human=MACHINE)
    _, left, _ = get_path(motion, 0)
    _, right, _ = get_path(motion, 1)
    gap = right[:, 0] - left[:, 0]
    assert (gap > 0).all()
    first = gap[: len(gap) // 20]
    assert (first[-1] > first[0]) == (sense == "outward")


@pytest.mark.parametrize(("hands", "sign"), [("together", 1), ("alternating", -1)])
def test_hands_go_together_or_in_turn(hands, sign):
    motion = plan(SegmentSpec("rubbing", "palmar", cycles=8, hands=hands, axis="along", drift="none"))
    _, left, _ = get_path(motion, 0)
    _, right, _ = get_path(motion, 1)
    assert np.sign(np.corrcoef(left[:, 1], right[:, 1])[0, 1]) == sign


def test_one_hand_works_and_the_other_rests():
    motion = plan(SegmentSpec("rubbing", "palmar", cycles=8, hands="one", axis="along", drift="none"))
    ways = [np.ptp(get_path(motion, hand)[1][:, 1]) for hand in (0, 1)]
    assert max(ways) > 3 * min(ways)


def test_stacked_hands_lie_on_one_another():
    motion = plan(SegmentSpec("stroking", "burdened", cycles=4))
    _, left, _ = get_path(motion, 0)
    _, right, _ = get_path(motion, 1)
    apart = left - right
    assert np.linalg.norm(apart[:, :2], axis=1).max() < 2.0
    assert 1.5 < np.abs(apart[:, 2]).mean() < 4.0


@pytest.mark.parametrize(("drift", "sign"), [("headward", 1), ("tailward", -1)])
@pytest.mark.parametrize("key", [("rubbing", "pads"), ("kneading", "ordinary"), ("tapping", "patting")], ids="-".join)
def test_drift_travels(key, drift, sign):
    time_s, place, _ = get_path(plan(SegmentSpec(*key, duration_s=15, drift=drift)))
    assert np.polyfit(time_s, place[:, 1], 1)[0] * sign * time_s[-1] > 5.0


def test_work_stays_on_the_back():
    for seed in range(40):
        motion = plan(SegmentSpec("rubbing", duration_s=10), seed)
        _, place, _ = get_path(motion)
        assert place[:, 1].min() > -6 and place[:, 1].max() < 56
        assert np.abs(place[:, 0]).max() < 25


def test_place_is_where_it_was_asked():
    motion = plan(SegmentSpec("rubbing", "pads", cycles=8, place=(0.15, 0.7), hands="one", drift="none"))
    _, place, _ = get_path(motion)
    assert place[:, 0].mean() == pytest.approx(7.5, abs=2)
    assert place[:, 1].mean() == pytest.approx(15.0, abs=2)


def test_segments_cover_the_session_with_transitions_between():
    names = [("stroking", "palmar"), ("rubbing", "pads"), ("none", "oil"), ("kneading", "ordinary")]
    specs = tuple(SegmentSpec(*name, duration_s=8, step=name[1]) for name in names)
    motion = plan_session(Script(specs, Practitioner(), FLAT), np.random.default_rng(0))
    assert [segment.transition for segment in motion.truth] == [False, True] * 3 + [False]
    assert [segment.step for segment in motion.truth[::2]] == ["palmar", "pads", "oil", "ordinary"]
    assert motion.truth[0].start_s == 0.0 and motion.truth[-1].end_s == motion.duration_s
    for before, after in zip(motion.truth[:-1], motion.truth[1:], strict=True):
        assert before.end_s == after.start_s


def test_movement_has_no_jumps():
    specs = tuple(SegmentSpec(name, duration_s=6) for name in ("stroking", "none", "kneading", "tapping", "rubbing"))
    for seed in range(5):
        motion = plan_session(Script(specs, Practitioner(), FLAT), np.random.default_rng(seed))
        time_s = np.arange(0, motion.duration_s, 1 / 240)
        wrist = motion.compute_hands(time_s).wrist
        speed = np.linalg.norm(np.diff(wrist, axis=0), axis=-1) * 240
        assert speed.max() < 12 * MOVE_SPEED_CM_S


def test_resting_hands_have_no_technique_and_hardly_move():
    motion = plan(SegmentSpec("none", "rest", 10.0))
    assert isinstance(motion.parts[0], IdleMotion)
    assert motion.truth[0].technique == "none" and motion.truth[0].pace_per_min is None
    controls = motion.compute_controls(np.arange(0, 10, 1 / 30))
    assert np.ptp(controls.place, axis=0).max() < 4.0


def test_work_is_a_function_of_time_alone():
    motion = plan(SegmentSpec("kneading", "fingers", 10.0))
    assert isinstance(motion.parts[0], WorkMotion)
    fine = np.arange(0, 10, 1 / 60)
    np.testing.assert_array_equal(motion.compute_hands(fine).points[::4], motion.compute_hands(fine[::4]).points)


@pytest.mark.parametrize(
    ("technique", "name", "axis"),
    [("kneading", "ordinary", "along"), ("rubbing", "circles_pads", "across"), ("rubbing", "pads", "circular")],
)
def test_axis_that_a_movement_cannot_have_is_refused(technique, name, axis):
    with pytest.raises(InputError, match=f"{name} cannot go {axis}; it goes"):
        plan(SegmentSpec(technique, name, axis=axis))


@pytest.mark.parametrize("technique", ["rubbing", "none"])
def test_unknown_movement_lists_the_known_ones(technique):
    with pytest.raises(InputError, match=r"known are: .*(pads|oil)"):
        plan(SegmentSpec(technique, "polishing"))
