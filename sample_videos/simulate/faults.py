"""What a hand model makes of the true points: the faults of MediaPipe's hand landmarks, each with its own strength.

Everything random is a smooth function of time (:class:`sample_videos.motion.waves.Wave`), so that faults come in
runs and do not depend on the frame rate; only the jitter is drawn frame by frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.records import N_HANDS, N_LANDMARKS, FloatArray
from sample_videos.motion.waves import draw_wave, smoothstep
from sample_videos.simulate.fault_model import FaultModel
from sample_videos.simulate.hand import FINGER_POINTS

BoolArray = NDArray[np.bool_]

TOUCH_SIZES = 1.25
"""Two hands begin to hide each other when their middles are nearer than this, in hand sizes."""

FACE_ON_AREA = 0.6
"""Twice the area of the triangle wrist, index and little knuckle of a hand seen face-on, in squared hand sizes."""


@dataclass(frozen=True, slots=True)
class TrueView:
    """Both hands as they truly appear, before any fault.

    Attributes
    ----------
    time_s : array, shape (n,)
    picture : array, shape (n, 2, 21, 2)
        Picture coordinates; hand 0 is the left one.
    seen_cm : array, shape (n, 2, 21, 3)
        The same in the camera's frame (right, down, forward).
    size : array, shape (n, 2)
        Length from wrist to middle knuckle as it would appear face-on, in picture widths.
    aspect : float
    stacked : bool array, shape (n,)
    """

    time_s: FloatArray
    picture: FloatArray
    seen_cm: FloatArray
    size: FloatArray
    aspect: float
    stacked: BoolArray


@dataclass(frozen=True, slots=True)
class FaultyView:
    """Both hands as the model sees them, still under their true identity.

    Attributes
    ----------
    picture : array, shape (n, 2, 21, 2)
        NaN where the hand is not found.
    found : bool array, shape (n, 2)
    says_right : bool array, shape (n, 2)
        The label given.
    swapped : bool array, shape (n,)
        The right hand comes first.
    score : array, shape (n, 2)
    """

    picture: FloatArray
    found: BoolArray
    says_right: BoolArray
    swapped: BoolArray
    score: FloatArray


def apply_faults(view: TrueView, model: FaultModel, rng: np.random.Generator) -> FaultyView:
    """See the hands as the hand model would."""
    n = len(view.time_s)
    unit = np.stack([view.size, view.size * view.aspect], axis=-1)[:, :, None, :]
    square = view.picture / np.array([1.0, view.aspect])
    speed = _compute_speed(square.mean(axis=2), view.time_s) / view.size
    distance = np.linalg.norm(square[:, 0].mean(axis=1) - square[:, 1].mean(axis=1), axis=-1) / view.size.mean(axis=1)
    touching = smoothstep((TOUCH_SIZES - distance) / 0.7)
    picture = view.picture.copy()
    picture[..., 0, :] += rng.uniform(*model.wrist_shift) * (picture[..., 9, :] - picture[..., 0, :])
    picture += _guess_fingers(view.time_s, touching, model, rng) * unit
    shaking = model.jitter + model.jitter_speed * speed + model.touch_jitter * touching[:, None]
    picture += _draw_jitter(n, shaking, rng) * unit
    found = _find_hands(view, square, speed, touching, model, rng)
    _add_ghosts(picture, found, view.time_s, touching, unit, model, rng)
    picture[~found] = np.nan
    says_right, swapped, score = _draw_labels(view.time_s, touching, model, rng)
    return FaultyView(picture, found, says_right, swapped, score)


def _compute_speed(centre: FloatArray, time_s: FloatArray) -> FloatArray:
    """Speed of points, shape (n, 2, 2), in their unit a second."""
    if len(time_s) < 2:
        return np.zeros(centre.shape[:2])
    step = np.diff(centre, axis=0) / np.diff(time_s)[:, None, None]
    speed: FloatArray = np.linalg.norm(np.concatenate([step[:1], step]), axis=-1)
    return speed


def _find_hands(
    view: TrueView,
    square: FloatArray,
    speed: FloatArray,
    touching: FloatArray,
    model: FaultModel,
    rng: np.random.Generator,
) -> BoolArray:
    """Which hands are found, shape (n, 2)."""
    time_s, n = view.time_s, len(view.time_s)
    inside = ((view.picture > -0.02) & (view.picture < 1.02)).all(axis=-1).mean(axis=-1) > 0.6
    palm = square[:, :, [0, 5, 17]]
    one, two = palm[:, :, 1] - palm[:, :, 0], palm[:, :, 2] - palm[:, :, 0]
    area: FloatArray = np.abs(one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]) / (FACE_ON_AREA * view.size**2)
    lost = _draw_runs(rng, time_s, model.dropout_s, model.dropout * np.ones((n, N_HANDS)))
    lost |= _draw_runs(rng, time_s, 0.2, model.blur_loss * smoothstep((speed - 4.0) / 12.0))
    edge_on: FloatArray = (0.45 - area) / 0.4
    lost |= _draw_runs(rng, time_s, 0.3, model.edge_loss * smoothstep(edge_on))
    lost |= rng.random((n, N_HANDS)) < model.blink * (1.0 + 2.0 * touching[:, None])
    severity = min(1.0, model.touch_loss * float(rng.uniform(0.3, 1.7)))
    alone = _draw_runs(rng, time_s, 0.35, (severity * touching)[:, None])[:, 0]
    unlucky = _draw_runs(rng, time_s, 1.2, np.full((n, 1), 0.5))[:, 0]
    covered = _draw_runs(rng, time_s, 0.5, (model.stack_loss * view.stacked.astype(np.float64))[:, None])[:, 0]
    depth = view.seen_cm[..., 2].mean(axis=-1)
    first = np.where(view.stacked, depth[:, 0] >= depth[:, 1], unlucky)
    lost[:, 0] |= (alone | covered) & first
    lost[:, 1] |= (alone | covered) & ~first
    found: BoolArray = inside & ~lost
    return found


def _add_ghosts(
    picture: FloatArray,
    found: BoolArray,
    time_s: FloatArray,
    touching: FloatArray,
    unit: FloatArray,
    model: FaultModel,
    rng: np.random.Generator,
) -> None:
    """Put a second skeleton on the other hand for a part of the time in which a touching hand is lost (in place)."""
    ghost = _draw_runs(rng, time_s, 0.4, np.full((len(time_s), 1), model.ghost))[:, 0] & (touching > 0.3)
    for hand in range(N_HANDS):
        doubled = ghost & ~found[:, hand] & found[:, 1 - hand]
        slip = rng.normal(0.0, 0.08, (len(time_s), 1, 2)) + 0.2 * draw_wave(rng, 2, 0.5, 3.0)(time_s)[:, None, :]
        picture[doubled, hand] = (picture[:, 1 - hand] + slip * unit[:, hand])[doubled]
        found[doubled, hand] = True


def _draw_labels(
    time_s: FloatArray, touching: FloatArray, model: FaultModel, rng: np.random.Generator
) -> tuple[BoolArray, BoolArray, FloatArray]:
    """Labels (n, 2), order (n,) and scores (n, 2); see :class:`FaultyView`."""
    n = len(time_s)
    share = np.repeat(np.maximum(model.label_flip, model.touch_flip * touching)[:, None], N_HANDS, axis=1)
    wrong = _draw_runs(rng, time_s, model.flip_s, share)
    says_right = np.array([False, True]) ^ wrong
    alike = _draw_runs(rng, time_s, model.flip_s, np.full((n, 1), model.same_label))[:, 0]
    says_right[alike, 1] = says_right[alike, 0]
    order = _draw_runs(rng, time_s, 4.0 * model.flip_s, np.full((n, 1), model.slot_swap))[:, 0]
    last_touch = np.maximum.accumulate(np.where(touching > 0.3, np.arange(n), 0))
    score = np.clip(0.97 - 0.25 * wrong - 0.06 * np.abs(rng.standard_normal((n, N_HANDS))), 0.5, 1.0)
    return says_right, order[last_touch], score


def _draw_runs(rng: np.random.Generator, time_s: FloatArray, run_s: float, share: FloatArray) -> BoolArray:
    """Draw what is true for a share of the time, in runs of about ``run_s``.

    ``share``, shape (n, curves), may vary with time; the result has its shape. A smooth random curve is compared with
    the share, so the faults of one seed are the same at every frame rate.
    """
    wave = draw_wave(rng, share.shape[1], 0.05 / run_s, 0.7 / run_s, sinusoids=6)
    level = 1.0 / (1.0 + np.exp(-1.702 * wave(time_s)))
    runs: BoolArray = (level < share) & (share > 0)
    return runs


def _draw_jitter(n: int, strength: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Draw the noise of the points, shape (n, 2, 21, 2), hand sizes.

    A part is shared by the hand, a part is each point's own, more at the fingertips. The model smooths over time, so
    each value keeps a part of the ones before.
    """
    memory = 0.6 ** np.arange(5)
    memory /= np.sqrt((memory**2).sum())
    raw = rng.standard_normal((n + 4, N_HANDS, N_LANDMARKS + 1, 2))
    smooth = np.zeros((n, N_HANDS, N_LANDMARKS + 1, 2))
    for lag, weight in enumerate(memory):
        smooth += weight * raw[4 - lag : n + 4 - lag]
    reach = np.ones(N_LANDMARKS)
    for finger in FINGER_POINTS:
        reach[list(finger)] = (0.9, 1.1, 1.3, 1.6)
    noise: FloatArray = 0.7 * smooth[:, :, -1:, :] + 0.8 * smooth[:, :, :-1, :] * reach[:, None]
    return noise * strength[:, :, None, None]


def _guess_fingers(time_s: FloatArray, touching: FloatArray, model: FaultModel, rng: np.random.Generator) -> FloatArray:
    """Offsets of guessed fingers, shape (n, 2, 21, 2), hand sizes; they grow towards the tips."""
    n = len(time_s)
    offsets = np.zeros((n, N_HANDS, N_LANDMARKS, 2))
    share = np.minimum(1.0, model.guessed_fingers * (1.0 + 2.0 * touching))[:, None]
    guessed = _draw_runs(rng, time_s, 0.8, np.repeat(share, N_HANDS, axis=1))
    drift = draw_wave(rng, N_HANDS * len(FINGER_POINTS) * 2, 0.2, 2.0)(time_s).reshape(
        n, N_HANDS, len(FINGER_POINTS), 2
    )
    for finger, points in enumerate(FINGER_POINTS):
        for reach, point in zip((0.1, 0.4, 0.75, 1.0), points, strict=True):
            offsets[:, :, point] = reach * drift[:, :, finger]
    scaled: FloatArray = model.guess_size * offsets * guessed[:, :, None, None]
    return scaled
