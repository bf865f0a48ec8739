"""Which named constants can change without a test that notices.

    python benchmarks/mutation.py [ROOM ...] [--only NAME] [--rules | --others] [--tests PATH ...] [--list] [--jobs N]

Every number in a constant at the top of a module of ``coach/ROOM`` (check, feedback, motion by default) is made a
quarter larger and a quarter smaller, one at a time; whole numbers change by at least one. With each change the tests of
that room run until the first that fails. A change that no test fails on *survives*: the constant could be anything, or
its tests lie far from its threshold. General mutation tools change numbers by one, which for a share of 0.6 is no near
miss, so this one is our own.

The libraries are loaded once; every change then has a process of its own, which compiles the one changed module from
memory. No file is touched. The tests run unchanged first: they have to pass, and they tell how long each takes. The
slowest (``SLOWEST_S``) are left out, so that the rates printed are an upper bound.
"""

from __future__ import annotations

import argparse
import ast
import importlib
import importlib.util
import json
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple

for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[threads] = "1"  # a process with threads cannot be copied safely

import pytest  # noqa: E402

ROOT = Path(__file__).parents[1]
TESTS = {
    "check": tuple(
        f"tests/check/test_check_{name}.py"
        for name in (
            "thresholds",
            "thresholds_parts",
            "thresholds_costs",
            "progress",
            "twins",
            "side",
            "evidence",
            "align",
        )
    ),
    "feedback": ("tests/feedback",),
    "motion": ("tests/motion", "tests/technique"),
    "care": ("tests/care",),
    "technique": ("tests/technique", "tests/test_pipeline.py"),
}
RULES = {
    "check": ("check", "rules_", "parts", "place", "direction", "measure", "progress", "twins", "ranking"),
    "feedback": ("policy", "holding", "deviations", "asking"),
    "motion": ("direction", "hand_pairing", "spine"),
}
"""By room, the modules whose constants decide a verdict or a sentence by themselves; the others weigh and smooth."""

FACTORS = (1.25, 0.8)
SLOWEST_S = 1.0
"""Seconds of processor time; a test that takes longer is left out."""

LIBRARIES = ("numpy", "scipy", "cv2", "pydantic", "fluent", "hypothesis", "onnxruntime", "PIL", "babel", "yaml")
"""What is loaded once, before anything is changed."""

LONGEST_S = 300
"""Seconds of processor time; a run that takes longer hangs, which is noticed as well."""


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


class ChangedModule(SourceFileLoader):
    """Finds and loads one module of the house with one number changed."""

    def __init__(self, mutation: Mutation) -> None:
        name = mutation.path.removesuffix(".py").replace("/", ".")
        super().__init__(name, str(ROOT / mutation.path))
        self.mutation = mutation

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        """Answer for this one module only."""
        if name != self.name:
            return None
        return importlib.util.spec_from_file_location(name, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        """Compile the source with the number changed."""
        start, end, line = self.mutation.start, self.mutation.end, self.mutation.line - 1
        lines = Path(self.path).read_bytes().splitlines(keepends=True)
        lines[line] = lines[line][:start] + repr(self.mutation.now).encode() + lines[line][end:]
        return compile(b"".join(lines), self.path, "exec")


class Durations:
    """A pytest plugin: runs the quickest tests first and leaves out the slowest, or tells how long each takes."""

    def __init__(self, known: dict[str, float] | None = None) -> None:
        self.known = known
        self.measured: dict[str, float] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Put tests of thresholds first, and then the quickest."""
        known = self.known
        if known is not None:
            items[:] = sorted(
                (item for item in items if known.get(item.nodeid, 0.0) <= SLOWEST_S),
                key=lambda item: ("thresholds" not in item.nodeid, known.get(item.nodeid, 0.0)),
            )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Measure processor time, which a busy computer does not stretch."""
        start = time.process_time()
        outcome = yield
        self.measured[item.nodeid] = time.process_time() - start
        return outcome  # type: ignore[return-value]


def run_tests(tests: Sequence[str], durations: Durations) -> int:
    """Run tests in this process, quietly, until the first that fails."""
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    options = ["-x", "-q", "--assert=plain", "-p", "no:cacheprovider", "-p", "no:xdist", "--hypothesis-seed=0"]
    return int(pytest.main([*options, "-m", "not browser and not video", *tests], plugins=[durations]))


def run_unchanged(tests: Sequence[str]) -> dict[str, float]:
    """Run the tests as they are; load what libraries they use, and return seconds of processor time by test."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        child = os.fork()
        if child == 0:
            durations = Durations()
            failed = run_tests(tests, durations)
            told.write_text(json.dumps([failed, durations.measured, list(sys.modules)]))
            os._exit(0)
        os.waitpid(child, 0)
        failed, measured, modules = json.loads(told.read_text())
    if failed:
        sys.exit(f"the tests have to pass before anything is changed: python -m pytest {' '.join(tests)}")
    for name in modules:
        if name.partition(".")[0] in LIBRARIES:
            importlib.import_module(name)
    return measured


def is_killed(mutation: Mutation, tests: Sequence[str], known: dict[str, float]) -> bool:
    """Run the tests with one number changed; true when one of them fails."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (LONGEST_S, LONGEST_S))
        sys.meta_path.insert(0, ChangedModule(mutation))  # type: ignore[arg-type]
        failed = 1
        try:
            failed = run_tests(tests, Durations(known))
        finally:
            os._exit(failed)
    return os.waitpid(child, 0)[1] != 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=["check", "feedback", "motion"], metavar="ROOM")
    parser.add_argument("--only", default="", help="constants whose module or name holds this")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--rules", action="store_true", help="the constants of rules alone")
    kind.add_argument("--others", action="store_true", help="all but the constants of rules")
    parser.add_argument("--tests", nargs="+", help="other tests than those of the room")
    parser.add_argument("--list", action="store_true", help="list the changes without running them")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    for room in options.rooms:
        mutations = [one for one in find_mutations(room) if options.only in f"{one.path} {one.name}"]
        mutations = [one for one in mutations if not (options.others if _is_rule(one) else options.rules)]
        if options.list:
            print(*(f"{one.path}:{one.line} {one.name} {one.was:g} -> {one.now:g}" for one in mutations), sep="\n")
            continue
        tests = options.tests or TESTS[room]
        run = partial(is_killed, tests=tests, known=run_unchanged(tests))
        with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
            report(room, len(mutations), zip(mutations, pool.imap(run, mutations), strict=True))


def report(room: str, total: int, results: Iterable[tuple[Mutation, bool]]) -> None:
    """Print the survivors as they are found, and then the rates; the progress goes to the error stream."""
    counts = {True: [0, 0], False: [0, 0]}
    for number, (mutation, killed) in enumerate(results, 1):
        print(f"{number} of {total}", end="\r", file=sys.stderr, flush=True)
        count = counts[_is_rule(mutation)]
        count[0] += not killed
        count[1] += 1
        if not killed:
            where = f"{mutation.path}:{mutation.line} {mutation.name}"
            print(f"survived  {where}: {mutation.was:g} -> {mutation.now:g}", flush=True)
    for rule, (survived, of) in counts.items():
        if of:
            what = "constants of rules" if rule else "other constants"
            print(f"{room}, {what}: {survived} of {of} changes survive ({survived / of:.0%})", flush=True)


def _is_rule(mutation: Mutation) -> bool:
    room = Path(mutation.path).parent.name
    return Path(mutation.path).stem.startswith(RULES.get(room, ()))


if __name__ == "__main__":
    main()
