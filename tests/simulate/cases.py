"""Simulated clips that several tests look at."""

from __future__ import annotations

from sample_videos.simulate import Camera, FaultModel, SegmentSpec, simulate_clip

RUBBING = SegmentSpec("rubbing", "close", duration_s=10.0, hands="alternating", axis="along")

APART = SegmentSpec(
    "stroking", "palmar", duration_s=16.0, hands="together", pace_per_min=12, place=(0.0, 0.5), axis="along"
)

OVERHEAD = Camera(distance_cm=110.0)


def simulate(spec=APART, seed=2, **faults):
    return simulate_clip(spec, seed, faults=FaultModel(**faults), camera=OVERHEAD, fps=30)
