"""Borders of a rhythm that begins and ends at known times."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.motion.smoothing import runs_of
from coach.technique.borders import refine_borders
from coach.technique.timeline import measure
from tests.builders import HAND_SIZE, make_times, make_tracks

BEGINS, ENDS, LENGTH = 4.0, 12.0, 16.0


def make_work(pace_per_min, *, travel=0.0, rng=None):
    """Hands that rest, work to and fro from 4 s to 12 s, and rest; on the way there they travel, hand sizes."""
    time_s = make_times(LENGTH, 30.0)
    busy = (time_s >= BEGINS) & (time_s < ENDS)
    swing = np.where(busy, 0.35 * np.sin(2 * np.pi * (time_s - BEGINS) * pace_per_min / 60.0), 0.0)
    way = travel * np.clip((time_s - BEGINS + 0.7) / 0.7, 0.0, 1.0)
    noise = np.zeros((len(time_s), 2)) if rng is None else rng.normal(0, 0.01, (len(time_s), 2))
    centres = np.zeros((len(time_s), 2, 2))
    centres[:, :, 1] = HAND_SIZE * (swing[:, None] + noise)
    centres[:, :, 0] = HAND_SIZE * way[:, None] + np.array([-0.2, 0.2])
    return make_tracks(time_s, centres)


def refine(tracks, off_s, pace_per_min):
    """Borders after refining, where the verdicts put them ``off_s`` too far out."""
    measured = measure(tracks)
    time_s = measured.timeline.time_s
    busy = (time_s >= BEGINS - off_s) & (time_s < ENDS + off_s)
    verdict = np.where(busy, "rubbing", "none").astype(object)
    pace = np.where(busy, pace_per_min, np.nan)
    measured = replace(measured, timeline=replace(measured.timeline, verdict=verdict, pace_per_min=pace))
    runs = runs_of(verdict)
    return refine_borders(measured, runs, [0.0, *(float(time_s[start]) for start, _ in runs[1:]), LENGTH])


@pytest.mark.parametrize("off_s", [-0.6, 0.0, 0.6])
@pytest.mark.parametrize("pace_per_min", [70.0, 120.0, 210.0, 300.0])
def test_a_rhythm_s_ends_are_found_to_half_a_cycle(pace_per_min, off_s):
    tracks = make_work(pace_per_min, rng=np.random.default_rng(1))
    _, begins, ends, _ = refine(tracks, off_s, pace_per_min)
    half = 30.0 / pace_per_min + 0.05
    assert begins == pytest.approx(BEGINS, abs=half)
    assert ends == pytest.approx(ENDS, abs=half)


def test_the_way_to_the_work_is_not_the_work():
    _, begins, _, _ = refine(make_work(200.0, travel=2.0, rng=np.random.default_rng(2)), 0.6, 200.0)
    assert begins == pytest.approx(BEGINS, abs=0.2)


def test_slow_and_unknown_rhythms_keep_their_borders():
    tracks = make_work(30.0)
    assert refine(tracks, 0.6, 30.0)[1] == pytest.approx(BEGINS - 0.6, abs=0.21)
    assert refine(tracks, 0.6, np.nan)[1] == pytest.approx(BEGINS - 0.6, abs=0.21)


def test_a_rhythm_that_goes_on_past_the_border_keeps_it():
    """Two stretches of one rhythm: no border is better than another."""
    time_s = make_times(LENGTH, 30.0)
    centres = np.zeros((len(time_s), 2, 2))
    centres[:, :, 1] = 0.35 * HAND_SIZE * np.sin(2 * np.pi * time_s * 2.0)[:, None]
    centres[:, :, 0] += np.array([-0.2, 0.2])
    assert refine(make_tracks(time_s, centres), 0.0, 120.0)[1:3] == pytest.approx([BEGINS, ENDS], abs=0.21)
