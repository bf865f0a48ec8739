"""A Dask scheduler and workers that are processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import coach

distributed = pytest.importorskip("distributed")

PATIENCE_S = 120.0
POISON = """
import os
import signal

from coach.classes import remote
from coach.frames import video

def open_recording(path, **options):
    if "poison" in path.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return video.open_recording(path, **options)

remote.open_recording = open_recording
"""
"""Makes a worker die of a recording of that name, as a fault in a decoder would."""


@dataclass
class Cluster:
    """A scheduler and its workers, each a process of its own."""

    folder: Path
    scheduler: subprocess.Popen[bytes] | None = None
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    address: str = ""

    def run(self, what: str, *options: str) -> subprocess.Popen[bytes]:
        # One death is not the work's fault; a second one is.
        settings = {
            "PYTHONPATH": str(Path(coach.__file__).parents[1]),
            "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        }
        line = [sys.executable, "-m", f"distributed.cli.dask_{what}", *options, "--host", "127.0.0.1", "--no-dashboard"]
        return subprocess.Popen(
            line, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=self.folder
        )

    def start(self) -> None:
        file = self.folder / "scheduler.json"
        self.scheduler = self.run("scheduler", "--port", "0", "--scheduler-file", str(file))
        deadline = time.monotonic() + PATIENCE_S
        while not self.address and time.monotonic() < deadline:
            time.sleep(0.1)
            if file.is_file() and (text := file.read_text()).endswith("}"):
                self.address = json.loads(text)["address"]

    def fill(self, count: int = 2) -> None:
        """Start workers until there are so many, and wait for them."""
        self.workers = [worker for worker in self.workers if worker.poll() is None]
        preload = self.folder / "preload.py"
        preload.write_text(POISON)
        while len(self.workers) < count:
            options = ("--nthreads", "1", "--no-nanny", "--preload", str(preload))
            self.workers.append(self.run("worker", self.address, *options))
        with distributed.Client(self.address, set_as_default=False) as client:
            deadline = time.monotonic() + PATIENCE_S
            while len(client.nthreads()) != count and time.monotonic() < deadline:
                time.sleep(0.1)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            if process is not None:
                process.kill()
                process.wait()
