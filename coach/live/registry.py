"""The live sessions of this process: made by the page, found by the socket."""

from __future__ import annotations

import functools
import threading

from coach.live.director import LiveDirector
from coach.live.plan import Plan
from coach.live.security import TokenRegistry
from coach.live.session import LiveSession


@functools.cache
def registry() -> TokenRegistry[LiveSession]:
    """Tokens of this process; a session whose token has run out is closed."""
    return TokenRegistry(on_expired=LiveSession.close)


def open_session(plan: Plan) -> str:
    """Start the analysis thread of a new session and return the token that a page needs to reach it."""
    from coach.hands.follow import HandFollower

    session = LiveSession(HandFollower, LiveDirector(plan))
    session.start()
    return registry().issue(session)


def warm_up() -> None:
    """Load the hand model's library in the background: a first picture should not wait the two seconds it takes."""
    threading.Thread(target=_import_model, name="live-warm-up", daemon=True).start()


def _import_model() -> None:
    from coach.hands.follow import HandFollower

    with HandFollower(1.0):
        pass
