"""Which named constants can change without a test that notices.

    python benchmarks/mutation.py [ROOM ...] [--only NAME] [--list] [--jobs N]

Every number in a constant at the top of a module of ``coach/ROOM`` (check, feedback, motion by default) is made a
quarter larger and a quarter smaller, one at a time; whole numbers change by at least one. After each change the tests
of that room run. A change that no test fails on *survives*: the constant could be anything, or its tests lie far from
its threshold. General mutation tools change numbers by one, which for a share of 0.6 is no near miss, so this one is
our own. A copy of the tree is changed, never the tree itself.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
TESTS = {
    "check": ("tests/check/test_check_thresholds.py", "tests/check"),
    "feedback": ("tests/feedback",),
    "motion": ("tests/motion", "tests/technique"),
    "care": ("tests/care",),
    "technique": ("tests/technique", "tests/test_pipeline.py"),
}
RULES = (
    *("rules_", "parts", "place", "direction", "measure", "progress", "twins", "ranking"),
    *("policy", "holding", "faults"),
)
"""Modules whose constants decide a verdict or a sentence by themselves; the others weigh and smooth."""

FACTORS = (1.25, 0.8)
LONGEST_S = 600.0
"""A run that takes longer hangs, which is noticed as well."""
SHARED = ("tests", "sample_videos", "models", "benchmarks", "pyproject.toml", ".streamlit", "README.md")


class Mutation(NamedTuple):
    """One number, at one place, made another."""

    path: str
    name: str
    line: int
    start: int
    end: int
    was: float
    now: float


def find_mutations(room: str) -> Iterator[Mutation]:
    """List every change of a number in a room's named constants."""
    for path in sorted((ROOT / "coach" / room).glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if not isinstance(node, ast.Assign | ast.AnnAssign) or node.value is None:
                continue
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            name = ast.unparse(target)
            if not name.replace("_", "").replace(",", "").replace(" ", "").strip("()").isupper():
                continue
            for number in ast.walk(node.value):
                if isinstance(number, ast.Constant) and type(number.value) in (int, float) and number.value:
                    for now in _others(number.value):
                        where = (number.lineno, number.col_offset, number.end_col_offset or 0)
                        yield Mutation(str(path.relative_to(ROOT)), name, *where, number.value, now)


def _others(value: float) -> list[float]:
    if isinstance(value, int):
        return [max(value + 1, round(value * FACTORS[0])), min(value - 1, round(value * FACTORS[1]))]
    return [value * factor for factor in FACTORS]


def is_killed(mutation: Mutation, tests: tuple[str, ...]) -> bool:
    """Run the tests on a changed copy of the tree; true when one of them fails."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        shutil.copytree(ROOT / "coach", tree / "coach", ignore=shutil.ignore_patterns("__pycache__"))
        for name in SHARED:
            (tree / name).symlink_to(ROOT / name)
        file = tree / mutation.path
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        line = lines[mutation.line - 1]
        lines[mutation.line - 1] = line[: mutation.start] + repr(mutation.now) + line[mutation.end :]
        file.write_text("".join(lines), encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
        try:
            done = subprocess.run(
                [*command, "-m", "not browser and not video", *tests],
                cwd=tree,
                env={**os.environ, "PYTHONPATH": str(tree)},
                capture_output=True,
                check=False,
                timeout=LONGEST_S,
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=["check", "feedback", "motion"], metavar="ROOM")
    parser.add_argument("--only", default="", help="constants whose module or name holds this")
    parser.add_argument("--list", action="store_true", help="list the changes without running them")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with ThreadPoolExecutor(options.jobs) as pool:
        for room in options.rooms:
            mutations = [one for one in find_mutations(room) if options.only in f"{one.path} {one.name}"]
            if options.list:
                print(*(f"{one.path}:{one.line} {one.name} {one.was:g} -> {one.now:g}" for one in mutations), sep="\n")
                continue
            killed = list(pool.map(is_killed, mutations, [TESTS[room]] * len(mutations)))
            report(room, list(zip(mutations, killed, strict=True)))


def report(room: str, results: list[tuple[Mutation, bool]]) -> None:
    """Print the survivors and the rates."""
    for mutation, killed in results:
        if not killed:
            print(f"survived  {mutation.path}:{mutation.line} {mutation.name}: {mutation.was:g} -> {mutation.now:g}")
    for what, some in (("all constants", results), ("rules", [one for one in results if _is_rule(one[0])])):
        survived = sum(not killed for _, killed in some)
        if some:
            print(f"{room}, {what}: {survived} of {len(some)} changes survive ({survived / len(some):.0%})", flush=True)


def _is_rule(mutation: Mutation) -> bool:
    return Path(mutation.path).stem.startswith(RULES)


if __name__ == "__main__":
    main()
