"""A local model: trees learnt from a teacher's corrections on this computer or another, in one file.

The file is an ``.npz``: the arrays of the whole model, a card as JSON, and the ticks it was taught with (features and
names of techniques; no landmarks, no pictures), so that what several schools taught can be pooled. Nothing is pickled.
Which model is in use is said by a small file beside the models (:data:`IN_USE_NAME`).
"""

from __future__ import annotations

import json
import zipfile
import zlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from coach.errors import InputError
from coach.files import write_data_file
from coach.paths import data_dir
from coach.records import TECHNIQUES, FloatArray
from coach.technique.features import FEATURE_NAMES
from coach.technique.model import TechniqueModel
from coach.words import say

FORMAT = "massage-coach-model"
FORMAT_VERSION = 1
ENDING = ".npz"
IN_USE_NAME = "in_use.json"
MOST_BYTES = 200_000_000
"""No local model is nearly so large; a larger file is not opened."""
_TREES = ("feature", "threshold", "left", "right", "value", "technique")
_UNREADABLE = (
    *(OSError, ValueError, TypeError, KeyError, EOFError, RuntimeError, MemoryError, OverflowError),
    *(zlib.error, zipfile.BadZipFile, NotImplementedError),
)
"""All that numpy and zipfile raise for a file that is no archive of arrays."""


class Card(BaseModel):
    """What is known of a local model.

    Attributes
    ----------
    setup : str
        The camera set-up it was learnt for, in the user's words.
    version : int
        Counted up within a set-up, from 1.
    base : str
        Digest of the shipped model that its trees were added to.
    sessions, persons : int
        That it was taught with.
    seconds : float
        That a teacher named.
    before, after : float
        Share of the named seconds that the shipped model, and one that did not learn from them, call right.
    general_before, general_after : float
        The same on the general clips.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    setup: str = Field(max_length=60)
    version: int = Field(ge=1)
    made_at: datetime
    base: str
    sessions: int = Field(ge=0)
    persons: int = Field(ge=0)
    seconds: float = Field(ge=0)
    before: float = Field(ge=0, le=1)
    after: float = Field(ge=0, le=1)
    general_before: float = Field(ge=0, le=1)
    general_after: float = Field(ge=0, le=1)
    adoptable: bool
    """Whether it passed the gate."""


@dataclass(frozen=True, slots=True)
class Taught:
    """Ticks that a teacher named.

    Attributes
    ----------
    values : array, shape (m, f)
        In the order of time within each session.
    label : int array, shape (m,)
    session : int array, shape (m,)
        Which session: 0, 1, ...
    person : int array, shape (m,)
        Whose hands.
    """

    values: FloatArray
    label: NDArray[np.int64]
    session: NDArray[np.int64]
    person: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model with its card and what it was taught."""

    model: TechniqueModel
    card: Card
    taught: Taught


def models_dir() -> Path:
    """Return the folder of the local models."""
    return data_dir() / "models"


def find_in_use() -> Path | None:
    """Return the file of the local model that is in use; ``None`` where it is the shipped one."""
    names = read_in_use()
    path = models_dir() / names[-1] if names and names[-1] else None
    return path if path is not None and path.is_file() else None


def read_in_use() -> list[str]:
    """List the files that were taken into use one after the other and not left again, the present one last.

    An empty name stands for the shipped model.
    """
    try:
        names = json.loads((models_dir() / IN_USE_NAME).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    # Plain names only: the file must never lead out of the folder.
    return (
        [name for name in names if isinstance(name, str) and name == Path(name).name] if isinstance(names, list) else []
    )


def write_local_model(path: Path, local: LocalModel) -> Path:
    """Write a local model, whole or not at all; raises :class:`coach.errors.StoreError` when the disk is full."""
    arrays: dict[str, Any] = {name: getattr(local.model, name) for name in (*_TREES, "base", "temperature")}
    card = {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "features": FEATURE_NAMES,
        "techniques": TECHNIQUES,
        "about": json.loads(local.card.model_dump_json()),
    }

    def write(part: Path) -> None:
        with part.open("wb") as handle:
            np.savez_compressed(
                handle,
                card=np.frombuffer(json.dumps(card).encode(), dtype=np.uint8),
                taught_values=local.taught.values.astype(np.float16),
                taught_label=local.taught.label.astype(np.uint8),
                taught_session=local.taught.session.astype(np.int32),
                taught_person=local.taught.person.astype(np.int32),
                **arrays,
            )

    return write_data_file(path, write)


def read_local_model(path: Path) -> LocalModel:
    """Read a local model.

    Raises
    ------
    InputError
        When the file is missing, damaged, foreign, of a newer form, or made for other features: one sentence.
    """
    try:
        if path.stat().st_size > MOST_BYTES:
            raise ValueError(say("learn-file-too-large"))
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            card = json.loads(bytes(data["card"]))
            if not isinstance(card, dict) or card.get("format") != FORMAT:
                raise InputError(say("learn-file-foreign", name=path.name))
            if card.get("version") != FORMAT_VERSION:
                raise InputError(say("learn-file-newer", name=path.name))
            if tuple(card["features"]) != FEATURE_NAMES or tuple(card["techniques"]) != TECHNIQUES:
                raise InputError(say("learn-file-other-features", name=path.name))
            return LocalModel(_read_trees(data), Card.model_validate(card["about"]), _read_taught(data))
    except InputError:
        raise
    except FileNotFoundError as error:
        raise InputError(say("learn-file-missing", name=path.name)) from error
    except KeyError as error:
        raise InputError(say("learn-file-foreign", name=path.name)) from error
    except (*_UNREADABLE, ValidationError) as error:
        raise InputError(say("learn-file-damaged", name=path.name)) from error


def _read_trees(data: Any) -> TechniqueModel:
    """Read the trees, and make sure that walking down them ends and stays within the arrays."""
    feature, threshold, left, right, value, technique = (data[name] for name in _TREES)
    base, temperature = np.asarray(data["base"], dtype=np.float64), float(data["temperature"])
    trees, nodes = feature.shape
    if not all(part.shape == (trees, nodes) for part in (threshold, left, right, value)) or technique.shape != (trees,):
        raise ValueError("trees have one shape")
    inner = feature >= 0
    own = np.arange(nodes)
    for child in (left, right):
        # A child stands behind its parent, so no way down is endless.
        if not (child[inner] < nodes).all() or not (child > own)[inner].all():
            raise ValueError("a tree leads astray")
    named = np.isin(technique, np.arange(len(TECHNIQUES))).all()
    if not named or feature.max(initial=-1) >= len(FEATURE_NAMES) or base.shape != (len(TECHNIQUES),):
        raise ValueError("trees name features and techniques that there are")
    finite = all(np.isfinite(part).all() for part in (threshold, value, base))
    if not finite or not 0.01 < temperature < 100.0:
        raise ValueError("trees are made of numbers")
    return TechniqueModel(feature, threshold, left, right, value, technique, base, temperature)


def _read_taught(data: Any) -> Taught:
    taught = Taught(
        np.asarray(data["taught_values"], dtype=np.float64),
        np.asarray(data["taught_label"], dtype=np.int64),
        np.asarray(data["taught_session"], dtype=np.int64),
        np.asarray(data["taught_person"], dtype=np.int64),
    )
    m = len(taught.label)
    fits = taught.values.shape == (m, len(FEATURE_NAMES)) and len(taught.session) == len(taught.person) == m
    if not fits or not np.isfinite(taught.values).all() or not (taught.label < len(TECHNIQUES)).all():
        raise ValueError("what was taught fits together")
    return taught
