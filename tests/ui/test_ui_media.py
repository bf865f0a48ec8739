"""Videos are served in ranges under names that cannot be guessed."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from starlette.applications import Starlette

from coach.ui.media import ROUTE, SHELF, MediaShelf, media_routes


@pytest.fixture(autouse=True)
def _empty_shelf():
    yield
    SHELF.clear()


def get(path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask the routes for a path: status, headers and content of the answer."""
    sent = []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(Starlette(routes=media_routes())(scope, receive, send))
    named = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], named, b"".join(message.get("body", b"") for message in sent[1:])


def test_part_of_a_file_is_served(tmp_path: Path):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(bytes(range(100)))
    status, headers, content = get(SHELF.offer(clip), range="bytes=10-19")
    assert status == 206
    assert content == bytes(range(10, 20))
    assert headers["content-range"] == "bytes 10-19/100"
    assert headers["content-type"] == "video/mp4"
    assert "no-store" in headers["cache-control"]


def test_same_file_keeps_its_address_and_another_has_its_own(tmp_path: Path):
    shelf, (one, two) = MediaShelf(), (tmp_path / "1.mp4", tmp_path / "2.mp4")
    assert shelf.offer(one) == shelf.offer(one) != shelf.offer(two)


@pytest.mark.parametrize("name", ["clip.mp4", "../clip.mp4", "/etc/passwd", "", "x" * 300])
def test_what_was_not_offered_is_not_there(tmp_path: Path, name: str):
    (tmp_path / "clip.mp4").write_bytes(b"private")
    SHELF.offer(tmp_path / "clip.mp4")
    assert get(f"{ROUTE}/{name}")[0] == 404


def test_file_that_went_away_is_not_there(tmp_path: Path):
    clip = tmp_path / "clip.mp4"
    clip.write_bytes(b"x")
    address = SHELF.offer(clip)
    clip.unlink()
    assert get(address)[0] == 404
