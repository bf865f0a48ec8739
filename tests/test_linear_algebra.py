"""Linear algebra in one thread: two have been seen to wait for each other for ever."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from click.testing import CliRunner

from coach.cli import main


@pytest.mark.parametrize(("given", "used"), [(None, "1"), ("3", "3")])
def test_a_command_uses_one_thread_unless_its_user_wants_more(
    given: str | None, used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if given is not None:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", given)
    assert CliRunner().invoke(main, ["--help"]).exit_code == 0
    assert os.environ["OPENBLAS_NUM_THREADS"] == used


def test_the_command_line_loads_no_numpy_before_that() -> None:
    code = "import sys, coach.cli; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
