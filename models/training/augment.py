"""Training recordings changed as cameras, rooms and people would change them, so that one clip teaches like many.

Every function takes tracks and gives new ones; the random ones draw from the generator they are given.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.formats import Truth
from coach.motion.kinematics import estimate_frame_rate
from coach.motion.smoothing import running_mean
from coach.records import N_HANDS, PALM_POINTS, FloatArray, HandTracks, SceneTrack, Source

SLOWEST, FASTEST = 0.6, 2.4
"""Range of the factors of pace, so that pace alone tells no two techniques apart that overlap in it."""

POSSIBLE_PER_MIN = {
    "stroking": (4.0, 60.0),
    "rubbing": (28.0, 240.0),
    "kneading": (12.0, 110.0),
    "tapping": (60.0, 330.0),
}
"""Paces at which each technique is really done (see :mod:`sample_videos.simulate.subtechniques`); a stretch that a
change of speed takes out of them teaches nothing."""

LEAST_REACH, MOST_REACH = 0.75, 1.35
"""Range of the factors by which a hand's way is made shorter or longer."""

REACH_MEMORY_S = 6.0
"""What is slower than this is where the hand works, not its way."""

DROPPED_SHARE = 0.3
LOSS_EVERY_FRAMES, LOSS_FRAMES = 40.0, 5.0
"""Mean distance between two losses of a hand, and mean length of a loss."""
JITTER_SIZES = (0.01, 0.05)
"""Landmark jitter in hand sizes, drawn once a clip."""

TOUCHING_SHARE = 0.35
TOUCHING_SIZES = (0.2, 1.3)
"""Hand sizes between the palms of hands that touch."""

GUESSED_SIZE, GUESSED_TURN, GUESSED_FINGERS = 0.08, 0.3, 0.2
"""Most by which a hand that touches another seems to grow (logarithm), turn (radians) and stretch its fingers (share)
at the end of its way, because the model guesses what it cannot see."""

GUESS_MEMORY_S = 0.15
TOUCHING_LOSS_EVERY_FRAMES, TOUCHING_LOSS_FRAMES = 20.0, 10.0

_WAYS = ("whole", "no flow", "half the rate", "frames dropped", "badly seen")
_WAYS_SHARE = (0.25, 0.2, 0.15, 0.15, 0.25)


def change_pace(tracks: HandTracks, truth: Truth, factor: float) -> tuple[HandTracks, Truth]:
    """Play a recording ``factor`` times as fast."""
    segments = [
        segment.model_copy(
            update={
                "start_s": segment.start_s / factor,
                "end_s": segment.end_s / factor,
                "pace_per_min": None if segment.pace_per_min is None else segment.pace_per_min * factor,
            }
        )
        for segment in truth.segments
    ]
    return replace(tracks, time_s=tracks.time_s / factor), truth.model_copy(update={"segments": segments})


def change_reach(tracks: HandTracks, factor: float) -> HandTracks:
    """Make the ways of both hands ``factor`` times as long; the hands themselves stay as large as they are."""
    landmarks = tracks.landmarks.copy()
    width = max(3, round(REACH_MEMORY_S * estimate_frame_rate(tracks.time_s)))
    for slot in range(N_HANDS):
        palm = landmarks[:, slot, list(PALM_POINTS)].mean(axis=1)
        away = palm - running_mean(palm, width)
        landmarks[:, slot] += ((factor - 1.0) * away)[:, None]
    flow = None if tracks.flow is None else tracks.flow * factor
    return replace(tracks, landmarks=landmarks, flow=flow)


def is_possible(technique: str, pace_per_min: float | None) -> bool:
    """Whether a technique is done at a pace; what has no pace always is."""
    if technique not in POSSIBLE_PER_MIN or pace_per_min is None:
        return True
    low, high = POSSIBLE_PER_MIN[technique]
    return low <= pace_per_min <= high


def keep_frames(tracks: HandTracks, kept: NDArray[np.int_]) -> HandTracks:
    """Keep some frames; the movement of those between them is not lost from the flow."""
    flow = tracks.flow
    if flow is not None:
        total = np.cumsum(np.nan_to_num(flow), axis=0)[kept]
        flow = np.diff(total, axis=0, prepend=np.zeros((1, *total.shape[1:])))
    return replace(
        tracks,
        time_s=tracks.time_s[kept],
        landmarks=tracks.landmarks[kept],
        source=tracks.source[kept],
        flow=flow,
        repeated=None if tracks.repeated is None else tracks.repeated[kept],
        scenes=None if tracks.scenes is None else SceneTrack(tracks.scenes.matrix[kept], tracks.scenes.scene[kept]),
    )


def drop_frames(tracks: HandTracks, rng: np.random.Generator, share: float = DROPPED_SHARE) -> HandTracks:
    """Drop a share of the frames at random, as an overloaded computer does; the first one stays."""
    kept = np.flatnonzero(rng.uniform(size=len(tracks.time_s)) >= share)
    return keep_frames(tracks, np.unique(np.append(0, kept)))


def halve_rate(tracks: HandTracks) -> HandTracks:
    """Keep every second frame."""
    return keep_frames(tracks, np.arange(0, len(tracks.time_s), 2))


def see_badly(
    tracks: HandTracks,
    rng: np.random.Generator,
    every_frames: float = LOSS_EVERY_FRAMES,
    loss_frames: float = LOSS_FRAMES,
) -> HandTracks:
    """Lose hands for some frames now and then, and let their landmarks jitter."""
    landmarks, source = tracks.landmarks.copy(), tracks.source.copy()
    n = len(landmarks)
    for slot in range(N_HANDS):
        frame = 0
        while (frame := frame + 1 + int(rng.exponential(every_frames))) < n:
            end = frame + 1 + int(rng.exponential(loss_frames))
            landmarks[frame:end, slot], source[frame:end, slot] = np.nan, Source.UNSEEN
            frame = end
    jitter = rng.normal(size=landmarks.shape) * _median_size(landmarks) * rng.uniform(*JITTER_SIZES)
    return replace(tracks, landmarks=landmarks + jitter, source=source)


def let_touch(tracks: HandTracks, rng: np.random.Generator) -> HandTracks:
    """Bring the hands together until they touch, with what that does to finding them.

    Where hands touch, the hand model loses one of them often and guesses the shape of the other: it seems to grow, turn
    and stretch in the rhythm of the movement. Seen on real hands that rub each other.
    """
    landmarks = tracks.landmarks * np.array([tracks.aspect, 1.0])
    size, rate = _median_size(landmarks), max(estimate_frame_rate(tracks.time_s), 1.0)
    palms = landmarks[:, :, list(PALM_POINTS)].mean(axis=2)
    apart = palms[:, 1] - palms[:, 0]
    if np.isfinite(apart).any():
        middle = np.nanmedian(apart, axis=0)
        wanted = middle / max(float(np.linalg.norm(middle)), 1e-6) * size * rng.uniform(*TOUCHING_SIZES)
        landmarks[:, 1] += wanted - middle
    for slot in range(N_HANDS):
        landmarks[:, slot] = _guess_shape(landmarks[:, slot], rate, rng)
    together = replace(tracks, landmarks=landmarks / np.array([tracks.aspect, 1.0]))
    return see_badly(together, rng, TOUCHING_LOSS_EVERY_FRAMES, TOUCHING_LOSS_FRAMES)


def _guess_shape(points: FloatArray, rate: float, rng: np.random.Generator) -> FloatArray:
    """Let a hand, (n, 21, 2) with equal axes, grow, turn and stretch in the rhythm of its own way and at random."""
    palm = points[:, list(PALM_POINTS)].mean(axis=1)
    away = palm - running_mean(palm, max(3, round(2.0 * rate)))
    known = np.isfinite(away).all(axis=1)
    if known.sum() < 3:
        return points
    main = np.linalg.svd(away[known], full_matrices=False)[2][0]
    way = away @ main / max(float(np.std(away[known] @ main)), 1e-6)
    width = 2 * round(GUESS_MEMORY_S * rate) + 1
    chance = running_mean(rng.normal(size=(len(points), 3)), width) * np.sqrt(width)
    grow, turn, stretch = (
        (rng.uniform(-most, most) * way + rng.uniform(0.0, most) * chance[:, i])[:, None]
        for i, most in enumerate((GUESSED_SIZE, GUESSED_TURN, GUESSED_FINGERS))
    )
    relative = points - palm[:, None]
    fingers = np.ones(points.shape[1])
    fingers[list(PALM_POINTS)] = 0.0
    relative = relative * np.exp(grow + stretch * fingers)[..., None]
    cos, sin = np.cos(turn), np.sin(turn)
    x, y = relative[..., 0], relative[..., 1]
    turned = np.stack([cos * x - sin * y, sin * x + cos * y], axis=-1)
    guessed: FloatArray = palm[:, None] + turned
    return guessed


def _median_size(landmarks: FloatArray) -> float:
    lengths = np.linalg.norm(landmarks[:, :, 0] - landmarks[:, :, 9], axis=-1)
    return float(np.nanmedian(lengths)) if np.isfinite(lengths).any() else 0.0


def _without_blows(truth: Truth) -> Truth:
    """Take what nobody does with touching hands out of what is learnt."""
    segments = [s.model_copy(update={"transition": s.technique == "tapping" or s.transition}) for s in truth.segments]
    return truth.model_copy(update={"segments": segments})


def vary(tracks: HandTracks, truth: Truth, rng: np.random.Generator) -> tuple[HandTracks, Truth]:
    """Draw another pace, another reach, and one of the ways in which a recording can be worse."""
    factor = float(np.exp(rng.uniform(np.log(SLOWEST), np.log(FASTEST))))
    tracks, truth = change_pace(tracks, truth, factor)
    tracks = change_reach(tracks, float(rng.uniform(LEAST_REACH, MOST_REACH)))
    way = str(rng.choice(_WAYS, p=_WAYS_SHARE))
    if rng.uniform() < TOUCHING_SHARE:
        tracks, truth = let_touch(tracks, rng), _without_blows(truth)
    if way == "half the rate":
        tracks = halve_rate(tracks)
    elif way == "frames dropped":
        tracks = drop_frames(tracks, rng)
    elif way == "badly seen":
        tracks = see_badly(tracks, rng)
    if way == "no flow" or (way == "badly seen" and rng.uniform() < 0.5):
        tracks = replace(tracks, flow=None)
    return tracks, truth
