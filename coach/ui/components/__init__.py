"""The app's own components: what Streamlit does not have. Their JavaScript and styles lie in ``web/``.

Each runs in a shadow root of its own and takes its colours and type from the theme's variables, so it follows light and
dark.
"""

from __future__ import annotations

import re
from pathlib import Path

WEB_FOLDER = Path(__file__).with_name("web")

_NEIGHBOUR = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)"\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def read_web(name: str) -> str:
    """Return the text of a file in ``web/``."""
    return (WEB_FOLDER / name).read_text(encoding="utf-8")


def read_styles(*names: str) -> str:
    """Return style sheets of ``web/`` as one text; what several components share has a sheet of its own."""
    return "\n".join(read_web(name) for name in names)


def read_module(name: str) -> str:
    """Return a JavaScript module of ``web/`` as one text, with the neighbours that it imports written before it.

    Streamlit takes the script of a component as text, and a text has no neighbours.
    """
    parts: dict[str, str] = {}

    def add(file: str) -> None:
        text = read_web(file)
        for neighbour in _NEIGHBOUR.findall(text):
            if neighbour not in parts:
                add(neighbour)
        parts[file] = _NEIGHBOUR.sub("", text) if file == name else _EXPORT.sub("", _NEIGHBOUR.sub("", text))

    add(name)
    return "\n".join(parts.values())
