"""A class as it stands: its recordings, how each is reviewed, what is there of it; and the run that does the rest."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path

from coach.back_format import read_back
from coach.classes.folder import list_recordings
from coach.classes.marks import Mark
from coach.classes.records import Entry, Outcome, Task
from coach.classes.running import Reviewer, review_here
from coach.classes.shelf import ClassSettings, ClassShelf, Kept, KnownFile, Way, compute_digest
from coach.errors import InputError, StoreError
from coach.formats import ReviewFile
from coach.history.analyser import name_analyser
from coach.protocol.library import find_clip_back, find_clip_scale, load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.variants import scale_protocol
from coach.records import Back
from coach.words import say
from coach.workers import count_jobs


@dataclass(frozen=True, slots=True)
class Item:
    """A recording of a class with all that is there of it.

    Attributes
    ----------
    way : Way or None
        How it is reviewed; ``None`` when that has a fault.
    digest : str
        Of its content; empty before it was looked at.
    kept : Kept or None
        Its review without its ticks; ``None`` while it waits.
    fault : str
        Why there is no review; one sentence.
    marks : tuple of Mark
        All that teachers decided, the earliest first.
    """

    entry: Entry
    way: Way | None = None
    digest: str = ""
    kept: Kept | None = None
    fault: str = ""
    marks: tuple[Mark, ...] = ()

    @property
    def waits(self) -> bool:
        """Whether it has neither a review nor a fault."""
        return self.kept is None and not self.fault

    @property
    def mark(self) -> Mark | None:
        """What was decided last."""
        return self.marks[-1] if self.marks else None


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """How far a run is.

    Attributes
    ----------
    fraction : float
        Of the whole work, by the size of the recordings; 0 to 1.
    done, total : int
        Recordings.
    looking : bool
        Files are still being looked at; nothing is reviewed yet.
    """

    fraction: float
    done: int
    total: int
    looking: bool = False


OnClassProgress = Callable[[ClassProgress], None]


def plan_way(entry: Entry, settings: ClassSettings, shown: Back | None = None) -> Way:
    """Say how a recording is reviewed: the roster's word counts before the clip's own truth file and the class.

    Parameters
    ----------
    shown : Back, optional
        Where a teacher showed that the back lies in this recording, which counts before all.

    Raises
    ------
    CoachError
        When its protocol cannot be used, or cannot be as long as is asked.
    """
    protocol_id = entry.protocol_id or settings.protocol_id
    protocol = _load(protocol_id)
    minutes = entry.minutes or settings.minutes
    known = find_clip_scale(entry.path, protocol.id) if minutes is None else None
    factor = known if known is not None else 1.0 if minutes is None else minutes / protocol.planned_minutes
    back = shown or (None if entry.head is None else Back.from_head(entry.head)) or find_clip_back(entry.path)
    if back is None:
        back = _find_class_back(settings)
    scale_protocol(protocol, factor=factor)
    return Way(protocol_id, protocol, factor, back)


def _find_class_back(settings: ClassSettings) -> Back | None:
    """Where the class says that the back lies; points that cannot be read count as not given."""
    if settings.back is not None:
        with contextlib.suppress(ValueError):
            return read_back(settings.back)
    return None if settings.head is None else Back.from_head(settings.head)


def load_items(settings: ClassSettings, shelf: ClassShelf) -> list[Item]:
    """Return every recording of a class with what is there of it; nothing is looked into.

    Raises
    ------
    InputError
        When the folder is gone, empty, or its roster has a fault.
    """
    files = shelf.load_files(settings.folder)
    _load.cache_clear()
    return [_load_item(entry, settings, shelf, files) for entry in list_recordings(settings.folder)]


def find_recording(shelf: ClassShelf, digest: str) -> tuple[ClassSettings, str] | None:
    """Return a class that has a recording of this content, and its name there; ``None`` when none has it."""
    for settings in shelf.list_classes():
        for name, known in shelf.load_files(settings.folder).items():
            if known.digest == digest:
                return settings, name
    return None


def load_whole(item: Item, shelf: ClassShelf) -> ReviewFile | None:
    """Return the review of a recording with its ticks; ``None`` when there is none, or it cannot be read any more."""
    if item.kept is None or item.way is None:
        return None
    try:
        return shelf.load_review(item.digest, item.way.key)
    except StoreError:
        return None


def _load_item(entry: Entry, settings: ClassSettings, shelf: ClassShelf, files: dict[str, KnownFile]) -> Item:
    known = files.get(entry.name)
    try:
        way = plan_way(entry, settings, None if known is None else shelf.load_back(known.digest))
    except InputError as error:
        return Item(entry, fault=str(error))
    if known is not None and not known.digest:
        return Item(entry, way, fault=known.fault)
    if known is None or not _is_same_file(entry.path, known):
        return Item(entry, way)
    marks = tuple(shelf.list_marks(known.digest))
    kept = shelf.load_result(known.digest, way.key)
    fault = known.fault if kept is None and known.fault_key in ("", way.key) else ""
    return Item(entry, way, known.digest, kept, fault, marks)


def _is_same_file(path: Path, known: KnownFile) -> bool:
    try:
        found = path.stat()
    except OSError:
        return False
    return (found.st_size, found.st_mtime_ns) == (known.size, known.changed_ns)


@cache
def _load(protocol_id: str) -> Protocol:
    return load_protocol(protocol_id)


def review_class(
    settings: ClassSettings,
    shelf: ClassShelf,
    on_progress: OnClassProgress | None = None,
    *,
    only: Collection[str] | None = None,
    workers: int | None = None,
    reviewer: Reviewer | None = None,
) -> list[Item]:
    """Review every recording of a class that has no review yet, and return the class as it then stands.

    What is done is kept at once, so a run that is cancelled or killed loses only what was on its way.

    Parameters
    ----------
    on_progress : callable, optional
        Called a few times a second; may raise :class:`coach.errors.Cancelled` to stop.
    only : collection of str, optional
        Names of the recordings to review; all when left out.
    workers : int, optional
        Recordings at a time; one a core when left out.
    reviewer : Reviewer, optional
        What reviews them; this computer when left out.

    Raises
    ------
    InputError
        When the folder, its roster or the protocol of the class cannot be used.
    StoreError
        When another run is at work, or results cannot be written.
    """
    load_protocol(settings.protocol_id)
    shelf.keep_class(settings)
    with shelf.hold() as scratch:
        run = _Run(settings, shelf, on_progress or (lambda progress: None))
        run.look(only)
        here = partial(review_here, scratch)
        (reviewer or here)(run.tasks(), workers or count_jobs(), run.take, run.tell)
    return load_items(settings, shelf)


@dataclass
class _Run:
    """One run over a class; it alone writes what is known of the files."""

    settings: ClassSettings
    shelf: ClassShelf
    on_progress: OnClassProgress
    files: dict[str, KnownFile] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    planned: dict[str, tuple[Entry, Way, str]] = field(default_factory=dict)
    fractions: dict[str, float] = field(default_factory=dict)
    done: int = 0

    def look(self, only: Collection[str] | None) -> None:
        """Look at every file, and plan what is to be reviewed."""
        entries = list_recordings(self.settings.folder)
        before = self.shelf.load_files(self.settings.folder)
        for number, entry in enumerate(entries):
            self.on_progress(ClassProgress(0.0, number, len(entries), looking=True))
            known = before.get(entry.name)
            if only is not None and entry.name not in only:
                self.files |= {} if known is None else {entry.name: known}
                continue
            if known is None or not known.digest or not _is_same_file(entry.path, known):
                known = _look_at(entry)
            self.files[entry.name] = known
            try:
                way = plan_way(entry, self.settings, self.shelf.load_back(known.digest))
            except InputError:
                continue  # it stands in the table with its sentence
            if known.digest and self.shelf.load_result(known.digest, way.key) is None:
                key = f"{known.digest}/{way.key}"
                self.planned.setdefault(key, (entry, way, known.digest))
                self.names.setdefault(key, []).append(entry.name)
                self.sizes[key] = max(1, known.size)
        self._keep_files()

    def tasks(self) -> Iterator[Task]:
        """Hand out what is to be reviewed, the smallest first: so that there is soon something to look at."""
        for key in sorted(self.planned, key=lambda key: self.sizes[key]):
            entry, way, digest = self.planned[key]
            yield Task(key, entry.path, way.protocol_id, way.factor, way.back, self.shelf.find_tracks(digest))

    def take(self, outcome: Outcome) -> None:
        """Keep what came of a task."""
        key = outcome.task.key
        _, way, digest = self.planned[key]
        if outcome.review is not None:
            self.shelf.keep_result(digest, way.key, outcome.review, outcome.tracks, name_analyser())
        for name in self.names[key]:
            update = {"fault": outcome.fault, "fault_key": way.key if outcome.fault else ""}
            self.files[name] = self.files[name].model_copy(update=update)
        self._keep_files()
        self.done += 1
        self.tell(key, 1.0)

    def tell(self, key: str, fraction: float) -> None:
        """Say how far the whole is."""
        self.fractions[key] = max(self.fractions.get(key, 0.0), fraction)
        done = sum(self.sizes[each] * share for each, share in self.fractions.items())
        self.on_progress(ClassProgress(done / sum(self.sizes.values()), self.done, len(self.planned)))

    def _keep_files(self) -> None:
        self.shelf.keep_files(self.settings.folder, self.files)


def _look_at(entry: Entry) -> KnownFile:
    try:
        found = entry.path.stat()
        digest = compute_digest(entry.path)
    except OSError as error:
        why = error.strerror or str(error)
        return KnownFile(
            size=0, changed_ns=0, digest="", fault=say("recording-not-readable", name=entry.path.name, why=why)
        )
    return KnownFile(size=found.st_size, changed_ns=found.st_mtime_ns, digest=digest)
