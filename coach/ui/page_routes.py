"""Opens a page by its own address without guessing where the server is.

Streamlit's page, opened at ``/review``, first looks for its server under ``/review`` and finds nothing twice, which a
browser's console shows as errors. Here the same page says where the server is: at the address's root.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from coach.ui.pages import PAGES

SERVER_IS_HERE = '<script>window.__streamlit = {BACKEND_BASE_URL: window.location.origin + "/"}</script>'
"""The way in which Streamlit lets a host say it."""


def page_routes() -> list[Route]:
    """Return a route for every page's address."""
    return [Route(f"/{name}", _open_page) for name in PAGES]


async def _open_page(request: Request) -> HTMLResponse:
    return HTMLResponse(_read_index(), headers={"Cache-Control": "no-cache"})


@cache
def _read_index() -> str:
    index = Path(st.__file__).parent / "static" / "index.html"
    return index.read_text(encoding="utf-8").replace("<head>", f"<head>{SERVER_IS_HERE}", 1)
