"""The timeline and the heat map: what is drawn is what was measured."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.look.palette import LOOKS
from coach.report.drawing import render_svg
from coach.report.figures import _fit_title, _pace_limits, draw_timeline, list_asked
from coach.report.heatmap import (
    GRID_STEP,
    SPREAD,
    U_RANGE,
    V_RANGE,
    compute_density,
    compute_place_shares,
    compute_side_shares,
    compute_zone_shares,
    draw_heatmap,
    has_heatmap,
)
from coach.report.summary import build_review


def texts(figure):
    from matplotlib.offsetbox import TextArea
    from matplotlib.text import Text

    return [one.get_text() for one in figure.findobj(lambda artist: isinstance(artist, Text | TextArea))]


def test_rows_without_anything_to_show_are_left_out(review, analysis, protocol):
    assert len(draw_timeline(review, protocol).axes) == 5
    bare = build_review(analysis)
    plain = [segment.model_copy(update={"axis": None, "sense": None}) for segment in bare.segments]
    assert len(draw_timeline(bare.model_copy(update={"segments": plain})).axes) == 3


def test_every_technique_has_its_colour_and_its_word(review, protocol):
    svg = render_svg(draw_timeline(review, protocol), "t").lower()
    for name in ("stroking", "rubbing", "kneading", "tapping"):
        assert LOOKS[name].color.lower() in svg
        assert f">{LOOKS[name].name.lower()}<" in svg
    assert "<pattern" in svg, "what was unseen is hatched, not only coloured"


def test_paces_and_bands_are_written_beside_what_they_name(review, protocol):
    written = texts(draw_timeline(review, protocol))
    for words in ("24", "92", "38", "190", "asked 60–70", "Light stroking"):
        assert words in written


def test_what_was_asked_comes_from_the_protocol_or_else_from_the_review(review, protocol):
    with_protocol, without = list_asked(review, protocol), list_asked(review, None)
    assert [step.title for step in with_protocol][:2] == ["Light stroking", "Rubbing with the finger pads"]
    assert [step.pace for step in without][:2] == [(12.0, 50.0), (60.0, 70.0)]
    assert with_protocol[0].technique == without[0].technique == "stroking"
    assert len(with_protocol) == 4, "a step that was not found has no place on the time axis"


def test_a_title_is_whole_or_absent():
    assert _fit_title("Kneading", 200)[0] == "Kneading"
    assert _fit_title("Rubbing with the finger pads", 100)[0].replace("\n", " ") == "Rubbing with the finger pads"
    assert _fit_title("Rubbing with the finger pads", 30)[0] == ""


@given(st.lists(st.one_of(st.none(), st.floats(0.5, 600)), min_size=1, max_size=6))
def test_the_pace_axis_holds_every_pace(paces):
    from coach.formats import CoverageModel, ReviewFile, ReviewSegment, VideoModel

    review = ReviewFile(
        video=VideoModel(name="x", duration_s=9, fps=30, width=1, height=1, frames=270),
        coverage=CoverageModel(one_hand=1, two_hands=1),
        segments=[ReviewSegment(start_s=0, end_s=9, technique="rubbing", pace_per_min=pace) for pace in paces],
    )
    low, high = _pace_limits(review, [])
    assert high / low >= 4 - 1e-9
    assert all(low < pace < high for pace in paces if pace is not None)


def test_pictures_are_made_without_the_users_matplotlib_settings(review):
    assert render_svg(draw_timeline(review), "one").startswith("<svg viewBox=")


def test_a_recording_of_hours_stays_small(review):
    line = review.timeline
    n = 3 * 3600 * 5
    long = line.model_copy(
        update={
            "time_s": [i / 5 for i in range(n)],
            "pace_per_min": [60.0] * n,
            "hands_seen": [2.0] * n,
        }
    )
    video = review.video.model_copy(update={"duration_s": n / 5})
    svg = render_svg(draw_timeline(review.model_copy(update={"timeline": long, "video": video})), "t")
    assert len(svg) < 400_000


class TestHeatMap:
    def test_the_place_that_was_worked_is_the_darkest(self):
        density = compute_density(np.full(50, 0.1), np.full(50, 0.7))
        row, column = np.unravel_index(density.argmax(), density.shape)
        assert V_RANGE[0] + (row + 0.5) * GRID_STEP == pytest.approx(0.7, abs=GRID_STEP)
        assert U_RANGE[0] + (column + 0.5) * GRID_STEP == pytest.approx(0.1, abs=GRID_STEP)
        assert density.max() == 1.0
        assert not compute_density(np.empty(0), np.empty(0)).any()

    def test_a_single_moment_is_a_bell_around_its_place(self):
        density = compute_density(np.array([0.1]), np.array([0.7]))
        row, column = np.unravel_index(density.argmax(), density.shape)
        away = round(SPREAD / GRID_STEP)
        assert density[row + away, column] == pytest.approx(np.exp(-0.5))
        assert density[row, column - 2 * away] == pytest.approx(np.exp(-2.0))

    def test_shares_of_zones_by_hand(self):
        zones = {"upper": (0.0, 0.5), "lower": (0.5, 1.0)}
        assert compute_zone_shares(np.array([0.1, 0.6, 0.7, 1.4]), zones) == {"upper": 0.25, "lower": 0.5}

    def test_places_within_the_zones_have_their_share(self):
        u, v = np.array([0.08, -0.08, 0.15, 0.28]), np.array([0.4, 0.7, 0.95, 0.95])
        shares = compute_place_shares(u, v)
        assert shares == {"paravertebral": 0.5, "gluteal": 0.5, "hip": 0.25}
        assert set(compute_place_shares(np.empty(0), np.empty(0)).values()) == {0.0}

    def test_the_spine_itself_counts_for_neither_side(self):
        assert compute_side_shares(np.array([-0.1, -0.2, 0.1, 0.005, -0.005])) == pytest.approx((2 / 3, 1 / 3))
        assert compute_side_shares(np.array([0.0])) is None

    @given(st.lists(st.floats(-0.4, 0.4), min_size=1, max_size=20))
    def test_a_mirrored_recording_swaps_the_sides(self, values):
        shares, mirrored = compute_side_shares(np.array(values)), compute_side_shares(-np.array(values))
        assert (shares is None) == (mirrored is None)
        if shares and mirrored:
            assert shares == pytest.approx(mirrored[::-1])

    def test_only_working_hands_in_back_coordinates_count(self, review, analysis):
        from dataclasses import replace

        assert has_heatmap(review)
        unknown = replace(analysis.timeline, back_uv=np.full_like(analysis.timeline.back_uv, np.nan))
        assert not has_heatmap(build_review(replace(analysis, timeline=unknown)))
        assert not has_heatmap(review.model_copy(update={"timeline": None}))
        idle = review.timeline.model_copy(update={"technique": ["none"] * len(review.timeline.technique)})
        assert not has_heatmap(review.model_copy(update={"timeline": idle}))

    def test_shares_are_written_on_it(self, review):
        written = texts(draw_heatmap(review))
        assert "50%" in written and "Lower back" in written
        shares = [float(text.split()[0]) for text in written if text.endswith(" %") and text[0].isdigit()]
        assert all(math.isfinite(share) for share in shares)
