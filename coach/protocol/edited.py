"""A protocol while it is edited, as plain values, with the way back and the way on again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Data = Mapping[str, Any]
"""A protocol, or a part of one, as its file says it."""


@dataclass(frozen=True, slots=True)
class Edited:
    """A protocol that is being edited, with the way back.

    Attributes
    ----------
    data : mapping
        As it stands now.
    past, future : tuple of mapping
        What undoing and doing again lead to, the nearest last.
    """

    data: Data
    past: tuple[Data, ...] = ()
    future: tuple[Data, ...] = ()

    MOST_PAST = 200

    def change(self, data: Data) -> Edited:
        """Take a change; one that changes nothing leaves no trace."""
        if data == self.data:
            return self
        return Edited(data, (*self.past, self.data)[-self.MOST_PAST :], ())

    def undo(self) -> Edited:
        """Take the last change back, if there is one."""
        if not self.past:
            return self
        return Edited(self.past[-1], self.past[:-1], (*self.future, self.data))

    def redo(self) -> Edited:
        """Do again what was taken back, if something was."""
        if not self.future:
            return self
        return Edited(self.future[-1], (*self.past, self.data), self.future[:-1])
