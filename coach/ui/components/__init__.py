"""The app's own components: what Streamlit does not have. Their JavaScript and styles lie in ``web/``.

Each runs in a shadow root of its own and takes its colours and type from the theme's variables, so it follows light and
dark.
"""

from __future__ import annotations

from pathlib import Path

WEB_FOLDER = Path(__file__).with_name("web")


def read_web(name: str) -> str:
    """Return the text of a file in ``web/``."""
    return (WEB_FOLDER / name).read_text(encoding="utf-8")
