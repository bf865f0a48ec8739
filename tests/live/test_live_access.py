"""The door for a home network: no page, file or socket without the code."""

from __future__ import annotations

import asyncio
from http.cookies import SimpleCookie
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.live.access import CODE_VARIABLE, COOKIE, HEALTH_PATH, AccessGuard, make_code, read_code

CODE = make_code()


async def _inner(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    kind = "http.response" if scope["type"] == "http" else "websocket"
    await send({"type": f"{kind}.start" if kind == "http.response" else "websocket.accept", "status": 200})


def ask(path: str = "/", query: str = "", cookie: str = "", kind: str = "http") -> list[dict[str, Any]]:
    """Send one request through the guard; returns what was answered."""
    sent: list[dict[str, Any]] = []
    scope = {
        "type": kind,
        "method": "GET",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"host", b"192.168.1.20:8501"), (b"cookie", cookie.encode("latin-1", "replace"))],
        "scheme": "https" if kind == "http" else "wss",
        "server": ("192.168.1.20", 8501),
    }

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": f"{kind}.connect"}

    asyncio.run(AccessGuard(_inner, CODE)(scope, receive, send))
    return sent


def headers(answer: list[dict[str, Any]]) -> dict[str, str]:
    return {name.decode(): value.decode() for name, value in answer[0]["headers"]}


@pytest.mark.parametrize("path", ["/", "/practise", "/_stcore/stream", "/recordings/x.mp4", "/live/web/main.js"])
@pytest.mark.parametrize(
    "cookie",
    ["", f"{COOKIE}=", f"{COOKIE}=guess", f"other={CODE}", f"{COOKIE}={CODE[:-1]}"],
    ids=["none", "empty", "guess", "other name", "cut short"],
)
def test_nothing_is_given_out_without_the_code(path: str, cookie: str):
    answer = ask(path, cookie=cookie)
    assert answer[0]["status"] == 403
    assert b"QR code" in answer[1]["body"]
    assert ask(path, cookie=cookie, kind="websocket") == [{"type": "websocket.close", "code": 1000, "reason": ""}]


def test_the_code_in_the_address_becomes_a_cookie_and_leaves_the_address():
    answer = ask("/practise", f"live=x&code={CODE}")
    assert answer[0]["status"] == 303
    assert headers(answer)["location"] == "/practise?live=x"
    cookie = SimpleCookie(headers(answer)["set-cookie"])[COOKIE]
    assert cookie["httponly"] and cookie["secure"] and cookie["samesite"] == "lax"
    for kind, first in (("http", "http.response.start"), ("websocket", "websocket.accept")):
        assert ask(cookie=f"a=b; {COOKIE}={cookie.value}", kind=kind)[0]["type"] == first


def test_a_wrong_code_in_the_address_sets_nothing():
    answer = ask("/", "code=guess")
    assert answer[0]["status"] == 403 and "set-cookie" not in headers(answer)


@pytest.mark.parametrize("path", ["//evil.example/", "/\\evil.example/", "//\\/evil.example"])
def test_the_way_on_leads_nowhere_else(path: str):
    location = headers(ask(path, f"code={CODE}"))["location"]
    assert location.startswith("/") and location[1] not in "/\\"


def test_who_started_the_server_may_ask_whether_it_runs():
    assert ask(HEALTH_PATH)[0]["status"] == 200


@settings(deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_no_guess_and_no_odd_header_gets_in(query: str, cookie: str):
    assert ask("/", query, cookie)[0]["status"] in (303, 403)
    assert ask("/", query, f"{COOKIE}={cookie}")[0]["status"] != 200


def test_without_a_code_in_the_environment_there_is_no_door(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv(CODE_VARIABLE, raising=False)
    assert read_code() is None
    monkeypatch.setenv(CODE_VARIABLE, CODE)
    assert read_code() == CODE
