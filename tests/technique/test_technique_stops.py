"""Stops and paces that are read from the movement itself, on hands whose movement is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from coach.check.check import check_protocol
from coach.motion.kinematics import compute_signals
from coach.protocol.library import load_protocol
from coach.records import Segment
from coach.technique.long_pace import add_paces, find_pace
from coach.technique.stops import find_inner_stops, find_stops, mark_stops
from tests.builders import join_tracks, make_sinusoid, make_still, with_noise

RUB = {"seconds": 20.0, "length": 0.5}
JITTER = 0.02


def three_parts(middle):
    return with_noise(join_tracks(make_sinusoid(66, **RUB), middle, make_sinusoid(66, **RUB)), JITTER)


def described(middle_s, technique="none", pace=None, confidence=0.5, after="rubbing"):
    cycles = None if pace is None else round(pace * middle_s / 60)
    return [
        Segment(0.0, 20.0, "rubbing", 0.9, pace_per_min=66.0, cycles=22),
        Segment(20.0, 20.0 + middle_s, technique, confidence, pace_per_min=pace, cycles=cycles),
        Segment(20.0 + middle_s, 40.0 + middle_s, after, 0.9, pace_per_min=66.0, cycles=22),
    ]


def without_rhythm(sessions, middle_s, technique="stroking"):
    pieces = [
        sessions.piece(20.0, "rubbing", 66.0),
        sessions.piece(middle_s, technique, confidence=0.5, regularity=0.0),
        sessions.piece(20.0, "rubbing", 66.0),
    ]
    return sessions.analysis(pieces)


@pytest.mark.parametrize("called", ["none", "stroking", "kneading"])
def test_resting_hands_are_a_stop_whatever_they_were_called(sessions, called):
    signals = compute_signals(three_parts(make_still(seconds=8.0)))
    (stop,) = find_stops(signals, described(8.0, called), without_rhythm(sessions, 8.0).timeline)
    assert (stop.start_s, stop.end_s, stop.technique) == (20.0, 28.0, "none")


def test_work_that_was_not_recognised_is_no_stop(sessions):
    signals = compute_signals(three_parts(make_sinusoid(66, seconds=8.0, length=0.5)))
    assert find_stops(signals, described(8.0), without_rhythm(sessions, 8.0).timeline) == []


def test_another_rhythm_is_no_stop(sessions):
    signals = compute_signals(three_parts(make_sinusoid(20, seconds=8.0, length=0.5, angle_rad=np.pi / 2)))
    analysis = sessions.analysis([sessions.piece(48.0, "rubbing", 66.0)])
    assert find_stops(signals, described(8.0, "stroking"), analysis.timeline) == []


def test_between_two_kinds_of_work_nothing_is_called_a_stop(sessions):
    signals = compute_signals(three_parts(make_still(seconds=8.0)))
    segments = described(8.0, after="kneading")
    assert find_stops(signals, segments, without_rhythm(sessions, 8.0).timeline) == []


def test_a_stop_is_sure_and_leaves_the_verdicts_around_it(sessions):
    tracks = three_parts(make_still(seconds=8.0))
    timeline = without_rhythm(sessions, 8.0, "stroking").timeline
    marked, segments = mark_stops(timeline, described(8.0, "stroking"), compute_signals(tracks))
    assert [(part.technique, part.confidence) for part in segments] == [
        ("rubbing", 0.9),
        ("none", 1.0),
        ("rubbing", 0.9),
    ]
    at = marked.time_s
    assert set(marked.verdict[(at > 20.5) & (at < 27.5)]) == {"none"}
    assert np.isnan(marked.pace_per_min[(at > 20.5) & (at < 27.5)]).all()
    assert set(marked.verdict[at < 19.5]) == {"rubbing"}


@pytest.mark.parametrize(("rest_s", "told"), [(1.5, False), (3.5, True)])
def test_a_short_rest_that_was_called_work_is_found_where_the_hands_are_still(rest_s, told):
    tracks = three_parts(make_still(seconds=rest_s))
    stretch = Segment(0.0, 40.0 + rest_s, "kneading", 0.9, pace_per_min=66.0, cycles=46)
    stops = find_inner_stops(compute_signals(tracks), [stretch])
    assert bool(stops) == told
    if told:
        assert (stops[0].start_s, stops[0].end_s) == pytest.approx((20.0, 23.5), abs=0.6)


def test_hands_that_go_elsewhere_or_are_lost_do_not_rest():
    """Both sides: the same gap in the rhythm, with hands that travel, and with hands that nobody sees."""
    stretch = [Segment(0.0, 44.0, "rubbing", 0.9, pace_per_min=66.0, cycles=44)]
    travel = make_still(seconds=4.0)
    way = np.linspace(0.0, 0.4, len(travel.time_s))[:, None, None, None] * np.array([1.0, 0.0])
    moving = three_parts(replace(travel, landmarks=travel.landmarks + way))
    assert find_inner_stops(compute_signals(moving), stretch) == []
    rest = three_parts(make_still(seconds=4.0))
    assert len(find_inner_stops(compute_signals(rest), stretch)) == 1
    lost = (rest.time_s > 20.0) & (rest.time_s < 24.0)
    landmarks, source = rest.landmarks.copy(), rest.source.copy()
    landmarks[lost], source[lost] = np.nan, 0
    unseen = replace(rest, landmarks=landmarks, source=source)
    assert find_inner_stops(compute_signals(unseen), stretch) == []


@pytest.mark.parametrize("pace", [40.0, 65.0, 200.0])
def test_the_pace_of_a_faint_movement_is_found_over_the_whole_stretch(sessions, pace):
    tracks = with_noise(make_sinusoid(pace, seconds=30.0, length=0.08), 0.06)
    analysis = sessions.analysis([sessions.piece(30.0, "rubbing", regularity=0.1)])
    paced, (segment,) = add_paces(analysis.timeline, analysis.segments, compute_signals(tracks))
    assert segment.pace_per_min == pytest.approx(pace, rel=0.03)
    assert segment.cycles is None and segment.regularity == 0.0
    assert np.allclose(paced.pace_per_min, segment.pace_per_min)


def test_a_pace_that_the_ticks_know_is_left_alone(sessions):
    analysis = sessions.analysis([sessions.piece(30.0, "rubbing", 66.0)])
    tracks = make_sinusoid(40, seconds=30.0)
    paced, segments = add_paces(analysis.timeline, analysis.segments, compute_signals(tracks))
    assert segments == analysis.segments
    assert np.array_equal(paced.pace_per_min, analysis.timeline.pace_per_min)


def test_noise_and_nothing_seen_have_no_pace():
    noise = np.random.default_rng(5).normal(size=(450, 8))
    assert find_pace(noise) is None
    assert find_pace(np.full((450, 8), np.nan)) is None
    assert find_pace(noise[:30]) is None


def test_a_rest_in_a_step_is_told_though_it_was_called_a_stroke(sessions, lumbar):
    step = lumbar.step("rubbing-pads")
    pieces = [
        sessions.as_asked(lumbar, step.id, seconds=20.0),
        sessions.piece(8.0, "stroking", confidence=0.5, regularity=0.0),
        sessions.as_asked(lumbar, step.id, seconds=20.0),
    ]
    analysis = sessions.analysis(pieces)
    signals = compute_signals(three_parts(make_still(seconds=8.0)))
    timeline, segments = mark_stops(analysis.timeline, analysis.segments, signals)
    analysis = replace(analysis, timeline=timeline, segments=segments)
    told = {finding.code for finding in check_protocol(analysis, lumbar, time_scale=0.2).findings}
    assert "contact_broken" in told


def test_a_doubtful_rest_is_no_reproach(sessions, lumbar):
    step = lumbar.step("rubbing-pads")
    for confidence, told in ((0.6, False), (0.9, True)):
        pieces = [
            sessions.as_asked(lumbar, step.id, seconds=20.0),
            sessions.piece(8.0, "none", confidence=confidence),
            sessions.as_asked(lumbar, step.id, seconds=20.0),
        ]
        codes = {finding.code for finding in check_protocol(sessions.analysis(pieces), lumbar, 0.2).findings}
        assert ("contact_broken" in codes) is told


def test_a_fold_that_slides_along_may_have_been_called_a_stroke(sessions):
    back = load_protocol("back-home")
    pieces = sessions.whole(back, {"skin-sliding": {"technique": "stroking", "confidence": 0.999}})
    result = check_protocol(sessions.analysis(pieces), back)
    assert not {"step_missing", "extra_technique"} & {finding.code for finding in result.findings}
    assert ("technique:skin-sliding", "unsure") in result.not_judged


def test_a_stroke_across_is_no_fold_that_slides_along(sessions):
    back = load_protocol("back-home")
    planted = {"technique": "stroking", "confidence": 0.999, "axis": "across"}
    result = check_protocol(sessions.analysis(sessions.whole(back, {"skin-sliding": planted})), back)
    assert "step_missing" in {finding.code for finding in result.findings}


@pytest.mark.parametrize(("axis", "told"), [("circular", False), ("across", True)])
def test_a_loop_is_how_strokes_of_one_way_look(sessions, axis, told):
    back = load_protocol("back-home")
    pieces = sessions.whole(back, {"rubbing-pads": {"axis": axis, "sense": None}})
    codes = {finding.code for finding in check_protocol(sessions.analysis(pieces), back).findings}
    assert ("wrong_direction" in codes) is told
