"""The same recording mirrored and cut."""

from __future__ import annotations

import numpy as np
import pytest

from sample_videos.simulate import SegmentSpec, random_session, simulate_clip
from sample_videos.simulate.variants import cut_clip, mirror_clip

CIRCLES = SegmentSpec("rubbing", "circles_pads", duration_s=8, sense="clockwise")


def test_mirroring_twice_changes_nothing_but_the_notes():
    clip = random_session(3, segments=3)
    twice = mirror_clip(mirror_clip(clip))
    np.testing.assert_allclose(twice.landmarks, clip.landmarks, atol=1e-12)
    np.testing.assert_allclose(twice.true_hands, clip.true_hands, atol=1e-12)
    np.testing.assert_array_equal(twice.label, clip.label)
    assert twice.truth.segments == clip.truth.segments
    assert twice.back.neck == pytest.approx(clip.back.neck)


def test_mirror_exchanges_sides_and_turns():
    clip = simulate_clip(CIRCLES, 1, faults="none")
    mirrored = mirror_clip(clip)
    assert (clip.label[0, :2].tolist(), mirrored.label[0, :2].tolist()) == (["Left", "Right"], ["Right", "Left"])
    assert mirrored.truth.segments[0].sense == "counterclockwise"
    np.testing.assert_allclose(mirrored.landmarks[..., 0], 1 - clip.landmarks[..., 0])
    np.testing.assert_array_equal(mirrored.landmarks[..., 1], clip.landmarks[..., 1])


def test_mirror_keeps_directions_along_the_spine():
    clip = simulate_clip(SegmentSpec("stroking", "palmar", sense="headward", axis="along"), 1)
    assert mirror_clip(clip).truth.segments == clip.truth.segments


def test_cut_keeps_the_stretch():
    clip = random_session(5, segments=4, fps=30)
    part = cut_clip(clip, 5.0, 15.0)
    assert part.time_s[0] == 0 and part.time_s[-1] == pytest.approx(10, abs=0.1)
    assert part.truth.segments[0].start_s == 0 and part.truth.segments[-1].end_s == pytest.approx(10, abs=0.1)
    start = int(np.searchsorted(clip.time_s, 5.0))
    np.testing.assert_array_equal(part.landmarks[0], clip.landmarks[start])
    assert sum(len(hands) for hands in part.detections) == np.isfinite(part.landmarks[..., 0, 0]).sum()


@pytest.mark.parametrize("stretch", [(5.0, 5.0), (-1.0, 3.0), (900.0, 901.0)])
def test_cut_of_nothing_is_refused(stretch):
    with pytest.raises(ValueError, match="stretch"):
        cut_clip(simulate_clip(CIRCLES, 1), *stretch)
