"""Processes that review clips do not outlive the one that began them."""

from __future__ import annotations

import subprocess
import sys

PARENT = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from coach.evaluate.run import begin_worker
if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=begin_worker)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(60)
"""


def test_a_killed_evaluation_leaves_no_process(tmp_path):
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert int(parent.stdout.readline())
        parent.kill()
        # The worker has the same output: it is at its end when both are gone.
        parent.communicate(timeout=30)
