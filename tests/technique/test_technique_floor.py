"""How well techniques and paces are told on rendered clips that nothing was learnt from, and what worse clips cost.

``tests/data/measured.npz`` holds the hands that were found in 20 clips of the set ``measure`` (seed 1) with their exact
truth. The floors lie a little under what is reached (see ``models/README.md``).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from benchmarks.robustness import compare, exchange, mirror, roll
from coach.evaluate.agreement import Agreement
from coach.records import HandTracks
from models.training.augment import drop_frames, halve_rate
from models.training.rendered import KeptClip, find_rendered, read_clips

MEASURED = Path(__file__).parents[1] / "data" / "measured.npz"
THUMBS = Path(__file__).parents[1] / "data" / "thumbs.npz"
"""Hands found in 13 clips of the set ``wide`` in which thumbs rub while the hands lie still: five of seed 1, by which
the thresholds were chosen, and eight of seed 7, seen from the side, in half of whose seconds no hand is found."""

MACRO_F1, PACE_RIGHT, OCTAVES, IDLE_RIGHT, IDLE_JUDGED = 0.95, 0.93, 0.04, 0.97, 0.9
THUMBS_SEEN = {"wide_1": 0.7, "wide_7": 0.15}
MOST_FALL = 0.03
"""Macro-F1 that a change of the recording may cost."""


@pytest.fixture(scope="module")
def clips() -> list[KeptClip]:
    return list(read_clips(MEASURED))


@pytest.fixture(scope="module")
def plain(clips: list[KeptClip]) -> Agreement:
    return compare(clips, lambda tracks: tracks)


def test_nothing_was_learnt_from_these_clips(clips: list[KeptClip]) -> None:
    learnt = {clip.name for clip in read_clips(find_rendered())}
    assert len(clips) == 20
    assert not learnt & {clip.name for clip in clips}


def test_techniques_are_told_second_by_second(plain: Agreement) -> None:
    assert plain.technique.macro_f1 is not None
    assert plain.technique.macro_f1 >= MACRO_F1
    idle = plain.technique.confusion["none"]
    judged = sum(idle.values()) - idle["unseen"]
    assert idle["none"] / judged >= IDLE_RIGHT
    assert judged / sum(idle.values()) >= IDLE_JUDGED


def test_paces_are_told_and_rarely_taken_for_half_or_double(plain: Agreement) -> None:
    pace = plain.pace_any_technique
    assert (pace.within_share or 0) >= PACE_RIGHT
    assert (pace.octave_share or 0) <= OCTAVES


@pytest.mark.parametrize(
    "change",
    [
        lambda tracks: drop_frames(tracks, np.random.default_rng(1)),
        halve_rate,
        exchange,
        mirror,
        lambda tracks: roll(tracks, 205.0),
    ],
    ids=["frames dropped", "half the rate", "exchanged", "mirrored", "rolled"],
)
def test_worse_recordings_cost_little(
    clips: list[KeptClip], plain: Agreement, change: Callable[[HandTracks], HandTracks]
) -> None:
    changed = compare(clips, change).technique.macro_f1
    assert (changed or 0) >= (plain.technique.macro_f1 or 0) - MOST_FALL


@pytest.mark.parametrize("which", THUMBS_SEEN)
def test_thumbs_that_rub_alone_are_told_where_they_are_seen(which: str) -> None:
    clips = [clip for clip in read_clips(THUMBS) if clip.name.startswith(which)]
    said = compare(clips, lambda tracks: tracks).technique.confusion
    assert said["rubbing"]["rubbing"] / sum(said["rubbing"].values()) >= THUMBS_SEEN[which]
    assert said["none"]["rubbing"] == 0
