"""The live coach's way from picture to overlay, beside ``streamlit-webrtc`` with the same hand model, in one run.

    python benchmarks/live.py [--seconds 20] [--video sample_videos/rubbing.mp4] [--json FILE]

A headless Chromium takes a recording for its camera. In the picture's corner stands the number of the picture as black
and white fields, so that a picture that comes back from a server can be told from the next one.

- massage-coach: a session runs as a user starts it; its page notes for each result how long after the capture of its
  picture the overlay is drawn. The picture itself is shown at once and waits for nothing.
- streamlit-webrtc (extra ``[benchmark]``): ``live_webrtc_page.py``. The delay is from a picture's capture to the moment
  when the same picture, hands drawn in, comes out of the peer connection.

Printed: pictures processed a second, of those that the camera gave; delay p50 and p95; processor time of the server as
a share of one core; p50 and p95 of each stage of a picture's way through the coach; how busy the computer was. Aims:
28 of 30 pictures, 60 ms, 90 ms, half of streamlit-webrtc's delay, no more of the processor.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import av
import numpy as np
import psutil
from live_scripts import COACH, STAMP, WATCH, WAY
from playwright.sync_api import Page, sync_playwright

from coach.commands.app import _find_free_port, server_command
from tests.browser import settled

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
CAMERA_FLAGS = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
WEBRTC_PAGE = Path(__file__).with_name("live_webrtc_page.py")
SAMPLE = Path(__file__).parents[1] / "sample_videos" / "rubbing.mp4"
FIELDS, FIELD_PX = 12, 24
"""Bits of a picture's number, and the size of their fields: large enough to survive any video codec."""

FILM_S = 90.0
"""The recording is shown over and over for so long before numbers come again."""

WARM_UP_S = 6.0
TIMEOUT_MS = 60_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way reached."""

    name: str
    per_s: float
    given_per_s: float
    delay_p50_ms: float
    delay_p95_ms: float
    core_share: float
    pictures: int
    way_ms: dict[str, tuple[float, float]] = field(default_factory=dict)
    """How long each stage of a picture's way took: half and 95 % of the pictures."""


def write_camera(video: Path, target: Path) -> int:
    """Write a recording as Chromium takes it for a camera (motion JPEG), numbers in the corner; returns its width."""
    with av.open(str(video)) as source:
        images = [frame.to_ndarray(format="rgb24") for frame in source.decode(video=0)]
    with av.open(str(target), "w", format="mjpeg") as sink:
        out = sink.add_stream("mjpeg", rate=30, options={"qmin": "2", "qmax": "4"})
        out.height, out.width, out.pix_fmt = *images[0].shape[:2], "yuvj420p"
        for number in range(round(FILM_S * 30)):
            image = images[number % len(images)].copy()
            bits = [255 * (number >> bit & 1) for bit in range(FIELDS)]
            image[:FIELD_PX, : FIELDS * FIELD_PX] = np.repeat(bits, FIELD_PX)[None, :, None]
            sink.mux(out.encode(av.VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuvj420p")))
        sink.mux(out.encode())
        return int(images[0].shape[1])


@contextmanager
def serve(command: list[str], port: int, data: Path) -> Iterator[psutil.Process]:
    """Run a server until the measuring is done."""
    env = os.environ | {"MASSAGE_COACH_DATA": str(data)}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=env)
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://localhost:{port}/_stcore/health", timeout=1.0).close()
                break
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        yield psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


@contextmanager
def open_page(playwright: Any, camera: Path, script: str = "") -> Iterator[Page]:
    """Open a page whose camera is a file."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        raise SystemExit("No Chromium on this computer; install one to measure the live coach.")
    flags = [*FLAGS, *CAMERA_FLAGS, f"--use-file-for-fake-video-capture={camera}"]
    browser = playwright.chromium.launch(executable_path=found, args=flags)
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.set_default_timeout(TIMEOUT_MS)
        if script:
            page.add_init_script(script)
        yield page
    finally:
        browser.close()


def core_seconds(server: psutil.Process) -> float:
    """Processor time that a server and its children have used."""
    times = [process.cpu_times() for process in (server, *server.children(recursive=True))]
    return float(sum(spent.user + spent.system for spent in times))


def summarise(name: str, delays_ms: list[float], given: int, seconds: float, used_s: float) -> Measured:
    if not delays_ms:
        raise SystemExit(f"{name}: no picture came back.")
    p50, p95 = np.percentile(delays_ms, [50, 95])
    per_s, given_per_s = len(delays_ms) / seconds, given / seconds
    return Measured(name, per_s, given_per_s, float(p50), float(p95), used_s / seconds, len(delays_ms))


def measure_coach(playwright: Any, camera: Path, folder: Path, seconds: float) -> Measured:
    """Measure the live coach in a session that runs."""
    port = _find_free_port()
    with serve(server_command(port), port, folder) as server, open_page(playwright, camera) as page:
        page.goto(f"http://localhost:{port}/practise")
        for name in ("cushion", "Start"):
            page.get_by_role("button", name=name, exact=name == "Start").wait_for()
            settled(page)  # a button that is about to be replaced takes no click
            page.get_by_role("button", name=name, exact=name == "Start").click()
        page.locator("button.go").click()
        wait_until(page, COACH, "c => c.phase === 'running'")
        page.wait_for_timeout(1000 * WARM_UP_S)
        page.evaluate(COACH, f"c => {{ c.stats.latencies.length = c.stats.pictures = 0; ({STAMP})(c) }}")
        before, began = core_seconds(server), time.monotonic()
        page.wait_for_timeout(1000 * seconds)
        given, delays = page.evaluate(COACH, "c => [c.stats.pictures, c.stats.latencies.map(([, delay]) => delay)]")
        used_s, took_s = core_seconds(server) - before, time.monotonic() - began
        stamps = page.evaluate(COACH, "c => [...c.stamps.values()].filter(s => s.at(-1)[0] === 'drawn')")
        return replace(summarise("massage-coach", delays, given, took_s, used_s), way_ms=measure_way(stamps))


def measure_way(stamps: list[list[tuple[str, float]]]) -> dict[str, tuple[float, float]]:
    """How long each stage of a picture's way took, from when each picture passed them, milliseconds."""
    at = np.array([[dict(stamp)[stage] for stage in ("captured", *WAY)] for stamp in stamps])
    half, most = np.percentile(np.diff(at), [50, 95], axis=0)
    return dict(zip(WAY.values(), zip(half.tolist(), most.tolist(), strict=True), strict=True))


def measure_webrtc(playwright: Any, camera: Path, folder: Path, seconds: float, width: int) -> Measured:
    """Measure ``streamlit-webrtc``."""
    port = _find_free_port()
    flags = ["--server.headless=true", "--server.address=127.0.0.1", "--browser.gatherUsageStats=false"]
    command = [sys.executable, "-m", "streamlit", "run", str(WEBRTC_PAGE), f"--server.port={port}", *flags]
    script = f"const FIELDS = {FIELDS}, FIELD_PX = {FIELD_PX}, WIDTH = {width}\n{WATCH}"
    with serve(command, port, folder) as server, open_page(playwright, camera, script) as page:
        page.goto(f"http://localhost:{port}")
        deadline = time.monotonic() + TIMEOUT_MS / 1000
        while (frame := find_frame(page)) is None:
            if time.monotonic() > deadline:
                raise TimeoutError("no picture came back through the peer connection")
            page.wait_for_timeout(200)
        page.wait_for_timeout(1000 * WARM_UP_S)
        frame.evaluate("window.local.clear(); window.remote.clear()")
        before, began = core_seconds(server), time.monotonic()
        page.wait_for_timeout(1000 * seconds)
        delays = frame.evaluate(
            "[...window.remote].filter(([n]) => window.local.has(n)).map(([n, at]) => at - window.local.get(n))"
        )
        took = time.monotonic() - began
        given = frame.evaluate("window.local.size")
        # A recording that begins anew brings the same numbers again; what is out of range is such a mix-up.
        sane = [delay for delay in delays if 0 <= delay < 5000]
        return summarise("streamlit-webrtc", sane, given, took, core_seconds(server) - before)


def find_frame(page: Page) -> Any:
    """Find the frame of the page in which pictures come back; ``None`` while there is none."""
    return next((frame for frame in page.frames if frame.evaluate("window.remote?.size ?? 0") > 5), None)


def wait_until(page: Page, finder: str, question: str) -> None:
    deadline = time.monotonic() + TIMEOUT_MS / 1000
    while not page.evaluate(finder, question):
        if time.monotonic() > deadline:
            raise TimeoutError(f"never true: {question}")
        page.wait_for_timeout(100)


def describe_computer() -> str:
    model = next(
        (line.split(":")[1].strip() for line in read_lines("/proc/cpuinfo") if line.startswith("model name")), "unknown"
    )
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg()) if hasattr(os, "getloadavg") else "unknown"
    return f"{psutil.cpu_count()} cores ({model}); load of the last 1, 5, 15 minutes: {load}"


def read_lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).is_file() else []


def main() -> None:
    parser = argparse.ArgumentParser(description="The live coach's delay, beside streamlit-webrtc.")
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--video", type=Path, default=SAMPLE)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    print(describe_computer())
    results = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        camera = folder / "camera.mjpeg"
        width = write_camera(options.video, camera)
        results.append(measure_coach(playwright, camera, folder / "data", options.seconds))
        if importlib.util.find_spec("streamlit_webrtc") is None:
            print('streamlit-webrtc is not installed (pip install "massage-coach[benchmark]"): measured without it.')
        else:
            try:
                results.append(measure_webrtc(playwright, camera, folder / "data", options.seconds, width))
            except TimeoutError as error:
                print(f"streamlit-webrtc could not be measured here: {error}.")
    for found in results:
        print(
            f"{found.name:17} {found.per_s:5.1f} of {found.given_per_s:.1f} pictures/s   "
            f"delay p50 {found.delay_p50_ms:4.0f} ms, p95 {found.delay_p95_ms:4.0f} ms   "
            f"server {found.core_share:4.0%} of a core   ({found.pictures} pictures)"
        )
    for stage, (half, most) in results[0].way_ms.items():
        print(f"  {stage:48}{half:6.1f}{most:7.1f}")
    print(describe_computer())
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(found) for found in results], indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
