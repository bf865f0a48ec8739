"""Findings, marked places, heat map, stretches and the live picture look at the same places of the hands."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from coach.care.avoid import find_avoided
from coach.care.screening import Area
from coach.check.check import check_protocol
from coach.live.coach import LiveCoach
from coach.live.plan import Plan
from coach.motion.body import classify_zones
from coach.motion.body_shape import ZONE_HEIGHTS
from coach.motion.hand_points import choose_point
from coach.motion.working_point import locate_work
from coach.pipeline import analyse_tracks
from coach.protocol.library import load_protocol
from coach.records import HandPose, HandsFrame, Source, VideoInfo
from coach.report.heatmap import compute_zone_shares
from coach.report.summary import build_review
from coach.reviewing import review_analysis
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks
from sample_videos.simulate.clip import compute_corners
from sample_videos.simulate.postures import CONTACTS
from sample_videos.simulate.subtechniques import SUB_TECHNIQUES

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
    assert np.nanmax(np.abs(check.places - analysis.timeline.palm_uv)) > 0.03, "pads do not lie where palms do"


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


def test_without_a_protocol_the_middle_of_the_hands_is_drawn():
    analysis = simulate(0.5, 5)
    v = np.array(build_review(analysis).timeline.back_v, dtype=np.float64)
    assert np.allclose(v, analysis.timeline.back_uv[..., 1], atol=1e-4, equal_nan=True)
    assert np.allclose(analysis.timeline.back_uv, locate_work(analysis, "middle"), equal_nan=True)
    assert np.nanmax(np.abs(analysis.timeline.back_uv - analysis.timeline.palm_uv)) > 0.03


@pytest.mark.parametrize("asked", ["lumbar-home", None])
@pytest.mark.parametrize("height", HEIGHTS)
def test_a_stretch_is_told_to_be_where_the_heat_map_has_it(height, asked):
    analysis = simulate(height, 6)
    review = review_analysis(analysis, None if asked is None else load_protocol(asked)).written
    told = [segment for segment in review.segments if segment.zone is not None]
    assert told
    for segment in told:
        v = places_of(review, segment.start_s, segment.end_s, segment.technique)
        shares = compute_zone_shares(v, ZONE_HEIGHTS)
        assert shares[segment.zone] >= max(shares.values()) - 0.05, (segment, shares)


@pytest.mark.parametrize("height", HEIGHTS)
def test_the_live_picture_has_the_hands_where_the_review_has_them(height):
    """In every second of a step that is due in both, as far as a place is in one zone."""
    analysis = simulate(height, 7)
    protocol = load_protocol("lumbar-home")
    protocol = protocol.model_copy(update={"steps": (protocol.step("rubbing-pads"),)})
    review = review_analysis(analysis, protocol)
    coach = LiveCoach(Plan(), protocol, analysis.tracks.aspect, analysis.back)
    compared = 0
    for hands in iterate_hands(analysis.tracks):
        tick = coach.push(hands)
        end_s = hands.time_s
        time_s = analysis.timeline.time_s
        inside = (time_s > end_s - 3.0) & (time_s <= end_s)
        doing = analysis.timeline.verdict[inside] == "rubbing"
        if len(doing) < 14 or not doing.all() or tick.snapshot.zone is None:
            continue
        v = review.check.places[inside, :, 1]
        v = v[np.isfinite(v)]
        shares = compute_zone_shares(v, ZONE_HEIGHTS)
        if max(shares.values()) < 0.75:
            continue
        compared += 1
        assert tick.snapshot.zone == max(shares, key=shares.get)
        assert tick.snapshot.place_v == pytest.approx(np.median(v), abs=0.04)
    assert compared > 20


def iterate_hands(tracks):
    for i, time_s in enumerate(tracks.time_s):
        poses = [
            HandPose(slot, Source(int(tracks.source[i, slot])), tracks.landmarks[i, slot], tracks.sides[slot])
            for slot in range(2)
        ]
        yield HandsFrame(float(time_s), tuple(poses), flow=None if tracks.flow is None else tracks.flow[i])


WORKS_WITH = {
    ("rubbing", "pads"): "pads",
    ("rubbing", "palmar"): "palm",
    ("rubbing", "heel"): "heel",
    ("rubbing", "thumbs"): "thumb",
    ("rubbing", "comb"): "knuckles",
    ("rubbing", "sawing"): "edge",
    ("stroking", "palmar"): "palm",
    ("stroking", "comb"): "knuckles",
    ("kneading", "fingers"): "grasp",
    ("kneading", "pressing"): "palm",
    ("tapping", "chopping"): "edge",
    ("tapping", "percussion"): "fist",
}


@pytest.mark.parametrize("key", WORKS_WITH, ids="-".join)
def test_the_chosen_point_is_nearer_to_the_truth_than_others(key):
    errors = {"palm": [], "chosen": [], "middle": []}
    for seed in range(3):
        clip = simulate_session([SegmentSpec(*key, 8.0)], 40 + seed, faults="none", fps=30.0)
        info = VideoInfo("made", 1280, 960, 30.0, len(clip.time_s), float(clip.time_s[-1]))
        analysis = analyse_tracks(to_tracks(clip), info, compute_corners(clip))
        points = clip.motion.compute_hands(analysis.timeline.time_s).points
        sub = SUB_TECHNIQUES[key]
        true = points[:, :, list(CONTACTS[sub.contact]), :2].mean(axis=2) / clip.motion.script.surface.length_cm
        true[..., 1] = 1.0 - true[..., 1]
        working = [hand for part in clip.motion.parts for hand, plan in enumerate(part.hands_plan) if plan.active]
        chosen = choose_point(key[0], [WORKS_WITH[key]])
        for name, point in (("palm", "palm"), ("chosen", chosen), ("middle", "middle")):
            away = np.linalg.norm(locate_work(analysis, point) - true, axis=-1)[:, working]
            errors[name].append(np.nanmedian(away))
    palm, chosen, middle = (float(np.mean(errors[name])) for name in ("palm", "chosen", "middle"))
    assert chosen <= min(palm, middle) + 0.005
    assert chosen < 0.12


def test_where_the_parts_differ_it_is_the_middle_of_the_hand():
    assert choose_point("rubbing", ["pads", "heel"]) == "middle"
    assert choose_point("rubbing", ["pads", "pads"]) == "pads"
    assert choose_point("rubbing") == "middle"
    assert choose_point("stroking", ["forearm"]) == "middle"
