"""From a stretch that is worth a look to the recording of a class that it lies in; which of a class to correct next."""

from __future__ import annotations

from collections.abc import Sequence

from coach.classes.opened import find_recording
from coach.classes.shelf import ClassShelf
from coach.classes.table import Row
from coach.classes.told import say_when
from coach.history.recordings import list_corrections
from coach.ui import class_choice, class_mark, correct_view
from coach.ui.memory import open_history
from coach.ui.next_view import Listed, show_next
from coach.ui.plain import plain


def open_recording_at(digest: str, at_s: float) -> bool:
    """Let the page Class show a recording to be corrected at a moment; whether there is a class that has it."""
    found = find_recording(ClassShelf(), digest)
    if found is None:
        return False
    settings, name = found
    class_choice.open_class(str(settings.folder))
    class_mark.open_recording(name)
    correct_view.open_at(digest, at_s)
    return True


def offer_next(shelf: ClassShelf, rows: Sequence[Row]) -> None:
    """Offer to look for the stretches of a class that would teach most: first where no teacher had a word yet."""
    store = open_history()
    if store is None:
        return
    ready = [row for row in rows if row.item.kept is not None and shelf.find_tracks(row.item.digest) is not None]
    ready.sort(key=lambda row: bool(list_corrections(shelf.recording_dir(row.item.digest))))
    listed = {row.item.digest: Listed(row.item.digest, _name(row)) for row in ready}
    show_next(store, list(listed.values()), _open)


def _name(row: Row) -> str:
    return plain(f"{row.item.entry.student}, {say_when(row.item.entry)}")


def _open(digest: str, at_s: float) -> None:
    open_recording_at(digest, at_s)
