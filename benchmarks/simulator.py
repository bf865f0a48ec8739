"""How alike simulated and real hand tracks are, and how fast the simulator runs.

    python benchmarks/simulator.py [FOLDER]

``FOLDER`` holds landmark tracks (``NAME.npz`` with ``lm``, ``hand``, ``w``, ``h`` and ``time_s`` or ``fps``) of real
recordings; without it only the simulator is measured. Each row is the median over clips, with the 10th and 90th
percentile: share of frames with one hand and with both, changes of label and of order a second, share of frames with
both hands named alike, and the shaking of the points (second difference from frame to frame over 2.45, hand sizes):
of the hand as a whole, and of its points against each other.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from coach.records import FloatArray
from sample_videos.simulate import SegmentSpec, random_clip, simulate_clip

SECOND_DIFFERENCE = np.sqrt(6.0)
"""Noise of unit variance has a second difference of this standard deviation."""

SAME_HAND = 0.8
"""Hand sizes within which a hand in the next frame is taken for the same."""

MEASURES = ("one hand", "two hands", "label changes /s", "order changes /s", "named alike", "shaking whole", "points")

TOUCHING = (("rubbing", "palm_to_palm"), ("rubbing", "close"), ("rubbing", "burdened"))
APART = (("stroking", "palmar"), ("rubbing", "pads"), ("none", "fingers"))


def measure(landmarks: FloatArray, label: np.ndarray, time_s: FloatArray, aspect: float) -> list[float]:
    """Measures of one clip in the order of ``MEASURES``; landmarks (n, slots, 21, 2 or more) in picture coordinates."""
    points = landmarks[..., :2] / np.array([1.0, aspect])
    seen = np.isfinite(points[:, :, 0, 0])
    size = float(np.nanmedian(np.linalg.norm(points[:, :, 9] - points[:, :, 0], axis=-1)))
    changes = swaps = alike = 0
    shaking = []
    for i in range(1, len(points)):
        slots = np.flatnonzero(seen[i])
        alike += len(slots) == 2 and label[i, slots[0]] == label[i, slots[1]]
        for slot in slots:
            before = _find_same(points, seen, i, slot, size)
            if before is None:
                continue
            changes += label[i, slot] != label[i - 1, before]
            swaps += before != slot
            earlier = _find_same(points, seen, i - 1, before, size) if i > 1 else None
            if earlier is not None:
                bend = points[i, slot] - 2 * points[i - 1, before] + points[i - 2, earlier]
                whole, own = bend.mean(axis=0), bend - bend.mean(axis=0)
                shaking.append([np.sqrt(np.mean(part**2)) / SECOND_DIFFERENCE / size for part in (whole, own)])
    seconds, both = float(time_s[-1] - time_s[0]), (seen.sum(axis=1) >= 2)
    rest = np.median(shaking, axis=0) if shaking else np.full(2, np.nan)
    return [seen.any(axis=1).mean(), both.mean(), changes / seconds, swaps / seconds, alike / max(both.sum(), 1), *rest]


def _find_same(points: FloatArray, seen: np.ndarray, i: int, slot: int, size: float) -> int | None:
    """Slot in the frame before that holds the same hand."""
    gaps = np.linalg.norm(points[i - 1].mean(axis=1) - points[i, slot].mean(axis=0), axis=-1)
    gaps = np.where(seen[i - 1], gaps, np.inf)
    return int(np.argmin(gaps)) if gaps.min() < SAME_HAND * size else None


def print_rows(name: str, rows: list[list[float]]) -> None:
    values = np.array(rows)
    print(f"\n{name}: {len(rows)} clips")
    for measure_name, column in zip(MEASURES, values.T, strict=True):
        low, middle, high = np.nanpercentile(column, [10, 50, 90])
        print(f"  {measure_name:18s} {middle:7.3f}   ({low:.3f} to {high:.3f})")


def measure_real(folder: Path) -> list[list[float]]:
    rows = []
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as stored:
            landmarks = stored["lm"].astype(float)
            times = stored["time_s"] if "time_s" in stored else np.arange(len(landmarks)) / float(stored["fps"])
            rows.append(measure(landmarks, stored["hand"], times, float(stored["w"]) / float(stored["h"])))
    return rows


def measure_simulated(keys: tuple[tuple[str, str], ...], faults: str, clips: int) -> list[list[float]]:
    rows = []
    for technique, name in keys:
        for seed in range(clips):
            clip = simulate_clip(SegmentSpec(technique, name, duration_s=12.0), seed, faults=faults, fps=30.0)
            rows.append(measure(clip.landmarks, clip.label, clip.time_s, clip.aspect))
    return rows


def measure_speed(clips: int) -> float:
    """Measure simulated seconds a second of processor time."""
    start, seconds = time.process_time(), 0.0
    for seed in range(clips):
        seconds += float(random_clip(seed).time_s[-1])
    return seconds / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--clips", type=int, default=6, help="simulated clips of each way of working")
    options = parser.parse_args()
    if options.folder is not None:
        print_rows(f"real, {options.folder.name}", measure_real(options.folder))
    print_rows("simulated, realistic, hands touch", measure_simulated(TOUCHING, "realistic", options.clips))
    print_rows("simulated, realistic, hands apart", measure_simulated(APART, "realistic", options.clips))
    print_rows("simulated, harsh, hands touch", measure_simulated(TOUCHING, "harsh", options.clips))
    print(f"\nspeed: {measure_speed(40):.0f} times real time on one core")


if __name__ == "__main__":
    main()
