"""Videos served from disk in ranges, so that a long recording is never held in memory.

A file is offered under a random name that only the page it was offered to knows; nothing else on the disk can be
reached.
"""

from __future__ import annotations

import mimetypes
import secrets
import threading
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from coach.words import say

ROUTE = "/recordings"
PLAYS = (".mp4", ".m4v", ".mov", ".webm", ".ogv")
"""Endings of recordings that a browser plays as they are."""


class MediaShelf:
    """Files on offer, by their random name; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._paths: dict[str, Path] = {}
        self._names: dict[Path, str] = {}

    def offer(self, path: Path) -> str:
        """Return the address of a file; the same file keeps its address."""
        path = path.resolve()
        with self._lock:
            name = self._names.get(path)
            if name is None:
                name = secrets.token_urlsafe(24) + path.suffix.lower()
                self._names[path], self._paths[name] = name, path
        return f"{ROUTE}/{name}"

    def find(self, name: str) -> Path | None:
        """Return the file behind a name, or ``None``."""
        with self._lock:
            return self._paths.get(name)

    def clear(self) -> None:
        """Take every file off the shelf."""
        with self._lock:
            self._paths.clear()
            self._names.clear()


SHELF = MediaShelf()
"""The shelf of this process."""


async def _serve(request: Request) -> Response:
    path = SHELF.find(request.path_params["name"])
    if path is None or not path.is_file():
        return PlainTextResponse(say("page-gone"), status_code=404)
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return FileResponse(path, media_type=kind, headers={"Cache-Control": "private, no-store"})


def media_routes() -> list[BaseRoute]:
    """Routes to hand to ``st.App``."""
    return [Route(ROUTE + "/{name}", _serve, methods=["GET"])]
