"""What a review costs beside the hand model: ``python benchmarks/review.py VIDEO... [--memory | --agreement]``.

Time: the wall time of the whole review (frames, hands, movement, technique, review) divided by that of a bare loop that
reads the same file with OpenCV and looks for hands with the same settings; once as the review is made (in pieces side
by side, where there are cores for it), once in one piece. All run several times in turn in this process, after one
unmeasured round; the median of the ratios is what counts.

Memory (``--memory``): the peak of a process that reviews a recording side by side divided by that of one that reviews
it in one piece, and by how much ten minutes take more than one. Long recordings are VIDEO repeated without decoding, in
a temporary folder.

Agreement (``--agreement``): what a review in pieces finds against one in one piece.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av
import cv2
import numpy as np

from coach.frames.video import open_video
from coach.hands.tracker import HandTracker
from coach.pipeline import analyse
from coach.records import Analysis, Frame, Source
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


def analyse_in_one(path: Path) -> Analysis:
    with open_video(path) as video:
        return analyse(video)


def run_review(path: Path) -> int:
    return build_review(analyse(path)).video.frames


def run_review_in_one(path: Path) -> int:
    return build_review(analyse_in_one(path)).video.frames


def measure(work, path: Path) -> tuple[float, float, int]:
    """Wall time and processor time of all threads in seconds, and frames."""
    start, used = time.perf_counter(), time.process_time()
    frames = work(path)
    return time.perf_counter() - start, time.process_time() - used, frames


def compare_times(path: Path, repeats: int) -> None:
    works = {"bare loop": run_bare_loop, "in one piece": run_review_in_one, "review": run_review}
    for work in works.values():
        work(path)
    took: dict[str, list[tuple[float, float, int]]] = {name: [] for name in works}
    for number in range(repeats):
        # Whoever comes first meets a cooler processor and a colder cache: take turns.
        for name in list(works)[number % 3 :] + list(works)[: number % 3]:
            took[name].append(measure(works[name], path))
        now = {name: found[-1] for name, found in took.items()}
        if len({frames for _, _, frames in now.values()}) > 1:
            sys.exit(f"{now} (seconds, seconds, frames): not the same frames, nothing to compare")
        walls = ", ".join(f"{name} {wall_s:.2f} s" for name, (wall_s, _, _) in now.items())
        print(f"round {number + 1}: {walls}, {now['bare loop'][2]} frames, load {os.getloadavg()[0]:.1f}")
    for name, aim in (("in one piece", "1.10"), ("review", "0.60")):
        wall, used = (
            [found[kind] / bare[kind] for found, bare in zip(took[name], took["bare loop"], strict=True)]
            for kind in (0, 1)
        )
        print(
            f"{name} / bare loop: wall time, median {statistics.median(wall):.3f} of {repeats} rounds "
            f"({min(wall):.3f} to {max(wall):.3f}), aim at most {aim}; processor time {statistics.median(used):.3f}"
        )


def compare_results(path: Path) -> None:
    """Print how far a review in pieces is from one in one piece."""
    one, pieces = analyse_in_one(path), analyse(path)
    a, b = one.tracks, pieces.tracks
    if not np.array_equal(a.time_s, b.time_s):
        sys.exit(f"{path.name}: {len(a.time_s)} and {len(b.time_s)} frames, or other times")
    scale = np.array([a.aspect, 1.0])
    size = np.linalg.norm((a.landmarks[:, :, 0] - a.landmarks[:, :, 9]) * scale, axis=-1)
    off = np.linalg.norm((a.landmarks - b.landmarks) * scale, axis=-1).max(axis=-1) / size
    off = off[np.isfinite(off)]
    same = np.mean([np.array_equal(x, y, equal_nan=True) for x, y in zip(a.landmarks, b.landmarks, strict=True)])
    hands = np.mean((a.source != Source.UNSEEN).sum(axis=1) == (b.source != Source.UNSEEN).sum(axis=1))
    names = [[(s.technique, round(s.start_s, 1)) for s in found.segments] for found in (one, pieces)]
    agreed = np.mean(one.timeline.verdict == pieces.timeline.verdict)
    paces = one.timeline.pace_per_min, pieces.timeline.pace_per_min
    both = np.isfinite(paces[0]) & np.isfinite(paces[1])
    pace = np.percentile(np.abs(paces[0] - paces[1])[both], 95) if both.any() else 0.0
    print(
        f"{path.name}: landmarks equal in {same:.1%} of {len(a.time_s)} frames, off by "
        f"{np.percentile(off, 95) if len(off) else 0.0:.3f} hand sizes at 95 %, as many hands in {hands:.1%}; "
        f"same technique at {agreed:.1%} of moments, pace within {pace:.1f} a minute at 95 %, "
        f"segments {'the same' if names[0] == names[1] else f'{names[0]} and {names[1]}'}"
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


def measure_peak_mb(path: Path, *, in_one: bool) -> float:
    """Peak memory of a fresh process that reviews a recording."""
    how = "--peak-in-one" if in_one else "--peak"
    command = [sys.executable, str(Path(__file__).absolute()), str(path), how]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return float(output.split()[-1])


def compare_memory(path: Path) -> None:
    peaks = {}
    with tempfile.TemporaryDirectory() as folder:
        for length_s in (SHORT_S, LONG_S):
            clip = Path(folder) / f"{length_s:.0f}.mp4"
            repeat_video(path, clip, length_s)
            peaks[length_s] = measure_peak_mb(clip, in_one=False)
            print(f"{length_s / 60:.0f} minutes of recording: peak {peaks[length_s]:.0f} MB")
            if length_s == SHORT_S:
                in_one = measure_peak_mb(clip, in_one=True)
                ratio = peaks[length_s] / in_one
                print(f"in one piece: peak {in_one:.0f} MB; side by side / in one piece {ratio:.2f}; aim at most 1.60")
    print(f"ten minutes take {peaks[LONG_S] - peaks[SHORT_S]:.0f} MB more than one; aim at most 50 MB")


def print_peak(work, path: Path) -> None:
    import resource

    work(path)
    status = Path("/proc/self/status")
    if status.exists():
        # The system's count of a process begins with what its parent had, which may be more than it ever takes.
        print(int(status.read_text().split("VmHWM:")[1].split()[0]) / 2**10)
        return
    unit = 2**20 if sys.platform == "darwin" else 2**10
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("videos", type=Path, nargs="+", metavar="VIDEO")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--memory", action="store_true", help="compare peak memory instead of time")
    parser.add_argument("--agreement", action="store_true", help="compare what is found instead of time")
    parser.add_argument("--peak", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--peak-in-one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    for path in given.videos:
        if given.peak or given.peak_in_one:
            print_peak(run_review if given.peak else run_review_in_one, path)
        elif given.memory:
            compare_memory(path)
        elif given.agreement:
            compare_results(path)
        else:
            compare_times(path, given.repeats)


if __name__ == "__main__":
    main()
