"""A script of segments made into one continuous movement, and the exact truth about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from coach.formats import TruthSegment
from coach.records import FloatArray
from sample_videos.simulate.controls import Controls, PosedHands, blend_controls, join_controls, pose_hands
from sample_videos.simulate.motion_idle import IdleMotion, plan_idle
from sample_videos.simulate.motion_plan import plan_work
from sample_videos.simulate.motion_work import WorkMotion
from sample_videos.simulate.scene import BackSurface, Practitioner, SegmentSpec

MOVE_SPEED_CM_S = 28.0
"""How fast hands go from one place of work to the next."""


@dataclass(frozen=True, slots=True)
class Script:
    """Who does what, one after the other, on which back."""

    segments: tuple[SegmentSpec, ...]
    practitioner: Practitioner = field(default_factory=Practitioner)
    surface: BackSurface = field(default_factory=BackSurface)


@dataclass(frozen=True, slots=True)
class TransitionMotion:
    """The way of the hands from one segment to the next."""

    before: Controls
    after: Controls
    duration_s: float
    lift_cm: float

    def compute(self, time_s: FloatArray) -> Controls:
        """Compute the controls at times (seconds from the start of the transition)."""
        return blend_controls(self.before, self.after, np.asarray(time_s) / self.duration_s, self.lift_cm)


Motion = WorkMotion | IdleMotion | TransitionMotion


@dataclass(frozen=True, slots=True)
class SessionMotion:
    """The whole movement; a function of time.

    Attributes
    ----------
    script : Script
    parts : tuple of movements, in order
    starts_s : array, shape (k + 1,)
        When each begins, and the end of the last.
    truth : tuple of TruthSegment
        One for each part.
    """

    script: Script
    parts: tuple[Motion, ...]
    starts_s: FloatArray
    truth: tuple[TruthSegment, ...]

    @property
    def duration_s(self) -> float:
        """Length of the whole script."""
        return float(self.starts_s[-1])

    def compute_controls(self, time_s: FloatArray) -> Controls:
        """Compute the controls of both hands at rising times, shape (n,)."""
        cuts = np.searchsorted(time_s, self.starts_s[1:-1], side="left")
        pieces = np.split(np.asarray(time_s, dtype=np.float64), cuts)
        return join_controls(
            [
                part.compute(piece - start)
                for part, piece, start in zip(self.parts, pieces, self.starts_s[:-1], strict=True)
            ]
        )

    def compute_hands(self, time_s: FloatArray) -> PosedHands:
        """Wrists, rotations, joint angles and points of both hands at rising times."""
        return pose_hands(self.compute_controls(time_s), self.script.surface, self.script.practitioner.hand_scale)

    def compute_stacked(self, time_s: FloatArray) -> FloatArray:
        """1 where one hand lies on the other, else 0; shape (n,)."""
        flags = np.array([float(isinstance(part, WorkMotion) and part.hands == "stacked") for part in self.parts])
        index = np.clip(np.searchsorted(self.starts_s, time_s, side="right") - 1, 0, len(self.parts) - 1)
        stacked: FloatArray = flags[index]
        return stacked


def plan_session(script: Script, rng: np.random.Generator, max_pace_per_min: float = 400.0) -> SessionMotion:
    """Plan a script: draw what it leaves open and put a transition between each two segments.

    Parameters
    ----------
    script : Script
    rng : numpy Generator
    max_pace_per_min : float
        Upper bound of the paces that are drawn.
    """
    if not script.segments:
        raise ValueError("a script needs at least one segment")
    parts: list[Motion] = []
    steps: list[str | None] = []
    for spec in script.segments:
        if spec.technique == "none":
            motion: Motion = plan_idle(spec, script.practitioner, script.surface, rng)
        else:
            motion = plan_work(spec, script.practitioner, script.surface, rng, max_pace_per_min)
        if parts:
            parts.append(_plan_transition(parts[-1], motion, rng))
            steps.append(None)
        parts.append(motion)
        steps.append(spec.step)
    starts = np.concatenate([[0.0], np.cumsum([part.duration_s for part in parts])])
    truth = tuple(
        _describe(part, float(start), float(end), step)
        for part, start, end, step in zip(parts, starts[:-1], starts[1:], steps, strict=True)
    )
    return SessionMotion(script, tuple(parts), starts, truth)


def _plan_transition(before: Motion, after: Motion, rng: np.random.Generator) -> TransitionMotion:
    end = before.compute(np.array([before.duration_s]))
    start = after.compute(np.array([0.0]))
    distance = float(np.max(np.linalg.norm(start.place - end.place, axis=-1)))
    duration = max(float(rng.uniform(0.5, 1.2)), distance / MOVE_SPEED_CM_S)
    lift = 0.0 if rng.random() < 0.3 else float(rng.uniform(1.0, 7.0))
    return TransitionMotion(end, start, duration, lift)


def _describe(part: Motion, start: float, end: float, step: str | None) -> TruthSegment:
    if not isinstance(part, WorkMotion):
        moving = isinstance(part, TransitionMotion)
        return TruthSegment(start_s=start, end_s=end, technique="none", transition=moving, step=step)
    return TruthSegment(
        start_s=start,
        end_s=end,
        technique=part.sub.technique,
        pace_per_min=part.beat.pace_per_min,
        cycles=part.beat.cycles,
        axis=part.axis,
        sense=part.sense,
        drift=part.drift,
        hands=part.hands,
        step=step,
    )
