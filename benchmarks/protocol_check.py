"""How well a session is held against its protocol: scripted violations found, false findings, step borders.

    python benchmarks/protocol_check.py [--seeds 20] [--first 1000] [--jobs 2] [--true-techniques]

Sessions are simulated (:mod:`coach.simulate`): all steps of ``lumbar-home`` at a fifth of their length, a person, a
back and
a camera drawn for each seed, the hand model's faults as "realistic", 30 frames a second, true identity of the hands.
Each
seed gives one session as asked and one for each kind of violation. ``--true-techniques`` takes the technique of every
tick
from the truth, which shows what the check itself loses.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np

from coach.motion.rhythm import TICK_S
from coach.pipeline import analyse_tracks
from coach.protocol.check import check_protocol
from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol, Step
from coach.protocol.variants import scale_protocol
from coach.records import Analysis, CheckResult, Finding, VideoInfo
from coach.simulate import SegmentSpec, SimulatedClip, simulate_session, to_tracks
from coach.technique.describe import find_segments
from coach.technique.timeline import measure
from coach.technique.turns import split_at_turns

TIME_SCALE = 0.2
FPS = 30.0
GRACE_S = 2.0
"""Step borders within this count as found; the target of the median."""

WAYS_OF_WORKING = {
    "light-stroking": "palmar",
    "deep-stroking": "palmar",
    "rubbing-pads": "pads",
    "rubbing-diagonal": "pads",
    "rubbing-thumbs": "thumbs",
    "rubbing-crossing": "crossing",
    "kneading": "ordinary",
    "light-beating": "light_clapping",
    "patting": "patting",
}
PACES = {"stroking": (20.0, 30.0), "rubbing": (63.0, 67.0), "kneading": (20.0, 40.0), "tapping": (140.0, 220.0)}

Specs = list[SegmentSpec]


@dataclass(frozen=True)
class Violation:
    """What was planted: the codes that name it and the steps that it may be told of."""

    kind: str
    codes: frozenset[str]
    steps: frozenset[str]


def script_session(protocol: Protocol, rng: np.random.Generator) -> Specs:
    """Every step as asked, with the freedom that its bands leave."""
    return [_script_step(step, rng) for step in protocol.steps]


def _script_step(step: Step, rng: np.random.Generator) -> SegmentSpec:
    pace = float(rng.uniform(*PACES[step.technique]))
    return SegmentSpec(
        step.technique,
        WAYS_OF_WORKING[step.id],
        duration_s=step.planned_s,
        cycles=round(step.count.middle) if step.count else None,
        pace_per_min=pace,
        stroke_cm=float(rng.uniform(14, 20)) if step.technique == "stroking" else None,
        axis=step.axis or "along",
        sense="both" if step.axis is None else step.sense,
        drift=step.drift or "none",
        hands="together" if step.id == "rubbing-crossing" else step.hands[0],
        place=(0.0, float(rng.uniform(0.74, 0.82))),
        step=step.id,
    )


def _index(specs: Specs, step: str) -> int:
    return next(i for i, spec in enumerate(specs) if spec.step == step)


def _pick(rng: np.random.Generator, *steps: str) -> str:
    return steps[int(rng.integers(len(steps)))]


def _change(specs: Specs, step: str, **changes: object) -> Specs:
    return [replace(spec, **changes) if spec.step == step else spec for spec in specs]  # type: ignore[arg-type]


def plant_order(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    first = int(rng.integers(0, len(specs) - 2))
    swapped = [*specs]
    swapped[first], swapped[first + 1] = swapped[first + 1], swapped[first]
    steps = frozenset(str(spec.step) for spec in specs[first : first + 2])
    return swapped, Violation("wrong order", frozenset({"out_of_order"}), steps)


def plant_skip(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = str(specs[int(rng.integers(len(specs)))].step)
    left = [spec for spec in specs if spec.step != step]
    return left, Violation("skipped", frozenset({"step_missing"}), frozenset({step}))


def plant_short(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "rubbing-crossing")
    length = specs[_index(specs, step)].duration_s * 0.3
    return _change(specs, step, duration_s=length), Violation("too short", frozenset({"too_short"}), frozenset({step}))


def plant_few(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    return _change(specs, "deep-stroking", cycles=8), Violation(
        "too few or many", frozenset({"too_many", "too_few"}), frozenset({"deep-stroking"})
    )


def plant_fast(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "rubbing-crossing")
    pace = float(rng.uniform(90, 120))
    return _change(specs, step, pace_per_min=pace), Violation(
        "too fast", frozenset({"pace_too_fast"}), frozenset({step})
    )


def plant_slow(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "rubbing-crossing")
    pace = float(rng.uniform(38, 48))
    return _change(specs, step, pace_per_min=pace), Violation(
        "too slow", frozenset({"pace_too_slow"}), frozenset({step})
    )


def plant_way(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    changes: dict[str, dict[str, object]] = {
        "rubbing-pads": {"axis": "diagonal"},
        "rubbing-diagonal": {"axis": "along"},
        "rubbing-crossing": {"axis": "along", "sense": "both", "name": "pads"},
        "deep-stroking": {"sense": "headward"},
        "kneading": {"drift": "tailward"},
    }
    step = _pick(rng, *changes)
    return _change(specs, step, **changes[step]), Violation(
        "wrong way", frozenset({"wrong_direction"}), frozenset({step})
    )


def plant_place(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-crossing", "kneading")
    return _change(specs, step, place=(0.0, 0.28)), Violation(
        "wrong place", frozenset({"wrong_place"}), frozenset({step})
    )


def plant_side(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "kneading")
    changed = _change(specs, step, hands="one", place=(0.2, 0.78))
    return changed, Violation("one side only", frozenset({"one_side_neglected", "one_hand_only"}), frozenset({step}))


def plant_break(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "kneading")
    at = _index(specs, step)
    half = replace(specs[at], duration_s=specs[at].duration_s / 2)
    pause = SegmentSpec("none", "rest", duration_s=float(rng.uniform(7, 10)))
    broken = [*specs[:at], half, pause, half, *specs[at + 1 :]]
    return broken, Violation("broken contact", frozenset({"contact_broken"}), frozenset({step}))


def plant_nothing(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    return specs, Violation("as asked", frozenset(), frozenset())


PLANTS: tuple[Callable[[Specs, np.random.Generator], tuple[Specs, Violation]], ...] = (
    plant_nothing,
    plant_order,
    plant_skip,
    plant_short,
    plant_few,
    plant_fast,
    plant_slow,
    plant_way,
    plant_place,
    plant_side,
    plant_break,
)


def analyse(clip: SimulatedClip, true_techniques: bool) -> Analysis:
    """Analyse what the hand model saw; optionally with the technique of every tick taken from the truth."""
    tracks = to_tracks(clip)
    info = VideoInfo("clip", clip.width, clip.height, FPS, len(tracks.time_s), float(tracks.time_s[-1]))
    analysis = analyse_tracks(tracks, info, clip.back)
    if not true_techniques:
        return analysis
    measured = measure(tracks, clip.back)
    timeline = measured.timeline
    starts = np.array([segment.start_s for segment in clip.truth.segments])
    which = np.clip(np.searchsorted(starts, timeline.time_s + TICK_S / 2, side="right") - 1, 0, None)
    timeline.verdict[:] = [clip.truth.segments[i].technique for i in which]
    timeline.pace_per_min[:] = np.where(timeline.verdict == "none", np.nan, 60.0 * measured.rhythm.rate_hz)
    segments = split_at_turns(measured, find_segments(measured, info.duration_s))
    return replace(analysis, timeline=timeline, segments=segments)


def run_one(job: tuple[int, int], true_techniques: bool) -> dict[str, object]:
    """Simulate, analyse and check one session."""
    seed, plant = job
    rng = np.random.default_rng([seed, plant])
    protocol = load_protocol("lumbar-home")
    specs, violation = PLANTS[plant](script_session(scale_protocol(protocol, factor=TIME_SCALE), rng), rng)
    clip = simulate_session(specs, seed, fps=FPS, protocol=protocol.id)
    result = check_protocol(analyse(clip, true_techniques), protocol, time_scale=TIME_SCALE)
    planted = [finding for finding in result.findings if _names(finding, violation)]
    others = [finding for finding in result.findings if finding not in planted and finding.severity != "info"]
    return {
        "seed": seed,
        "kind": violation.kind,
        "steps": sorted(violation.steps),
        "found": bool(planted),
        "minutes": float(clip.time_s[-1]) / 60.0,
        "others": [(finding.code, finding.step, round(finding.start_s)) for finding in others],
        "borders": _border_errors(clip, result) if not violation.codes else [],
        "f1": _segmental_f1(clip, result) if not violation.codes else None,
    }


def _names(finding: Finding, violation: Violation) -> bool:
    told = {finding.step, finding.detail.get("or"), *str(finding.detail.get("steps", "")).split()}
    return finding.code in violation.codes and bool(told & violation.steps)


def _spans(clip: SimulatedClip) -> dict[str, tuple[float, float]]:
    return {str(segment.step): (segment.start_s, segment.end_s) for segment in clip.truth.segments if segment.step}


def _border_errors(clip: SimulatedClip, result: CheckResult) -> list[float]:
    """Distances in seconds of both ends of every step that was found."""
    truth, errors = _spans(clip), []
    for step in result.steps:
        if step.start_s is not None and step.end_s is not None and step.id in truth:
            errors += [abs(step.start_s - truth[step.id][0]), abs(step.end_s - truth[step.id][1])]
    return errors


def _segmental_f1(clip: SimulatedClip, result: CheckResult) -> float:
    """F1 of steps whose overlap over union with the truth is at least a half."""
    truth, hits, claimed = _spans(clip), 0, 0
    for step in result.steps:
        if step.start_s is None or step.end_s is None:
            continue
        claimed += 1
        start, end = truth[step.id]
        both = max(0.0, min(end, step.end_s) - max(start, step.start_s))
        hits += both >= 0.5 * (max(end, step.end_s) - min(start, step.start_s))
    return 2 * hits / (claimed + len(truth))


def report(rows: list[dict[str, object]]) -> None:
    """Print the table."""
    kinds: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in rows:
        kinds[str(row["kind"])].append(row)
    faultless = kinds.pop("as asked", [])
    print("violation          found")
    for kind, group in kinds.items():
        missed = [f"{row['seed']} {'/'.join(row['steps'])}" for row in group if not row["found"]]  # type: ignore[arg-type]
        print(f"{kind:18s} {sum(bool(row['found']) for row in group):3d} of {len(group)}   missed: {', '.join(missed)}")
    planted = [row for group in kinds.values() for row in group]
    if planted:
        print(f"all violations     {np.mean([bool(row['found']) for row in planted]):.1%} of {len(planted)}")
    if faultless:
        minutes = sum(float(row["minutes"]) for row in faultless)  # type: ignore[arg-type]
        false = Counter(code for row in faultless for code, _, _ in row["others"])  # type: ignore[attr-defined]
        borders = np.concatenate([np.asarray(row["borders"], dtype=float) for row in faultless])
        rate, near = sum(false.values()) / minutes * 10, np.mean(borders <= GRACE_S)
        print(f"false findings     {rate:.2f} in 10 minutes ({minutes:.0f} min) {dict(false)}")
        print(f"step borders       median {np.median(borders):.2f} s, {near:.1%} within {GRACE_S:g} s")
        print(f"segmental F1@0.5   {np.mean([row['f1'] for row in faultless]):.3f}")  # type: ignore[misc]


def main() -> None:
    """Run all sessions and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--true-techniques", action="store_true")
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    jobs = [(options.first + i, plant) for i in range(options.seeds) for plant in range(len(PLANTS))]
    with ProcessPoolExecutor(options.jobs) as pool:
        rows = list(pool.map(partial(run_one, true_techniques=options.true_techniques), jobs, chunksize=4))
    report(rows)
    if options.json:
        with Path(options.json).open("w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
