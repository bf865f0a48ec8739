"""What odd protocol files, history exports and live messages do to the program.

    python benchmarks/fuzz_files.py [--variants 500] [--seed 0] [--kinds protocols exports messages]

Good ones are mutated in structure (fields, types, sizes, order, nesting, numbers, letters), in their text and in their
bytes (:mod:`tests.mutated`), and given to the program as a person or a page would (:mod:`tests.trials`), each in a
process that is watched: what ends that process, takes longer than ten seconds, raises, logs an error, leaves something
behind or grows the memory is a finding.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

LONGEST_S = 10.0
MOST_GROWN_MB = 400.0
"""How much a process may grow by over all its variants; pictures and models are not read here."""
KINDS = ("protocols", "exports", "messages")
Trial = Callable[[Path, random.Random], str]


def make_trial(kind: str, place: Path) -> Trial:
    """Prepare what is good and is mutated for each variant."""
    if kind == "protocols":
        from coach.paths import data_dir, use_data_dir
        from tests.trials.protocols import list_good, try_protocol

        use_data_dir(place / "data")
        texts = list_good()
        return lambda folder, rng: try_protocol(rng.choice(texts), data_dir() / "protocols", rng)
    if kind == "exports":
        from tests.trials.exports import make_good, try_export

        return partial(_swap(try_export), make_good(place))
    from tests.trials.messages import make_good_page, try_messages

    return partial(_swap(try_messages), make_good_page())


def _swap(trial: Callable[..., str]) -> Callable[..., str]:
    return lambda good, folder, rng: trial(good, folder, rng)


def work(connection: Connection, kind: str) -> None:
    """Answer with the outcome, the seconds and the growth in MB for every variant's seed that comes."""
    with tempfile.TemporaryDirectory() as place:
        trial = make_trial(kind, Path(place))
        began_mb = _peak_mb()
        connection.send("ready")
        while (seed := connection.recv()) is not None:
            start = time.monotonic()
            with tempfile.TemporaryDirectory() as folder:
                try:
                    outcome = trial(Path(folder), random.Random(seed))
                except BaseException as error:
                    outcome = f"FAULT {type(error).__name__}: {error}"
            connection.send((outcome, time.monotonic() - start, _peak_mb() - began_mb))


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


class Worker:
    """A process that tries variants of one kind; started anew when one ends it or takes too long."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, self._kind), daemon=True)
        self._process.start()
        theirs.close()
        self._ours.recv()

    def try_one(self, seed: str) -> tuple[str, float, float]:
        """Return the outcome of a variant, the seconds it took and how far the process grew."""
        self._ours.send(seed)
        try:
            if self._ours.poll(2 * LONGEST_S):
                answer: tuple[str, float, float] = self._ours.recv()
                return answer
            outcome = "HANGS"
        except EOFError:
            self._process.join()
            outcome = f"CRASHED with exit code {self._process.exitcode}"
        self.close()
        self._start()
        return outcome, 2 * LONGEST_S, 0.0

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def main() -> None:
    """Try all variants and print what came of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variants", type=int, default=500, help="Of each kind.")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS)
    given = parser.parse_args()
    os.environ.pop("MASSAGE_COACH_DATA", None)
    findings = 0
    for kind in given.kinds:
        worker = Worker(kind)
        outcomes: Counter[str] = Counter()
        longest_s = most_mb = 0.0
        for number in range(given.variants):
            seed = f"{given.seed}-{number}"
            outcome, took_s, grown_mb = worker.try_one(seed)
            longest_s, most_mb = max(longest_s, took_s), max(most_mb, grown_mb)
            bad = [outcome] if outcome[:2].isupper() else []
            bad += [f"SLOW, {took_s:.1f} s"] if took_s > LONGEST_S else []
            if grown_mb > MOST_GROWN_MB:
                bad.append(f"LARGE, {grown_mb:.0f} MB more")
                worker.close()
                worker = Worker(kind)
            outcomes[outcome.split()[0] if outcome in bad else outcome] += 1
            if bad:
                findings += 1
                print(f"{kind} {seed}: {'; '.join(bad)}", flush=True)
        worker.close()
        print(
            f"{kind}: {dict(outcomes.most_common())}; longest {longest_s:.1f} s, {most_mb:.0f} MB more at most",
            flush=True,
        )
    print(f"{given.variants} variants of each kind, seed {given.seed}: {findings} findings")
    if findings:
        sys.exit(1)


if __name__ == "__main__":
    main()
