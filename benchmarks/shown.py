"""A protocol shown once: how much of a performance the proposed protocol gives back.

    python -m benchmarks.shown [--seeds 20] [--first 1000] [--jobs 1] [--protocols ID ...] [--faults none] [--all]
    python -m benchmarks.shown --rendered VIDEO ...

The second way looks at rendered pictures through the hand model (:mod:`sample_videos.render.performances`).

Performances are simulated (:mod:`sample_videos.simulate`): every step of a built-in protocol as asked, each as long as
it needs to be told (30 s, or eight movements), a person, a back and a camera drawn for each seed. The camera stands: of
one in a hand the coach takes the shaking out by the pictures, which simulated hands have none of. The back is marked
with four corners, as for any camera that looks from the side.

A performance is given back when the proposal has the same steps in the same order, with their techniques, the
directions that the protocol asks, and paces within 5 % of what was really done. Steps that follow each other and differ
in nothing that a camera sees (only in pressure, weight or the shape of the hand) are asked for as one, and counted.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.violations import WAYS_OF_WORKING, script_session
from coach.formats import Truth
from coach.pipeline import analyse, analyse_tracks
from coach.protocol.library import find_clip_back, load_protocol
from coach.protocol.schema import Protocol, Step
from coach.records import Analysis, VideoInfo
from coach.showing.alike import PACE_TOLERANCE
from coach.showing.cutting import find_shown
from coach.showing.propose import propose_steps
from sample_videos.simulate import SegmentSpec, simulate_session, to_tracks
from sample_videos.simulate.camera import draw_camera
from sample_videos.simulate.clip import compute_corners

LEAST_S = 30.0
LEAST_CYCLES = 8
FPS = 30.0
PACE_WITHIN = 0.05
CAMERA = 17
"""Its own stream of random numbers."""
USUAL_CM = 50.0
"""Length of the back that a camera is set up for."""
PARTS = ("order", "technique", "direction", "pace")


@dataclass(frozen=True)
class Asked:
    """One step as it has to come back: what was done, from when to when, and how many of the protocol's steps it is."""

    spec: SegmentSpec
    start_s: float
    end_s: float
    pace_per_min: float
    steps: int = 1


@dataclass(frozen=True)
class Told:
    """What one performance gave back: faults by part, and how many steps look like the one before."""

    faults: dict[str, list[str]]
    asked: int
    alike: int

    @property
    def full(self) -> bool:
        """Whether everything came back."""
        return not any(self.faults.values())


def script(protocol_id: str, seed: int) -> list[SegmentSpec]:
    """Every step of a protocol as asked, each long enough to be told, but no longer."""
    specs = script_session(load_protocol(protocol_id), np.random.default_rng(seed))
    return [
        replace(spec, duration_s=max(LEAST_S, LEAST_CYCLES * 60 / (spec.pace_per_min or 60.0)), cycles=None)
        for spec in specs
    ]


def perform(protocol_id: str, seed: int, faults: str = "none") -> tuple[Analysis, list[Asked]]:
    """Analyse a performance by simulated hands; returns what has to come back too."""
    specs = script(protocol_id, seed)
    camera = draw_camera(np.random.default_rng([CAMERA, seed]), USUAL_CM, hand_held=False)
    clip = simulate_session(specs, seed, faults=faults, fps=FPS, camera=camera)
    tracks = to_tracks(clip)
    info = VideoInfo("shown.mp4", clip.width, clip.height, FPS, len(tracks.time_s), float(tracks.time_s[-1]))
    done = {str(segment.step): segment for segment in clip.truth.segments if segment.step}
    asked: list[Asked] = []
    for spec in specs:
        part = done[str(spec.step)]
        step = Asked(spec, part.start_s, part.end_s, float(part.pace_per_min or 0.0))
        if asked and not is_told_apart(asked[-1], step):
            asked[-1] = _join(asked[-1], step)
        else:
            asked.append(step)
    return analyse_tracks(tracks, info, compute_corners(clip)), asked


def is_told_apart(one: Asked, other: Asked) -> bool:
    """Whether two steps that follow each other move differently for a camera."""
    slower, faster = sorted((one.pace_per_min, other.pace_per_min))
    ways = [(asked.spec.axis, asked.spec.sense, asked.spec.hands) for asked in (one, other)]
    same_way = one.spec.technique == "tapping" or ways[0] == ways[1]
    return one.spec.technique != other.spec.technique or not same_way or faster > slower * (1 + PACE_TOLERANCE)


def _join(one: Asked, other: Asked) -> Asked:
    taken = [one.end_s - one.start_s, other.end_s - other.start_s]
    pace = float(np.average([one.pace_per_min, other.pace_per_min], weights=taken))
    return replace(one, end_s=other.end_s, pace_per_min=pace, steps=one.steps + other.steps)


def watch(video: Path) -> tuple[Analysis, list[Asked]]:
    """Analyse a rendered performance; returns what has to come back too, from its truth file."""
    truth = Truth.model_validate_json(video.with_suffix(".truth.json").read_text(encoding="utf-8"))
    asked = []
    for part in truth.segments:
        if part.step and part.technique != "none" and part.technique != "unseen":
            words = {name: getattr(part, name) for name in ("axis", "sense", "drift", "hands")}
            spec = SegmentSpec(part.technique, step=part.step, **words)
            asked.append(Asked(spec, part.start_s, part.end_s, float(part.pace_per_min or 0.0)))
    return analyse(video, find_clip_back(video)), asked


def compare(protocol_id: str, seed: int, faults: str = "none") -> Told:
    """Perform a protocol and list what the proposed one has otherwise."""
    return hold_against(*perform(protocol_id, seed, faults))


def hold_against(analysis: Analysis, asked: list[Asked]) -> Told:
    """List what the protocol that is proposed from a performance has otherwise."""
    performed = find_shown(analysis)
    steps = Protocol.model_validate(propose_steps(performed, "shown", "As shown", "back")).steps
    spans = [(shown.parts[0].start_s, shown.parts[-1].end_s) for shown in performed]
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    if [step.technique for step in steps] != [step.spec.technique for step in asked]:
        found["order"].append(" ".join(f"{step.technique}:{step.planned_s:.0f}" for step in steps))
    for one in asked:
        shared = [min(one.end_s, end) - max(one.start_s, start) for start, end in spans]
        at = int(np.argmax(shared)) if shared else 0
        if not shared or shared[at] <= 0:
            found["technique"].append(f"{one.spec.step}: not found")
            continue
        for part, fault in _compare_step(steps[at], one):
            found[part].append(f"{one.spec.step}: {fault}")
    return Told(found, len(asked), sum(one.steps - 1 for one in asked))


def _compare_step(step: Step, asked: Asked) -> list[tuple[str, str]]:
    spec = asked.spec
    if step.technique != spec.technique:
        return [("technique", step.technique)]
    faults = []
    if spec.technique in ("stroking", "rubbing") and (step.axis, step.sense) != (spec.axis, spec.sense):
        faults.append(("direction", f"{step.axis} {step.sense} instead of {spec.axis} {spec.sense}"))
    if spec.drift in ("headward", "tailward") and step.drift != spec.drift:
        faults.append(("direction", f"drift {step.drift} instead of {spec.drift}"))
    pace = None if step.pace_per_min is None else step.pace_per_min.middle
    if pace is None or abs(pace / asked.pace_per_min - 1) > PACE_WITHIN:
        faults.append(("pace", f"{pace} instead of {asked.pace_per_min:.1f}"))
    return faults


def main(arguments: Sequence[str] | None = None) -> None:
    """Print how many performances come back whole, and what is lost."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--faults", default="none", help="of the hand model: none, realistic, ...")
    parser.add_argument("--protocols", nargs="+", default=tuple(WAYS_OF_WORKING))
    parser.add_argument("--all", action="store_true", help="list every fault")
    parser.add_argument("--rendered", nargs="+", type=Path, metavar="VIDEO", help="with NAME.truth.json beside it")
    options = parser.parse_args(arguments)
    if options.rendered:
        for video in options.rendered:
            told = hold_against(*watch(video))
            print(f"{video.stem}: {'whole' if told.full else told.faults}, {told.asked} steps")
        return
    seeds = range(options.first, options.first + options.seeds)
    with ProcessPoolExecutor(options.jobs) as pool:
        for protocol_id in options.protocols:
            every = list(pool.map(partial(compare, protocol_id, faults=options.faults), seeds))
            whole = sum(one.full for one in every)
            asked, alike = sum(one.asked for one in every), sum(one.alike for one in every)
            lost = Counter(part for one in every for part in PARTS for _ in one.faults[part])
            print(
                f"{protocol_id:17} whole {whole}/{len(every)}, order {len(every) - lost['order']}/{len(every)};"
                f" of {asked} steps technique {asked - lost['technique']}, direction {asked - lost['direction']},"
                f" pace {asked - lost['pace']}; {alike} more look like the one before",
                flush=True,
            )
            if options.all:
                for seed, one in zip(seeds, every, strict=True):
                    for part in PARTS:
                        for fault in one.faults[part]:
                            print(f"    {seed} {part}: {fault}")


if __name__ == "__main__":
    main()
