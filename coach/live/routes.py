"""What the live coach adds to the app's server: one WebSocket and the files of its page. Imports no Streamlit."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path

from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import Scope
from starlette.websockets import WebSocket

SOCKET_PATH = "/live/socket"
WEB_PATH = "/live/web"
WEB_DIR = Path(__file__).parent / "web"

_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
"""Fixed here: what ``mimetypes`` says depends on the computer, and a browser runs no text/plain as a module."""


def live_routes() -> list[BaseRoute]:
    """Routes to hand to ``st.App(routes=...)``."""
    return [WebSocketRoute(SOCKET_PATH, _serve), Mount(WEB_PATH, WebFiles(directory=WEB_DIR))]


async def _serve(socket: WebSocket) -> None:
    """Load the analysis with the first socket: the app's first page does not wait the second that it takes."""
    registry = await asyncio.to_thread(importlib.import_module, "coach.live.registry")
    from coach.live.socket import LiveSocket

    await LiveSocket(registry.registry()).serve(socket)


class WebFiles(StaticFiles):
    """Static files that a browser asks for again after an update."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer with the file, its kind, and the word to ask for it again."""
        response = await super().get_response(path, scope)
        media_type = _MEDIA_TYPES.get(Path(path).suffix)
        if media_type is not None and response.status_code in (200, 304):
            response.headers["content-type"] = f"{media_type}; charset=utf-8"
        response.headers["cache-control"] = "no-cache"
        response.headers["x-content-type-options"] = "nosniff"
        return response
