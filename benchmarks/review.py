"""What a review costs beside the hand model: ``python benchmarks/review.py VIDEO [--repeats N] [--memory]``.

Time: the wall time of the whole review (frames, hands, movement, technique, review) divided by that of a bare loop that
reads the same file with OpenCV and looks for hands with the same settings. Both run several times in turn in this
process, after one unmeasured round; the median of the ratios is what counts.

Memory (``--memory``): the peak of a process that reviews a ten-minute recording minus that of one that reviews a
one-minute recording. Both are VIDEO repeated without decoding, in a temporary folder.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import cv2

from coach.hands.tracker import HandTracker
from coach.pipeline import analyse
from coach.records import Frame
from coach.report.summary import build_review

SHORT_S = 60.0
LONG_S = 600.0


def run_bare_loop(path: Path) -> int:
    """Read every picture and look for hands in it; nothing else."""
    capture = cv2.VideoCapture(str(path), cv2.CAP_FFMPEG)
    frames = 0
    with HandTracker() as tracker:
        while True:
            ok, picture = capture.read()
            if not ok:
                break
            time_s = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000.0
            tracker.detect(Frame(frames, time_s, cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)))
            frames += 1
    capture.release()
    return frames


def run_review(path: Path) -> int:
    return build_review(analyse(path)).video.frames


def measure_s(work, path: Path) -> tuple[float, int]:
    start = time.perf_counter()
    frames = work(path)
    return time.perf_counter() - start, frames


def compare_times(path: Path, repeats: int) -> None:
    run_bare_loop(path)
    run_review(path)
    ratios = []
    for number in range(repeats):
        # Whoever comes first meets a cooler processor and a colder cache: take turns.
        first, second = (run_bare_loop, run_review) if number % 2 == 0 else (run_review, run_bare_loop)
        took = {work: measure_s(work, path) for work in (first, second)}
        (bare_s, bare_frames), (review_s, review_frames) = took[run_bare_loop], took[run_review]
        if bare_frames != review_frames:
            sys.exit(f"the bare loop read {bare_frames} frames and the review {review_frames}: nothing to compare")
        ratios.append(review_s / bare_s)
        print(
            f"round {number + 1}: review {review_s:.2f} s, bare loop {bare_s:.2f} s, {bare_frames} frames, "
            f"ratio {ratios[-1]:.3f}"
        )
    print(
        f"review / bare loop: median {statistics.median(ratios):.3f} of {repeats} rounds "
        f"({min(ratios):.3f} to {max(ratios):.3f}); aim at most 1.10"
    )


def repeat_video(source: Path, target: Path, length_s: float) -> None:
    """Write the packets of a recording again and again, without decoding, until it is ``length_s`` long."""
    with av.open(str(target), "w") as out:
        with av.open(str(source)) as container:
            copy = out.add_stream_from_template(container.streams.video[0])
        offset, end_s = 0, 0.0
        while end_s < length_s:
            with av.open(str(source)) as container:
                stream = container.streams.video[0]
                base, last = stream.time_base, 0
                for packet in container.demux(stream):
                    if packet.dts is None or packet.pts is None:
                        continue
                    last = max(last, packet.pts + (packet.duration or 1))
                    packet.pts, packet.dts, packet.time_base = packet.pts + offset, packet.dts + offset, base
                    packet.stream = copy
                    out.mux(packet)
            offset += last
            end_s = float(offset * base)


def measure_peak_mb(path: Path) -> float:
    """Peak memory of a fresh process that reviews a recording."""
    command = [sys.executable, str(Path(__file__).absolute()), str(path), "--peak"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(output.split()[-1])


def compare_memory(path: Path) -> None:
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        for length_s in (SHORT_S, LONG_S):
            clip = Path(folder) / f"{length_s:.0f}.mp4"
            repeat_video(path, clip, length_s)
            took_s, peaks[length_s] = -time.perf_counter(), measure_peak_mb(clip)
            took_s += time.perf_counter()
            print(f"{length_s / 60:.0f} minutes of recording: peak {peaks[length_s]:.0f} MB, {took_s:.0f} s")
    print(f"ten minutes take {peaks[LONG_S] - peaks[SHORT_S]:.0f} MB more than one; aim at most 50 MB")


def print_peak(path: Path) -> None:
    import resource

    run_review(path)
    unit = 2**20 if sys.platform == "darwin" else 2**10
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("video", type=Path)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="compare peak memory instead of time")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.peak:
        print_peak(given.video)
    elif given.memory:
        compare_memory(given.video)
    else:
        compare_times(given.video, given.repeats)


if __name__ == "__main__":
    main()
