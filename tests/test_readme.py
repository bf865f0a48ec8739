"""The README's commands are the ones that are really run."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def _commands() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```sh\n(.+?)\n```", text, flags=re.DOTALL)


def test_readme_has_one_command_to_start_and_one_to_test() -> None:
    start, check = _commands()
    assert start.endswith(".venv/bin/massage-coach")
    assert check.endswith(".venv/bin/python tests/check.py")


def test_continuous_integration_runs_the_readme_test_command_word_for_word() -> None:
    assert _commands()[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()


def test_every_folder_and_file_the_readme_names_exists() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:coach|models|sample_videos|benchmarks|tests)/[\w./-]*)`", text)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
