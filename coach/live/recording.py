"""Reads a session that :mod:`coach.live.recorder` wrote, also one that ended in the middle of a word."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coach.care.screening import Area
from coach.errors import StoreError
from coach.live.plan import Plan
from coach.live.recorder import EVENTS_NAME, FRAME_DTYPE, HEADER, META_NAME, NO_SCENE, SIDES, TRACKS_NAME
from coach.live.view_model import read_back
from coach.protocol.schema import Protocol
from coach.records import Back, HandPose, HandsFrame, SceneShift, Source
from coach.words import say

SETUP, RUNNING, FINISHED = "setup", "running", "finished"
"""Values of ``state`` in ``session.json``."""

_NAME = re.compile(r"[0-9]{8}-[0-9]{6}-[0-9a-f]{6}")
LEAST_S = 5.0
"""A session shorter than this is not worth offering again."""


@dataclass(frozen=True, slots=True)
class RecordedSession:
    """A session as it lies on the disk.

    Attributes
    ----------
    meta : dict
        ``session.json``.
    rows : array of :data:`FRAME_DTYPE`, shape (frames,)
    events : list of dict
        In the order in which they happened.
    """

    folder: Path
    meta: dict[str, Any]
    rows: NDArray[np.void]
    events: list[dict[str, Any]]

    @property
    def id(self) -> str:
        """Name of its folder."""
        return self.folder.name

    @property
    def duration_s(self) -> float:
        """Time of the last frame."""
        return float(self.rows["time_s"][-1]) if len(self.rows) else 0.0

    @property
    def began(self) -> bool:
        """Whether it came further than the set-up check, and was not brought to its end."""
        return self.meta.get("state") == RUNNING

    @property
    def started_at(self) -> datetime:
        """When it began."""
        return datetime.fromisoformat(self.meta["started_at"])

    @property
    def extras(self) -> dict[str, Any]:
        """What the page wanted to find again."""
        return dict(self.meta.get("extras", {}))

    @property
    def width(self) -> int:
        """Width of the picture in pixels."""
        return int(self.meta["width"])

    @property
    def height(self) -> int:
        """Height of the picture in pixels."""
        return int(self.meta["height"])

    @property
    def plan(self) -> Plan:
        """What the user chose."""
        values = dict(self.meta["plan"])
        if values["pace_per_min"] is not None:
            values["pace_per_min"] = tuple(values["pace_per_min"])
        avoid = tuple(Area(**area) for area in values.get("avoid", ()))
        limits = tuple(values.get("limits", ()))
        return Plan(**values | {"back": self.back_at_start, "avoid": avoid, "limits": limits})

    @property
    def protocol(self) -> Protocol | None:
        """The protocol as it was followed; ``None`` in free practice."""
        stored = self.meta["protocol"]
        return None if stored is None else Protocol.model_validate(stored)

    @property
    def back_at_start(self) -> Back | None:
        """The back as it was set in the set-up check."""
        return read_back(self.meta["back"] or {})

    @property
    def back(self) -> Back | None:
        """The back as it was set last."""
        later = [event for event in self.events if event.get("kind") == "back"]
        return read_back(later[-1]["back"] or {}) if later else self.back_at_start

    @property
    def step(self) -> int:
        """Position of the step that was due at the end, from 0."""
        states = [event for event in self.events if event.get("kind") == "state"]
        return max(0, int(states[-1].get("step", 0))) if states else 0

    def frames(self) -> list[HandsFrame]:
        """Give the hands of every frame, as they went into the analysis."""
        return [_unpack(row) for row in self.rows]


def load_session(folder: Path) -> RecordedSession:
    """Read a session's folder.

    Raises
    ------
    StoreError
        When it is no session, or cannot be read.
    """
    try:
        meta = json.loads((folder / META_NAME).read_text(encoding="utf-8"))
        data = (folder / TRACKS_NAME).read_bytes()
        lines = (folder / EVENTS_NAME).read_text(encoding="utf-8", errors="replace").splitlines()
    except (OSError, ValueError) as error:
        raise StoreError(say("fault-session-unreadable", name=folder.name, error=str(error))) from error
    if not data.startswith(HEADER):
        raise StoreError(say("fault-tracks-form", name=folder.name, tracks=TRACKS_NAME))
    whole = (len(data) - len(HEADER)) // FRAME_DTYPE.itemsize
    rows = np.frombuffer(data, FRAME_DTYPE, count=whole, offset=len(HEADER))
    return RecordedSession(
        folder, meta, rows[_rising(rows["time_s"])], [event for event in map(_parse, lines) if event]
    )


def list_unfinished(parent: Path) -> list[RecordedSession]:
    """List the sessions that were cut off and are long enough to be worth something, the newest first."""
    found = []
    for meta in sorted(parent.glob(f"*/{META_NAME}"), reverse=True):
        try:
            session = load_session(meta.parent)
        except StoreError:
            continue
        if session.began and session.duration_s >= LEAST_S:
            found.append(session)
    return found


def find_session(parent: Path, name: str) -> RecordedSession:
    """Read the session of a name that came from a browser; raises :class:`StoreError` when there is none."""
    if not _NAME.fullmatch(name):
        raise StoreError(say("fault-session-name", name=repr(name)))
    return load_session(parent / name)


def delete_session(folder: Path) -> None:
    """Remove a session's folder; raises :class:`StoreError` when it cannot be removed."""
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise StoreError(
            say("fault-session-not-removed", name=folder.name, why=error.strerror or str(error))
        ) from error


def _parse(line: str) -> dict[str, Any] | None:
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def _rising(times: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Leave out what does not rise: a power cut may leave a block of zeros."""
    if not len(times):
        return np.zeros(0, dtype=bool)
    before = np.concatenate([[-np.inf], np.maximum.accumulate(times)[:-1]])
    return np.isfinite(times) & (times > before)


def _unpack(row: np.void) -> HandsFrame:
    first, second = (
        HandPose(
            slot=slot,
            source=Source(int(row["source"][slot])),
            landmarks=row["landmarks"][slot].astype(np.float64),
            side=SIDES[int(row["side"][slot])],
        )
        for slot in range(len(row["source"]))
    )
    flow = row["flow"].astype(np.float64) if row["has_flow"] else None
    scene = int(row["scene"])
    shift = None if scene == NO_SCENE else SceneShift(row["shift"].astype(np.float64), scene, np.nan)
    return HandsFrame(float(row["time_s"]), (first, second), int(row["others"]), flow, bool(row["repeated"]), shift)
