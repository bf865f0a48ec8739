"""The summary in the terminal: readable, within its width, plain about what was not seen."""

from __future__ import annotations

import pytest

from coach.report.labels import describe_coverage
from coach.report.summary import build_review
from coach.report.terminal import MOST_LINES, format_summary
from coach.words import format_duration, format_number, format_percent


def test_all_that_matters_is_said(review, protocol):
    text = format_summary(review, protocol)
    for words in ("session.mp4: 1 min 12 s", "Rubbing", "92 a minute", "24 times", "not found", "61 of 100"):
        assert words in text
    assert text.index("What was seen") < text.index("Steps of") < text.index("What stood out")
    assert text.rstrip().splitlines()[-1].startswith("  -") or "camera" in text


@pytest.mark.parametrize("width", [60, 80, 110])
def test_lines_keep_to_the_width(review, protocol, width):
    lines = format_summary(review, protocol, width).splitlines()
    assert max(len(line) for line in lines) <= max(width, 80)


def test_of_very_many_stretches_the_longest_are_listed(review):
    piece = review.segments[0]
    many = [piece.model_copy(update={"start_s": float(i), "end_s": i + 1.0}) for i in range(60)]
    text = format_summary(review.model_copy(update={"segments": many}))
    assert f"and {60 - MOST_LINES} shorter stretches" in text


def with_coverage(review, one, two=0.0, unreadable=0):
    coverage = review.coverage.model_copy(update={"one_hand": one, "two_hands": two})
    video = review.video.model_copy(update={"frames_unreadable": unreadable})
    return review.model_copy(update={"coverage": coverage, "video": video})


def test_too_little_seen_is_said_with_what_to_do(review):
    assert len(describe_coverage(with_coverage(review, 0.95))) == 1
    hidden = " ".join(describe_coverage(with_coverage(review, 0.4)))
    assert "out of the picture for 60% of the time" in hidden and "Raise the camera" in hidden
    assert "No hands were seen" in describe_coverage(with_coverage(review, 0.0))[0]
    assert "3 frames could not be read" in describe_coverage(with_coverage(review, 0.9, unreadable=3))[-1]


def test_without_a_back_only_the_pictures_directions_are_named(analysis):
    from dataclasses import replace

    text = format_summary(build_review(replace(analysis, back=None)))
    assert "up and down the picture" in text
    assert "towards the head" not in text and "spine" not in text


@pytest.mark.parametrize(
    ("seconds", "words"), [(0.5, "0.5 s"), (14, "14 s"), (84, "1 min 24 s"), (120, "2 min"), (3725, "1 h 2 min")]
)
def test_lengths_in_words(seconds, words):
    assert format_duration(seconds) == words


@pytest.mark.parametrize(("share", "words"), [(0, "0%"), (0.001, "under 1%"), (0.42, "42%"), (0.999, "over 99%")])
def test_shares_are_never_rounded_to_none_or_all(share, words):
    assert format_percent(share) == words


def test_numbers_keep_what_means_something():
    assert [format_number(value) for value in (8.31, 12.0, 71.6, 240.2)] == ["8.3", "12", "72", "240"]
