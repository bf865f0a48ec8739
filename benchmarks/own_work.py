"""What the coach's own work takes beside the hand model: ``python benchmarks/own_work.py [VIDEO] [--pictures N]``.

Live: every picture of a recording goes through what a session does with it, one after the other in one thread; taken is
the processor time of each part. Beside it the hand model itself and the decoding of the picture, which
any program that looks for hands pays too. Aim: 1 ms a picture for the own work on average.

Review: the same for a review in one piece: what is neither reading the recording nor the hand model, of the whole.
Aim: 3 %.

And how soon a technique is named: for each sample of one technique, the time of the picture at which the live verdict
is the true one and stays so for a second. Aim: 3 s. This is time of the recording, so that it is the same everywhere.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from coach.formats import load_truth
from coach.frames.video import open_video
from coach.hands.finder import Sight
from coach.hands.follow import SightFollower
from coach.hands.small import RepeatWatch, make_small
from coach.hands.tracker import HandTracker
from coach.live.coach import LiveCoach
from coach.live.controller import LiveController
from coach.live.messages import Command
from coach.live.plan import Plan
from coach.pipeline import Analyser
from coach.records import Frame
from coach.reviewing import review_analysis

SAMPLES = Path(__file__).parents[1] / "sample_videos"
ONE_TECHNIQUE = ("stroking", "rubbing", "kneading", "tapping")
STAYS_S = 1.0
OTHERS = ("decode", "hand model")
"""Parts that are no work of the coach's own."""


@dataclass(slots=True)
class Clock:
    """Processor milliseconds, by part and picture."""

    parts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Measure one part."""
        began = time.process_time()
        yield
        self.parts[name].append(1000 * (time.process_time() - began))

    def own_ms(self) -> float:
        """Sum of the coach's own parts, mean of all pictures."""
        return sum(float(np.mean(taken)) for name, taken in self.parts.items() if name not in OTHERS)


def measure_live(path: Path, pictures: int) -> Clock:
    """Take the pictures of a recording through a live session's work."""
    clock = Clock()
    controller = LiveController(Plan("free", None), None, None)
    list(controller.command(Command("start")))
    with open_video(path) as video, HandTracker() as tracker:
        follower, watch = SightFollower(video.info.width / video.info.height), RepeatWatch()
        for number, frame in enumerate(video):
            if number == pictures:
                break
            jpeg = cv2.imencode(".jpg", cv2.cvtColor(frame.image, cv2.COLOR_RGB2BGR))[1].tobytes()
            with clock.part("decode"):
                image = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
            with clock.part("small picture"):
                small = make_small(image)
                repeated = watch.repeats(small.grey)
            with clock.part("hand model"):
                detections = tracker.detect(Frame(number, frame.time_s, image))
            with clock.part("whose hand, flow, camera"):
                hands = follower.follow(frame.time_s, Sight(small, detections, repeated))
            with clock.part("movement, technique, cues"):
                list(controller.push(hands, image, jpeg))
    return clock


def measure_review(path: Path) -> dict[str, float]:
    """Processor seconds of the parts of a review in one piece."""
    took: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[..., Any], *given: Any) -> Any:
        began = time.process_time()
        result = work(*given)
        took[name] += time.process_time() - began
        return result

    with open_video(path) as video, HandTracker() as tracker:
        aspect = video.info.width / video.info.height
        follower, watch, analyser = SightFollower(aspect), RepeatWatch(), Analyser(aspect, live=False)
        pictures = iter(video)
        while (frame := timed("reading", next, pictures, None)) is not None:
            small = timed("small picture", make_small, frame.image)
            repeated = timed("small picture", watch.repeats, small.grey)
            found = timed("hand model", tracker.detect, frame)
            hands = timed("whose hand, flow, camera", follower.follow, frame.time_s, Sight(small, found, repeated))
            timed("whose hand, flow, camera", analyser.push_hands, hands)
        analysis = timed("movement and technique", analyser.finish, video.info)
        timed("check and words", review_analysis, analysis)
    return took


def find_first_name(path: Path) -> float | None:
    """Seconds of recording until a technique is named rightly and for a while; ``None`` when it never is."""
    truth = load_truth(path.with_suffix(".truth.json"))
    true = truth.segments[0]
    since: float | None = None
    with open_video(path) as video, Analyser(video.info.width / video.info.height) as analyser:
        coach = LiveCoach(Plan("free", None), None, video.info.width / video.info.height, None)
        for frame in video:
            verdict = coach.push(analyser.push(frame).hands).snapshot.verdict
            since = (frame.time_s if since is None else since) if verdict == true.technique else None
            if since is not None and frame.time_s - since >= STAYS_S:
                return since - true.start_s
    return None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("video", type=Path, nargs="?", default=SAMPLES / "lumbar_session_good.mp4")
    parser.add_argument("--pictures", type=int, default=900)
    given = parser.parse_args()
    clock = measure_live(given.video, given.pictures)
    model = float(np.mean(clock.parts["hand model"]))
    print(f"live, {len(clock.parts['hand model'])} pictures of {given.video.name}   mean ms   median   95 %")
    for name, taken in clock.parts.items():
        print(f"  {name:34}{np.mean(taken):10.2f}{np.median(taken):10.2f}{np.percentile(taken, 95):8.2f}")
    print(f"own work: {clock.own_ms():.2f} ms a picture, {clock.own_ms() / model:.1%} of the hand model's; aim 1 ms")
    took = measure_review(given.video)
    whole = sum(took.values())
    own = whole - took["reading"] - took["hand model"]
    print(f"review of {given.video.name}: " + ", ".join(f"{name} {part / whole:.1%}" for name, part in took.items()))
    print(f"own work: {own / whole:.1%} of a review; aim 3 %")
    for name in ONE_TECHNIQUE:
        named = find_first_name(SAMPLES / f"{name}.mp4")
        print(f"{name} named live after {'never' if named is None else f'{named:.1f} s'}; aim 3 s")


if __name__ == "__main__":
    main()
