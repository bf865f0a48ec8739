"""What the tests in a real browser share: the browser itself, a fake camera, and waiting for Streamlit."""

from __future__ import annotations

import shutil
import time
from pathlib import Path
from typing import Any

from coach.words import say

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (path := shutil.which(name))), None
)
"""Path of the browser; ``None`` where there is none."""

NO_CHROMIUM = "no Chromium on this computer: the tests in a real browser are left out"
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
FAKE_CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")

PAGE_TIMEOUT_MS = 60_000
"""What takes a second on an idle computer; the tests also run beside others on two slow cores."""

LIVE_TIMEOUT_S = 90.0
CALM_MS = 250
"""A click reaches the server and comes back as a new run within this; a page that is still for so long has settled."""

_SETTLED = """calmMs => {
  const app = document.querySelector("[data-testid=stApp]")
  const { testScriptState: script, testConnectionState: connection } = app?.dataset ?? {}
  const calm = script === "notRunning" && connection === "CONNECTED" && !document.querySelector("[data-stale=true]")
  window.calmSince = calm ? window.calmSince ?? performance.now() : null
  return calm && performance.now() - window.calmSince >= calmMs
}"""

_COACH = """f => {
  const roots = [...document.querySelectorAll("*")].map(e => e.shadowRoot).filter(Boolean)
  const root = roots.map(r => r.querySelector(".coach")).find(Boolean)
  return root ? eval(f)(root.coach) : null
}"""
"""Finds the live page's own object and asks it something."""


def settled(page: Any, timeout_ms: float = PAGE_TIMEOUT_MS) -> None:
    """Wait until Streamlit's script has run to its end and nothing on the page is about to be replaced.

    Wait for what an action leads to first, where it can be seen: a run that has not begun yet cannot be waited for.
    """
    page.evaluate("window.calmSince = null")
    page.wait_for_function(_SETTLED, arg=CALM_MS, timeout=timeout_ms)


def open_from_more(page: Any, name: str) -> None:
    """Open a page that is reached from the last entry of the menu; the page itself has to be waited for."""
    page.get_by_role("link", name=say("page-name.more"), exact=True).click()
    page.get_by_role("link", name=name, exact=True).click()


def ask(page: Any, question: str) -> Any:
    """Ask the live page's own object something: ``question`` is a function in JavaScript; ``None`` without a page."""
    return page.evaluate(_COACH, question)


def wait_for(page: Any, question: str, timeout_s: float = LIVE_TIMEOUT_S) -> Any:
    """Wait until the live page's answer is true; return it."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        answer = ask(page, question)
        if answer:
            return answer
        page.wait_for_timeout(100)
    told = "[c.phase, c.paused, c.stage.banner.textContent, c.result && c.result.setup]"
    state = ask(page, f"c => JSON.stringify({told})")
    raise AssertionError(f"never true: {question}; the page says {state}")


def write_camera_file(video: Path, target: Path, seconds: float = float("inf")) -> Path:
    """Write a recording's beginning as the raw motion JPEG that Chromium takes for a camera; it plays over and over."""
    import av

    with av.open(str(video)) as source, av.open(str(target), "w", format="mjpeg") as sink:
        stream = source.streams.video[0]
        out = sink.add_stream("mjpeg", rate=30, options={"qmin": "2", "qmax": "4"})
        out.width, out.height, out.pix_fmt = stream.width, stream.height, "yuvj420p"
        for frame in source.decode(stream):
            if frame.time is not None and frame.time > seconds:
                break
            sink.mux(out.encode(frame.reformat(format="yuvj420p")))
        sink.mux(out.encode())
    return target
