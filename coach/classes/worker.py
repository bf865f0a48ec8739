"""Reviews one recording in a process of its own: ``python -m coach.classes.worker``.

A task comes in on the standard input as one line of JSON, and after it, whenever that changes, how many threads may
look for hands. Lines of JSON go out: how far it is, and at the end that the review is written, or one sentence that
says why there is none. A fault in a decoder that ends the process ends this recording only, and a worker whose caller
is gone ends at once.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coach.back_format import read_back
from coach.classes.records import Task
from coach.errors import CoachError

READ_BYTES = 65536
STEP = 0.005
"""Of the recording between two lines about how far it is."""
REVIEW_NAME = "review.json"
TRACKS_NAME = "tracks.npz"


def describe_task(task: Task, out: Path) -> str:
    """Write a task as the line that a worker reads; results go into the folder ``out``."""
    return json.dumps(
        {
            "path": str(task.path),
            "protocol": task.protocol_id,
            "factor": task.factor,
            "back": None if task.back is None else asdict(task.back),
            "tracks": None if task.tracks is None else str(task.tracks),
            "out": str(out),
        }
    )


def describe_threads(threads: int) -> str:
    """Write how many threads may look for hands, as the line that a worker reads."""
    return json.dumps({"threads": threads})


def run_task(task: dict[str, Any], tell: Callable[[dict[str, Any]], None], threads: Callable[[], int]) -> None:
    """Review a recording, and write the review and the hands that were found into the task's folder."""
    from coach.motion.body import turn_to
    from coach.pipeline import analyse, analyse_tracks
    from coach.protocol.library import load_protocol
    from coach.protocol.variants import scale_protocol
    from coach.reviewing import review_analysis
    from coach.tracks_file import Recorded, read_tracks, write_tracks

    protocol = scale_protocol(load_protocol(task["protocol"]), factor=task["factor"])
    back = None if task["back"] is None else turn_to(read_back(task["back"]), protocol.region)
    out = Path(task["out"])
    if task["tracks"] is None:
        path = Path(task["path"])
        analysis = analyse(path, back, lambda fraction: tell({"fraction": fraction}), workers=threads)
        write_tracks(out / TRACKS_NAME, Recorded(analysis.tracks, analysis.info, analysis.back))
    else:
        tracks, info, _ = read_tracks(Path(task["tracks"]))
        analysis = analyse_tracks(tracks, info, back)
    made = review_analysis(analysis, protocol)
    (out / REVIEW_NAME).write_text(made.written.model_dump_json(), encoding="utf-8")


class _Listener:
    """Reads what the caller says, past ``sys.stdin``, which a waiting thread would hold when the interpreter ends."""

    def __init__(self) -> None:
        self._rest = b""
        self.threads = 1

    def read_line(self) -> bytes:
        """Return the next line; empty when the caller is gone."""
        while b"\n" not in self._rest:
            block = os.read(sys.stdin.fileno(), READ_BYTES)
            if not block:
                return b""
            self._rest += block
        line, _, self._rest = self._rest.partition(b"\n")
        return line

    def follow(self) -> None:
        """Take in how many threads may be used, until the caller is gone; then end, however far the work is."""
        while line := self.read_line():
            self.threads = int(json.loads(line)["threads"])
        os._exit(1)


class _Teller:
    """Writes lines to the caller, not too many about how far it is."""

    def __init__(self) -> None:
        # A library that prints must not be taken for an answer: answers keep the real output to themselves.
        self._out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        self._told = 0.0

    def __call__(self, line: dict[str, Any]) -> None:
        fraction = line.get("fraction")
        if fraction is not None and fraction - self._told < STEP:
            return
        self._told = self._told if fraction is None else fraction
        print(json.dumps(line), file=self._out, flush=True)


def main() -> None:
    """Do one task."""
    tell, listener = _Teller(), _Listener()
    task = json.loads(listener.read_line())
    threading.Thread(target=listener.follow, daemon=True).start()
    try:
        run_task(task, tell, lambda: listener.threads)
    except CoachError as error:
        tell({"fault": " ".join(str(error).split())})
    else:
        tell({"done": True})


if __name__ == "__main__":
    main()
