"""The movement of both hands while they work: a sub-technique, a rhythm and a place made into controls."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coach.records import N_HANDS, Axis, Drift, FloatArray, HandsMode, Sense
from sample_videos.motion.beat import Beat, compute_stroke
from sample_videos.motion.waves import Wave
from sample_videos.simulate.controls import SIDE_SIGN, Controls, make_controls
from sample_videos.simulate.postures import POSTURES, compute_contact
from sample_videos.simulate.rhythm import compute_blow, compute_grasp
from sample_videos.simulate.scene import Practitioner
from sample_videos.simulate.subtechniques import SubTechnique


@dataclass(frozen=True, slots=True)
class HandPlan:
    """What one hand does in a segment.

    Attributes
    ----------
    active : bool
        False: the hand rests at its anchor.
    anchor_cm, direction : (x, y)
        Middle of the path; unit vector of the working movement.
    offset : float
        Cycles by which it runs ahead of the beat (0.5: in turn with the other hand).
    yaw_rad : float
    height_cm : float
        Added lift: on top of the other hand, or off the back.
    turn_sign : float
        For circles: 1 counter-clockwise seen from above.
    spread : float
        For fans: 1 bends to the receiver's right.
    """

    active: bool
    anchor_cm: FloatArray
    direction: FloatArray
    offset: float
    yaw_rad: float
    height_cm: float = 0.0
    turn_sign: float = 1.0
    spread: float = 1.0


@dataclass(frozen=True, slots=True)
class ReturnStyle:
    """How a stroke comes back.

    Attributes
    ----------
    out_share, evenness : float
        See :func:`sample_videos.motion.beat.compute_stroke`.
    lift_cm, flank_cm : float
        How high, or how far out along the flank, the hand is on its way back.
    """

    out_share: float = 0.5
    evenness: float = 0.0
    lift_cm: float = 0.0
    flank_cm: float = 0.0


@dataclass(frozen=True, slots=True)
class WorkMotion:
    """A segment of work; :meth:`compute` gives the controls at any time.

    Attributes
    ----------
    sub : SubTechnique
    beat : Beat
    hands_plan : two plans, left hand first
    stroke_cm : float
        Length from end to end, or diameter of the circle.
    axis, sense, drift, hands
        The truth, in the words of the format.
    drift_cm : (x, y)
        Way of the worked place from the start to the end.
    style : ReturnStyle
    hold : float
        Share of the cycle that the grasp is held, or that a blow stays down.
    squeeze : float
        How much of the way from the open to the closed posture the grasp goes.
    blow_cm : float
    blow_tilt, blow_draw : float
        How far the fingers rise (radians) and the hand draws back (cm) for each centimetre of a blow's height: a blow
        comes from the wrist and the elbow.
    ellipse : float
        Short axis of a circle divided by its long one.
    wander, tremor : Wave
        Slow wandering (4 curves) and tremor (4 curves) of the two places.
    """

    sub: SubTechnique
    practitioner: Practitioner
    beat: Beat
    hands_plan: tuple[HandPlan, HandPlan]
    stroke_cm: float
    axis: Axis
    sense: Sense | None
    drift: Drift
    hands: HandsMode
    drift_cm: tuple[float, float]
    style: ReturnStyle
    hold: float
    squeeze: float
    blow_cm: float
    blow_tilt: float
    blow_draw: float
    ellipse: float
    wander: Wave
    tremor: Wave
    fidget: Wave

    @property
    def duration_s(self) -> float:
        """Length of the segment."""
        return self.beat.duration_s

    def compute(self, time_s: FloatArray) -> Controls:
        """Compute the controls at times (seconds from the start of the segment)."""
        time_s = np.asarray(time_s, dtype=np.float64)
        controls = make_controls(len(time_s))
        phase = self.beat.compute_phase(time_s)
        travelled = np.clip(time_s / self.duration_s, 0, 1)[:, None] * np.array(self.drift_cm)
        human = self.practitioner.human
        wander = human.wander_cm * self.wander(time_s).reshape(-1, N_HANDS, 2)
        tremor = human.tremor_cm * self.tremor(time_s).reshape(-1, N_HANDS, 2)
        for hand, plan in enumerate(self.hands_plan):
            self._lead_hand(controls, hand, plan, phase + plan.offset)
            if plan.active:
                controls.place[:, hand] += travelled
        stacked = self.hands == "stacked"
        controls.place[...] += tremor + (wander[:, :1] if stacked else wander)
        controls.joints[..., :, 0] += 0.04 * self.fidget(time_s).reshape(-1, N_HANDS, 1)
        return controls

    def _lead_hand(self, controls: Controls, hand: int, plan: HandPlan, phase: FloatArray) -> None:
        sub = self.sub
        place = np.broadcast_to(plan.anchor_cm, (len(phase), 2)).copy()
        pitch = np.full(len(phase), np.deg2rad(sub.pitch_deg))
        lift = np.full(len(phase), plan.height_cm - sub.sink_cm)
        opened = POSTURES[sub.shape if plan.active else "relaxed"]
        joints = np.broadcast_to(opened, (len(phase), *opened.shape)).copy()
        roll = np.deg2rad(sub.roll_deg) * SIDE_SIGN[hand]
        if not plan.active:
            lift, pitch, roll = np.full(len(phase), plan.height_cm), np.zeros(len(phase)), 0.0
        else:
            moved, raised = self._follow_path(plan, phase)
            place += moved
            lift += raised
            if sub.closed is not None:
                grasp = self.squeeze * compute_grasp(phase, self.hold)
                joints += grasp[:, None, None] * (POSTURES[sub.closed] - opened)
                lift += 0.35 * sub.sink_cm * grasp
                pitch -= 0.12 * grasp
            if self.blow_cm > 0:
                blow = compute_blow(phase, self.hold)
                lift += self.blow_cm * blow
                pitch += self.blow_tilt * self.blow_cm * blow
                backwards = np.array([np.sin(plan.yaw_rad), -np.cos(plan.yaw_rad)])
                place += (self.blow_draw * self.blow_cm * blow)[:, None] * backwards
        controls.place[:, hand] = place
        controls.lift[:, hand] = lift
        controls.angles[:, hand] = np.stack(
            [np.full(len(phase), plan.yaw_rad), pitch, np.full(len(phase), roll)], axis=-1
        )
        controls.joints[:, hand] = joints
        controls.contact[:, hand] = compute_contact(sub.contact if plan.active else "palm")

    def _follow_path(self, plan: HandPlan, phase: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Way from the anchor, shape (n, 2), and lift, shape (n,), both cm."""
        ahead = plan.direction
        sideways = np.array([-ahead[1], ahead[0]])
        still = np.zeros(len(phase))
        if self.sub.path == "place":
            return np.zeros((len(phase), 2)), still
        if self.sub.path == "circle":
            cycle, share = self.beat.find_cycle(phase)
            radius = (
                0.5
                * self.stroke_cm
                * (self.beat.low[cycle] + share * (self.beat.low[cycle + 1] - self.beat.low[cycle]))
            )
            angle = 2 * np.pi * phase * plan.turn_sign
            return (radius * np.cos(angle))[:, None] * ahead + (self.ellipse * radius * np.sin(angle))[
                :, None
            ] * sideways, still
        along, back = compute_stroke(self.beat, phase, self.style.out_share, self.style.evenness)
        away = np.sin(np.pi * back)
        flank = np.where(plan.anchor_cm[0] < 0, -1.0, 1.0) * self.style.flank_cm * away
        moved = self.stroke_cm * along[:, None] * ahead + np.stack([flank, still], axis=-1)
        if self.sub.path == "fan":
            bend = 0.6 * self.stroke_cm * (np.clip(along + 0.5, 0, 1.2) ** 2 - 0.3)
            moved = moved + np.stack([plan.spread * bend, still], axis=-1)
        return moved, self.style.lift_cm * away
