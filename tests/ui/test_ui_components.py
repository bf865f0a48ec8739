"""The scripts of the app's own components: modules with neighbours become the one text that Streamlit takes."""

from __future__ import annotations

import re

import pytest

from coach.ui import components
from coach.ui.components import WEB_FOLDER, read_module


def test_neighbours_are_written_once_and_before_who_needs_them(tmp_path, monkeypatch):
    monkeypatch.setattr(components, "WEB_FOLDER", tmp_path)
    (tmp_path / "page.js").write_text('import { a } from "./a.js"\nimport { b } from "./b.js"\nexport default a + b\n')
    (tmp_path / "a.js").write_text('import { b } from "./b.js"\nexport const a = b\n')
    (tmp_path / "b.js").write_text("export const b = 1\n")
    assert read_module("page.js") == "const b = 1\n\nconst a = b\n\nexport default a + b\n"


@pytest.mark.parametrize(
    "name", sorted(path.name for path in WEB_FOLDER.glob("*.js") if "export default" in path.read_text())
)
def test_every_component_is_one_text_with_one_entry(name):
    text = read_module(name)
    assert len(re.findall(r"^export ", text, re.MULTILINE)) == 1
    assert not re.search(r"^import ", text, re.MULTILINE)
    names = re.findall(r"^(?:const|function|class) (\w+)", text, re.MULTILINE)
    assert len(names) == len(set(names))
