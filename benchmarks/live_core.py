"""How well the live coach does without a camera: verdicts against the review's, and its sentences.

    python benchmarks/live_core.py [--seeds 6] [--first 5000] [--scale 0.3] [--jobs 2] [--json FILE]

Sessions are simulated (:mod:`sample_videos.simulate`): all steps of ``lumbar-home`` at ``--scale`` of their length; a
person, a back and a camera drawn for each seed, the hand model's faults as "realistic", 30 frames a second, true
identity of the hands. Each seed gives one session as asked and one for each kind of fault, which begins in the middle
of a step. The practitioner goes on by the key "next" and begins the next step :data:`REACTION_S` later.

Verdicts: for each second, what most of the live ticks of that second said, and what most of the review's ticks of the
same second say, which knows the whole recording. The live verdict comes with a delay, so it is read that much later.
Cues: a sentence about a fault is right when it names the planted fault while it lasts (or :data:`STILL_RIGHT_S` after).
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import numpy as np
from protocol_check import FPS, script_session

from coach.feedback.cues import Cue
from coach.feedback.deviations import Topic
from coach.live.coach import LiveCoach
from coach.live.plan import Plan
from coach.motion.rhythm import TICK_S
from coach.protocol.library import load_protocol
from coach.protocol.variants import scale_protocol
from coach.records import HandPose, HandsFrame, HandTracks, Source, VideoInfo
from sample_videos.simulate import SegmentSpec, SimulatedClip, simulate_session, to_tracks

REACTION_S = 2.5
"""Between the announcement of a step and the hands' first movement of it."""

STILL_RIGHT_S = 3.0
"""A sentence about a fault that ended this short a time ago is still about it."""

DELAYS_S = (0.0, 1.0, 2.0, 3.0, 4.0)
GRACE_S = 1.0
"""Seconds this near to a change of the review's verdict are left out of the second figure, as in all agreement measures
of the project."""

LEAST_S = 25.0
"""Both halves of a step with a fault last at least so long."""

NEVER_ENDS = 10.0
"""The steps' own ends lie this many times later than the script's: the practitioner leads."""

Specs = list[SegmentSpec]
FAULTS: dict[str, tuple[tuple[str, ...], frozenset[str], dict[str, object]]] = {
    "too fast": (
        ("rubbing-pads", "rubbing-thumbs", "rubbing-crossing"),
        frozenset({"pace_too_fast"}),
        {"pace_per_min": 105.0},
    ),
    "too slow": (
        ("rubbing-pads", "rubbing-thumbs", "rubbing-crossing"),
        frozenset({"pace_too_slow"}),
        {"pace_per_min": 42.0},
    ),
    "other axis": (("rubbing-pads", "light-stroking"), frozenset({"axis_other"}), {"axis": "across"}),
    "other sense": (("deep-stroking",), frozenset({"sense_other"}), {"sense": "headward"}),
    "other technique": (
        ("rubbing-pads", "rubbing-thumbs", "kneading"),
        frozenset({"technique_other"}),
        {"technique": "stroking", "name": "palmar", "pace_per_min": 25.0, "stroke_cm": 17.0, "axis": "along"},
    ),
    "other place": (("rubbing-pads", "rubbing-diagonal"), frozenset({"place_other"}), {"place": (0.0, 0.25)}),
    "rest": (
        ("rubbing-pads", "rubbing-thumbs", "kneading"),
        frozenset({"hands_idle"}),
        {"technique": "none", "name": "rest", "pace_per_min": None, "duration_s": 16.0},
    ),
}
"""Kind of fault -> steps in which it may be planted, codes that name it, what changes."""


@dataclass(frozen=True)
class Planted:
    """A fault that lasts from ``start_s`` to ``end_s``; without codes there is none."""

    kind: str
    codes: frozenset[str] = frozenset()
    start_s: float = 0.0
    end_s: float = 0.0


def plant(specs: Specs, kind: str, rng: np.random.Generator) -> Specs:
    """Let a step go well for its first half and be off for the second, for long enough to be told."""
    steps, _, changes = FAULTS[kind]
    step = steps[int(rng.integers(len(steps)))]
    at = next(i for i, spec in enumerate(specs) if spec.step == step)
    half = replace(specs[at], duration_s=max(LEAST_S, specs[at].duration_s / 2), cycles=None)
    off = replace(half, step=f"{step}!", **changes)  # type: ignore[arg-type]
    return [*specs[:at], half, off, *specs[at + 1 :]]


def make_hands(tracks: HandTracks) -> Iterator[HandsFrame]:
    """Frames as the follower gives them."""
    for i, time_s in enumerate(tracks.time_s):
        first, second = (
            HandPose(slot, Source(int(tracks.source[i, slot])), tracks.landmarks[i, slot], tracks.sides[slot])
            for slot in range(2)
        )
        yield HandsFrame(float(time_s), (first, second), flow=None if tracks.flow is None else tracks.flow[i])


def run_one(job: tuple[int, str], scale: float) -> dict[str, object]:
    """Simulate one session, lead it live, and review it."""
    seed, kind = job
    rng = np.random.default_rng([seed, sum(map(ord, kind))])
    protocol = load_protocol("lumbar-home")
    specs = script_session(scale_protocol(protocol, factor=scale), rng)
    clip = simulate_session(plant(specs, kind, rng) if kind in FAULTS else specs, seed, fps=FPS)
    planted = _find_planted(clip, kind)
    coach = LiveCoach(Plan(), scale_protocol(protocol, factor=NEVER_ENDS * scale), clip.aspect, clip.back)
    tracks = to_tracks(clip)
    cues, ticks = _lead(coach, tracks, _steps_begin(clip))
    info = VideoInfo("clip", clip.width, clip.height, FPS, len(tracks.time_s), float(tracks.time_s[-1]))
    timeline = coach.finish(info).timeline
    said = [cue for cue in cues if cue.topic not in (None, Topic.PRAISE)]
    right = [cue for cue in said if _is_right(cue, planted)]
    return {
        "seed": seed,
        "kind": kind,
        "minutes": float(tracks.time_s[-1]) / 60.0,
        "equal": _compare(ticks, timeline.time_s, timeline.verdict),
        "right": len(right),
        "false": [(cue.code, str(cue.step), round(cue.time_s, 1)) for cue in said if cue not in right],
        "after_measurable_s": right[0].time_s - (right[0].since_s or 0.0) if right else None,
        "after_begin_s": right[0].time_s - planted.start_s if right else None,
    }


def _steps_begin(clip: SimulatedClip) -> list[float]:
    """List when the hands begin each step but the first."""
    begins: dict[str, float] = {}
    for segment in clip.truth.segments:
        if segment.step:
            begins.setdefault(segment.step.removesuffix("!"), segment.start_s)
    return list(begins.values())[1:]


def _find_planted(clip: SimulatedClip, kind: str) -> Planted:
    if kind not in FAULTS:
        return Planted(kind)
    off = next(segment for segment in clip.truth.segments if segment.step and segment.step.endswith("!"))
    return Planted(kind, FAULTS[kind][1], off.start_s, off.end_s)


def _lead(coach: LiveCoach, tracks: HandTracks, begins: list[float]) -> tuple[list[Cue], list[tuple[float, str]]]:
    """Lead a session; returns what was said and shown, and the verdict at every tick."""
    cues: list[Cue | None] = []
    ticks: list[tuple[float, str]] = []
    waiting = [begin - REACTION_S for begin in begins]
    for hands in make_hands(tracks):
        while waiting and hands.time_s >= waiting[0]:
            waiting.pop(0)
            cues.append(coach.steer("next", {}, hands.time_s))
        tick = coach.push(hands)
        cues.append(tick.cue)
        if not ticks or hands.time_s - ticks[-1][0] >= TICK_S:
            ticks.append((hands.time_s, tick.snapshot.verdict))
    return [cue for cue in cues if cue is not None], ticks


def _is_right(cue: Cue, planted: Planted) -> bool:
    return cue.code in planted.codes and planted.start_s <= cue.time_s <= planted.end_s + STILL_RIGHT_S


def _compare(ticks: list[tuple[float, str]], time_s: np.ndarray, verdict: np.ndarray) -> dict[str, list[int]]:
    """Equal and all seconds, and the same away from the review's changes, by delay."""
    live_s = np.array([tick[0] for tick in ticks])
    live = np.array([tick[1] for tick in ticks], dtype=object)
    reviewed = _by_second(time_s, verdict, int(time_s[-1]))
    changes = np.array([i for i in range(1, len(reviewed)) if reviewed[i] != reviewed[i - 1]], dtype=float)
    out = {}
    for delay_s in DELAYS_S:
        said = _by_second(live_s - delay_s, live, int(time_s[-1] - delay_s))
        same = np.array([a == b for a, b in zip(said, reviewed, strict=False)])
        middle = np.arange(len(same)) + 0.5
        far = np.array([not np.any(np.abs(changes - at) < GRACE_S) for at in middle])
        out[f"{delay_s:g}"] = [int(same.sum()), len(same), int((same & far).sum()), int(far.sum())]
    return out


def _by_second(time_s: np.ndarray, verdict: np.ndarray, seconds: int) -> list[str | None]:
    """Most frequent verdict of each second."""
    out: list[str | None] = []
    for second in range(seconds):
        inside = verdict[(time_s >= second) & (time_s < second + 1)]
        out.append(Counter(inside.tolist()).most_common(1)[0][0] if len(inside) else None)
    return out


def report(rows: list[dict[str, object]]) -> None:
    """Print the tables."""
    minutes = sum(float(row["minutes"]) for row in rows)  # type: ignore[arg-type]
    print(
        f"{len(rows)} sessions, {minutes:.0f} minutes\n\nlive verdict equal to the review's   all seconds   with grace"
    )
    for delay in rows[0]["equal"]:  # type: ignore[attr-defined]
        same, total, far_same, far = np.sum([row["equal"][delay] for row in rows], axis=0)  # type: ignore[index]
        print(f"  read {delay} s later                     {same / total:10.1%}   {far_same / far:10.1%}")
    print("\nfault             told    after measurable (median, most)   after it began (median)")
    for kind in FAULTS:
        group = [row for row in rows if row["kind"] == kind]
        named = [row for row in group if row["right"]]
        waits = np.array([row["after_measurable_s"] for row in named], dtype=float)
        begun = np.array([row["after_begin_s"] for row in named], dtype=float)
        if named:
            times = f"{np.median(waits):8.1f} s {waits.max():8.1f} s {np.median(begun):18.1f} s"
            print(f"  {kind:16s}{len(named):3d} of {len(group):2d} {times}")
        elif group:
            print(f"  {kind:16s}  0 of {len(group):2d}")
    right = sum(int(row["right"]) for row in rows)  # type: ignore[call-overload]
    false = Counter(code for row in rows for code, _, _ in row["false"])  # type: ignore[attr-defined]
    told = right + false.total()
    if told:
        print(f"\ncue precision     {right / told:.1%} of {told}   false: {dict(false)}")
    faultless = [row for row in rows if row["kind"] == "as asked"]
    if faultless:
        quiet = sum(float(row["minutes"]) for row in faultless)  # type: ignore[arg-type]
        count = sum(len(row["false"]) for row in faultless)  # type: ignore[arg-type]
        print(f"false cues        {10 * count / quiet:.2f} in 10 minutes as asked ({quiet:.0f} minutes)")


def main() -> None:
    """Run all sessions and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--first", type=int, default=5000)
    parser.add_argument("--scale", type=float, default=0.3)
    parser.add_argument("--kinds", nargs="*", default=["as asked", *FAULTS], help="default: all")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", metavar="FILE")
    options = parser.parse_args()
    jobs = [(options.first + i, kind) for i in range(options.seeds) for kind in options.kinds]
    with ProcessPoolExecutor(options.jobs) as pool:
        rows = list(pool.map(partial(run_one, scale=options.scale), jobs))
    report(rows)
    if options.json:
        Path(options.json).write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
