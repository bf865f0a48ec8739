"""The review: whole in time, honest about what was not judged, and the same after a trip through JSON."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.formats import ReviewFile
from coach.records import Back, SceneTrack, Segment
from coach.report.summary import build_review, cover_recording


def spans(segments):
    return [(segment.start_s, segment.end_s, segment.technique) for segment in segments]


def test_a_hole_is_unseen_and_an_overlap_goes_to_the_earlier_one():
    segments = [Segment(2, 5, "rubbing", 0.9), Segment(4, 7, "stroking", 0.9), Segment(8, 99, "none", 0.9)]
    assert spans(cover_recording(segments, 10.0)) == [
        (0, 2, "unseen"),
        (2, 5, "rubbing"),
        (5, 7, "stroking"),
        (7, 8, "unseen"),
        (8, 10, "none"),
    ]


def test_holes_of_less_than_a_millisecond_are_rounding_and_closed():
    segments = [Segment(0, 4.9999, "rubbing", 0.9), Segment(5.0, 9.9995, "stroking", 0.9)]
    assert spans(cover_recording(segments, 10.0)) == [(0, 4.9999, "rubbing"), (4.9999, 10.0, "stroking")]


def test_nothing_claimed_is_one_unseen_stretch():
    assert spans(cover_recording([], 3.0)) == [(0, 3.0, "unseen")]
    assert cover_recording([], 0.0) == ()


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(0, 30), st.sampled_from(["rubbing", "none", "unseen"])), max_size=12
    ),
    st.floats(0.01, 120),
)
def test_any_segments_cover_the_recording_without_holes_or_overlap(rows, duration_s):
    segments = [Segment(start, start + length, technique, 0.5) for start, length, technique in rows]
    covered = cover_recording(segments, duration_s)
    assert covered[0].start_s == 0
    assert covered[-1].end_s == duration_s
    assert all(one.end_s == two.start_s for one, two in pairwise(covered))
    assert all(segment.end_s > segment.start_s for segment in covered)


def test_everything_said_survives_json(review):
    assert ReviewFile.model_validate_json(review.model_dump_json()) == review


def test_numbers_of_the_analysis_arrive(review):
    rubbing = next(segment for segment in review.segments if segment.technique == "rubbing")
    assert (rubbing.start_s, rubbing.end_s, rubbing.pace_per_min, rubbing.cycles) == (18.0, 34.0, 92.0, 24)
    assert review.video.duration_s == 72.0
    assert review.coverage.two_hands == 0.71
    assert [step.status for step in review.steps] == ["done", "missed", "partly", "done", "not_judged"]
    assert review.findings[0].measured == 92.0
    assert "92" in review.findings[0].message and "60" in review.findings[0].message


def test_what_was_not_seen_is_null_never_nan(review):
    line = review.timeline
    at = line.time_s.index(38.0)
    assert line.technique[at] == "unseen"
    assert line.confidence[at] is None and line.pace_per_min[at] is None and line.back_u[at] == [None, None]
    assert line.hands_seen[at] == 0.0
    assert line.confidence[line.time_s.index(5.0)] == pytest.approx(0.9)
    assert line.hands_seen[line.time_s.index(5.0)] == pytest.approx(1.8)
    assert "NaN" not in review.model_dump_json()


def test_pressure_is_never_judged_and_place_needs_a_back(analysis):
    def names(back):
        return {item.what for item in build_review(replace(analysis, back=back)).not_judged}

    assert names(Back((0.5, 0.1), (0.5, 0.9))) == {"pressure"}
    assert names(Back.from_head("left")) == {"pressure", "place"}
    assert names(None) == {"pressure", "place", "direction"}


def test_each_reason_is_given_once_and_in_words(analysis, check, protocol):
    review = build_review(replace(analysis, back=None), replace(check, not_judged=(("place", "no_back"),)), protocol)
    assert [item.what for item in review.not_judged].count("place") == 1
    assert all(item.why.endswith(".") and " " in item.why for item in review.not_judged)


def test_without_a_protocol_there_are_no_steps_and_no_findings(analysis):
    review = build_review(analysis)
    assert review.protocol is None and review.steps == [] and review.findings == []


def test_a_name_of_broken_bytes_can_still_be_written(analysis):
    info = replace(analysis.info, name="caf\udce9.mp4")
    assert build_review(replace(analysis, info=info)).model_dump_json()


def test_an_empty_timeline(analysis):
    empty = {name: getattr(analysis.timeline, name)[:0] for name in type(analysis.timeline).__dataclass_fields__}
    nothing = replace(analysis, timeline=type(analysis.timeline)(**empty), segments=())
    review = build_review(nothing)
    assert spans(review.segments) == [(0.0, 72.0, "unseen")]
    assert review.timeline.time_s == [] and np.asarray(review.timeline.back_u).size == 0


def test_a_part_in_which_the_back_is_not_known_is_named_with_its_time(analysis):
    tracks = analysis.tracks
    n = len(tracks.time_s)
    late = tracks.time_s >= 0.5 * tracks.time_s[-1]
    scenes = SceneTrack(np.tile(np.eye(2, 3), (n, 1, 1)), late.astype(np.int32))
    review = build_review(replace(analysis, tracks=replace(tracks, scenes=scenes)))
    (why,) = [item.why for item in review.not_judged if item.what.startswith("located:")]
    assert why.startswith("Direction and place from 0:") and "show where the body lies" in why
    still = build_review(replace(analysis, tracks=replace(tracks, scenes=SceneTrack(scenes.matrix, 0 * scenes.scene))))
    assert not any(item.what.startswith("located:") for item in still.not_judged)


def why_of(analysis, kind):
    return [item.why for item in build_review(analysis).not_judged if item.what.partition(":")[0] == kind]


def with_pauses(analysis, *starts_s, pause_s=90.0):
    """The same frames with pauses before the given times."""
    times = analysis.tracks.time_s.copy()
    later = sum(np.where(analysis.tracks.time_s >= start_s, pause_s, 0.0) for start_s in starts_s)
    return replace(analysis, tracks=replace(analysis.tracks, time_s=times + later))


def test_a_time_without_pictures_is_said(analysis):
    (why,) = why_of(with_pauses(analysis, 4.0), "gap")
    assert why.startswith("Anything from 0:0") and " to 1:34" in why and "no pictures" in why
    assert why_of(analysis, "gap") == []


@pytest.mark.parametrize(("gaps", "sentences"), [(5, ("gap", 5)), (6, ("gaps", 1))])
def test_many_gaps_are_said_at_once(analysis, gaps, sentences):
    kind, count = sentences
    found = why_of(with_pauses(analysis, *(5.0 * number for number in range(1, gaps + 1)), pause_s=3.0), kind)
    assert len(found) == count
    if kind == "gaps":
        assert found[0].startswith("Anything in 6 gaps of 0:18 in all")


def test_pictures_that_could_not_be_read_are_said(analysis):
    (why,) = why_of(replace(analysis, info=replace(analysis.info, frames_unreadable=3)), "frames")
    assert "could not be read" in why
    assert why_of(analysis, "frames") == []


def test_an_axis_that_hangs_on_the_camera_is_left_open_and_said_to_be(analysis):
    segments = tuple(
        replace(segment, axis="diagonal", angle_rad=1.0, cycles=9, axis_sure=False) for segment in analysis.segments
    )
    review = build_review(replace(analysis, segments=segments))
    assert {segment.axis for segment in review.segments} == {None}
    (why,) = why_of(replace(analysis, segments=segments), "axis")
    assert "straight above" in why
    sure = tuple(replace(segment, axis_sure=True) for segment in segments)
    assert why_of(replace(analysis, segments=sure), "axis") == []


def test_a_file_without_times_is_said(analysis):
    (why,) = why_of(replace(analysis, info=replace(analysis.info, timed=False)), "lengths")
    assert "frame rate is unknown" in why
    assert why_of(analysis, "lengths") == []
