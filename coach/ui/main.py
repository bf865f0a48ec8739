"""The file that ``streamlit run`` is given: one ASGI application with Streamlit in it.

The page script is ``shell.py``; beside it stand routes of our own, which Streamlit does not guard: each checks for
itself who asks.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from coach.live.access import AccessGuard, read_code
from coach.live.routes import live_routes
from coach.ui.components.component_routes import component_routes
from coach.ui.faults import explain_fault
from coach.ui.jobs import JOBS
from coach.ui.media import SHELF, media_routes
from coach.ui.page_routes import page_routes
from coach.ui.scratch import remove_scratch
from coach.ui.warm_up import load_first_page


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """Load the first page while its reader comes; end background work and remove temporary copies at the end."""
    load_first_page()
    try:
        yield {}
    finally:
        JOBS.cancel_all()
        SHELF.clear()
        remove_scratch()


code = read_code()
app = st.App(
    Path(__file__).with_name("shell.py"),
    routes=[*media_routes(), *live_routes(), *component_routes(), *page_routes()],
    lifespan=lifespan,
    # Where a home network reaches the app, every page, file and socket of it asks for the code first.
    middleware=[] if code is None else [Middleware(AccessGuard, code=code)],
    on_script_error=explain_fault,
)
