"""What the charts over time are made of."""

from __future__ import annotations

import json

import pytest

from coach.look.palette import LOOKS
from coach.report.figures import Asked
from coach.ui import charts
from tests.ui.review_example import make_review, make_segment

ASKED = [
    Asked(0.0, 10.0, "Light stroking", "stroking", (12.0, 50.0)),
    Asked(10.0, 20.0, "Rubbing with the finger pads", "rubbing", (60.0, 70.0)),
]


def test_ribbon_covers_the_whole_recording_and_shows_what_was_asked_above():
    rows = charts.ribbon_rows(make_review(), ASKED)
    seen = [row for row in rows if row["row"] == "seen"]
    assert [row["name"] for row in rows if row["row"] == "asked"] == ["Light stroking", "Rubbing with the finger pads"]
    assert [(row["start_s"], row["end_s"]) for row in seen] == [(0.0, 10.0), (10.0, 20.0), (20.0, 22.0), (22.0, 30.0)]
    assert [row["color"] for row in seen] == [
        LOOKS[name].color for name in ("stroking", "rubbing", "unseen", "tapping")
    ]
    assert [row["hatched"] for row in seen] == [False, False, True, False]
    assert seen[1]["time"] == "0:10 - 0:20"
    assert "diagonal" in seen[1]["detail"]


@pytest.mark.parametrize(
    ("axis", "sense", "sign"),
    [
        ("along", "both", "↕"),
        ("along", "headward", "↑"),
        ("along", "tailward", "↓"),
        ("across", "both", "↔"),
        ("across", "inward", "→←"),
        ("circular", "clockwise", "↻"),
        ("circular", "counterclockwise", "↺"),
        ("diagonal", "outward", "⤢"),
        ("in_place", None, "•"),
        (None, None, ""),
    ],
)
def test_direction_has_a_sign_of_its_own(axis: str | None, sense: str | None, sign: str):
    segment = make_segment(0.0, 5.0, "rubbing", 60.0, axis=axis, sense=sense)
    assert charts.direction_sign(segment) == sign


def test_pace_is_drawn_only_where_there_is_one():
    review = make_review()
    assert [row["pace"] for row in charts.pace_rows(review)] == [14.0, 95.0, 240.0]
    assert [(row["low"], row["high"]) for row in charts.band_rows(ASKED)] == [(12.0, 50.0), (60.0, 70.0)]
    still = review.model_copy(
        update={"segments": [one.model_copy(update={"pace_per_min": None}) for one in review.segments]}
    )
    assert charts.pace_chart(still, [], charts.LIGHT) is None


def test_long_recordings_are_thinned_to_what_a_screen_shows():
    review = make_review()
    line = review.timeline
    n = 40_000
    long = line.model_copy(update={"time_s": [0.1 * k for k in range(n)], "hands_seen": [2.0] * n})
    rows = charts.tick_rows(review.model_copy(update={"timeline": long}), "hands_seen")
    assert len(rows) <= charts.MOST_POINTS
    assert rows[0]["time_s"] == 0.0
    assert rows[-1]["time_s"] > 0.1 * n * 0.99


@pytest.mark.parametrize("ink", [charts.LIGHT, charts.DARK])
@pytest.mark.parametrize("with_protocol", [True, False])
def test_charts_share_one_time_axis(ink: charts.Ink, with_protocol: bool):
    review, asked = make_review(with_protocol=with_protocol), ASKED if with_protocol else []
    drawn = [
        charts.ribbon_chart(review, asked, ink),
        charts.pace_chart(review, asked, ink),
        charts.hands_chart(review, ink),
    ]
    for chart in drawn:
        text = json.dumps(chart.to_dict())
        assert '"domain": [0.0, 30.0]' in text
        assert f'"minExtent": {charts.AXIS_EXTENT}' in text
    assert f'"name": "{charts.MOMENT}"' in json.dumps(drawn[0].to_dict())
