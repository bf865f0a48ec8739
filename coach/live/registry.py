"""The live sessions of this process: made by the page, found by the socket."""

from __future__ import annotations

import functools
import gc
import secrets
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from coach.live.controller import LiveController
from coach.live.outcome import Outcome
from coach.live.plan import Plan
from coach.live.recording import RecordedSession
from coach.live.security import TokenRegistry
from coach.live.session import LiveSession
from coach.paths import live_dir
from coach.protocol.schema import Protocol


@functools.cache
def registry() -> TokenRegistry[LiveSession]:
    """Tokens of this process; a session whose token has run out is closed."""
    return TokenRegistry(on_expired=LiveSession.close)


_tokens: dict[str, str] = {}
"""Name of a session's folder -> its token."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """What a page needs to reach a session: its token, and the name of its folder."""

    token: str
    name: str


def open_session(
    plan: Plan,
    protocol: Protocol | None = None,
    continues: RecordedSession | None = None,
    extras: Mapping[str, Any] | None = None,
    *,
    at_once: bool = False,
) -> OpenSession:
    """Start the analysis thread of a session.

    Parameters
    ----------
    plan : Plan
    protocol : Protocol, optional
        Limited by the screening and scaled, as the session is to follow it; ``None`` in free practice.
    continues : RecordedSession, optional
        A session that was cut off and goes on in its own folder.
    extras : mapping, optional
        Whatever the page wants to find again in the session's folder.
    at_once : bool
        Go on without a new set-up check.
    """
    from coach.hands.effort import Effort
    from coach.hands.follow import HandFollower

    folder = live_dir() / new_name() if continues is None else continues.folder
    put_away(folder.name)
    effort = Effort()
    session = LiveSession(
        functools.partial(HandFollower, effort=effort),
        LiveController(plan, protocol, folder, continues, extras, at_once=at_once),
        effort,
    )
    session.start()
    opened = OpenSession(registry().issue(session), folder.name)
    _tokens[folder.name] = opened.token
    return opened


def find_open(name: str) -> OpenSession | None:
    """Find a session that still runs here by the name of its folder: a page that was loaded again goes on with it."""
    token = _tokens.get(name)
    session = None if token is None else registry().peek(token)
    if token is None or session is None or not session.alive:
        _tokens.pop(name, None)
        return None
    return OpenSession(token, name)


def is_open(name: str) -> bool:
    """Whether a page is connected to the session of this name."""
    token = _tokens.get(name)
    return token is not None and registry().in_use(token)


def is_watching() -> bool:
    """Whether a session of this process looks at pictures just now: whatever else runs gives way to it."""
    sessions = [registry().peek(token) for token in list(_tokens.values())]
    return any(session is not None and session.watches for session in sessions)


def put_away(name: str) -> None:
    """End the thread of a session that nobody looks at any more; what was recorded stays."""
    token = _tokens.pop(name, None)
    if token is not None:
        registry().revoke(token)


def find_outcome(token: str) -> Outcome | None:
    """Return how the session of a token ended; ``None`` while it runs, or when it is not known here."""
    session = registry().peek(token)
    return None if session is None else session.outcome


def new_name() -> str:
    """Name a session's folder: by the time, so that they sort, and a random end, so that two never meet."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"


def warm_up() -> None:
    """Load the hand model's library in the background: a first picture should not wait the two seconds it takes."""
    threading.Thread(target=_import_model, name="live-warm-up", daemon=True).start()


def _import_model() -> None:
    from coach.hands.follow import HandFollower

    first = "mediapipe" not in sys.modules
    with HandFollower(1.0):
        pass
    if first:  # later there are only sessions that end, and what is frozen of those could not all be given back
        gc.freeze()  # modules stay: no search for garbage need go through them after every run of a page
