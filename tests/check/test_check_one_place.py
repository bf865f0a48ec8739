"""Findings about place, marked places and the heat map look at the same places of the hands."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from coach.care.avoid import find_avoided
from coach.care.screening import Area
from coach.check.check import check_protocol
from coach.motion.body import classify_zones
from coach.motion.body_shape import ZONE_HEIGHTS
from coach.pipeline import analyse_tracks
from coach.protocol.library import load_protocol
from coach.records import VideoInfo
from coach.report.heatmap import compute_zone_shares
from coach.report.summary import build_review
from coach.reviewing import review_analysis
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks

HEIGHTS = (0.2, 0.4, 0.5, 0.62)
SURELY_ELSEWHERE = 0.42
"""Above this height hands are outside the lumbar steps, whatever they work with."""


def simulate(height: float, seed: int):
    """Rubbing with the finger pads and stroking at one height of the back: hands that reach over a zone's border."""
    specs = [
        SegmentSpec("stroking", "palmar", 15.0, 25.0, 8.0, "along", "both", "none", "together", (0.0, height)),
        SegmentSpec("rubbing", "pads", 15.0, 60.0, 5.0, "along", "both", "none", "together", (0.0, height)),
        SegmentSpec("tapping", "light_clapping", 10.0, 150.0, hands="alternating", place=(0.0, height), drift="none"),
    ]
    clip = simulate_session(specs, seed, faults="none", fps=30.0)
    tracks = to_tracks(clip)
    frames, duration_s = len(tracks.time_s), float(tracks.time_s[-1])
    info = VideoInfo("made", 1280, 960, 30.0, frames, duration_s)
    return analyse_tracks(tracks, info, clip.back)


def places_of(review, start_s=-np.inf, end_s=np.inf, technique=None):
    """The heights that the heat map draws between two times."""
    line = review.timeline
    kept = [
        technique in (None, name) and name not in ("none", "unseen") and start_s <= time_s <= end_s
        for name, time_s in zip(line.technique, line.time_s, strict=True)
    ]
    v = np.array(line.back_v, dtype=np.float64)[kept].ravel()
    return v[np.isfinite(v)]


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("height", HEIGHTS)
def test_a_finding_about_place_never_contradicts_the_heat_map(height, seed):
    analysis, protocol = simulate(height, seed), load_protocol("lumbar-home")
    check = check_protocol(analysis, protocol)
    review = build_review(analysis, check, protocol)
    findings = [finding for finding in check.findings if finding.code == "wrong_place"]
    assert findings or height > SURELY_ELSEWHERE
    for finding in findings:
        step = next(step for step in protocol.steps if step.id == finding.step)
        v = places_of(review, finding.start_s, finding.end_s, step.technique)
        shares = compute_zone_shares(v, ZONE_HEIGHTS)
        assert shares[finding.measured] == max(shares.values())
        assert sum(shares[zone] for zone in step.zones) < 0.5
        assert Counter(zone for zone in classify_zones(v) if zone).most_common(1)[0][0] == finding.measured


@pytest.mark.parametrize("height", HEIGHTS[::2])
def test_the_heat_map_is_drawn_from_what_was_judged(height):
    analysis, protocol = simulate(height, 3), load_protocol("lumbar-home")
    check = check_protocol(analysis, protocol)
    review = build_review(analysis, check, protocol)
    drawn = np.stack(
        [np.array(column, dtype=np.float64) for column in (review.timeline.back_u, review.timeline.back_v)]
    )
    assert np.allclose(np.moveaxis(drawn, 0, -1), check.places, atol=1e-4, equal_nan=True)
    assert np.nanmax(np.abs(check.places - analysis.timeline.back_uv)) > 0.03, "pads do not lie where palms do"


def test_marked_places_are_those_of_the_heat_map():
    analysis, protocol = simulate(0.5, 4), load_protocol("lumbar-home")
    areas = {Area(zone, side) for zone in ("back", "lumbar") for side in ("left", "right")}
    review = review_analysis(analysis, protocol, avoid=areas)
    inside = find_avoided(review.check.places, areas)
    tick_s = float(np.median(np.diff(analysis.timeline.time_s)))
    said = {(f.detail["zone"], f.detail["side"]): f.measured for f in review.check.findings if f.detail.get("side")}
    assert said
    for (zone, side), seconds in said.items():
        assert seconds == pytest.approx(np.any(inside == Area(zone, side), axis=1).sum() * tick_s)


def test_without_a_check_the_palms_are_drawn():
    analysis = simulate(0.5, 5)
    review = build_review(analysis, replace(check_protocol(analysis, load_protocol("lumbar-home")), places=None))
    v = np.array(review.timeline.back_v, dtype=np.float64)
    assert np.allclose(v, analysis.timeline.back_uv[..., 1], atol=1e-4, equal_nan=True)
