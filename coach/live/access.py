"""The door to the app where a home network can reach it: nobody comes in without the code that this computer shows.

Only ``massage-coach --tls`` opens that door; it hands over the code and the address in the environment. The code comes
once with the address (the QR code holds both) and stays in the browser as a cookie that no script can read.
"""

from __future__ import annotations

import hmac
import os
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import URL
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from coach.words import say

CODE_VARIABLE = "MASSAGE_COACH_CODE"
"""Environment variable with the code; without it only this computer reaches the app, and no code is asked for."""

ADDRESS_VARIABLE = "MASSAGE_COACH_ADDRESS"
"""Environment variable with the whole address for another device, code included."""

COOKIE, PARAMETER = "massage_coach_code", "code"
COOKIE_DAYS = 30
HEALTH_PATH = "/_stcore/health"
"""Says "ok" and nothing else; who started the server waits for it."""


def make_code() -> str:
    """Return a new code: 128 random bits, short enough for a small QR code."""
    return secrets.token_urlsafe(16)


def read_code() -> str | None:
    """Return the code of this server, or ``None`` when only this computer reaches it."""
    return os.environ.get(CODE_VARIABLE) or None


def read_address() -> str | None:
    """Return the address for another device, or ``None`` when there is none."""
    return os.environ.get(ADDRESS_VARIABLE) or None


class AccessGuard:
    """ASGI middleware that lets nobody through without the code, neither to a page nor to a socket.

    Parameters
    ----------
    app : ASGI application
    code : str
    """

    def __init__(self, app: ASGIApp, code: str) -> None:
        self._app = app
        self._code = code

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, ask for the code, or take it from the address and keep it as a cookie."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        if self._is_right(_read_cookie(connection)) or scope["path"] == HEALTH_PATH:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await WebSocket(scope, receive, send).close()  # before accept: the handshake is answered with 403
        else:
            await self._answer(connection)(scope, receive, send)

    def _answer(self, connection: HTTPConnection) -> Response:
        query = parse_qs(connection.url.query)
        if not self._is_right(query.pop(PARAMETER, [""])[0]):
            return PlainTextResponse(say("fault-no-code"), status_code=403, headers={"Cache-Control": "no-store"})
        # The code leaves the address bar, so that a shared link or a screenshot does not hold it.
        # Two slashes at its beginning would lead to another server.
        path = "/" + connection.url.path.lstrip("/\\")
        rest = URL(path).replace(query=urlencode(query, doseq=True))
        response = RedirectResponse(str(rest), status_code=303, headers={"Cache-Control": "no-store"})
        # "lax", not "strict": a QR code is often opened from another app, and that first visit has to count.
        response.set_cookie(
            COOKIE, self._code, max_age=COOKIE_DAYS * 86_400, secure=True, httponly=True, samesite="lax"
        )
        return response

    def _is_right(self, code: str) -> bool:
        return hmac.compare_digest(code.encode(), self._code.encode())


def _read_cookie(connection: HTTPConnection) -> str:
    try:
        found = SimpleCookie(connection.headers.get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return "" if found is None else found.value
