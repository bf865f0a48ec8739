"""What the shipped model was made from, a few megabytes of it: replayed in learning, so that nothing is forgotten.

The file is made by the command that trains the shipped model and belongs to that one model: it holds features (no
landmarks, no pictures), and what a model said that had not learnt from the clip.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.errors import ModelFileError
from coach.hands.model_file import find_model
from coach.learning.examples import Examples
from coach.records import TECHNIQUES, FloatArray
from coach.technique.features import FEATURE_NAMES
from coach.words import say

REPLAY_NAME = "replay.npz"
MOST_TICKS = 24_000
"""More would make the file and the fitting larger, and change little."""


@dataclass(frozen=True, slots=True)
class Replay:
    """The replayed examples.

    Attributes
    ----------
    examples : Examples
    logits : array, shape (m, 5)
        Logarithm of the scores, at temperature 1, by a model that did not learn from the recording.
    rendered : bool array, shape (m,)
        Of a rendered clip; else simulated. What the coach is measured on generally is the rendered ones.
    """

    examples: Examples
    logits: FloatArray
    rendered: NDArray[np.bool_]

    def __post_init__(self) -> None:
        m = len(self.examples)
        if self.logits.shape != (m, len(TECHNIQUES)) or self.rendered.shape != (m,):
            raise ValueError(f"a replay of {m} ticks has logits of shape ({m}, {len(TECHNIQUES)})")

    def of(self, keep: NDArray[np.bool_] | NDArray[np.int_]) -> Replay:
        """Keep some."""
        return Replay(self.examples.of(keep), self.logits[keep], self.rendered[keep])


@lru_cache(maxsize=1)
def load_replay() -> Replay:
    """Read the shipped replay; raises :class:`ModelFileError` as :func:`read_replay` does."""
    return read_replay(find_model(REPLAY_NAME))


def write_replay(replay: Replay, folder: Path) -> Path:
    """Write the file, with ticks left out evenly where there are more than :data:`MOST_TICKS`."""
    ticks = len(replay.examples)
    kept = np.unique(np.linspace(0, ticks - 1, min(ticks, MOST_TICKS)).round().astype(int))
    some = replay.of(kept)
    card = {"features": FEATURE_NAMES, "techniques": TECHNIQUES}
    path = folder / REPLAY_NAME
    np.savez_compressed(
        path,
        values=some.examples.values.astype(np.float16),
        label=some.examples.label.astype(np.uint8),
        recording=some.examples.recording.astype(np.int16),
        logits=some.logits.astype(np.float16),
        weight=some.examples.weight.astype(np.float32),
        rendered=some.rendered,
        card=np.frombuffer(json.dumps(card).encode(), dtype=np.uint8),
    )
    return path


def read_replay(path: Path) -> Replay:
    """Read what :func:`write_replay` wrote.

    Raises
    ------
    ModelFileError
        Missing, damaged, or of other features than this version computes.
    """
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            card = json.loads(bytes(data["card"]))
            examples = Examples(
                data["values"].astype(np.float64),
                data["label"].astype(np.int64),
                data["recording"].astype(np.int64),
                data["weight"].astype(np.float64),
            )
            replay = Replay(examples, data["logits"].astype(np.float64), data["rendered"].astype(np.bool_))
    except (OSError, ValueError, KeyError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise ModelFileError(say("model-replay-unreadable", name=path.name, error=str(error))) from error
    if tuple(card.get("features", ())) != FEATURE_NAMES or tuple(card.get("techniques", ())) != TECHNIQUES:
        raise ModelFileError(say("model-replay-other", name=path.name))
    return replay
