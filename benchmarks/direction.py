"""How rightly direction and speed are told over true segments, and what other views of the same movement cost.

    python benchmarks/direction.py [--clips 40] [--first 3000] [--turns FILE]

Sessions of three random techniques are simulated (:mod:`sample_videos.simulate`), filmed by a camera on a stand at
most 20 degrees off the vertical, and described over their true segments of at least three cycles; the back is two
clicks. The same movements are then filmed anew: mirrored, turned by a random angle, under 45 degrees (two clicks,
four corners), and with a hand-held camera, as it is and with its movement taken out as background points would tell
it. Hands that go across in turn and hands that cross are one movement, so both words count as right. Speed is that of
the hands that work, over the back and without their tremor (8 to 12 Hz, which no picture of 30 a second shows). How
the hands go together, and an axis and its sense, count where they were told; "told" is the share of segments.
``--turns`` names a table of fingertip movements (label, then 16 points) with real circles.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from coach.formats import TruthSegment
from coach.motion.back_path import compute_back_path
from coach.motion.direction import Direction
from coach.motion.kinematics import compute_signals
from coach.motion.rhythm import TICK_S, detect_rhythm, make_ticks
from coach.motion.speed import compute_work_speed
from coach.motion.strokes import describe_stroke
from coach.records import Back, FloatArray, HandTracks
from coach.technique.describe import compute_pace, describe_stretch, find_beat
from coach.technique.sureness import withhold_axis
from sample_videos.simulate import SegmentSpec, SimulatedClip, simulate_session, to_tracks
from sample_videos.simulate.camera import Camera, draw_camera
from sample_videos.simulate.clip import compute_corners
from sample_videos.simulate.motion_work import WorkMotion
from sample_videos.simulate.session import SessionMotion
from sample_videos.simulate.variants import mirror_clip

STEEP_RAD = float(np.deg2rad(20.0))
OBLIQUE_RAD = float(np.deg2rad(45.0))
LEAST_CYCLES = 2.9
TECHNIQUES = ("stroking", "rubbing", "rubbing", "stroking", "kneading", "tapping")
STRAIGHT = ("along", "across", "diagonal")
SPEED_TOLERANCE = 0.15
STILL_HEIGHTS = 0.04
"""Picture heights that a still finger wanders in half a second."""
TURN_BREADTH = 0.25
FINER = 4
"""Times; sixteen points are half a second, and strokes are looked at sixty times a second."""
POINT_NOISE = 0.0005
"""Picture widths: how far a background point is followed beside its place."""


@dataclass(frozen=True)
class Row:
    """What was said of one true segment."""

    technique: str
    axis: bool | None
    sense: bool | None
    drift: bool
    hands: bool | None
    angle_error: float | None
    speed_error: float | None


View = tuple[HandTracks, Back, SimulatedClip]


def simulate(seed: int, **camera: object) -> SimulatedClip:
    """Simulate a session of three random segments; the camera's other properties are drawn."""
    rng = np.random.default_rng([77, seed])
    specs = [
        SegmentSpec(TECHNIQUES[int(rng.integers(6))], duration_s=float(rng.uniform(12, 25)))  # type: ignore[arg-type]
        for _ in range(3)
    ]
    tilt = float(rng.uniform(0, STEEP_RAD))
    drawn = draw_camera(rng, 50.0, tilt_rad=tilt, hand_held=bool(camera.pop("hand_held", False)))
    return simulate_session(specs, seed, fps=30.0, camera=replace(drawn, **camera))  # type: ignore[arg-type]


def see_plain(seed: int) -> View:
    clip = simulate(seed)
    return to_tracks(clip), clip.back, clip


def see_mirrored(seed: int) -> View:
    clip = mirror_clip(simulate(seed))
    return to_tracks(clip), clip.back, clip


def see_turned(seed: int) -> View:
    roll = float(np.random.default_rng([78, seed]).uniform(-np.pi, np.pi))
    clip = simulate(seed, roll_rad=roll)
    return to_tracks(clip), clip.back, clip


def see_oblique(seed: int) -> View:
    clip = simulate(seed, tilt_rad=OBLIQUE_RAD)
    return to_tracks(clip), clip.back, clip


def see_oblique_corners(seed: int) -> View:
    clip = simulate(seed, tilt_rad=OBLIQUE_RAD)
    return to_tracks(clip), compute_corners(clip), clip


def see_shaken(seed: int) -> View:
    clip = simulate(seed, hand_held=True)
    return to_tracks(clip), clip.back, clip


def see_steadied(seed: int) -> View:
    clip = simulate(seed, hand_held=True)
    tracks = to_tracks(clip)
    steady = steady_points(tracks.landmarks, clip.camera, clip.time_s, seed)
    return replace(tracks, landmarks=steady), clip.back, clip


VIEWS: tuple[tuple[str, Callable[[int], View]], ...] = (
    ("as filmed from above", see_plain),
    ("mirrored", see_mirrored),
    ("turned by any angle", see_turned),
    ("45 degrees, two clicks", see_oblique),
    ("45 degrees, four corners", see_oblique_corners),
    ("hand-held, as it is", see_shaken),
    ("hand-held, movement taken out", see_steadied),
)


def steady_points(landmarks: FloatArray, camera: Camera, time_s: FloatArray, seed: int) -> FloatArray:
    """Take the camera's movement out by a similarity fitted to sixty points of the background in every picture."""
    rng = np.random.default_rng([79, seed])
    scatter = rng.uniform([-60, -30, -20], [60, 80, 0], (60, 3))
    still = camera.project(scatter)
    moving = camera.project(np.broadcast_to(scatter, (len(time_s), *scatter.shape)), time_s)
    moving = moving + POINT_NOISE * rng.standard_normal(moving.shape)
    square = np.array([1.0, 1.0 / camera.aspect])
    steady = landmarks.copy()
    target = (still * square) @ [1, 1j]
    for i, points in enumerate(moving):
        source = (points * square) @ [1, 1j]
        turn, shift = np.linalg.lstsq(np.column_stack([source, np.ones(len(source))]), target, rcond=None)[0]
        moved = ((landmarks[i] * square) @ np.array([1, 1j])) * turn + shift
        steady[i] = np.stack([moved.real, moved.imag], axis=-1) / square
    return steady


def judge(job: tuple[int, int]) -> list[Row]:
    """Describe every true segment of one session in one view."""
    seed, view = job
    tracks, back, clip = VIEWS[view][1](seed)
    signals = compute_signals(tracks)
    ticks = make_ticks(signals)
    rate_hz = detect_rhythm(signals, ticks).rate_hz
    rates = rate_hz[np.searchsorted(ticks[:-1] + TICK_S / 2, signals.time_s)]
    over = compute_back_path(signals, tracks.aspect, back, rate_hz=rates)
    still = steady_hands(clip.motion)
    rows = []
    for segment, part in zip(clip.truth.segments, clip.motion.parts, strict=True):
        if not isinstance(part, WorkMotion) or (segment.cycles or 0) < LEAST_CYCLES:
            continue
        inside = (ticks + TICK_S / 2 >= segment.start_s) & (ticks + TICK_S / 2 < segment.end_s)
        pace, _ = compute_pace(60.0 * rate_hz[inside], segment.end_s - segment.start_s)
        pace = pace or find_beat(60.0 * rate_hz[inside])
        said = describe_stretch(signals, over, segment.start_s, segment.end_s, pace, segment.technique)
        angle_error = _angle(said, part)
        said = said if said.axis_sure else withhold_axis(said)
        during = (signals.time_s >= segment.start_s) & (signals.time_s < segment.end_s)
        rows.append(
            Row(
                segment.technique,
                None if said.axis is None else said.axis == segment.axis,
                _is_sense_right(said, segment),
                said.drift == segment.drift,
                None if said.hands is None else said.hands == segment.hands,
                angle_error,
                _compare_speed(over.speed_cm_s[during], still, part, segment),
            )
        )
    return rows


def steady_hands(motion: SessionMotion) -> SessionMotion:
    """Give the same movement by hands that do not tremble."""
    parts = []
    for part in motion.parts:
        if isinstance(part, WorkMotion):
            human = replace(part.practitioner.human, tremor_cm=0.0)
            part = replace(part, practitioner=replace(part.practitioner, human=human))
        parts.append(part)
    return replace(motion, parts=tuple(parts))


def _is_sense_right(said: Direction, truth: TruthSegment) -> bool | None:
    if truth.sense is None or (said.sense is None and not said.axis_sure):
        return None
    same = {"crossing", "both"} if truth.axis == "across" and truth.hands != "one" else set()
    return said.sense == truth.sense or {said.sense, truth.sense} == same


def _angle(said: Direction, part: WorkMotion) -> float | None:
    if said.angle_rad is None or part.axis not in STRAIGHT or part.sub.path != "line":
        return None
    true = [np.arctan2(*np.abs(plan.direction)) for plan in part.hands_plan if plan.active]
    return float(np.degrees(abs(said.angle_rad - np.mean(true))))


def _compare_speed(speed: FloatArray, motion: SessionMotion, part: WorkMotion, segment: TruthSegment) -> float | None:
    """Relative error of the mean speed of the hands that work; only where they go over the back."""
    if segment.technique not in ("stroking", "rubbing"):
        return None
    time_s = np.arange(segment.start_s, segment.end_s, 1 / 60.0)
    places = motion.compute_hands(time_s).points[:, :, [0, 5, 9, 13, 17], :2].mean(axis=2)
    speeds = np.linalg.norm(np.gradient(places, 1 / 60.0, axis=0), axis=-1).mean(axis=0)
    true = float(np.mean([speeds[hand] for hand, plan in enumerate(part.hands_plan) if plan.active]))
    found = compute_work_speed(speed)
    return found / true - 1.0 if np.isfinite(found) else None


def describe_rows(rows: list[Row]) -> str:
    """One line of the table."""
    senses = [row.sense for row in rows if row.sense is not None]
    angles = [row.angle_error for row in rows if row.angle_error is not None]
    speeds = np.abs([row.speed_error for row in rows if row.speed_error is not None])
    hands = [row.hands for row in rows if row.hands is not None]
    axes = [row.axis for row in rows if row.axis is not None]
    return (
        f"axis {np.mean(axes):.1%} of {len(axes)} ({len(axes) / len(rows):.0%} told), "
        f"sense {np.mean(senses):.1%} of {len(senses)}, angle {np.median(angles):.1f} deg, "
        f"speed within 15 % in {np.mean(speeds <= SPEED_TOLERANCE):.0%} "
        f"(median error {np.median(speeds):.1%}), drift {np.mean([row.drift for row in rows]):.1%}, "
        f"hands {np.mean(hands):.1%} of {len(hands)} ({len(hands) / len(rows):.0%} told)"
    )


def judge_turns(path: Path) -> str:
    """Tell real fingertip movements apart: 0 stop, 1 clockwise, 2 counter-clockwise, 3 move."""
    right = np.zeros((4, 4), dtype=int)
    with path.open(encoding="utf-8") as file:
        for line in csv.reader(file):
            right[int(line[0]), classify_turn(np.array(line[1:], dtype=float).reshape(-1, 2))] += 1
    shares = np.diag(right) / right.sum(axis=1)
    words = ("stop", "clockwise", "counter-clockwise", "move")
    each = ", ".join(f"{word} {share:.1%}" for word, share in zip(words, shares, strict=True))
    return f"{np.trace(right) / right.sum():.1%} of {right.sum()} ({each})"


def classify_turn(points: FloatArray) -> int:
    """Stop, clockwise, counter-clockwise or move, from 16 successive points as shares of the picture (16:9)."""
    path = points * np.array([16 / 9, 1.0])
    if np.ptp(path, axis=0).max() < STILL_HEIGHTS:
        return 0
    at = np.arange(0, len(path) - 1 + 1e-9, 1 / FINER)
    fine = np.stack([np.interp(at, np.arange(len(path)), column) for column in path.T], axis=-1)
    stroke = describe_stroke(fine, fine, None)
    if stroke is None or abs(stroke.turn) < TURN_BREADTH:
        return 3
    return 1 if stroke.turn > 0 else 2


def print_table(clips: int, first: int, jobs: int, turns: Path | None) -> None:
    """Run all views and print a line for each."""
    with ProcessPoolExecutor(jobs) as pool:
        for view, (name, _) in enumerate(VIEWS):
            work = [(first + i, view) for i in range(clips)]
            rows = [row for found in pool.map(judge, work, chunksize=4) for row in found]
            print(f"{name:30s} {describe_rows(rows)}", flush=True)
            for technique in ("stroking", "rubbing", "kneading", "tapping") if view == 0 else ():
                of_it = [row.axis for row in rows if row.technique == technique and row.axis is not None]
                print(f"    axis, {technique:20s} {np.mean(of_it):.1%} of {len(of_it)}", flush=True)
    if turns is not None:
        print(f"{'real fingertips':30s} {judge_turns(turns)}")


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clips", type=int, default=40)
    parser.add_argument("--first", type=int, default=3000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--turns", type=Path)
    options = parser.parse_args()
    print_table(options.clips, options.first, options.jobs, options.turns)


if __name__ == "__main__":
    main()
