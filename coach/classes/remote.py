"""What a worker of a cluster does for a class: it reads a recording in a folder that all share, and gives numbers back.

Everything here runs on the worker and is called by :mod:`coach.classes.cluster`. A fault that a user can cause comes
back as an answer, because an error would end up in the log of the cluster.
"""

from __future__ import annotations

import functools
import logging
import platform
import socket
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from coach.errors import Cancelled, CoachError
from coach.frames.video import open_recording
from coach.hands.joined import FoundPiece, Joined, find_piece
from coach.hands.pieces import PiecesDiffer
from coach.hands.search import plan_borders
from coach.protocol.schema import Protocol
from coach.records import Analysis, Back
from coach.words import say

LIBRARIES = ("av", "mediapipe", "numpy", "opencv-contrib-python")
"""What a review's last digits depend on."""


@dataclass(frozen=True, slots=True)
class Order:
    """A recording to be reviewed, as a worker gets it.

    Attributes
    ----------
    path : Path
        In the folder that all share.
    size : int
        Of the file, bytes.
    protocol : Protocol
        Made as long as the session was planned for.
    back : Back or None
    tracks : bytes or None
        The file of hands that were found before: then the recording is not read.
    maker : str
        What reviews have to be made with; see :func:`name_maker`.
    """

    path: Path
    size: int
    protocol: Protocol
    back: Back | None
    tracks: bytes | None
    maker: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A review as JSON and the file of hands that were found, or one sentence that says why there is none."""

    review: str = ""
    tracks: bytes | None = None
    fault: str = ""


@functools.cache
def name_maker() -> str:
    """Name all that a review's last digits depend on: where this differs, reviews may."""
    from coach.history.analyser import name_analyser

    libraries = ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    python = ".".join(platform.python_version_tuple()[:2])
    return f"massage-coach {name_analyser()}, Python {python}, {libraries}, {platform.machine()}"


def name_computer() -> str:
    """Name the computer that this runs on."""
    return socket.gethostname()


_T = TypeVar("_T")
_P = ParamSpec("_P")


def _answer_faults(
    work: Callable[Concatenate[Order, _P], _T],
) -> Callable[Concatenate[Order, _P], _T | Answer]:
    """Turn a fault that a user can cause into an answer, and refuse what this worker cannot do."""

    @functools.wraps(work)
    def do(order: Order, /, *args: _P.args, **kwargs: _P.kwargs) -> _T | Answer:
        try:
            _check(order)
            return work(order, *args, **kwargs)
        except Cancelled:
            raise
        except CoachError as error:
            return Answer(fault=" ".join(str(error).split()))
        except Exception:
            # The traceback belongs to this worker; what cannot be sent would leave who asked without an answer.
            logging.getLogger(__name__).exception("%s failed with %s", work.__name__, order.path)
            return Answer(fault=say("class-worker-ended", name=order.path.name))

    return do


def _check(order: Order) -> None:
    worker = name_computer()
    if (maker := name_maker()) != order.maker:
        raise CoachError(say("class-cluster-versions", worker=worker, theirs=maker, ours=order.maker))
    if order.tracks is not None:
        return
    try:
        size = order.path.stat().st_size
    except OSError as error:
        why = error.strerror or str(error)
        raise CoachError(say("class-cluster-no-file", worker=worker, path=str(order.path), why=why)) from error
    if size != order.size:
        raise CoachError(say("class-cluster-other-file", worker=worker, path=str(order.path)))


@_answer_faults
def plan_recording(order: Order) -> tuple[float, ...]:
    """Choose where a recording is cut; empty where it is better read in one."""
    opened = open_recording(order.path, sparing=True)
    opened.rest.close()
    return plan_borders(opened)


@_answer_faults
def search_piece(order: Order, borders: tuple[float, ...], place: int) -> FoundPiece:
    """Search one piece of a recording."""
    return find_piece(order.path, borders, place, _make_watch())


@_answer_faults
def join_recording(order: Order, borders: tuple[float, ...], *pieces: FoundPiece | Answer) -> Answer | None:
    """Review a recording whose pieces were searched; ``None`` where it has to be read in one piece."""
    from coach.pipeline import analyse_seen

    found = [piece for piece in pieces if isinstance(piece, FoundPiece)]
    for piece in pieces:
        if isinstance(piece, Answer):
            return piece
    watch = _make_watch()
    try:
        with Joined(order.path, borders, found) as seen:
            return _review(order, analyse_seen(seen, _place_back(order), lambda share: _ask(watch)))
    except PiecesDiffer:
        return None


@_answer_faults
def review_recording(order: Order) -> Answer:
    """Review a recording from its first picture to its last, by one thread."""
    from coach.pipeline import analyse, analyse_tracks
    from coach.tracks_file import read_tracks

    watch, back = _make_watch(), _place_back(order)
    if order.tracks is None:
        return _review(order, analyse(order.path, back, lambda share: _ask(watch), workers=lambda: 1))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tracks.npz"
        file.write_bytes(order.tracks)
        tracks, info, _ = read_tracks(file)
    return _review(order, analyse_tracks(tracks, info, back))


def _place_back(order: Order) -> Back | None:
    from coach.motion.body import turn_to

    return None if order.back is None else turn_to(order.back, order.protocol.region)


def _review(order: Order, analysis: Analysis) -> Answer:
    from coach.reviewing import review_analysis
    from coach.tracks_file import Recorded, write_tracks

    review = review_analysis(analysis, order.protocol).written.model_dump_json()
    if order.tracks is not None:
        return Answer(review)
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tracks.npz"
        write_tracks(file, Recorded(analysis.tracks, analysis.info, analysis.back))
        return Answer(review, file.read_bytes())


def _make_watch() -> Callable[[], bool]:
    """Make what raises :class:`~coach.errors.Cancelled` as soon as nobody wants the present task any more."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def watch() -> bool:
        task = worker.state.tasks.get(key)
        if task is None or task.state == "cancelled":
            raise Cancelled
        return True

    return watch


def _ask(watch: Callable[[], bool]) -> None:
    watch()
