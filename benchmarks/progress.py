"""Time to open the Progress page with a long history: ``python benchmarks/progress.py [SESSIONS]``.

Seeds made-up sessions (their numbers come from a random generator, nothing was massaged) into a temporary folder, opens
the page in the real app with a headless Chromium, and prints the wall time until its chart is drawn, twice: the first
visit of a fresh server, and the next one. Without Chromium the page script alone is timed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from coach.commands.app import server_command
from coach.formats import CoverageModel, PartModel, Review, ReviewSegment, ReviewStep, TimelineModel, VideoModel
from coach.history.entries import NewSession
from coach.history.store import open_store
from coach.paths import DATA_DIR_ENV
from coach.protocol.library import load_protocol

PORT = 8797
MINUTES = 20.0
TICK_S = 0.1


def make_review(rng: np.random.Generator, skill: float) -> Review:
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
    return Review(
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


def time_in_browser(folder: Path) -> list[float] | None:
    """Seconds from opening the address to the drawn chart; ``None`` without Chromium."""
    chromium = next((path for name in ("chromium", "google-chrome") if (path := shutil.which(name))), None)
    if chromium is None:
        return None
    from playwright.sync_api import sync_playwright

    server = subprocess.Popen(
        server_command(PORT),
        env={**os.environ, DATA_DIR_ENV: str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{PORT}/_stcore/health")
        with sync_playwright() as play:
            browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            times = []
            for _ in range(3):
                page = browser.new_page()
                start = time.perf_counter()
                page.goto(f"http://127.0.0.1:{PORT}/progress")
                page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first.wait_for()
                times.append(time.perf_counter() - start)
                page.close()
            browser.close()
        return times
    finally:
        server.terminate()
        server.wait(10)


def time_script(folder: Path) -> list[float]:
    """Seconds that the page script takes, without a browser."""
    from streamlit.testing.v1 import AppTest

    os.environ[DATA_DIR_ENV] = str(folder)
    app = AppTest.from_file(str(Path(server_command(PORT)[4]).with_name("shell.py")), default_timeout=60).run()
    times = []
    for _ in range(3):
        start = time.perf_counter()
        app.switch_page("app_pages/progress.py").run()
        times.append(time.perf_counter() - start)
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
        browser = time_in_browser(folder)
        if browser is not None:
            print("browser, address to chart: " + ", ".join(f"{value:.2f} s" for value in browser))
        print("page script alone:         " + ", ".join(f"{value:.2f} s" for value in time_script(folder)))


if __name__ == "__main__":
    main()
