"""The back drawn on a recording whose camera moves."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.records import Back, SceneTrack
from coach.report.back_lines import BackLines


@pytest.fixture
def moving(analysis):
    """The camera drifts to the right in the first half; then the picture is another one."""
    tracks = analysis.tracks
    n, half = len(tracks.time_s), len(tracks.time_s) // 2
    matrix = np.tile(np.eye(2, 3), (n, 1, 1))
    matrix[:half, 0, 2] = np.linspace(0.0, 0.2, half)
    scenes = SceneTrack(matrix, (np.arange(n) >= half).astype(np.int32))
    return replace(analysis, tracks=replace(tracks, scenes=scenes), back=Back((0.4, 0.2), (0.4, 0.8)))


def test_the_lines_go_with_the_picture_and_end_with_the_scene(moving):
    lines, half_s = BackLines(moving), moving.tracks.time_s[len(moving.tracks.time_s) // 2]
    first = lines.changed(0.0)
    assert lines.changed(0.0) is None
    later = lines.changed(half_s - 1e-3) or lines.changed(half_s - 0.05)
    middle = [np.concatenate(some)[:, 0].mean() for some in (first, later)]
    assert middle[1] - middle[0] == pytest.approx(0.2, abs=0.02)
    assert lines.changed(half_s + 0.1) == []


def test_without_a_back_nothing_is_drawn(moving):
    assert BackLines(replace(moving, back=None)).changed(0.0) == []
    assert BackLines(replace(moving, back=Back.from_head("up"))).changed(0.0) == []


def test_a_camera_on_a_stand_is_drawn_once(moving):
    lines = BackLines(replace(moving, tracks=replace(moving.tracks, scenes=None)))
    assert len(lines.changed(0.0)) > 3
    assert lines.changed(moving.tracks.time_s[-1]) is None
