"""What a large recording costs beside its small twin: ``python benchmarks/large.py [--seconds N] [--repeats N]``.

The same seconds of a sample are written in 720p at 30 pictures a second, in 1080p at 60 and in 4K at 60, and each is
reviewed as any recording, in turn. Pictures in between are the ones before them shown again with a little noise, so
that they are not taken for repeated ones. Printed are wall and processor time beside those of the small twin; making
the files takes longer than reviewing them.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import review

SAMPLE = Path(__file__).parents[1] / "sample_videos" / "stroking.mp4"
TWINS = {"720p30": (1280, 720, 30), "1080p60": (1920, 1080, 60), "4K60": (3840, 2160, 60)}
SMALL = "720p30"
NOISE = 2.0
"""Standard deviation, grey levels."""


def write_twin(path: Path, width: int, height: int, rate: int, seconds: float) -> None:
    """Write the beginning of the sample in another size and at another rate."""
    rng = np.random.default_rng(1)
    with av.open(str(SAMPLE)) as source, av.open(str(path), "w") as sink:
        given = source.streams.video[0]
        out = sink.add_stream("libx264", rate=rate, options={"preset": "ultrafast", "crf": "23"})
        out.width, out.height, out.pix_fmt, out.time_base = width, height, "yuv420p", Fraction(1, rate)
        copies, number = rate / float(given.average_rate), 0
        for index, frame in enumerate(source.decode(given)):
            if index / float(given.average_rate) >= seconds:
                break
            picture = frame.to_ndarray(format="rgb24")
            while number < round((index + 1) * copies):
                rough = np.clip(picture + rng.normal(0.0, NOISE, picture.shape), 0, 255).astype(np.uint8)
                large = cv2.resize(rough, (width, height), interpolation=cv2.INTER_LINEAR)
                shown = av.VideoFrame.from_ndarray(large, format="rgb24")
                shown.pts, shown.time_base = number, Fraction(1, rate)
                sink.mux(out.encode(shown))
                number += 1
        sink.mux(out.encode())


def compare_sizes(seconds: float, repeats: int) -> dict[str, tuple[float, float]]:
    """Review every twin in turn; wall and processor time as shares of the small one's, medians."""
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in TWINS}
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{name}.mp4" for name in TWINS}
        for name, size in TWINS.items():
            write_twin(paths[name], *size, seconds)
        review.run_review(paths[SMALL])
        for _ in range(repeats):
            for name, path in paths.items():
                wall_s, processor_s, _ = review.measure(review.run_review, path)
                took[name].append((wall_s, processor_s))
    small = took[SMALL]
    return {
        name: (
            statistics.median(one[0] / base[0] for one, base in zip(found, small, strict=True)),
            statistics.median(one[1] / base[1] for one, base in zip(found, small, strict=True)),
        )
        for name, found in took.items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=12.0)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    for name, (wall, processor) in compare_sizes(given.seconds, given.repeats).items():
        print(f"{name:8} wall time {wall:.2f} x, processor time {processor:.2f} x that of {SMALL}")


if __name__ == "__main__":
    main()
