"""The file that ``streamlit run`` is given: one ASGI application with Streamlit in it.

The page script is ``shell.py``; beside it stand routes of our own, which Streamlit does not guard: each checks for
itself who asks.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from coach.live.routes import live_routes
from coach.ui.faults import explain_fault
from coach.ui.jobs import JOBS
from coach.ui.media import SHELF, media_routes
from coach.ui.scratch import remove_scratch


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[dict[str, object]]:
    """End background work and remove temporary copies when the server stops."""
    try:
        yield {}
    finally:
        JOBS.cancel_all()
        SHELF.clear()
        remove_scratch()


app = st.App(
    Path(__file__).with_name("shell.py"),
    routes=[*media_routes(), *live_routes()],
    lifespan=lifespan,
    on_script_error=explain_fault,
)
