"""Time to open the Progress page with a long history: ``python benchmarks/progress.py [SESSIONS]``.

Seeds made-up sessions (their numbers come from a random generator, nothing was massaged) into a temporary folder, opens
the page in the real app with a headless Chromium, and prints the wall time until its chart is drawn: by a click inside
the app, and by its address, which loads Streamlit's own page first (the Help page shows how long that takes alone).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np

from coach.commands.app import server_command
from coach.formats import CoverageModel, PartModel, ReviewFile, ReviewSegment, ReviewStep, TimelineModel, VideoModel
from coach.history.entries import NewSession
from coach.history.store import open_store
from coach.paths import DATA_DIR_ENV
from coach.protocol.library import load_protocol

PORT = 8797
MINUTES = 20.0
ROUNDS = 4
TICK_S = 0.1


def make_review(rng: np.random.Generator, skill: float) -> ReviewFile:
    """Make a whole review of ``lumbar-home`` as large as a real one of 20 minutes."""
    protocol = load_protocol("lumbar-home")
    length = MINUTES * 60 / len(protocol.steps)
    segments, steps = [], []
    for number, step in enumerate(protocol.steps):
        start, end = number * length, (number + 1) * length

        def score() -> float:
            return float(np.clip(rng.normal(skill, 0.08), 0, 1))

        segments.append(
            ReviewSegment(
                start_s=start,
                end_s=end,
                technique=step.technique,
                confidence=0.95,
                pace_per_min=float(rng.normal(60, 6)),
                regularity=score(),
                side_balance=float(np.clip(rng.normal(0, 0.2), -1, 1)),
                seen_share=0.9,
            )
        )
        parts = [PartModel(name=name, score=score(), seen_share=0.9) for name in ("pace", "rhythm", "direction")]
        steps.append(ReviewStep(id=step.id, start_s=start, end_s=end, status="done", score=score(), parts=parts))
    time_s = np.arange(0, MINUTES * 60, TICK_S)
    n = len(time_s)
    timeline = TimelineModel(
        time_s=time_s.round(3).tolist(),
        technique=[segments[min(int(t // length), len(segments) - 1)].technique for t in time_s],
        confidence=rng.uniform(0.8, 1, n).round(3).tolist(),
        pace_per_min=rng.normal(60, 5, n).round(1).tolist(),
        speed_cm_s=rng.normal(8, 2, n).round(1).tolist(),
        hands_seen=[2.0] * n,
        back_u=rng.normal(0, 0.12, (n, 2)).round(3).tolist(),
        back_v=rng.normal(0.7, 0.12, (n, 2)).round(3).tolist(),
    )
    video = VideoModel(name="session", duration_s=MINUTES * 60, fps=30, width=1280, height=720, frames=int(n * 3))
    return ReviewFile(
        video=video,
        coverage=CoverageModel(one_hand=0.95, two_hands=0.7),
        segments=segments,
        steps=steps,
        timeline=timeline,
    )


def seed(folder: Path, sessions: int, until: datetime | None = None) -> None:
    """Fill a history with sessions every other day, getting better."""
    store = open_store(folder)
    profile = store.add_profile("Ana")
    rng = np.random.default_rng(7)
    last = until or datetime.now(UTC)
    for number in range(sessions):
        skill = 0.55 + 0.35 * (1 - np.exp(-3 * number / max(sessions, 1)))
        before = int(np.clip(round(rng.normal(6 - 4 * number / max(sessions, 1), 0.8)), 0, 10))
        new = NewSession(
            profile_id=profile.id,
            started_at=last - timedelta(days=2 * (sessions - 1 - number), hours=1),
            kind="live",
            duration_s=MINUTES * 60,
            protocol_id="lumbar-home",
            receiver="Vera",
            pain_before=before,
            pain_after=max(0, before - int(rng.integers(0, 3))),
        )
        store.add_session(new, make_review(rng, skill))


CHART = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"


def time_in_browser(folder: Path) -> dict[str, list[float]]:
    """Seconds until something is seen, by what was done; empty without Chromium."""
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if chromium is None:
        return {}
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        server_command(PORT),
        env={**os.environ, DATA_DIR_ENV: str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{PORT}"
    times: dict[str, list[float]] = {}
    try:
        _wait(f"{address}/_stcore/health")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            for _ in range(ROUNDS):
                for what, seconds in _one_round(browser, address).items():
                    times.setdefault(what, []).append(seconds)
            browser.close()
    finally:
        server.terminate()
        server.wait(10)
    return times


def _one_round(browser: Any, address: str) -> dict[str, float]:
    page = browser.new_page()
    to_help = _seconds(lambda: page.goto(f"{address}/help"), page.locator("h1"))
    page.wait_for_timeout(1000)
    by_click = _seconds(page.get_by_role("link", name="Progress").first.click, page.locator(CHART))
    page.close()
    fresh = browser.new_page()
    to_chart = _seconds(lambda: fresh.goto(f"{address}/progress"), fresh.locator(CHART))
    fresh.close()
    return {"a click in the app to the chart": by_click, "address to chart": to_chart, "address to Help": to_help}


def _seconds(act: Callable[[], object], wanted: Any) -> float:
    start = time.perf_counter()
    act()
    wanted.first.wait_for()
    return time.perf_counter() - start


def time_script(folder: Path) -> list[float]:
    """CPU seconds that the page script takes, without a browser."""
    from streamlit.testing.v1 import AppTest

    os.environ[DATA_DIR_ENV] = str(folder)
    app = AppTest.from_file(str(Path(server_command(PORT)[4]).with_name("shell.py")), default_timeout=60).run()
    times = []
    for _ in range(3):
        start = time.process_time()
        app.switch_page("app_pages/progress.py").run()
        times.append(time.process_time() - start)
    return times


def _wait(address: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the app did not start")


def main() -> None:
    sessions = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start = time.perf_counter()
        seed(folder, sessions)
        size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
        print(f"{sessions} sessions seeded in {time.perf_counter() - start:.1f} s, {size / 1e6:.1f} MB")
        if hasattr(os, "getloadavg"):
            print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        for what, values in time_in_browser(folder).items():
            print(f"{what}: " + ", ".join(f"{value:.2f} s" for value in values))
        print("page script, CPU: " + ", ".join(f"{value:.2f} s" for value in time_script(folder)))


if __name__ == "__main__":
    main()
