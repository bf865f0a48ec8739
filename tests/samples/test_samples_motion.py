"""What the renderer and the simulator share: cycles, strokes, waves, and the same camera in two units."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.motion.beat import Beat, compute_stroke
from sample_videos.motion.waves import Wave, draw_wave, ease
from sample_videos.render.camera import Camera as PixelCamera
from sample_videos.simulate.camera import Camera


def even_beat(lead: int) -> Beat:
    """Two cycles of 2 s with a rest of 1 s between them."""
    ones = np.ones(2 + 2 * max(lead, 1))
    return Beat(np.array([0.0, 3.0, 5.0]), np.array([2.0, 2.0]), ones, ones, lead)


@pytest.mark.parametrize(("lead", "before", "after"), [(0, 0.0, 2.0), (2, -1.0, 3.0)])
def test_outside_its_cycles_a_beat_stands_still_or_goes_on_evenly(lead, before, after):
    phase = even_beat(lead).compute_phase(np.array([-2.0, 0.0, 1.0, 2.5, 4.0, 5.0, 7.0]))
    np.testing.assert_allclose(phase, [before, 0.0, 0.5, 1.0, 1.5, 2.0, after])


def test_rests_do_not_slow_the_pace():
    assert even_beat(0).pace_per_min == pytest.approx(30.0)


def test_a_stroke_turns_where_its_cycle_says_and_reaches_as_far():
    beat = Beat(np.array([0.0, 1.0, 2.0]), np.ones(2), np.ones(4), np.array([1.0, 1.5, 1.0, 1.0]))
    place, back = compute_stroke(beat, np.array([0.0, 0.25, 1.5, 1.75]), np.array([0.25, 0.5, 0.5, 0.5]), 1.0)
    np.testing.assert_allclose(place, [-0.5, 0.5, 0.75, 0.125])
    np.testing.assert_allclose(back, [0.0, 0.0, 0.0, 0.5])


def test_ease_is_a_pendulum_or_even():
    np.testing.assert_allclose(ease(np.array([-1.0, 0.25, 0.5, 2.0]), 0.0), [0.0, 0.5 - np.sqrt(0.125), 0.5, 1.0])
    np.testing.assert_allclose(ease(np.array([0.25, 0.75]), 1.0), [0.25, 0.75])


def test_a_wave_is_the_sum_of_its_sinusoids():
    wave = Wave(np.array([[0.25, 0.5]]), np.array([[0.0, np.pi / 2]]), np.array([[2.0, 3.0]]))
    np.testing.assert_allclose(wave(np.array([0.0, 1.0])), [[3.0], [-1.0]], atol=1e-12)


def test_drawn_waves_have_unit_variance():
    value = draw_wave(np.random.default_rng(1), 200, 0.5, 2.0)(np.arange(0, 60, 0.1))
    assert value.var() == pytest.approx(1.0, abs=0.05)


@pytest.mark.parametrize("roll", [0.0, 0.4, -2.0])
@pytest.mark.parametrize("tilt", [0.0, 0.6])
def test_both_cameras_see_the_same_scene_alike(tilt, roll):
    points_cm = np.array([[3.0, 12.0, 4.0], [-8.0, 30.0, -1.0]])
    focal = 0.5 / np.tan(np.deg2rad(31.0))
    simulated = Camera((1.0, 20.0, 3.0), 90.0, tilt, 1.1, roll, focal, 4 / 3)
    rendered = PixelCamera((0.01, 0.20, 0.03), 1.1, tilt, -roll, 0.9, 640, 480, np.deg2rad(62.0))
    pixels = rendered.project(points_cm / 100)
    np.testing.assert_allclose(simulated.project(points_cm), pixels[:, :2] / [640, 480], atol=1e-9)
    np.testing.assert_allclose(simulated.look(points_cm)[:, 2], 100 * pixels[:, 2])
