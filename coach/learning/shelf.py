"""The local models of this computer: kept, taken into use, left again, carried to other computers."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, replace
from pathlib import Path

from coach.errors import InputError, OutputError
from coach.files import write_data_file
from coach.paths import ensure_dir
from coach.technique.local_model import (
    ENDING,
    IN_USE_NAME,
    Card,
    LocalModel,
    find_in_use,
    models_dir,
    read_in_use,
    read_local_model,
    write_local_model,
)
from coach.words import say

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Shelved:
    """A local model that lies on this computer.

    Attributes
    ----------
    path : Path
    card : Card or None
        ``None`` where it cannot be used; ``fault`` says why.
    fault : str or None
    in_use : bool
    """

    path: Path
    card: Card | None
    fault: str | None
    in_use: bool


def list_models() -> list[Shelved]:
    """List the local models, the newest first; those that cannot be used last."""
    in_use = find_in_use()
    shelved = []
    for path in sorted(models_dir().glob(f"*{ENDING}")):
        try:
            shelved.append(Shelved(path, read_local_model(path).card, None, path == in_use))
        except InputError as error:
            shelved.append(Shelved(path, None, str(error), path == in_use))
    shelved.sort(key=lambda one: -one.card.made_at.timestamp() if one.card else 0.0)
    return shelved


def next_version(setup: str) -> int:
    """Return the version that the next model of a set-up has."""
    taken = [one.card.version for one in list_models() if one.card is not None and one.card.setup == setup]
    return max(taken, default=0) + 1


def keep_model(local: LocalModel) -> Path:
    """Put a model onto the shelf.

    Raises
    ------
    StoreError
        When the disk is full or the folder not writable.
    """
    folder = ensure_dir(models_dir())
    stem = re.sub(r"[^a-z0-9]+", "-", local.card.setup.lower()).strip("-")[:LONGEST_NAME] or "model"
    name, number = f"{stem}-{local.card.version}", 1
    while (folder / f"{name}{ENDING}").exists():
        number += 1
        name = f"{stem}-{local.card.version}-{number}"
    return write_local_model(folder / f"{name}{ENDING}", local)


def take_into_use(path: Path) -> None:
    """Take a model of the shelf into use.

    Raises
    ------
    InputError
        When it cannot be read, or did not pass the gate.
    StoreError
        When that cannot be written down.
    """
    if not read_local_model(path).card.adoptable:
        raise InputError(say("learn-not-passed"))
    _write_in_use([*read_in_use(), path.name])


def go_back() -> Path | None:
    """Take the model into use that was in use before; ``None``: the shipped one."""
    _write_in_use(read_in_use()[:-1])
    return find_in_use()


def export_model(path: Path, target: Path) -> Path:
    """Copy a model for another computer.

    Raises
    ------
    InputError
        When it cannot be read.
    OutputError
        When the target cannot be written.
    """
    read_local_model(path)
    try:
        return Path(shutil.copyfile(path, target))
    except OSError as error:
        why = error.strerror or str(error)
        raise OutputError(say("fault-not-written", name=target.name, folder=str(target.parent), why=why)) from error


def import_model(source: Path) -> Path:
    """Put a model of another computer onto the shelf, as the next version of its set-up; it is not yet in use.

    Raises
    ------
    InputError
        When the file is damaged, foreign, or of a newer version: one sentence.
    """
    local = read_local_model(source)
    card = local.card.model_copy(update={"version": next_version(local.card.setup)})
    return keep_model(replace(local, card=card))


def _write_in_use(names: list[str]) -> None:
    ensure_dir(models_dir())
    text = json.dumps({"files": names})

    def write(part: Path) -> None:
        part.write_text(text, encoding="utf-8")

    write_data_file(models_dir() / IN_USE_NAME, write)
