"""The model that names the technique: a local one where one is in use, else the shipped one.

The one place where live and review get it from. A local model that cannot be used any more (a newer version of the
coach computes other features) is passed over, and :attr:`Chosen.fault` says so.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from coach.errors import InputError
from coach.hands.model_file import find_model
from coach.technique.local_model import Card, find_in_use, read_local_model
from coach.technique.model import ARRAYS_NAME, TechniqueModel, load_technique_model

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The model in use.

    Attributes
    ----------
    model : TechniqueModel
    digest : str
        SHA-256 of its file.
    card : Card or None
        Of a local model; ``None`` for the shipped one.
    fault : str or None
        The sentence that says why the local model that was taken into use is passed over.
    """

    model: TechniqueModel
    digest: str
    card: Card | None = None
    fault: str | None = None


def load_chosen_model() -> Chosen:
    """Return the model in use; it is read anew when another one was taken into use, by this process or by another.

    Raises
    ------
    ModelFileError
        When the shipped model is needed and cannot be read.
    """
    path = find_in_use()
    if path is None:
        return _load(None, 0, 0)
    try:
        about = path.stat()
    except OSError:
        return _load(path, 0, 0)
    return _load(path, about.st_mtime_ns, about.st_size)


@lru_cache(maxsize=1)
def _load(path: Path | None, _changed_ns: int, _size: int) -> Chosen:
    fault = None
    if path is not None:
        try:
            local = read_local_model(path)
            return Chosen(local.model, hashlib.sha256(path.read_bytes()).hexdigest(), local.card)
        except (InputError, OSError) as error:
            fault = str(error)
            _log.warning("%s", fault)
    shipped = load_technique_model()
    return Chosen(shipped, hashlib.sha256(find_model(ARRAYS_NAME).read_bytes()).hexdigest(), None, fault)
