"""How long the app takes to begin: ``python benchmarks/first_page.py [--repeats N]``.

Each round starts ``massage-coach app`` anew, opens the address in a headless Chromium as soon as it is told, and waits
until the first page's button can be seen; then it asks for the sample and waits until its review is under way. In turn
with it, and measured in the same way, ``streamlit run`` of a page with one button: the least that any app of this kind
takes. The time runs from the command; the start of the browser, which a user has open already, is left out.

And ``massage-coach --help`` beside ``python -c pass``, both as processes of their own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Page, sync_playwright

from coach.commands.app import _find_free_port, server_command
from coach.words import say

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
PROGRAM = Path(sysconfig.get_path("scripts")) / "massage-coach"
EMPTY_BUTTON = "Nothing"
EMPTY_APP = f"import streamlit as st\nst.button({EMPTY_BUTTON!r})\n"

SEEN = "label => [...document.querySelectorAll('button')].some(button => button.innerText.includes(label))"
READ_S = 3.0
"""Between the first page and the click: the time of a glance at it."""


@dataclass(frozen=True, slots=True)
class Started:
    """Seconds from the command (the last one: from the click)."""

    answers_s: float
    first_page_s: float
    review_s: float | None = None


def measure_app(context: BrowserContext, data: Path, read_s: float = READ_S) -> Started:
    """Start the app as a user does, and ask for the sample's review ``read_s`` after the first page stands."""
    port = _find_free_port()
    command = [str(PROGRAM), "app", "--no-browser", f"--port={port}", f"--data-dir={data}"]
    page = context.new_page()
    with running(command, subprocess.PIPE) as (server, began):
        assert server.stdout is not None
        server.stdout.readline()  # the address is told when the server answers
        answered = time.perf_counter() - began
        open_page(page, port, say("today-try-sample"))
        stands = time.perf_counter() - began
        page.wait_for_timeout(1000 * read_s)
        clicked = time.perf_counter()
        page.get_by_role("button", name=say("today-try-sample")).click()
        see(page, say("review-cancel"))
        found = Started(answered, stands, time.perf_counter() - clicked)
        page.close()
        return found


def measure_empty(context: BrowserContext, script: Path) -> Started:
    """Start a Streamlit app with one button, with the same settings."""
    port = _find_free_port()
    command = [str(script) if part.endswith("main.py") else part for part in server_command(port)]
    page = context.new_page()
    with running(command, subprocess.DEVNULL) as (_, began):
        wait_for(f"http://127.0.0.1:{port}/_stcore/health")
        answered = time.perf_counter() - began
        open_page(page, port, EMPTY_BUTTON)
        found = Started(answered, time.perf_counter() - began)
        page.close()
        return found


@contextmanager
def running(command: list[str], output: int) -> Iterator[tuple[subprocess.Popen[bytes], float]]:
    began = time.perf_counter()
    server = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
    try:
        yield server, began
    finally:
        server.terminate()
        server.wait()
        if server.stdout is not None:
            server.stdout.close()


def open_page(page: Page, port: int, button: str) -> None:
    page.goto(f"http://127.0.0.1:{port}", wait_until="commit")
    see(page, button)


def see(page: Page, button: str) -> None:
    """Wait for a button, looked for with every picture of the browser: a locator looks twice a second only."""
    page.wait_for_function(SEEN, arg=button, polling="raf")


def wait_for(url: str) -> None:
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1.0):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.02)


def measure_command(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


def measure_starts(repeats: int) -> tuple[list[Started], list[Started]]:
    """Start both apps in turn; returns the coach's figures and the empty app's, after a round that warms the disk."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("No Chromium on this computer; install one to measure the first page.")
    ours, empty = [], []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        script = folder / "empty.py"
        script.write_text(EMPTY_APP, encoding="utf-8")
        context = playwright.chromium.launch_persistent_context(
            folder / "user", executable_path=found, headless=True, args=FLAGS
        )
        for number in range(repeats + 1):
            ours.append(measure_app(context, folder / f"data-{number}"))
            empty.append(measure_empty(context, script))
        context.close()
    return ours[1:], empty[1:]


def measure_help(repeats: int) -> tuple[float, float]:
    """Median seconds of ``massage-coach --help`` and of a Python that does nothing."""
    pairs = [
        (measure_command([str(PROGRAM), "--help"]), measure_command([sys.executable, "-c", "pass"]))
        for _ in range(repeats + 1)
    ]
    helps, nothings = zip(*pairs[1:], strict=True)
    return statistics.median(helps), statistics.median(nothings)


def compare_pages(ours: list[Started], empty: list[Started]) -> tuple[float, float, float]:
    """Medians: seconds until the coach's page stands, until the empty one does, and their ratio round by round."""
    page, least = (statistics.median(found.first_page_s for found in column) for column in (ours, empty))
    ratio = statistics.median(one.first_page_s / other.first_page_s for one, other in zip(ours, empty, strict=True))
    return page, least, ratio


def main() -> None:
    parser = argparse.ArgumentParser(description="How long the app takes to begin.")
    parser.add_argument("--repeats", type=int, default=5)
    repeats = parser.parse_args().repeats
    ours, empty = measure_starts(repeats)
    page, least, ratio = compare_pages(ours, empty)
    answers = statistics.median(found.answers_s for found in ours)
    review = statistics.median(found.review_s or 0.0 for found in ours)
    helped, nothing = measure_help(4 * repeats)
    print(f"server answers: median {answers:.2f} s of {repeats}")
    print(
        f"first page: median {page:.2f} s, a Streamlit page with one button {least:.2f} s, ratio {ratio:.2f}; aim 2.0 s"
    )
    print(f"the sample's review under way: median {review:.2f} s after the click; aim 0.5 s")
    print(f"--help: median {helped:.3f} s, python -c pass {nothing:.3f} s; aim 0.15 s")
    if load := os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0:
        print(f"load of the last minute: {load:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
