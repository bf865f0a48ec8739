"""How long learning takes, and what it brings: ``python benchmarks/learn.py [DIR] [options]``.

Options: ``--sessions N``, ``--seconds S``, ``--person REGEX``, ``--leave-out N``.

Without DIR: the time from N corrected sessions of S seconds each (simulated hands, named as they are) to a judged
model, gathering from a history included. With DIR: recordings or landmark tracks with truth files stand for corrected
sessions, the first group of REGEX in the file's name says whose hands they are, and every N persons (2) are left out in
turn; prints the share of their seconds that are called right before and after, and what the gate says. Real
clips are measured on only; nothing learnt from them is kept.
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import resource
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from coach.corrections.records import Correction, Stretch
from coach.evaluate.cache import compute_key, load_hands, save_hands
from coach.evaluate.clips import Clip, find_clips, load_track
from coach.formats import CoverageModel, ReviewFile, Truth, VideoModel
from coach.history.entries import NewSession
from coach.history.store import open_store
from coach.learning.fitting import fit_local, name_ticks
from coach.learning.kept_features import compute_kept_features
from coach.learning.learn import learn
from coach.learning.lessons import Lesson, make_lesson, pool_lessons
from coach.learning.replay import Replay, load_replay
from coach.learning.run import Outcome, run_learning, to_outcome
from coach.learning.told import say_figures, say_judgement
from coach.motion.rhythm import TICK_S
from coach.paths import use_data_dir
from coach.records import HandTracks, VideoInfo
from coach.technique.model import TechniqueModel, load_technique_model
from coach.tracks_file import Recorded
from coach.workers import count_jobs
from models.training.dataset import track_clip
from sample_videos.simulate import random_session

PERSONS = 6
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def to_correction(truth: Truth, end_s: float) -> Correction:
    """Name everything as it is; what lies between two segments is not said."""
    stretches: list[Stretch] = []
    for segment in sorted(truth.segments, key=lambda one: one.start_s):
        start_s = stretches[-1].end_s if stretches else 0.0
        if segment.start_s > start_s:
            stretches.append(Stretch(start_s, segment.start_s, "unseen"))
        start_s = max(segment.start_s, start_s)
        if segment.end_s > start_s:
            stretches.append(Stretch(start_s, segment.end_s, segment.technique, checked=not segment.transition))
    return Correction("benchmark", NOW, NOW, tuple(stretches) or (Stretch(0.0, max(end_s, 1.0), "unseen"),))


def repeat(tracks: HandTracks, seconds: float) -> HandTracks:
    """Play tracks again and again until they last so long."""
    length_s = float(tracks.time_s[-1]) + 1 / 30
    times = max(1, round(seconds / length_s))
    return HandTracks(
        np.concatenate([tracks.time_s + turn * length_s for turn in range(times)]),
        np.concatenate([tracks.landmarks] * times),
        np.concatenate([tracks.source] * times),
        tracks.aspect,
        tracks.sides,
    )


def measure_time(sessions: int, seconds: float) -> None:
    with tempfile.TemporaryDirectory(prefix="massage-coach-") as folder:
        store = open_store(use_data_dir(folder))
        people = [store.add_profile(f"Person {number}").id for number in range(PERSONS)]
        named = 0.0
        for seed in range(sessions):
            clip = random_session(40000 + seed)
            once = track_clip(clip)
            tracks = repeat(once, seconds)
            length_s, turn_s = float(tracks.time_s[-1]), float(once.time_s[-1]) + 1 / 30
            info = VideoInfo("simulated", 640, 480, 30.0, len(tracks.time_s), length_s)
            video = VideoModel(name="simulated", duration_s=length_s, fps=30, width=640, height=480, frames=info.frames)
            review = ReviewFile(video=video, coverage=CoverageModel(one_hand=1, two_hands=1), segments=[])
            new = NewSession(people[seed % PERSONS], NOW, "recording", length_s)
            uuid = store.add_session(new, review, Recorded(tracks, info)).uuid
            turns = [
                segment.model_copy(
                    update={"start_s": segment.start_s + turn * turn_s, "end_s": segment.end_s + turn * turn_s}
                )
                for turn in range(round(length_s / turn_s))
                for segment in clip.truth.segments
            ]
            store.corrections.save(uuid, to_correction(clip.truth.model_copy(update={"segments": turns}), length_s))
            named += length_s
        for turn in ("at first", "once more, with features kept"):
            wall, cpu = time.perf_counter(), processor_time_s()
            stages = {}

            def note(_done: float, stage: str, stages: dict[str, float] = stages) -> None:
                stages[stage] = time.perf_counter()

            outcome = run_learning(store, "Benchmark", on_progress=note)
            print(
                f"{sessions} sessions, {named / 60:.0f} minutes, {turn}: {time.perf_counter() - wall:.0f} s"
                f" ({stages['gather'] - wall:.0f} s of it reading movements), {processor_time_s() - cpu:.0f} s of"
                f" processor time, {count_jobs()} processes, load {os.getloadavg()[0]:.1f}"
            )
        print_outcome(outcome)


def processor_time_s() -> float:
    """Of this process and of those that it began and that have ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def print_outcome(outcome: Outcome) -> None:
    for line in [*say_figures(outcome), *say_judgement(outcome.judgement)]:
        print(f"  {line}")


def find_tracks(clip: Clip) -> HandTracks:
    if clip.truth.track is not None:
        return load_track(clip.path)[0]
    from coach.pipeline import analyse

    key = compute_key(clip.path)
    kept = load_hands(key)
    if kept is not None:
        return kept[0]
    analysis = analyse(clip.path)
    save_hands(key, analysis.tracks, analysis.info)
    return analysis.tracks


def measure_left_out_persons(folder: Path, person: str, leave_out: int) -> None:
    clips, _ = find_clips(folder)
    names = [found.group(1) if (found := re.search(person, clip.path.name)) else clip.name for clip in clips]
    people = sorted(set(names))
    lessons = []
    for clip, name in zip(clips, names, strict=True):
        tracks = find_tracks(clip)
        word = to_correction(clip.truth, float(tracks.time_s[-1]))
        lessons.append(make_lesson(clip.name, people.index(name), compute_kept_features(tracks), word))
    lessons = [lesson for lesson in lessons if len(lesson.label)]
    shipped, replay = load_technique_model(), load_replay()
    right = np.zeros(3)
    for left_out in itertools.combinations(range(len(people)), leave_out):
        right += compare(lessons, left_out, shipped, replay)
    before, after, ticks = right
    print(
        f"{len(lessons)} clips of {len(people)} persons or sources, {ticks * TICK_S:.0f} seconds left out in all:"
        f" right {before / ticks:.1%} before, {after / ticks:.1%} after learning from the others"
    )
    print_outcome(to_outcome(learn(pool_lessons(lessons), "Benchmark", 1, count_jobs())))


def compare(lessons: list[Lesson], left_out: tuple[int, ...], shipped: TechniqueModel, replay: Replay) -> np.ndarray:
    """Ticks right before, right after, and in all, of the persons left out."""
    rest = pool_lessons([lesson for lesson in lessons if lesson.person not in left_out])
    test = pool_lessons([lesson for lesson in lessons if lesson.person in left_out])
    if not len(test.label) or not len(rest.label):
        return np.zeros(3)
    said = name_ticks(fit_local(shipped, rest, replay), test)
    return np.array([(name_ticks(shipped, test) == test.label).sum(), (said == test.label).sum(), len(said)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sessions", type=int, default=30)
    parser.add_argument("--seconds", type=float, default=180.0)
    parser.add_argument("--person", default=r"(.*)")
    parser.add_argument("--leave-out", type=int, default=2)
    given = parser.parse_args()
    if given.folder is None:
        measure_time(given.sessions, given.seconds)
    else:
        measure_left_out_persons(given.folder, given.person, given.leave_out)


if __name__ == "__main__":
    main()
