"""Learning in a process of its own, so that the one that asks stays as quick as before.

A fresh Python is started rather than a process of :mod:`multiprocessing`, which would run the main script of the one
that asks once more: in a server that is the server.
"""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import threading
from typing import IO, Any

from coach.errors import CoachError
from coach.learning.run import OnStage, Outcome
from coach.words import say
from coach.workers import LOOK_S

END_S = 5.0
"""A process that was told to end is given so long."""
_log = logging.getLogger(__name__)


def learn_apart(setup: str, on_progress: OnStage) -> Outcome:
    """Learn from the corrected sessions of this computer in another process.

    Parameters
    ----------
    setup : str
    on_progress : callable
        Called several times a second with the fraction done and the stage; what it raises ends the other process.

    Raises
    ------
    CoachError
        What the other process says; or one sentence when it ended in the middle.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "coach.learning", setup],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    with process:
        lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        threading.Thread(target=_read, args=(process.stdout, lines), name="learning", daemon=True).start()
        try:
            return _listen(lines, on_progress)
        finally:
            process.stdin.close()  # type: ignore[union-attr]
            try:
                process.wait(END_S)
            except subprocess.TimeoutExpired:
                process.kill()


def _listen(lines: queue.SimpleQueue[str | None], on_progress: OnStage) -> Outcome:
    message: dict[str, Any] = {"done": 0.0, "stage": "gather"}
    while True:
        if "fault" in message:
            raise CoachError(message["fault"])
        if "outcome" in message:
            return Outcome.model_validate(message["outcome"])
        on_progress(message["done"], message["stage"])
        try:
            line = lines.get(timeout=LOOK_S)
        except queue.Empty:
            continue
        if line is None:
            _log.error("the process that learns ended in the middle")
            raise CoachError(say("fault-process-ended"))
        message = json.loads(line)


def _read(stream: IO[str], lines: queue.SimpleQueue[str | None]) -> None:
    for line in stream:
        lines.put(line)
    lines.put(None)
