"""A teacher's work on one session: what was sent by the page, applied, with a way back, and kept at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from coach.corrections.edits import read_edit
from coach.corrections.records import Correction
from coach.corrections.undoing import Undoing
from coach.errors import InputError

BACK_AND_FORTH = ("undo", "redo")


@dataclass(frozen=True, slots=True)
class Desk:
    """The present state of a teacher's work.

    Attributes
    ----------
    undoing : Undoing
    client : str
        The open page whose edits were taken last.
    sequence : int
        Number of its last edit; an edit that arrives again is not applied again.
    """

    undoing: Undoing
    client: str = ""
    sequence: int = 0

    @property
    def correction(self) -> Correction:
        """The correction as it stands."""
        return self.undoing.present


def take_edits(desk: Desk, sent: object) -> Desk:
    """Apply what the page sent: ``{"client": ..., "list": [{"seq": 1, "edit": {"do": ...}}, ...]}``.

    What is no edit is passed over: one faulty edit must not hold up those that follow it.
    """
    if not isinstance(sent, Mapping) or not isinstance(sent.get("list"), list):
        return desk
    client = str(sent.get("client", ""))
    if client != desk.client:
        desk = replace(desk, client=client, sequence=0)
    for entry in sent["list"]:
        number, edit = (entry.get("seq"), entry.get("edit")) if isinstance(entry, Mapping) else (None, None)
        if isinstance(number, int) and isinstance(edit, Mapping) and number > desk.sequence:
            desk = replace(desk, undoing=_take(desk.undoing, edit), sequence=number)
    return desk


def _take(undoing: Undoing, values: Mapping[str, Any]) -> Undoing:
    if values.get("do") in BACK_AND_FORTH:
        return undoing.undo() if values["do"] == "undo" else undoing.redo()
    try:
        return undoing.apply(read_edit(values))
    except InputError:
        return undoing
