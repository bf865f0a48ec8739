"""Random clips and sessions for training, measuring and testing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from coach.records import TECHNIQUES
from sample_videos.simulate.camera import Camera
from sample_videos.simulate.clip import SimulatedClip, simulate_script
from sample_videos.simulate.fault_model import FaultModel
from sample_videos.simulate.rhythm import Irregularity
from sample_videos.simulate.scene import BackSurface, Practitioner, SegmentSpec, Stand
from sample_videos.simulate.session import Script

FRAME_RATES = (10.0, 12.0, 15.0, 20.0, 24.0, 25.0, 29.97, 30.0, 30.0, 30.0, 50.0, 60.0)

_STANDS: tuple[Stand, ...] = ("left", "right", "head", "tail")


def draw_practitioner(rng: np.random.Generator) -> Practitioner:
    """Draw somebody who massages: place, size of the hands, steadiness."""
    human = Irregularity(
        period_cv=float(rng.uniform(0.015, 0.1)),
        amplitude_cv=float(rng.uniform(0.02, 0.15)),
        tempo_drift=float(rng.normal(0.0, 0.08)),
        pause_chance=float(rng.choice([0.0, 0.0, 0.04, 0.1])),
        pause_s=float(rng.uniform(0.3, 1.0)),
        tremor_cm=float(rng.uniform(0.0, 0.06)),
        wander_cm=float(rng.uniform(0.1, 0.9)),
    )
    stand = _STANDS[int(rng.choice(4, p=[0.35, 0.35, 0.15, 0.15]))]
    return Practitioner(stand, float(np.clip(rng.normal(0.98, 0.06), 0.84, 1.16)), human, bool(rng.random() < 0.88))


def draw_surface(rng: np.random.Generator) -> BackSurface:
    """Draw a back: its length and how much it is curved."""
    return BackSurface(
        float(rng.uniform(43.0, 56.0)), float(rng.uniform(0, 5)), float(rng.uniform(0, 3)), float(rng.uniform(0, 1.2))
    )


def draw_spec(rng: np.random.Generator, duration_s: float | None = None) -> SegmentSpec:
    """Draw one segment: any technique, any way of working, or none."""
    technique = TECHNIQUES[int(rng.integers(len(TECHNIQUES)))]
    length = float(rng.uniform(6.0, 25.0)) if duration_s is None else duration_s
    return SegmentSpec(
        technique, duration_s=max(length, 20.0) if technique == "stroking" and duration_s is None else length
    )


def simulate_clip(
    spec: SegmentSpec | int,
    seed: int | None = None,
    *,
    faults: FaultModel | str = "realistic",
    camera: Camera | None = None,
    fps: float | None = None,
) -> SimulatedClip:
    """Simulate a clip of one segment.

    Parameters
    ----------
    spec : SegmentSpec or int
        What happens; a number draws it (and serves as the seed).
    seed : int
        Draws everything else: person, back, camera, frame rate, faults. Defaults to 0, or to ``spec`` when that is a
        number.
    faults, camera, fps
        As in :func:`sample_videos.simulate.clip.simulate_script`; None is drawn.
    """
    if isinstance(spec, int):
        return random_clip(spec if seed is None else seed, faults=faults, camera=camera, fps=fps)
    return _simulate([spec], 0 if seed is None else seed, faults, camera, fps)


def random_clip(
    seed: int, *, faults: FaultModel | str = "realistic", camera: Camera | None = None, fps: float | None = None
) -> SimulatedClip:
    """Simulate a clip of one random segment."""
    return _simulate([draw_spec(_draw_rng(seed, 1))], seed, faults, camera, fps)


def random_session(
    seed: int,
    *,
    segments: int | None = None,
    faults: FaultModel | str = "realistic",
    camera: Camera | None = None,
    fps: float | None = None,
) -> SimulatedClip:
    """Simulate a session of random segments (2 to 8, unless told) with transitions between them."""
    rng = _draw_rng(seed, 2)
    count = int(rng.integers(2, 9)) if segments is None else segments
    return _simulate([draw_spec(rng) for _ in range(count)], seed, faults, camera, fps)


def simulate_session(
    specs: Sequence[SegmentSpec],
    seed: int = 0,
    *,
    faults: FaultModel | str = "realistic",
    camera: Camera | None = None,
    fps: float | None = None,
    protocol: str | None = None,
) -> SimulatedClip:
    """Simulate a scripted session, for example all steps of a protocol.

    Parameters
    ----------
    specs : sequence of SegmentSpec
        ``SegmentSpec.step`` names the protocol's step.
    protocol : str or None
        Name of the protocol, carried into the truth.
    """
    clip = _simulate(specs, seed, faults, camera, fps)
    return replace(clip, truth=clip.truth.model_copy(update={"protocol": protocol}))


def _simulate(
    specs: Sequence[SegmentSpec], seed: int, faults: FaultModel | str, camera: Camera | None, fps: float | None
) -> SimulatedClip:
    rng = _draw_rng(seed, 3)
    script = Script(tuple(specs), draw_practitioner(rng), draw_surface(rng))
    rate = float(rng.choice(FRAME_RATES))
    jitter = float(rng.choice([0.0, 0.0, 0.05, 0.15]))
    return simulate_script(
        script, seed, faults=faults, camera=camera, fps=rate if fps is None else fps, time_jitter=jitter
    )


def _draw_rng(seed: int, purpose: int) -> np.random.Generator:
    """Independent stream for each purpose, so that one more draw in one place changes nothing elsewhere."""
    return np.random.default_rng([purpose, seed])
