"""Technique scores from named features, by rules that can be read.

Each technique is a product of soft thresholds ("at least about this much"), in the terms of the massage guide: stroking
glides far and slowly with a flat hand; rubbing goes to and fro over a short way; kneading opens and closes the hand;
tapping is quick and lifts the hand; none is whatever has no rhythm and goes nowhere. The numbers are orders of
magnitude from the guide and from how hands are built, in hand sizes (about 9 cm), not fits to any recording.
"""

from __future__ import annotations

import numpy as np

from coach.records import TECHNIQUES, FloatArray
from coach.technique.features import Features

SOFTNESS = 0.25
"""Width of a soft threshold, in the logarithm of the quantity: half way from 22 % to 78 % over a factor of 1.9."""

RESTING_REACH = 0.12
"""Hand sizes, peak to peak: below this a hand rests (tremor and landmark jitter stay under it)."""

STROKE_REACH = 1.5
"""Hand sizes: a stroke is longer than this, a rub shorter."""

STROKE_FASTEST_HZ = 1.2
TAP_SLOWEST_HZ = 1.7
KNEAD_FASTEST_HZ = 2.0
GRASP_REACH = 0.2
"""Hand sizes that thumb and fingers open and close by in kneading."""

LIFT_SIZE = 0.05
"""Change of the logarithm of the apparent size by which a blow is lifted (3 cm under a camera 60 cm away)."""

RHYTHM_SALIENCE = 0.5
PACE_FLOOR = 0.02
"""What is left of a technique whose pace is out of the question: a rhythm can be misread."""

THUMBS_SURE = 0.85
"""How sure it is that thumbs which alone move in time rub: they were the thumbs of kneading hands, whose fingers the
hand model had guessed, in 12 of 121 ticks (233 rendered clips)."""

NONE_WEIGHT = 0.25
"""Score that "none" always has: what no technique reaches this for is none."""


def classify_by_rules(features: Features) -> FloatArray:
    """Score every technique at every tick.

    Returns
    -------
    array, shape (m, 5)
        Sums to 1 a row, in the order of ``TECHNIQUES``; NaN where nothing was seen.
    """
    f = features.column
    rhythmic = f("has_rhythm") * _above(f("salience"), RHYTHM_SALIENCE)
    rate = np.where(f("has_rhythm") > 0, 2.0 ** f("rate"), 0.0)
    reach, grasp = f("cycle_reach"), f("cycle_grasp")
    flap = np.maximum(f("cycle_tips"), 3.0 * f("cycle_size"))
    slow_reach = np.maximum(f("reach_10s"), reach)

    glide = np.maximum(rhythmic * _above(reach, STROKE_REACH), 0.6 * _above(f("reach_4s"), STROKE_REACH))
    stroking = glide * _below(rate, STROKE_FASTEST_HZ) * _above(slow_reach, STROKE_REACH)
    # Pads that rub leave the palm almost still, so the fingertips count as much as the palm.
    worked = np.maximum(reach, f("cycle_tips"))
    rubbing = (
        rhythmic * _above(worked, RESTING_REACH) * _below(reach, STROKE_REACH) * _below(grasp, np.maximum(worked, 0.05))
    )
    kneading = rhythmic * _above(grasp, GRASP_REACH) * _below(rate, KNEAD_FASTEST_HZ) * _above(grasp, 0.5 * reach)
    tapping = rhythmic * _above(rate, TAP_SLOWEST_HZ) * _above(flap, 0.7 * reach) * _above(f("cycle_size"), LIFT_SIZE)
    by_name = {
        "stroking": stroking,
        "rubbing": rubbing * (1.0 - 0.9 * np.maximum(kneading, tapping)),
        "kneading": kneading,
        "tapping": tapping,
        "none": np.full(len(features.time_s), NONE_WEIGHT),
    }
    scores = np.column_stack([by_name[name] for name in TECHNIQUES])
    shares: FloatArray = scores / scores.sum(axis=1, keepdims=True)
    return shares


def limit_by_pace(scores: FloatArray, features: Features) -> FloatArray:
    """Take away what the rhythm rules out: nobody strokes, kneads or taps at any pace.

    The same soft limits as in the rules, from the guide's and the textbooks' figures (effleurage up to 50 a minute,
    kneading slow, tapotement from 2 a second a hand). Where no rhythm was found, nothing is taken away.

    Parameters
    ----------
    scores : array, shape (m, 5)
        Rows sum to 1; NaN where nothing was seen.
    features : Features

    Returns
    -------
    array, shape (m, 5)
        Rows sum to 1 again.
    """
    known = features.column("has_rhythm") > 0
    rate = np.where(known, 2.0 ** features.column("rate"), 1.0)
    possible = {
        "stroking": _below(rate, STROKE_FASTEST_HZ),
        "kneading": _below(rate, KNEAD_FASTEST_HZ),
        "tapping": _above(rate, TAP_SLOWEST_HZ),
    }
    factor = np.ones_like(scores)
    for name, share in possible.items():
        factor[:, TECHNIQUES.index(name)] = np.where(known, np.maximum(share, PACE_FLOOR), 1.0)
    limited = scores * factor
    shares: FloatArray = limited / limited.sum(axis=1, keepdims=True)
    return shares


def let_thumbs_rub(scores: FloatArray, features: Features) -> FloatArray:
    """Call it rubbing where thumbs alone work; the trees, which do not look at thumbs, call such hands resting.

    Parameters
    ----------
    scores : array, shape (m, 5)
        Rows sum to 1; NaN where nothing was seen.
    features : Features

    Returns
    -------
    array, shape (m, 5)
        Rows sum to 1.
    """
    if features.thumbs is None or not features.thumbs.any():
        return scores
    rubbing = np.eye(len(TECHNIQUES))[TECHNIQUES.index("rubbing")]
    weight = THUMBS_SURE * features.thumbs[:, None]
    mixed: FloatArray = (1.0 - weight) * scores + weight * rubbing
    return mixed


def _above(value: FloatArray, threshold: FloatArray | float) -> FloatArray:
    """Soft "at least": 0.5 at the threshold, in the logarithm of the value."""
    ratio = np.log(np.maximum(value, 1e-6) / np.maximum(threshold, 1e-6))
    soft: FloatArray = 1.0 / (1.0 + np.exp(np.clip(-ratio / SOFTNESS, -60, 60)))
    return soft


def _below(value: FloatArray, threshold: FloatArray | float) -> FloatArray:
    below: FloatArray = 1.0 - _above(value, threshold)
    return below
