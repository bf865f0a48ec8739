"""How well a session is held against its protocol: scripted violations found, false findings, step borders.

    python benchmarks/protocol_check.py [--seeds 20] [--first 1000] [--jobs 2] [--protocols ID ...]

Sessions are simulated (:mod:`sample_videos.simulate`): all steps of a protocol at a fifth of their length, a person, a
back and a camera drawn for each seed, the hand model's faults as "realistic", 30 frames a second, true identity of the
hands. Each seed gives one session as asked of every protocol and, of ``lumbar-home``, one for each kind of violation.
Each is checked as the coach recognises it, and with the technique of every tick from the truth, which shows what the
check itself loses.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from violations import PLANTS, WAYS_OF_WORKING, Violation, script_session

from coach.check.check import check_protocol
from coach.check.parts import FAULT_CEILING
from coach.hands.collect import count_coverage
from coach.motion.rhythm import TICK_S
from coach.protocol.library import load_protocol
from coach.protocol.variants import scale_protocol
from coach.records import TECHNIQUES, Analysis, CheckResult, Coverage, Finding, VideoInfo
from coach.technique.stretches import find_stretches
from coach.technique.timeline import measure
from sample_videos.simulate import SimulatedClip, simulate_session, to_tracks

TIME_SCALE = 0.2
FPS = 30.0
GRACE_S = 2.0
"""Step borders within this count as found; the target of the median."""
TRUE, RECOGNISED = "from the truth", "as recognised"
PROTOCOLS = tuple(WAYS_OF_WORKING)


class Job(NamedTuple):
    """One session to simulate."""

    seed: int
    protocol: str
    plant: int


def analyse(clip: SimulatedClip) -> dict[str, Analysis]:
    """Analyse what the hand model saw, as recognised and with the technique of every tick taken from the truth."""
    tracks = to_tracks(clip)
    info = VideoInfo("clip", clip.width, clip.height, FPS, len(tracks.time_s), float(tracks.time_s[-1]))
    coverage = Coverage(*count_coverage(tracks))
    measured = measure(tracks, clip.back)
    starts = np.array([segment.start_s for segment in clip.truth.segments])
    times = measured.timeline.time_s + TICK_S / 2
    which = np.clip(np.searchsorted(starts, times, side="right") - 1, 0, None)
    true = np.array([segment.technique for segment in clip.truth.segments], dtype=object)[which]
    timeline = replace(
        measured.timeline,
        verdict=true,
        scores=(true[:, None] == np.array(TECHNIQUES, dtype=object)).astype(float),
        pace_per_min=np.where(true == "none", np.nan, 60.0 * measured.rhythm.rate_hz),
    )
    return {
        name: Analysis(info, tracks, *find_stretches(part, info.duration_s), coverage, clip.back)
        for name, part in ((RECOGNISED, measured), (TRUE, replace(measured, timeline=timeline)))
    }


def run_one(job: Job) -> list[dict[str, Any]]:
    """Simulate and analyse one session, and check it with either technique."""
    rng = np.random.default_rng([job.seed, job.plant])
    protocol = load_protocol(job.protocol)
    specs, violation = PLANTS[job.plant](script_session(scale_protocol(protocol, factor=TIME_SCALE), rng), rng)
    clip = simulate_session(specs, job.seed, fps=FPS, protocol=protocol.id)
    rows = []
    for techniques, analysis in analyse(clip).items():
        result = check_protocol(analysis, protocol, time_scale=TIME_SCALE)
        planted = [finding for finding in result.findings if _names(finding, violation)]
        others = [finding for finding in result.findings if finding not in planted and finding.severity != "info"]
        rows.append(
            {
                "seed": job.seed,
                "protocol": job.protocol,
                "techniques": techniques,
                "kind": violation.kind,
                "steps": sorted(violation.steps),
                "found": bool(planted),
                "minutes": float(clip.time_s[-1]) / 60.0,
                "others": [(finding.code, finding.step, round(finding.start_s)) for finding in others],
                "marks": {
                    step.id: (step.score, any(step.id in _steps_told(finding) for finding in planted))
                    for step in result.steps
                    if step.score is not None
                },
                "statuses": [step.status for step in result.steps],
                "borders": _border_errors(clip, result) if not violation.codes else [],
                "f1": _segmental_f1(clip, result) if not violation.codes else None,
            }
        )
    return rows


def _names(finding: Finding, violation: Violation) -> bool:
    return finding.code in violation.codes and bool(_steps_told(finding) & violation.steps)


def _steps_told(finding: Finding) -> set[str]:
    named = {finding.step, finding.detail.get("or"), *str(finding.detail.get("steps", "")).split()}
    return {str(step) for step in named if step}


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


def report(rows: list[dict[str, Any]]) -> None:
    """Print a table for either technique."""
    for techniques in (TRUE, RECOGNISED):
        print(f"\ntechniques {techniques}")
        _report([row for row in rows if row["techniques"] == techniques])


def _report(rows: list[dict[str, Any]]) -> None:
    faultless = [row for row in rows if row["kind"] == "as asked"]
    planted = [row for row in rows if row["kind"] != "as asked"]
    print("violation          found")
    for kind in dict.fromkeys(row["kind"] for row in planted):
        group = [row for row in planted if row["kind"] == kind]
        missed = [f"{row['seed']} {'/'.join(row['steps'])}" for row in group if not row["found"]]
        print(f"{kind:18s} {sum(row['found'] for row in group):3d} of {len(group)}   missed: {', '.join(missed)}")
    if planted:
        print(f"all violations     {np.mean([row['found'] for row in planted]):.1%} of {len(planted)}")
        print(f"beside them        {_describe_false(planted)}")
        spoilt = [
            mark for row in planted for step, (mark, told) in row["marks"].items() if told and step in row["steps"]
        ]
        print(f"marks of steps with a violation that was found: {_describe_marks(spoilt)}")
    if faultless:
        print(f"marks as asked: {_describe_marks([mark for row in faultless for mark, _ in row['marks'].values()])}")
    for protocol in dict.fromkeys(row["protocol"] for row in faultless):
        group = [row for row in faultless if row["protocol"] == protocol]
        borders = np.concatenate([np.asarray(row["borders"], dtype=float) for row in group])
        steps = Counter(status for row in group for status in row["statuses"])
        print(f"{protocol}, as asked: false findings {_describe_false(group)}")
        near = np.mean(borders <= GRACE_S)
        print(f"  step borders     median {np.median(borders):.2f} s, {near:.1%} within {GRACE_S:g} s")
        print(f"  segmental F1@0.5 {np.mean([row['f1'] for row in group]):.3f}   steps {dict(steps)}")


def _describe_marks(marks: list[float]) -> str:
    if not marks:
        return "none"
    low, middle, high = (100 * np.quantile(marks, [0.1, 0.5, 0.9])).round()
    share = np.mean(np.array(marks) <= FAULT_CEILING)
    return f"{share:.1%} of {len(marks)} at most 70; tenth {low:.0f}, median {middle:.0f}, ninth tenth {high:.0f}"


def _describe_false(rows: list[dict[str, Any]]) -> str:
    minutes = sum(row["minutes"] for row in rows)
    false = Counter(code for row in rows for code, _, _ in row["others"])
    return f"{sum(false.values()) / minutes * 10:.2f} in 10 minutes ({minutes:.0f} min) {dict(false)}"


def run_all(seeds: int, first: int, jobs: int, protocols: Sequence[str] = PROTOCOLS) -> list[dict[str, Any]]:
    """Simulate and check every session, in several processes."""
    work = [
        Job(first + i, protocol, plant)
        for i in range(seeds)
        for protocol in protocols
        for plant in range(len(PLANTS) if protocol == "lumbar-home" else 1)
    ]
    if jobs == 1:
        return [row for job in work for row in run_one(job)]
    with ProcessPoolExecutor(jobs) as pool:
        return [row for rows in pool.map(run_one, work, chunksize=4) for row in rows]


def main() -> None:
    """Run all sessions and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--protocols", nargs="+", choices=PROTOCOLS, default=PROTOCOLS)
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    rows = run_all(options.seeds, options.first, options.jobs, options.protocols)
    report(rows)
    if options.json:
        with Path(options.json).open("w", encoding="utf-8") as file:
            json.dump(rows, file, indent=1)


if __name__ == "__main__":
    main()
