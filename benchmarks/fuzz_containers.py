"""What damaged recordings do to the program: ``python benchmarks/fuzz_containers.py [--variants N] [--seed N]``.

Excerpts of the six samples in mp4, mov, mkv, avi and webm have bytes flipped, erased, doubled, dropped or cut off. Each
variant is probed, read from start to end and asked for a still, in a process of its own kind that is watched: what ends
that process, takes longer than ten seconds, raises anything but the program's own errors or grows its memory is a
finding. Every ``--review-every`` th variant also goes through ``massage-coach review`` with all its outputs, which may
end with a review or one sentence, and leaves nothing behind but what was asked for.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.frames.damaged import CONTAINERS, damage, write_excerpt

SAMPLES = Path(__file__).parents[1] / "sample_videos"
EXCERPT_FRAMES = 45
LONGEST_S = 10.0
MOST_MB = 1500.0
"""The process that reads may take this much at its peak: two decoding threads hold pictures of up to 8K."""
REVIEW_LONGEST_S = 120.0


def read_all(path: Path) -> str:
    """Read a file in every way the program does; return what came of it."""
    from coach.errors import VideoError
    from coach.frames.still import read_picture
    from coach.frames.video import open_video

    try:
        with open_video(path) as video:
            frames = sum(1 for _ in video)
        read_picture(path, video.info.duration_s / 2)
    except VideoError as error:
        return "refused" if str(error) else "refused without a word"
    return "read, damage said" if video.info.frames_unreadable else f"read{'' if frames else ' nothing'}"


def work(connection: Connection) -> None:
    """Answer with the outcome, the seconds and the peak memory in MB for every path that comes."""
    while (path := connection.recv()) is not None:
        start = time.monotonic()
        try:
            outcome = read_all(Path(path))
        except Exception as error:
            outcome = f"RAISED {type(error).__name__}: {error}"
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
        connection.send((outcome, time.monotonic() - start, peak_mb))


class Reader:
    """A process that reads files; started anew when a file ends it or takes too long."""

    def __init__(self) -> None:
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def read(self, path: Path) -> tuple[str, float, float]:
        """Return the outcome for a file, the seconds it took and the peak memory in MB."""
        start = time.monotonic()
        self._ours.send(str(path))
        try:
            # The first file also waits for the imports of a fresh process.
            if self._ours.poll(LONGEST_S + 10.0):
                answer: tuple[str, float, float] = self._ours.recv()
                return answer
            outcome = "HANGS"
        except EOFError:
            self._process.join()
            outcome = f"CRASHED with exit code {self._process.exitcode}"
        self._process.kill()
        self._process.join()
        self._start()
        return outcome, time.monotonic() - start, 0.0

    def close(self) -> None:
        """End the process."""
        self._ours.send(None)
        self._process.join(10.0)


def review(path: Path, folder: Path) -> str:
    """Put a file through the command; return what came of it."""
    folder.mkdir()
    outputs = {"--json": "r.json", "--html": "r.html", "--csv": "r.csv", "--video": "r.mp4"}
    command = [sys.executable, "-m", "coach", "review", str(path)]
    command += [part for option, name in outputs.items() for part in (option, str(folder / name))]
    temporary = folder / "tmp"
    temporary.mkdir()
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=REVIEW_LONGEST_S,
            env=os.environ | {"TMPDIR": str(temporary)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "HANGS in the command"
    left = {file.name for file in folder.iterdir()} - {"tmp"} | {file.name for file in temporary.iterdir()}
    if "Traceback" in done.stderr or done.returncode not in (0, 2):
        return f"TRACEBACK or exit code {done.returncode} of the command: {done.stderr.strip()[-200:]}"
    if left != (set(outputs.values()) if done.returncode == 0 else set()):
        return f"LEFT BEHIND {sorted(left)} after exit code {done.returncode}"
    return "reviewed" if done.returncode == 0 else "refused by the command"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--variants", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--review-every", type=int, default=21)
    parser.add_argument("--keep", type=Path, help="Folder for the variants with findings.")
    given = parser.parse_args()
    rng = np.random.default_rng(given.seed)
    outcomes: Counter[str] = Counter()
    findings: list[str] = []
    longest_s = most_mb = 0.0
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for sample in sorted(SAMPLES.glob("*.mp4")):
            for ending in CONTAINERS:
                write_excerpt(sample, folder / f"{sample.stem}.{ending}", EXCERPT_FRAMES)
        excerpts = sorted(folder.iterdir())
        reader = Reader()
        for number in range(given.variants):
            excerpt = excerpts[number % len(excerpts)]
            kind, data = damage(excerpt.read_bytes(), rng)
            path = folder / f"variant-{number}{excerpt.suffix}"
            path.write_bytes(data)
            outcome, took_s, peak_mb = reader.read(path)
            came = [outcome]
            if number % given.review_every == 0:
                came.append(review(path, folder / f"review-{number}"))
            longest_s, most_mb = max(longest_s, took_s), max(most_mb, peak_mb)
            if took_s > LONGEST_S:
                came.append(f"SLOW, {took_s:.1f} s")
            if peak_mb > MOST_MB:
                came.append(f"LARGE, {peak_mb:.0f} MB")
                reader.close()
                reader = Reader()
            bad = [word for word in came if word[:2].isupper()]
            outcomes.update(word if word not in bad else word.split()[0] for word in came)
            if bad:
                findings.append(f"{path.name} ({excerpt.stem}, {kind}): {'; '.join(bad)}")
                print(findings[-1], flush=True)
                if given.keep is not None:
                    given.keep.mkdir(parents=True, exist_ok=True)
                    (given.keep / path.name).write_bytes(data)
            path.unlink()
        reader.close()
    for outcome, count in outcomes.most_common():
        print(f"{count:6} {outcome}")
    print(
        f"{given.variants} variants, seed {given.seed}: {len(findings)} findings; "
        f"longest {longest_s:.1f} s, peak memory {most_mb:.0f} MB"
    )
    if findings:
        sys.exit(1)


if __name__ == "__main__":
    main()
