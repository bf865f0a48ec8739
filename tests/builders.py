"""Tracks of hand movements whose answers are known by hand.

Positions are in picture heights (the unit of ``restore_aspect``), with the hand's size (wrist to middle knuckle) as
the yardstick of amplitudes. Every builder gives exact motion: no noise, no gaps; :func:`with_gaps` and
:func:`with_noise` add them.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from coach.records import FINGERTIPS, FloatArray, HandTracks, Source
from sample_videos.simulate.hand import compute_points
from sample_videos.simulate.postures import POSTURES

HAND_SIZE = 0.1
"""Wrist to middle knuckle, picture heights."""

HOME = np.array([[-0.15, 0.0], [0.15, 0.0]])
"""Palm centres of both hands from the middle of the picture, picture heights."""

Hands = Literal["together", "alternating", "one"]


def make_times(seconds: float, fps: float = 30.0) -> FloatArray:
    """Evenly spaced timestamps from 0, shape (n,)."""
    return np.arange(round(seconds * fps)) / fps


def make_hand(posture: str = "flat", angle_rad: float = 0.0, right: bool = False) -> FloatArray:
    """Points of a hand seen from above, shape (21, 2): palm centre at the origin, wrist to middle knuckle one.

    At angle 0 the fingers point up in the picture; positive angles turn clockwise.
    """
    points = compute_points(POSTURES[posture])[:, :2] * np.array([-1.0 if right else 1.0, -1.0])
    points /= np.linalg.norm(points[9] - points[0])
    cos, sin = np.cos(angle_rad), np.sin(angle_rad)
    points = points @ np.array([[cos, sin], [-sin, cos]])
    return points - points[[0, 5, 9, 13, 17]].mean(axis=0)


def make_tracks(
    time_s: FloatArray,
    centres: FloatArray,
    *,
    shapes: FloatArray | None = None,
    hands: Hands = "together",
    aspect: float = 4 / 3,
    hand_size: float = HAND_SIZE,
) -> HandTracks:
    """Tracks from palm centres.

    Parameters
    ----------
    time_s : array, shape (n,)
    centres : array, shape (n, 2, 2)
        Palm centres of both hands in picture heights from the middle of the picture.
    shapes : array, shape (n, 2, 21, 2), or None
        Points about the palm centre in hand sizes; None: flat hands.
    hands
        With "one" the second hand is unseen.
    """
    if shapes is None:
        shapes = np.broadcast_to(np.stack([make_hand(right=False), make_hand(right=True)]), (len(time_s), 2, 21, 2))
    heights = centres[:, :, None, :] + hand_size * shapes
    landmarks = 0.5 + heights / np.array([aspect, 1.0])
    source = np.full((len(time_s), 2), Source.LANDMARKS, dtype=np.int8)
    if hands == "one":
        landmarks[:, 1] = np.nan
        source[:, 1] = Source.UNSEEN
    return HandTracks(time_s, landmarks, source, aspect, ("left", "right"))


def make_phases(time_s: FloatArray, pace_per_min: float, hands: Hands) -> FloatArray:
    """Cycles done by both hands, shape (n, 2); alternating hands are half a cycle apart."""
    cycles = time_s * pace_per_min / 60.0
    return np.stack([cycles, cycles + (0.5 if hands == "alternating" else 0.0)], axis=-1)


def make_sinusoid(
    pace_per_min: float,
    *,
    seconds: float = 10.0,
    fps: float = 30.0,
    length: float = 2.0,
    angle_rad: float = 0.0,
    hands: Hands = "together",
    drift: tuple[float, float] = (0.0, 0.0),
    aspect: float = 4 / 3,
    hand_size: float = HAND_SIZE,
) -> HandTracks:
    """Hands that swing to and fro like pendulums.

    Parameters
    ----------
    pace_per_min : float
        Out and back counts one.
    length : float
        From end to end, hand sizes.
    angle_rad : float
        0: along the picture's vertical; pi/2: horizontal. They start in the middle, moving up (right).
    drift : (x, y)
        Way of the middle over the whole time, hand sizes.
    """
    time_s = make_times(seconds, fps)
    swing = 0.5 * length * np.sin(2 * np.pi * make_phases(time_s, pace_per_min, hands))
    direction = np.array([np.sin(angle_rad), -np.cos(angle_rad)])
    travelled = (time_s / seconds)[:, None, None] * np.array(drift)
    centres = HOME + hand_size * (swing[..., None] * direction + travelled)
    return make_tracks(time_s, centres, hands=hands, aspect=aspect, hand_size=hand_size)


def make_mirrored(pace_per_min: float, *, seconds: float = 10.0, fps: float = 30.0, length: float = 1.5) -> HandTracks:
    """Both hands swing across the picture, towards each other and apart."""
    time_s = make_times(seconds, fps)
    swing = 0.5 * length * np.sin(2 * np.pi * time_s * pace_per_min / 60.0)
    offset = np.stack([np.stack([swing, 0 * swing], axis=-1), np.stack([-swing, 0 * swing], axis=-1)], axis=1)
    return make_tracks(time_s, HOME + HAND_SIZE * offset)


def make_circle(
    pace_per_min: float,
    *,
    seconds: float = 10.0,
    fps: float = 30.0,
    diameter: float = 1.0,
    clockwise: bool = True,
    hands: Hands = "together",
    aspect: float = 4 / 3,
) -> HandTracks:
    """Hands that turn in circles, clockwise as seen in the picture or the other way."""
    time_s = make_times(seconds, fps)
    angle = 2 * np.pi * make_phases(time_s, pace_per_min, hands) * (1.0 if clockwise else -1.0)
    centres = HOME + HAND_SIZE * 0.5 * diameter * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return make_tracks(time_s, centres, hands=hands, aspect=aspect)


def make_taps(
    pace_per_min: float, *, seconds: float = 10.0, fps: float = 30.0, height: float = 0.15, hands: Hands = "alternating"
) -> HandTracks:
    """Hands that beat in place, seen obliquely: each blow moves the hand down the picture and up again.

    ``height`` is the size of the movement in hand sizes; raised hands also look a little larger.
    """
    time_s = make_times(seconds, fps)
    raised = np.abs(np.sin(np.pi * make_phases(time_s, pace_per_min, hands)))
    centres = HOME + HAND_SIZE * np.stack([0 * raised, -height * raised], axis=-1)
    flat = np.stack([make_hand(right=False), make_hand(right=True)])
    return make_tracks(time_s, centres, shapes=flat * (1.0 + 0.3 * height * raised)[..., None, None], hands=hands)


def make_grasps(
    pace_per_min: float, *, seconds: float = 12.0, fps: float = 30.0, closing: float = 1.0, hands: Hands = "together"
) -> HandTracks:
    """Hands in place that grasp and release once a cycle; ``closing`` 1 goes from a wide to a grasping hand."""
    time_s = make_times(seconds, fps)
    closed = closing * 0.5 * (1.0 - np.cos(2 * np.pi * make_phases(time_s, pace_per_min, hands)))
    steps = np.linspace(0.0, 1.0, 41)
    joints = POSTURES["claw_open"] + steps[:, None, None] * (POSTURES["grasp"] - POSTURES["claw_open"])
    points = compute_points(joints)[..., :2] * np.array([1.0, -1.0])
    points /= np.linalg.norm(points[:, 9] - points[:, 0], axis=-1)[:, None, None]
    points -= points[:, [0, 5, 9, 13, 17]].mean(axis=1, keepdims=True)
    shapes = points[np.clip(np.round(closed * 40), 0, 40).astype(int)]
    shapes[:, 1, :, 0] *= -1.0
    return make_tracks(time_s, np.broadcast_to(HOME, (len(time_s), 2, 2)), shapes=shapes, hands=hands)


def make_still(
    *, seconds: float = 10.0, fps: float = 30.0, hands: Hands = "together", aspect: float = 4 / 3
) -> HandTracks:
    """Hands that lie flat and do not move at all."""
    time_s = make_times(seconds, fps)
    return make_tracks(time_s, np.broadcast_to(HOME, (len(time_s), 2, 2)), hands=hands, aspect=aspect)


def join_tracks(*parts: HandTracks, pause_s: float = 0.0) -> HandTracks:
    """Put tracks one after the other, with a frame interval (and a pause without frames) between them."""
    times, start = [], 0.0
    for part in parts:
        times.append(part.time_s + start)
        step = part.time_s[-1] - part.time_s[-2] if len(part.time_s) > 1 else 1 / 30
        start = times[-1][-1] + step + pause_s
    first = parts[0]
    return HandTracks(
        np.concatenate(times),
        np.concatenate([part.landmarks for part in parts]),
        np.concatenate([part.source for part in parts]),
        first.aspect,
        first.sides,
    )


def with_gaps(tracks: HandTracks, *gaps: tuple[float, float], hand: int | None = None) -> HandTracks:
    """The same tracks with a hand (or both) unseen in the given stretches of seconds."""
    landmarks, source = tracks.landmarks.copy(), tracks.source.copy()
    which = [0, 1] if hand is None else [hand]
    for start, end in gaps:
        rows = np.flatnonzero((tracks.time_s >= start) & (tracks.time_s < end))
        landmarks[np.ix_(rows, which)] = np.nan
        source[np.ix_(rows, which)] = Source.UNSEEN
    return replace(tracks, landmarks=landmarks, source=source)


def with_noise(tracks: HandTracks, size: float, seed: int = 0) -> HandTracks:
    """The same tracks with independent noise on every point; ``size`` is its standard deviation in hand sizes."""
    noise = np.random.default_rng(seed).normal(0.0, size * HAND_SIZE, tracks.landmarks.shape)
    return replace(tracks, landmarks=tracks.landmarks + noise / np.array([tracks.aspect, 1.0]))


def measure_span(tracks: HandTracks) -> FloatArray:
    """Mean distance of the fingertips from the palm centre, hand sizes of :data:`HAND_SIZE`, shape (n, 2)."""
    heights = tracks.landmarks * np.array([tracks.aspect, 1.0])
    centre = heights[:, :, [0, 5, 9, 13, 17]].mean(axis=2, keepdims=True)
    span: FloatArray = np.linalg.norm(heights[:, :, list(FINGERTIPS)] - centre, axis=-1).mean(axis=-1) / HAND_SIZE
    return span
