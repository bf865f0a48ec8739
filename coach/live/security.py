"""Who may open the live socket, and how much may come through it.

Streamlit guards its own routes; a route of ours gets none of that. A page of another site must not be able to use the
camera coach of this computer, neither directly (the Origin has to equal the Host) nor through a name that it points at
this computer (the Host has to be on a list: DNS rebinding). Beyond that every browser session holds a random token, and
each token carries one socket at a time.
"""

from __future__ import annotations

import hmac
import os
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Generic, TypeVar
from urllib.parse import urlsplit

MAX_FRAME_BYTES = 4_000_000
"""A 1280 x 720 JPEG at quality 0.7 has 60 to 200 kB; 4 MB leaves room for a 4K camera."""

MAX_TEXT_BYTES = 16_000
"""Commands are a few hundred bytes."""

MAX_MESSAGES_PER_S = 90
"""A 60 fps camera and its commands, with room to spare."""

SILENCE_S = 5.0
"""A socket that says nothing for this long is closed; the page sends a sign of life every two seconds."""

TOKEN_LIFE_S = 600.0
"""How long a token lives without a socket: long enough for a lid that was closed, short enough to be forgotten."""

LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
HOSTS_VARIABLE = "MASSAGE_COACH_HOSTS"
"""Environment variable with further host names or addresses, between commas (set when a phone is the camera)."""

_DEFAULT_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}


class Close(IntEnum):
    """Why the server closed the socket (the range 4000 to 4999 belongs to applications)."""

    BAD_MESSAGE = 4400
    UNKNOWN_TOKEN = 4401
    """Never issued, run out, or issued before the server was started again: the page asks for a new one."""
    SILENCE = 4408
    TOKEN_IN_USE = 4409
    TOO_LARGE = 4413
    TOO_MANY = 4429
    FAULT = 1011
    """The analysis stopped; the message before says why."""


class Refused(Exception):
    """The socket is not opened, or closed; carries the :class:`Close` code."""

    def __init__(self, code: Close, reason: str) -> None:
        super().__init__(reason)
        self.code = code


def allowed_hosts() -> frozenset[str]:
    """Host names under which the app may be called, without ports."""
    extra = os.environ.get(HOSTS_VARIABLE, "")
    return frozenset(LOCAL_HOSTS) | {name.strip().lower() for name in extra.split(",") if name.strip()}


def check_origin(origin: str | None, host: str | None, scheme: str) -> bool:
    """Say whether a request comes from a page that this server itself gave out.

    Parameters
    ----------
    origin : str or None
        The ``Origin`` header, which a browser always sends with a WebSocket and a page cannot change.
    host : str or None
        The ``Host`` header.
    scheme : str
        Scheme of the request: ``ws`` or ``wss``.
    """
    if not origin or not host:
        return False
    secure = scheme in ("wss", "https")
    try:
        page, here = urlsplit(origin), urlsplit(f"//{host}")
        page_at = (page.hostname, page.port or _DEFAULT_PORTS.get(page.scheme))
        here_at = (here.hostname, here.port or _DEFAULT_PORTS[scheme])
    except (ValueError, KeyError):
        return False
    return page.scheme == ("https" if secure else "http") and page_at == here_at and here.hostname in allowed_hosts()


_T = TypeVar("_T")


@dataclass
class _Grant(Generic[_T]):
    holds: _T
    expires: float
    in_use: bool = False


@dataclass
class TokenRegistry(Generic[_T]):
    """Random tokens and what each stands for; safe to use from several threads.

    Parameters
    ----------
    life_s : float
        How long a token lives while no socket uses it.
    clock : callable
        Seconds that never go back.
    on_expired : callable or None
        Called with what a token stood for when it ran out or was revoked, outside the lock.
    """

    life_s: float = TOKEN_LIFE_S
    clock: Callable[[], float] = time.monotonic
    on_expired: Callable[[_T], None] | None = None
    _grants: dict[str, _Grant[_T]] = field(default_factory=dict, init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def issue(self, holds: _T) -> str:
        """Make a new token that stands for ``holds``."""
        self.sweep()
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._grants[token] = _Grant(holds, self.clock() + self.life_s)
        return token

    def claim(self, token: str) -> _T:
        """Take a token for one socket.

        Raises
        ------
        Refused
            ``UNKNOWN_TOKEN`` or ``TOKEN_IN_USE``.
        """
        self.sweep()
        with self._lock:
            grant = self._find(token)
            if grant is None:
                raise Refused(Close.UNKNOWN_TOKEN, "this token is not known here")
            if grant.in_use:
                raise Refused(Close.TOKEN_IN_USE, "this session is open in another window")
            grant.in_use = True
            return grant.holds

    def release(self, token: str) -> None:
        """Give a token back when its socket has closed; its life starts anew."""
        with self._lock:
            grant = self._find(token)
            if grant is not None:
                grant.in_use = False
                grant.expires = self.clock() + self.life_s

    def peek(self, token: str) -> _T | None:
        """Look up what a token stands for, without taking it."""
        self.sweep()
        with self._lock:
            grant = self._find(token)
            return None if grant is None else grant.holds

    def in_use(self, token: str) -> bool:
        """Whether a socket holds the token."""
        with self._lock:
            grant = self._find(token)
            return grant is not None and grant.in_use

    def revoke(self, token: str) -> None:
        """Forget a token."""
        with self._lock:
            grant = self._grants.pop(token, None)
        if grant is not None and self.on_expired is not None:
            self.on_expired(grant.holds)

    def sweep(self) -> None:
        """Forget the tokens that have run out."""
        now = self.clock()
        with self._lock:
            gone = [token for token, grant in self._grants.items() if not grant.in_use and grant.expires <= now]
            ended = [self._grants.pop(token).holds for token in gone]
        if self.on_expired is not None:
            for holds in ended:
                self.on_expired(holds)

    def _find(self, token: str) -> _Grant[_T] | None:
        # Every token is compared in full, so that the time taken says nothing about how much of a guess was right.
        found = None
        for known, grant in self._grants.items():
            if hmac.compare_digest(known.encode(), token.encode()):
                found = grant
        return found


class RateGate:
    """Counts messages over the last second.

    Parameters
    ----------
    per_second : int
        Most messages in any one second.
    """

    def __init__(self, per_second: int = MAX_MESSAGES_PER_S) -> None:
        self._times: deque[float] = deque(maxlen=per_second)

    def passes(self, now: float) -> bool:
        """Count one message at ``now`` (seconds) and say whether it is within bounds."""
        full = len(self._times) == self._times.maxlen
        if full and now - self._times[0] < 1.0:
            return False
        self._times.append(now)
        return True
