"""Forty minutes of a live session without a camera: memory, work per second, and delay, at the beginning and the end.

    python benchmarks/live_endurance.py [--minutes 40] [--restarts 20]

Simulated hands at 30 frames a second go through the whole live core as fast as it takes them: the controller, the
coach, the recorder with its files on the disk. A frame's delay is the processor time from its hands to the last message
it leads to; the hand model and the browser are not in it (``benchmarks/live.py`` has them). Then the session is begun
and ended so many times more.
"""

from __future__ import annotations

import argparse
import gc
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
from live_core import make_hands
from protocol_check import FPS, script_session

from coach.live.controller import LiveController
from coach.live.messages import Command
from coach.live.plan import Plan
from coach.protocol.library import load_protocol
from coach.protocol.variants import scale_protocol
from coach.records import HandsFrame
from sample_videos.simulate import simulate_session, to_tracks

LOOP_SCALE = 0.2
"""Length of the simulated session that is played again and again, as a share of the protocol's."""

WINDOW_MINUTES = 5.0
"""Beginning and end are so long; memory is read from the end of the first such window on."""


def make_loop() -> list[HandsFrame]:
    """Simulate one short session."""
    protocol = scale_protocol(load_protocol("lumbar-home"), factor=LOOP_SCALE)
    return list(make_hands(to_tracks(simulate_session(script_session(protocol, np.random.default_rng(1)), 1, fps=FPS))))


def play(controller: LiveController, loop: list[HandsFrame], minutes: float) -> tuple[np.ndarray, list[float]]:
    """Play the loop for so long; returns each frame's delay in seconds and the memory in MB after each minute."""
    image = np.full((48, 64, 3), 128, np.uint8)
    process, delays, memory = psutil.Process(), [], []
    frames = round(minutes * 60 * FPS)
    for number in range(frames):
        hands = replace(loop[number % len(loop)], time_s=number / FPS)
        start = time.process_time()
        for _ in controller.push(hands, image, b""):
            pass
        delays.append(time.process_time() - start)
        if number == 0:
            list(controller.command(Command("start", {})))
        if number % round(60 * FPS) == 0:
            gc.collect()
            memory.append(process.memory_info().rss / 1e6)
    return np.array(delays), memory


def report(delays: np.ndarray, memory: list[float], minutes: float) -> None:
    """Print the beginning against the end."""
    window = round(min(WINDOW_MINUTES, minutes / 2) * 60 * FPS)
    rows = (("first minutes", delays[:window]), ("last minutes", delays[-window:]))
    for name, part in rows:
        p50, p95 = np.percentile(part * 1000, [50, 95])
        work = part.sum() / len(part) * FPS
        print(f"{name:14s} delay p50 {p50:6.2f} ms  p95 {p95:6.2f} ms   work {work:.3f} s a second")
    drift = np.percentile(rows[1][1], 95) - np.percentile(rows[0][1], 95)
    settled = memory[min(len(memory) - 1, round(min(WINDOW_MINUTES, minutes / 2)))]
    print(f"delay drift    {drift * 1000:+.1f} ms (p95)")
    print(f"memory         {memory[0]:.0f} MB at the start, {settled:.0f} MB settled, {memory[-1]:.0f} MB at the end")
    print(f"memory growth  {memory[-1] - settled:+.1f} MB after the first minutes")


def main() -> None:
    """Play, then start and stop."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=40.0)
    parser.add_argument("--restarts", type=int, default=20)
    options = parser.parse_args()
    loop = make_loop()
    protocol = scale_protocol(load_protocol("lumbar-home"), factor=5.0)
    with tempfile.TemporaryDirectory() as folder:
        controller = LiveController(Plan(needs_back=False), protocol, Path(folder) / "session")
        delays, memory = play(controller, loop, options.minutes)
        controller.close()
        size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
        print(f"{options.minutes:g} minutes, {len(delays)} frames, {size / 1e6:.0f} MB on the disk")
        report(delays, memory, options.minutes)
        before = psutil.Process().memory_info().rss / 1e6
        for number in range(options.restarts):
            again = LiveController(Plan(needs_back=False), protocol, Path(folder) / f"again-{number}")
            play(again, loop, 0.1)
            list(again.command(Command("finish", {})))
            again.close()
        gc.collect()
        after = psutil.Process().memory_info().rss / 1e6
        print(f"starts         {options.restarts} more sessions begun and ended, {after - before:+.1f} MB")


if __name__ == "__main__":
    main()
