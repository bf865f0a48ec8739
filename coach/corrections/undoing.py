"""Undo and redo: a history of states that is itself a value."""

from __future__ import annotations

from dataclasses import dataclass

from coach.corrections.edits import Edit, apply_edit
from coach.corrections.records import Correction

MOST_STATES = 500
"""Kept to go back to; a state shares nearly all of its stretches with the one before."""


@dataclass(frozen=True, slots=True)
class Undoing:
    """A correction with the states before it and those taken back.

    Attributes
    ----------
    present : Correction
    past, future : tuple of Correction
        The state to go back to is the last of ``past``; the one to go forward to is the last of ``future``.
    """

    present: Correction
    past: tuple[Correction, ...] = ()
    future: tuple[Correction, ...] = ()

    @staticmethod
    def begin(correction: Correction) -> Undoing:
        """Begin with nothing to go back to."""
        return Undoing(correction)

    def apply(self, edit: Edit) -> Undoing:
        """Apply an edit; one that changes nothing is no step to go back."""
        changed = apply_edit(self.present, edit)
        if changed == self.present:
            return self
        return Undoing(changed, (*self.past, self.present)[-MOST_STATES:])

    def undo(self) -> Undoing:
        """Go back one step; nothing happens where there is none."""
        if not self.past:
            return self
        return Undoing(self.past[-1], self.past[:-1], (*self.future, self.present))

    def redo(self) -> Undoing:
        """Go forward one step; nothing happens where there is none."""
        if not self.future:
            return self
        return Undoing(self.future[-1], (*self.past, self.present), self.future[:-1])
