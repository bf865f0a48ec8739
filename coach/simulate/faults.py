"""What a hand model makes of the true points: the faults of MediaPipe's hand landmarks, each with its own strength.

Everything random is a smooth function of time (:class:`coach.simulate.rhythm.Wave`), so that faults come in runs and do not depend on the
frame rate; only the jitter is drawn frame by frame.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from coach.errors import InputError
from coach.records import N_HANDS, N_LANDMARKS, FloatArray
from coach.simulate.hand import FINGER_POINTS
from coach.simulate.rhythm import draw_wave, smoothstep

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class FaultModel:
    """How badly a hand model sees. Zero switches a fault off; shares are 0 to 1.

    Attributes
    ----------
    wrist_shift : (lowest, highest)
        Share of the way from the wrist to the middle knuckle at which the wrist point is put; one value is drawn a clip.
    jitter : float
        Standard deviation of each point, hand sizes (wrist to middle knuckle).
    jitter_speed : float
        Added to it for each hand size a second of the hand's speed.
    dropout : float
        Share of the time in which a free, well visible hand is lost.
    dropout_s : float
        Typical length of such a loss.
    blur_loss, edge_loss, touch_loss, stack_loss : float
        Share lost when a hand is very fast; is seen edge-on; when the hands touch (one of them); when they lie on one another (the lower).
    ghost : float
        Share of the time that a hand lost at touch is replaced by a second skeleton on the other hand.
    label_flip, same_label, slot_swap : float
        Share of the time with the wrong side named; with both sides named alike; with the order of the hands exchanged.
    flip_s : float
        Typical time between changes of these.
    touch_flip : float
        The same as ``label_flip`` while the hands touch.
    guessed_fingers : float
        Share of the time in which the fingers are guessed.
    guess_size : float
        How far guessed fingertips are off, hand sizes.
    third_hand : float
        Chance that a clip shows a hand that is not the practitioner's.
    lost_frames : float
        Share of the frames that never arrive.
    """

    wrist_shift: tuple[float, float] = (0.0, 0.0)
    jitter: float = 0.0
    jitter_speed: float = 0.0
    dropout: float = 0.0
    dropout_s: float = 0.25
    blur_loss: float = 0.0
    edge_loss: float = 0.0
    touch_loss: float = 0.0
    stack_loss: float = 0.0
    ghost: float = 0.0
    label_flip: float = 0.0
    same_label: float = 0.0
    slot_swap: float = 0.0
    flip_s: float = 0.4
    touch_flip: float = 0.0
    guessed_fingers: float = 0.0
    guess_size: float = 0.3
    third_hand: float = 0.0
    lost_frames: float = 0.0


NO_FAULTS = FaultModel()

REALISTIC = FaultModel(
    wrist_shift=(0.12, 0.25),
    jitter=0.012,
    jitter_speed=0.004,
    dropout=0.02,
    blur_loss=0.25,
    edge_loss=0.4,
    touch_loss=0.55,
    stack_loss=0.97,
    ghost=0.12,
    label_flip=0.02,
    same_label=0.06,
    slot_swap=0.3,
    touch_flip=0.3,
    guessed_fingers=0.08,
    third_hand=0.12,
)
"""Shares as found on real clips: free hands found in 96-100 % of frames, stacked palms in none, touching palms in 18-57 %."""

HARSH = replace(
    REALISTIC,
    jitter=0.03,
    jitter_speed=0.01,
    dropout=0.2,
    dropout_s=0.5,
    blur_loss=0.6,
    edge_loss=0.7,
    touch_loss=0.85,
    stack_loss=1.0,
    ghost=0.3,
    label_flip=0.3,
    same_label=0.45,
    slot_swap=0.5,
    flip_s=0.15,
    touch_flip=0.5,
    guessed_fingers=0.35,
    guess_size=0.5,
    third_hand=0.4,
    lost_frames=0.1,
)
"""A dim room, oily hands that touch, somebody else's hand in the picture."""

FAULT_PRESETS: dict[str, FaultModel] = {"none": NO_FAULTS, "realistic": REALISTIC, "harsh": HARSH}


def get_faults(faults: FaultModel | str) -> FaultModel:
    """Look a preset up by name; an unknown one is an :class:`InputError`."""
    if isinstance(faults, FaultModel):
        return faults
    if faults not in FAULT_PRESETS:
        raise InputError(f"there is no fault preset {faults!r}; choose one of {', '.join(FAULT_PRESETS)}.")
    return FAULT_PRESETS[faults]


def scale_faults(model: FaultModel, factor: float) -> FaultModel:
    """Make every fault ``factor`` times as strong (shares stop at 1; lengths of runs and the wrist's place stay)."""
    kept = {"dropout_s", "flip_s", "wrist_shift"}
    sizes = {"jitter", "jitter_speed", "guess_size"}
    changed = {
        f.name: getattr(model, f.name) * factor if f.name in sizes else min(1.0, getattr(model, f.name) * factor)
        for f in fields(model)
        if f.name not in kept
    }
    return replace(model, **changed)


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
    square = _square(view.picture, view.aspect)
    speed = _compute_speed(square.mean(axis=2), view.time_s) / view.size
    distance = np.linalg.norm(square[:, 0].mean(axis=1) - square[:, 1].mean(axis=1), axis=-1) / view.size.mean(axis=1)
    touching = smoothstep((1.5 - distance) / 0.9)
    picture = view.picture.copy()
    shift = rng.uniform(*model.wrist_shift)
    picture[..., 0, :] += shift * (picture[..., 9, :] - picture[..., 0, :])
    picture += _guess_fingers(view.time_s, touching, model, rng) * unit
    picture += _draw_jitter(n, model.jitter + model.jitter_speed * speed, rng) * unit
    found = _find_hands(view, square, speed, touching, model, rng)
    ghost = _runs(rng, view.time_s, 1, 0.4, np.full((n, 1), model.ghost))[:, 0] & (touching > 0.3)
    for hand in range(N_HANDS):
        doubled = ghost & ~found[:, hand] & found[:, 1 - hand]
        slip = rng.normal(0.0, 0.08, (n, 1, 2)) + 0.2 * draw_wave(rng, 2, 0.5, 3.0)(view.time_s)[:, None, :]
        picture[doubled, hand] = (picture[:, 1 - hand] + slip * unit[:, hand])[doubled]
        found[doubled, hand] = True
    wrong = _runs(
        rng, view.time_s, N_HANDS, model.flip_s, np.maximum(model.label_flip, model.touch_flip * touching[:, None])
    )
    says_right = np.array([False, True]) ^ wrong
    alike = _runs(rng, view.time_s, 1, model.flip_s, np.full((n, 1), model.same_label))[:, 0]
    says_right[alike, 1] = says_right[alike, 0]
    swapped = _runs(rng, view.time_s, 1, model.flip_s, np.full((n, 1), model.slot_swap))[:, 0]
    score = np.clip(0.97 - 0.25 * wrong - 0.06 * np.abs(rng.standard_normal((n, N_HANDS))), 0.5, 1.0)
    picture[~found] = np.nan
    return FaultyView(picture, found, says_right, swapped, score)


def _square(points: FloatArray, aspect: float) -> FloatArray:
    """Picture coordinates with equal scales on both axes, in picture widths."""
    return points / np.array([1.0, aspect])


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
    n = len(view.time_s)
    inside = ((view.picture > -0.02) & (view.picture < 1.02)).all(axis=-1).mean(axis=-1) > 0.6
    palm = square[:, :, [0, 5, 17]]
    one, two = palm[:, :, 1] - palm[:, :, 0], palm[:, :, 2] - palm[:, :, 0]
    area = np.abs(one[..., 0] * two[..., 1] - one[..., 1] * two[..., 0]) / (0.6 * view.size**2)
    lost = _runs(rng, view.time_s, N_HANDS, model.dropout_s, np.full((n, N_HANDS), model.dropout))
    lost |= _runs(rng, view.time_s, N_HANDS, 0.2, model.blur_loss * smoothstep((speed - 4.0) / 12.0))
    lost |= _runs(rng, view.time_s, N_HANDS, 0.3, model.edge_loss * smoothstep((0.45 - area) / 0.4))
    alone = _runs(rng, view.time_s, 1, 0.35, (model.touch_loss * touching)[:, None])[:, 0]
    unlucky = _runs(rng, view.time_s, 1, 1.2, np.full((n, 1), 0.5))[:, 0]
    lost[:, 0] |= alone & unlucky
    lost[:, 1] |= alone & ~unlucky
    covered = _runs(rng, view.time_s, 1, 0.5, (model.stack_loss * view.stacked)[:, None])[:, 0]
    depth = view.seen_cm[..., 2].mean(axis=-1)
    lost[:, 0] |= covered & (depth[:, 0] >= depth[:, 1])
    lost[:, 1] |= covered & (depth[:, 0] < depth[:, 1])
    return inside & ~lost


def _runs(rng: np.random.Generator, time_s: FloatArray, curves: int, run_s: float, share: FloatArray) -> BoolArray:
    """True for a share of the time (which may vary), in runs of about ``run_s``; shape (n, curves)."""
    wave = draw_wave(rng, curves, 0.05 / run_s, 0.7 / run_s, sinusoids=6)
    level = 1.0 / (1.0 + np.exp(-1.702 * wave(time_s)))
    return (level < share) & (share > 0)


def _draw_jitter(n: int, strength: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Noise of the points, shape (n, 2, 21, 2), hand sizes: a part shared by the hand, a part of each point, more at the fingertips.

    The model smooths over time, so each value keeps a part of the ones before.
    """
    memory = 0.6 ** np.arange(5)
    memory /= np.sqrt((memory**2).sum())
    raw = rng.standard_normal((n + 4, N_HANDS, N_LANDMARKS + 1, 2))
    smooth = sum(weight * raw[4 - lag : n + 4 - lag] for lag, weight in enumerate(memory))
    assert not isinstance(smooth, int)
    reach = np.ones(N_LANDMARKS)
    for finger in FINGER_POINTS:
        reach[list(finger)] = (0.9, 1.1, 1.3, 1.6)
    noise: FloatArray = 0.5 * smooth[:, :, -1:, :] + 0.85 * smooth[:, :, :-1, :] * reach[:, None]
    return noise * strength[:, :, None, None]


def _guess_fingers(time_s: FloatArray, touching: FloatArray, model: FaultModel, rng: np.random.Generator) -> FloatArray:
    """Offsets of guessed fingers, shape (n, 2, 21, 2), hand sizes; they grow towards the tips."""
    n = len(time_s)
    offsets = np.zeros((n, N_HANDS, N_LANDMARKS, 2))
    share = np.minimum(1.0, model.guessed_fingers * (1.0 + 2.0 * touching))[:, None]
    guessed = _runs(rng, time_s, N_HANDS, 0.8, np.broadcast_to(share, (n, N_HANDS)))
    drift = draw_wave(rng, N_HANDS * len(FINGER_POINTS) * 2, 0.2, 2.0)(time_s).reshape(
        n, N_HANDS, len(FINGER_POINTS), 2
    )
    for finger, points in enumerate(FINGER_POINTS):
        for reach, point in zip((0.1, 0.4, 0.75, 1.0), points, strict=True):
            offsets[:, :, point] = reach * drift[:, :, finger]
    scaled: FloatArray = model.guess_size * offsets * guessed[:, :, None, None]
    return scaled
