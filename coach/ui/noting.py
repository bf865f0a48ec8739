"""A teacher's work on the notes of one recording: what the page sent, kept at once, note by note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from coach.errors import InputError, StoreError
from coach.notes.records import read_note
from coach.notes.stored import keep_note, load_notes


@dataclass(frozen=True, slots=True)
class Desk:
    """How far what an open page sent is kept.

    Attributes
    ----------
    client : str
        The open page whose changes were taken last.
    sequence : int
        Number of its last change that is kept; one that arrives again is not kept again.
    fault : str
        Why the next one could not be kept; the page holds it and sends it again.
    """

    client: str = ""
    sequence: int = 0
    fault: str = ""


def take_edits(desk: Desk, sent: object, folder: Path, teacher: str) -> Desk:
    """Keep what the page sent: ``{"client": ..., "list": [{"seq": 1, "edit": {"id": ..., ...}}, ...]}``.

    What is no note is passed over: one faulty change must not hold up those that follow it. What cannot be written
    ends the row: the page keeps it and all that follows.
    """
    if not isinstance(sent, Mapping) or not isinstance(sent.get("list"), list):
        return desk
    client = str(sent.get("client", ""))
    if client != desk.client:
        desk = Desk(client)
    for entry in sent["list"]:
        number, edit = (entry.get("seq"), entry.get("edit")) if isinstance(entry, Mapping) else (None, None)
        if not isinstance(number, int) or not isinstance(edit, Mapping) or number <= desk.sequence:
            continue
        try:
            _keep(folder, edit, teacher)
        except StoreError as error:
            return replace(desk, fault=str(error))
        desk = replace(desk, sequence=number, fault="")
    return desk


def _keep(folder: Path, edit: Mapping[str, Any], teacher: str) -> None:
    try:
        note = read_note(edit, teacher)
    except InputError:
        return
    known = load_notes(folder).find(note.id)
    if known is None or not note.says_the_same(known):
        keep_note(folder, note)
