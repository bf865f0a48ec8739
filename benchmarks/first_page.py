"""How long the app takes to show its first page: ``python benchmarks/first_page.py [--repeats N]``.

Each round starts the server anew as ``massage-coach app`` does, waits until it answers, opens the first page in a fresh
headless Chromium, and waits until its button can be seen. The time runs from the start of the server; the start of the
browser, which a user has open already, is left out. Aim: 4 seconds.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from coach.commands.app import _find_free_port, server_command

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
FIRST_BUTTON = "Try it with the sample"


def measure_start(context: BrowserContext) -> tuple[float, float]:
    """Return the seconds until the server answers and until the first page is there."""
    port = _find_free_port()
    page = context.new_page()
    began = time.perf_counter()
    server = subprocess.Popen(server_command(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        answered = time.perf_counter() - began
        page.goto(f"http://127.0.0.1:{port}")
        page.get_by_role("button", name=FIRST_BUTTON).wait_for()
        return answered, time.perf_counter() - began
    finally:
        page.close()
        server.terminate()
        server.wait()


def wait_for(url: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1.0):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the app takes to show its first page.")
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("No Chromium on this computer; install one to measure the first page.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            Path(folder) / "user", executable_path=found, headless=True, args=FLAGS
        )
        times = [measure_start(context) for _ in range(repeats)]
        context.close()
    for name, column in zip(("server answers", "first page"), zip(*times, strict=True), strict=True):
        print(f"{name}: median {statistics.median(column):.2f} s, slowest {max(column):.2f} s of {repeats}")


if __name__ == "__main__":
    main()
