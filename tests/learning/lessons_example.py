"""A small world to learn in: general clips that a model knows, and a room in which it takes one technique for another.

A tick has a place (the first two features, in which every technique has its own) and a room (the third feature). In the
room stroking lies where rubbing lies elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from coach.learning.boosting import add_trees
from coach.learning.examples import Examples, compute_logits
from coach.learning.replay import Replay
from coach.records import TECHNIQUES, FloatArray
from coach.technique.features import FEATURE_NAMES, Features
from coach.technique.local_model import Taught
from coach.technique.model import TechniqueModel

PLACES = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0], [8.0, 2.0]])
ROOM_PLACES = np.array([[4.0, 0.0], [4.0, -4.0], [0.0, 4.0], [4.0, 4.0], [8.0, 2.0]])
TICKS_A_SESSION = 150
SESSIONS = 6


@dataclass(frozen=True)
class World:
    """The shipped model, what is replayed, and what a teacher named rightly in the room."""

    shipped: TechniqueModel
    replay: Replay
    taught: Taught


def as_features(values: FloatArray) -> Features:
    return Features(np.arange(len(values)) * 0.2, values, np.ones((len(values), 2)))


def make_ticks(label: np.ndarray, places: FloatArray, room: float, rng: np.random.Generator) -> FloatArray:
    values = np.zeros((len(label), len(FEATURE_NAMES)))
    values[:, :2] = places[label] + rng.normal(0, 0.5, (len(label), 2))
    values[:, 2] = room + rng.normal(0, 0.5, len(label))
    return values.astype(np.float16).astype(np.float64)


@cache
def make_world() -> World:
    rng = np.random.default_rng(11)
    label = np.arange(1500) % len(TECHNIQUES)
    values = make_ticks(label, PLACES, 0.0, rng)
    usable = np.arange(len(FEATURE_NAMES)) < 3
    nothing = np.zeros((len(label), len(TECHNIQUES)))
    own = np.eye(len(TECHNIQUES))[label]
    shipped = add_trees(values, own, np.ones(len(label)), nothing, usable=usable, seed=1)
    # It was made with the room's feature, too, but never met the room: one tree splits on it, to no effect.
    feature = shipped.feature.copy()
    value = shipped.value.copy()
    feature[0, 0], value[0] = 2, 0.0
    shipped = TechniqueModel(
        feature, shipped.threshold, shipped.left, shipped.right, value, shipped.technique, shipped.base, 1.0
    )
    logits = compute_logits(shipped.score(as_features(values)), 1.0)
    examples = Examples(values, label, np.arange(1500) // 50, np.ones(1500))
    return World(shipped, Replay(examples, logits, np.ones(1500, dtype=bool)), make_taught(rng))


def make_taught(rng: np.random.Generator, sessions: int = SESSIONS) -> Taught:
    """Let a teacher name all techniques rightly in the room, one after the other in every session."""
    label = np.tile(np.repeat(np.arange(len(TECHNIQUES)), TICKS_A_SESSION // len(TECHNIQUES)), sessions)
    session = np.repeat(np.arange(sessions), TICKS_A_SESSION)
    return Taught(make_ticks(label, ROOM_PLACES, 6.0, rng), label, session, session // 2)
