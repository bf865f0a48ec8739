"""A simulated recording: what the camera saw, what the hand model made of it, and the truth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.errors import OutputError
from coach.formats import BackModel, Truth
from coach.records import Back, Detection, FloatArray, HandTracks, Source
from sample_videos.simulate.camera import Camera, compute_back, draw_camera
from sample_videos.simulate.fault_model import FaultModel, get_faults
from sample_videos.simulate.faults import FaultyView, TrueView, apply_faults
from sample_videos.simulate.flow import compute_flow
from sample_videos.simulate.hand import compute_points, compute_rotation, place_points
from sample_videos.simulate.postures import POSTURES
from sample_videos.simulate.scene import HALF_WIDTH_CM
from sample_videos.simulate.session import Script, SessionMotion, plan_session

HAND_LENGTH_CM = 9.46
"""Wrist to middle knuckle of the mean hand."""

CORNERS_UV = np.array([[-0.41, 0.12], [0.41, 0.12], [0.345, 0.95], [-0.345, 0.95]])
"""Left shoulder, right shoulder, right hip, left hip of a usual body in back coordinates."""

MAX_SLOTS = 3


@dataclass(frozen=True)
class SimulatedClip:
    """One simulated recording.

    Attributes
    ----------
    time_s : array, shape (n,)
        Timestamps, strictly rising from 0.
    fps : float
        Nominal frame rate.
    width, height : int
        Picture size in pixels.
    landmarks : array, shape (n, 3, 21, 3)
        What the hand model reports, in its order, NaN for empty slots: x, y in picture coordinates, z relative to the
        wrist in picture widths.
    world : array, shape (n, 3, 21, 3)
        Metres about the hand's middle.
    label : str array, shape (n, 3)
        "Left", "Right" or "".
    score : array, shape (n, 3)
    flow : array, shape (n, 9, 2)
        Movement of the picture around the hands (see :mod:`sample_videos.simulate.flow`).
    true_hands : array, shape (n, 2, 21, 2)
        Where both hands truly are in the picture; hand 0 is the left one.
    view : FaultyView
        What was seen of them, under their true identity.
    truth : Truth
    back : Back
        As a user would click it.
    motion : SessionMotion
        The movement itself.
    camera : Camera
    """

    time_s: FloatArray
    fps: float
    width: int
    height: int
    landmarks: FloatArray
    world: FloatArray
    label: NDArray[np.str_]
    score: FloatArray
    flow: FloatArray
    true_hands: FloatArray
    view: FaultyView
    truth: Truth
    back: Back
    motion: SessionMotion
    camera: Camera

    @property
    def aspect(self) -> float:
        """Width divided by height."""
        return self.width / self.height

    @cached_property
    def detections(self) -> list[list[Detection]]:
        """The hands found in each frame, as the tracker would hand them on."""
        found = np.isfinite(self.landmarks[:, :, 0, 0])
        flat = self.landmarks[..., :2]
        return [
            [
                Detection(flat[i, k], self.world[i, k], str(self.label[i, k]), float(self.score[i, k]))
                for k in np.flatnonzero(row)
            ]
            for i, row in enumerate(found)
        ]


def simulate_script(
    script: Script,
    seed: int,
    *,
    faults: FaultModel | str = "realistic",
    camera: Camera | None = None,
    fps: float = 30.0,
    time_jitter: float = 0.0,
    max_pace_per_min: float | None = None,
) -> SimulatedClip:
    """Simulate a recording of a script.

    The same arguments give the same numbers, bit for bit. The movement does not depend on camera, faults or frame rate.

    Parameters
    ----------
    script : Script
    seed : int
    faults : FaultModel or the name of a preset
    camera : Camera or None
        None: one is drawn.
    fps : float
        10 to 60 for what cameras do.
    time_jitter : float
        Standard deviation of the timestamps, in frame intervals.
    max_pace_per_min : float or None
        Upper bound for paces that are drawn; None: a third of the frame rate, the most that a camera resolves.
    """
    plan_rng, camera_rng, clock_rng, fault_rng, other_rng, flow_rng = (
        np.random.default_rng(child) for child in np.random.SeedSequence(seed).spawn(6)
    )
    model = get_faults(faults)
    bound = max_pace_per_min if max_pace_per_min is not None else fps / 3.0 * 60.0
    motion = plan_session(script, plan_rng, bound)
    drawn = draw_camera(camera_rng, script.surface.length_cm)
    camera = camera or drawn
    time_s = _draw_times(clock_rng, motion.duration_s, fps, time_jitter, model.lost_frames)
    hands = motion.compute_hands(time_s)
    seen = camera.look(hands.points, time_s)
    hand_cm = HAND_LENGTH_CM * script.practitioner.hand_scale
    size = camera.focal * hand_cm / np.maximum(seen[..., 2].mean(axis=-1), 1.0)
    picture = camera.flatten(seen)
    true_view = TrueView(time_s, picture, seen, size, camera.aspect, motion.compute_stacked(time_s) > 0)
    view = apply_faults(true_view, model, fault_rng)
    other = _draw_third_hand(other_rng, motion, camera, time_s, model)
    landmarks, world, label, score = _fill_slots(view, seen, camera, other)
    middle = np.broadcast_to(np.array(camera.target_cm), (len(time_s), 3))
    flow = compute_flow(true_view, view, camera.project(middle, time_s), flow_rng)
    back = compute_back(camera, script.surface.length_cm)
    width, height = _picture_size(camera.aspect)
    truth = Truth(
        track="clip.npz",
        source="simulated",
        labelled_by="construction",
        back=BackModel(neck=back.neck, tail=back.tail, length_cm=back.length_cm),
        segments=list(motion.truth),
        notes=f"seed {seed}",
    )
    return SimulatedClip(
        time_s, fps, width, height, landmarks, world, label, score, flow, picture, view, truth, back, motion, camera
    )


def to_tracks(clip: SimulatedClip, seen_only: bool = True) -> HandTracks:
    """Both hands under their true identity.

    Parameters
    ----------
    clip : SimulatedClip
    seen_only : bool
        True: as the hand model saw them, with its noise and its gaps, and the picture's movement around them. False:
        where they truly are, always.
    """
    points = clip.view.picture if seen_only else clip.true_hands
    landmarks = points.copy()
    landmarks[~np.isfinite(points).all(axis=(2, 3))] = np.nan
    source = np.where(np.isfinite(landmarks[:, :, 0, 0]), Source.LANDMARKS, Source.UNSEEN).astype(np.int8)
    flow = clip.flow if seen_only else None
    return HandTracks(clip.time_s, landmarks, source, clip.aspect, ("left", "right"), flow)


def write_clip(clip: SimulatedClip, folder: Path, name: str) -> Path:
    """Write ``NAME.npz`` (landmark track) and ``NAME.truth.json`` into a folder, and return the track's path.

    Raises
    ------
    OutputError
        When the folder cannot be written to.
    """
    path = folder / f"{name}.npz"
    truth = clip.truth.model_copy(update={"track": path.name})
    try:
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path,
            lm=clip.landmarks.astype(np.float32),
            hand=clip.label,
            fps=np.float64(clip.fps),
            w=np.int64(clip.width),
            h=np.int64(clip.height),
            time_s=clip.time_s,
        )
        (folder / f"{name}.truth.json").write_text(truth.model_dump_json(indent=1), encoding="utf-8")
    except OSError as error:
        raise OutputError(f"{path} cannot be written: {error.strerror}. Choose another folder.") from error
    return path


def compute_corners(clip: SimulatedClip) -> Back:
    """Mark the back with its four corners (shoulders and hips), as a user would for an oblique camera."""
    length = clip.motion.script.surface.length_cm
    across, along = CORNERS_UV[:, 0] * length, (1.0 - CORNERS_UV[:, 1]) * length
    return compute_back(clip.camera, length, np.stack([across, along, np.zeros(4)], axis=-1))


def _draw_times(rng: np.random.Generator, duration_s: float, fps: float, jitter: float, lost: float) -> FloatArray:
    n = max(2, int(duration_s * fps))
    late = np.clip(rng.normal(0.0, 1.0, n) * jitter, -0.45, 0.45)
    late[0] = 0.0
    time_s: FloatArray = (np.arange(n) + late) / fps
    kept = rng.random(n) >= lost
    kept[[0, -1]] = True
    return time_s[kept]


def _draw_third_hand(
    rng: np.random.Generator, motion: SessionMotion, camera: Camera, time_s: FloatArray, model: FaultModel
) -> FloatArray | None:
    """Picture points, shape (n, 21, 2), of a hand that is not the practitioner's; None when there is none."""
    shown = rng.random() < model.third_hand
    length = motion.script.surface.length_cm
    side = float(rng.choice([-1.0, 1.0]))
    spot = np.array([side * (HALF_WIDTH_CM + rng.uniform(6.0, 16.0)), rng.uniform(-0.1, 0.6) * length, -6.0])
    angles = np.array([rng.uniform(-np.pi, np.pi), rng.normal(0, 0.2), np.pi * float(rng.random() < 0.6)])
    stays = rng.uniform(0.0, 0.6) * motion.duration_s, rng.uniform(0.5, 1.0) * motion.duration_s
    if not shown:
        return None
    points = place_points(compute_points(POSTURES["relaxed"]), compute_rotation(angles), spot, np.array(side > 0))
    picture = camera.project(np.broadcast_to(points, (len(time_s), *points.shape)), time_s)
    picture += 0.004 * rng.standard_normal(picture.shape)
    inside = ((picture > 0) & (picture < 1)).all(axis=(1, 2)) & (time_s >= stays[0]) & (time_s <= stays[1])
    return np.where(inside[:, None, None], picture, np.nan)


def _fill_slots(
    view: FaultyView, seen_cm: FloatArray, camera: Camera, other: FloatArray | None
) -> tuple[FloatArray, FloatArray, NDArray[np.str_], FloatArray]:
    """Put the hands found in each frame into slots, the first found first."""
    n = len(view.found)
    landmarks = np.full((n, MAX_SLOTS, 21, 3), np.nan)
    world = np.full((n, MAX_SLOTS, 21, 3), np.nan)
    label = np.full((n, MAX_SLOTS), "", dtype="<U5")
    score = np.full((n, MAX_SLOTS), np.nan)
    depth = camera.focal * (seen_cm[..., 2] - seen_cm[..., :1, 2]) / np.maximum(seen_cm[..., :1, 2], 1.0)
    metres = 0.01 * (seen_cm - seen_cm.mean(axis=2, keepdims=True))
    present = np.concatenate([view.found, np.zeros((n, 1), dtype=bool)], axis=1)
    landmarks[:, :2, :, :2], landmarks[:, :2, :, 2] = view.picture, depth
    world[:, :2] = metres
    label[:, :2] = np.where(view.says_right, "Right", "Left")
    score[:, :2] = view.score
    if other is not None:
        present[:, 2] = np.isfinite(other[:, 0, 0])
        landmarks[:, 2, :, :2], landmarks[:, 2, :, 2] = other, 0.0
        world[:, 2], score[:, 2] = metres[:, 0], 0.9
        label[:, 2] = "Right"
    order = np.where(view.swapped[:, None], [1, 0, 2], [0, 1, 2]) + 10 * ~present
    slots = np.argsort(order, axis=1, kind="stable")
    rows = np.arange(n)[:, None]
    empty = ~present[rows, slots]
    landmarks, world, label, score = landmarks[rows, slots], world[rows, slots], label[rows, slots], score[rows, slots]
    landmarks[empty], world[empty], score[empty], label[empty] = np.nan, np.nan, np.nan, ""
    return landmarks, world, label, score


def _picture_size(aspect: float) -> tuple[int, int]:
    """Pixels of a picture with a short side of 720."""
    return (round(720 * aspect), 720) if aspect >= 1 else (720, round(720 / aspect))
