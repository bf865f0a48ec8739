"""What a live session makes of real people who do what is asked: ``python benchmarks/asked.py DIR``.

DIR holds real recordings and landmark tracks with their truth files (it is not part of this project). Each clip is
played over and over for a minute to a live session whose one step asks for the technique that the clip shows longest.
Printed are the share of that time that counted for the step, and what was said that should not have been: that another
technique is done, or that the hands rest. Between two plays the hands jump, and clips hold rests, so not all can count.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from coach.evaluate.clips import Clip, find_clips
from coach.evaluate.run import analyse_clip
from coach.formats import Truth
from coach.live.coach import LiveCoach
from coach.live.plan import Plan
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.records import HandPose, HandsFrame, HandTracks

PLAYED_S = 60.0
WRONGLY_TOLD = ("technique_other", "hands_idle")


def find_longest(truth: Truth) -> str | None:
    """Find the technique that takes most of a clip; ``None`` where none is done."""
    seconds: dict[str, float] = defaultdict(float)
    for segment in truth.segments:
        if segment.technique != "none":
            seconds[segment.technique] += segment.end_s - segment.start_s
    return max(seconds, key=lambda name: seconds[name], default=None)


def ask_for(technique: str) -> Protocol:
    """Make a protocol of one long step of a technique that asks no pace, no way and no place."""
    protocol = load_protocol("lumbar-home")
    step = next(step for step in protocol.steps if step.technique == technique)
    length = load_protocol("lumbar-home").step("kneading").duration_s
    loose = {"pace_per_min": None, "axis": None, "sense": None, "drift": None, "zones": (), "hands": ()}
    return protocol.model_copy(
        update={"steps": (step.model_copy(update={**loose, "duration_s": length, "count": None}),)}
    )


def play(tracks: HandTracks) -> Iterator[HandsFrame]:
    """Give the hands of a recording over and over, as if it went on."""
    gap_s = float(tracks.time_s[-1] - tracks.time_s[0]) / max(1, len(tracks.time_s) - 1)
    start_s = 0.0
    while start_s < PLAYED_S:
        for time_s, points, source in zip(tracks.time_s, tracks.landmarks, tracks.source, strict=True):
            left, right = (HandPose(slot, source[slot], points[slot]) for slot in (0, 1))
            yield HandsFrame(start_s + float(time_s - tracks.time_s[0]), (left, right))
        start_s += float(tracks.time_s[-1] - tracks.time_s[0]) + gap_s


def follow(clip: Clip, technique: str) -> tuple[float, float, list[str]]:
    """Lead a session by a clip; return the seconds that counted, those that were played, and what was told wrongly."""
    tracks = analyse_clip(clip).tracks
    coach = LiveCoach(Plan(needs_back=False), ask_for(technique), tracks.aspect, None)
    told, counted_s, last_s = [], 0.0, 0.0
    for hands in play(tracks):
        tick = coach.push(hands)
        last_s = hands.time_s
        counted_s = tick.step.elapsed_s if tick.step is not None else 0.0
        if tick.cue is not None and tick.cue.code in WRONGLY_TOLD:
            told.append(tick.cue.code)
    return counted_s, last_s, told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    total: dict[str, list[tuple[float, float, int]]] = defaultdict(list)
    for clip in (clip for group in find_clips(parser.parse_args().folder) for clip in group):
        technique = find_longest(clip.truth)
        if technique is None:
            continue
        counted_s, played_s, told = follow(clip, technique)
        total[technique].append((counted_s, played_s, len(told)))
        print(f"{clip.name:44}{technique:10}counted {counted_s:5.1f} of {played_s:5.1f} s  {', '.join(told)}")
    for technique, rows in total.items():
        counted_s, played_s = sum(row[0] for row in rows), sum(row[1] for row in rows)
        wrong, clips = sum(row[2] for row in rows), sum(row[2] > 0 for row in rows)
        print(
            f"{technique}: {len(rows)} clips, {counted_s / played_s:.0%} of {played_s:.0f} s counted,"
            f" {wrong} sentences too many, in {clips} clips"
        )


if __name__ == "__main__":
    main()
