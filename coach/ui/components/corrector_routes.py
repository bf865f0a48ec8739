"""Where the corrector's script lies: apart from the corrector, so that the app's start need not load what it shows."""

from __future__ import annotations

from pathlib import Path

from starlette.routing import BaseRoute, Mount

from coach.live.routes import WebFiles

WEB_PATH = "/correct/web"
WEB_FOLDER = Path(__file__).with_name("web") / "corrector"


def corrector_routes() -> list[BaseRoute]:
    """Routes to hand to ``st.App``: the files of the component's script."""
    return [Mount(WEB_PATH, WebFiles(directory=WEB_FOLDER))]
