"""One check for people and for continuous integration: style, types, layers, tests. Stops at the first that fails.

Usage: ``python tests/check.py [PYTEST ARGUMENTS]``
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sysconfig.get_path("scripts"))
STEPS: tuple[tuple[str, list[str]], ...] = (
    ("style", [sys.executable, "-m", "ruff", "check", "."]),
    ("format", [sys.executable, "-m", "ruff", "format", "--check", "."]),
    ("types", [sys.executable, "-m", "mypy"]),
    ("dependencies", [sys.executable, "-m", "deptry", "coach", "--no-ansi"]),
    ("layers", [str(SCRIPTS / "lint-imports"), "--no-cache"]),
    ("tests", [sys.executable, "-m", "pytest", "-m", "not browser", "-n", "2", "--dist", "loadfile"]),
    ("tests in the browser", [sys.executable, "-m", "pytest", "-m", "browser", "-n", "2", "--dist", "loadfile"]),
)
BIOME = "@biomejs/biome@2.6.8"


def find_biome() -> list[str] | None:
    """Return the command that lints JavaScript; ``None`` without Node.js, or where npm cannot bring the tool."""
    npx = shutil.which("npx")
    command = [npx, "--yes", BIOME] if npx else None
    if command is None or subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:
        return None
    return command


def main() -> int:
    biome = find_biome()
    if biome is None:
        print("== JavaScript: skipped, there is no Node.js here or npm brings no Biome")
    steps = STEPS if biome is None else (("JavaScript", [*biome, "ci", "."]), *STEPS)
    for name, command in steps:
        print(f"== {name}", flush=True)
        extra = sys.argv[1:] if name.startswith("tests") else []
        status = subprocess.run([*command, *extra], cwd=ROOT, check=False).returncode
        if status:
            print(f"== {name}: failed", flush=True)
            return status
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
