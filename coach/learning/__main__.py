"""The process that learns for another one: ``python -m coach.learning SET-UP`` (see :mod:`coach.learning.apart`).

It writes a line of JSON for every step and one for what came of it, and ends when its input is closed.
"""

from __future__ import annotations

import json
import os
import sys
import threading

from coach.errors import CoachError

NICENESS = 5
"""Of the process: what a person looks at meanwhile, a running session above all, goes first."""


def main() -> None:
    """Learn and tell."""
    from coach.history.store import open_store
    from coach.learning.run import run_learning

    if hasattr(os, "nice"):  # processes that it begins are as modest; Windows has no such call
        os.nice(NICENESS)
    threading.Thread(target=_end_with_input, daemon=True).start()
    (setup,) = sys.argv[1:]
    try:
        outcome = run_learning(
            open_store(), setup, on_progress=lambda done, stage: _tell({"done": done, "stage": stage})
        )
    except CoachError as error:
        _tell({"fault": str(error)})
    else:
        _tell({"outcome": outcome.model_dump(mode="json")})


def _tell(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _end_with_input() -> None:
    """End when the one that asked is gone, however it went, or wants no more of it."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
