"""The documentation names files that exist, and the public names of the package are in the reference."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import coach

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), *ROOT.glob("*/README.md")])
ROOMS = ("coach", "models", "sample_videos", "tests", "benchmarks", "docs")
PATH = re.compile(rf"`((?:{'|'.join(ROOMS)})/[\w./*-]+)`")
MOST_FILES = 3
RECIPES = 12


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_path_that_a_page_names_is_there(page):
    gone = [path for path in PATH.findall(page.read_text(encoding="utf-8")) if not list(ROOT.glob(path.rstrip("/")))]
    assert gone == []


def test_a_recipe_takes_three_files_at_most():
    _, *recipes = (ROOT / "docs" / "recipes.md").read_text(encoding="utf-8").split("\n## ")
    assert len(recipes) >= RECIPES
    for recipe in recipes:
        files = set(re.findall(r"^\d+\. \*\*`([^`]+)`\*\*", recipe, re.MULTILINE))
        assert 1 <= len(files) <= MOST_FILES, recipe.splitlines()[0]
        assert [file for file in files if not list(ROOT.glob(file))] == []


def test_the_reference_holds_the_public_names():
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"^\.\. auto\w+:: [\w.]+\.(\w+)$", page, re.MULTILINE))
    records = {"Analysis", "Back", "CoachError", "Protocol", "__version__"}
    assert set(coach.__all__) - records <= shown
