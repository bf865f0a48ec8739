"""Where the scripts of large components lie: apart from them, so that the app's start need not load what they show."""

from __future__ import annotations

from starlette.routing import BaseRoute, Mount

from coach.live.routes import WebFiles
from coach.ui.components import WEB_FOLDER

WEB_PATH = "/components/web"


def component_routes() -> list[BaseRoute]:
    """Routes to hand to ``st.App``: the files of the components' scripts."""
    return [Mount(WEB_PATH, WebFiles(directory=WEB_FOLDER))]


def write_loader(name: str) -> str:
    """Return the script of a component whose ``main.js`` lies in a folder of its own.

    Parameters
    ----------
    name : str
        Of the folder; its ``main.js`` exports ``update`` and ``unmount``.
    """
    return f"""
const module = () => import(new URL("{WEB_PATH.lstrip("/")}/{name}/main.js", document.baseURI).href)

export default function (component) {{
  const {{ parentElement }} = component
  module().then((loaded) => loaded.update(component))
  return () => module().then((loaded) => loaded.unmount(parentElement))
}}
"""
