"""How well two performances of one protocol are laid side by side: how far off in phase moments that go together are.

    python benchmarks/side_by_side.py [--pairs 6] [--first 7000] [--protocol lumbar-home]

Sessions are simulated (:mod:`sample_videos.simulate`): all steps at a fifth of their length, and for each seed another
person with paces of their own, another back, another camera, the hand model's faults as "realistic". Each is reviewed
as a recording is. At ten moments a second of every step in which both move on, the true phases of the left hands are
compared, in cycles; a half is as far off as can be. Who goes out more quickly than the other, in a cycle of the same
length, is in another phase at the same place, which counts as off here. Baselines: the pace alone, from the beginning
of each step, and each step stretched evenly.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from violations import script_session

from coach.compare.pairing import pair_steps
from coach.compare.paths import make_performance
from coach.compare.phase import align
from coach.compare.records import Performance, StepPair
from coach.pipeline import analyse_tracks
from coach.protocol.library import load_protocol
from coach.protocol.variants import scale_protocol
from coach.records import FloatArray, VideoInfo
from coach.reviewing import review_analysis
from coach.tracks_file import Recorded
from sample_videos.simulate import SimulatedClip, simulate_session, to_tracks
from sample_videos.simulate.motion_work import WorkMotion

TIME_SCALE = 0.2
FPS = 30.0
LOOKED_AT_S = 0.1
NEAR_CYCLES = 0.1

Knots = Callable[[Performance, Performance, StepPair], FloatArray | None]


def perform(seed: int, protocol_id: str) -> tuple[Performance, SimulatedClip]:
    """Simulate a session as asked, and review it."""
    protocol = load_protocol(protocol_id)
    scaled = scale_protocol(protocol, factor=TIME_SCALE)
    clip = simulate_session(
        script_session(scaled, np.random.default_rng([seed, 0])), seed, fps=FPS, protocol=protocol.id
    )
    tracks = to_tracks(clip)
    info = VideoInfo("clip", clip.width, clip.height, FPS, len(tracks.time_s), float(tracks.time_s[-1]))
    made = review_analysis(analyse_tracks(tracks, info, clip.back), scaled)
    return make_performance(str(seed), made.written, Recorded(tracks, info, clip.back)), clip


def find_phase(clip: SimulatedClip, times: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Cycles of the left hand at some times, and which way it goes in the first half of one, shape (n, 2).

    NaN where it does not work; no way where it stays in place.
    """
    motion = clip.motion
    which = np.clip(np.searchsorted(motion.starts_s, times, side="right") - 1, 0, len(motion.parts) - 1)
    phases, ways = np.full(len(times), np.nan), np.zeros((len(times), 2))
    for index in np.unique(which):
        part, inside = motion.parts[index], which == index
        if isinstance(part, WorkMotion):
            since = times[inside] - motion.starts_s[index]
            phases[inside] = part.beat.compute_phase(since) + part.hands_plan[0].offset
            if part.axis != "in_place":
                ways[inside] = part.hands_plan[0].direction
    return phases, ways


def _by_path(one: Performance, two: Performance, pair: StepPair) -> FloatArray | None:
    assert pair.first is not None and pair.second is not None
    return align(one, pair.first, two, pair.second)


def _by_pace(one: Performance, two: Performance, pair: StepPair) -> FloatArray | None:
    return _by_path(replace(one, path=None), replace(two, path=None), pair)


def _evenly(one: Performance, two: Performance, pair: StepPair) -> FloatArray | None:
    return np.array([pair.first, pair.second]).T


WAYS: dict[str, Knots] = {"as the coach does": _by_path, "by the pace alone": _by_pace, "evenly stretched": _evenly}


def measure_off(seeds: tuple[int, int], protocol_id: str) -> dict[str, list[FloatArray]]:
    """Cycles by which moments that were laid together differ, by way; an array for each step."""
    (one, clip), (two, other) = (perform(seed, protocol_id) for seed in seeds)
    off: dict[str, list[FloatArray]] = {way: [] for way in WAYS}
    for pair in pair_steps(one, two):
        if pair.first is None or pair.second is None:
            continue
        for way, find_knots in WAYS.items():
            knots = find_knots(one, two, pair)
            if knots is None:
                continue
            times = np.arange(knots[0, 0], knots[-1, 0], LOOKED_AT_S)
            (phases, ways), (others, their_ways) = (
                find_phase(clip, times),
                find_phase(other, np.interp(times, *knots.T)),
            )
            # Who begins with the other half of the movement is at the same place half a cycle later.
            turns = phases - others + 0.5 * ((ways * their_ways).sum(axis=1) < 0)
            turns = turns[np.isfinite(turns)]
            off[way].append(np.abs(turns - np.round(turns)))
    return off


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=6)
    parser.add_argument("--first", type=int, default=7000)
    parser.add_argument("--protocol", default="lumbar-home")
    args = parser.parse_args()
    found: dict[str, list[FloatArray]] = {way: [] for way in WAYS}
    for pair in range(args.pairs):
        seed = args.first + 2 * pair
        for way, steps in measure_off((seed, seed + 1), args.protocol).items():
            found[way] += steps
    print(f"{args.pairs} pairs of {args.protocol}, seeds {args.first} to {args.first + 2 * args.pairs - 1}")
    print(f"{'':20} {'steps':>5} {'moments':>7} {'median':>7} {'90 %':>6}   within {NEAR_CYCLES} of a cycle")
    for way, steps in found.items():
        off = np.concatenate(steps)
        middle, most = np.percentile(off, [50, 90])
        print(f"{way:20} {len(steps):5} {len(off):7} {middle:7.3f} {most:6.3f}   {np.mean(off <= NEAR_CYCLES):.1%}")


if __name__ == "__main__":
    main()
