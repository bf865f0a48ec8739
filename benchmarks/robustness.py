"""What worse recordings cost: the technique second by second on the same clips, each changed in one way.

    python benchmarks/robustness.py FILE_OR_FOLDER

``FILE`` holds kept tracks (``tests/data/measure.npz``, say); ``FOLDER`` holds recordings with truth files, whose hands
are found first. The changes are made to the hands that were found, exactly: frames dropped or halved, the two hands'
slots exchanged, the picture mirrored, rolled. What such a picture does to finding hands is not in these figures.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np

from coach.evaluate.agreement import Agreement, compute_agreement
from coach.formats import ReviewFile, Truth
from coach.pipeline import analyse_tracks
from coach.records import FloatArray, HandTracks, SceneTrack, VideoInfo
from coach.report.summary import build_review
from models.training.augment import drop_frames, halve_rate
from models.training.rendered import KeptClip, read_or_track
from sample_videos.simulate.variants import mirror_flow, mirror_points

ROLLS_DEG = (37.0, 90.0, 205.0)
MIDDLE = np.array([0.5, 0.5])
"""Of the picture."""


def mirror(tracks: HandTracks) -> HandTracks:
    """Mirror the picture: left becomes right, and so do the cells of the flow."""
    flow = None if tracks.flow is None else mirror_flow(tracks.flow)
    change = np.array([[-1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    scenes = _see_anew(tracks.scenes, change)
    return replace(tracks, landmarks=mirror_points(tracks.landmarks), flow=flow, scenes=scenes)


def roll(tracks: HandTracks, degrees: float) -> HandTracks:
    """Turn the picture about its middle; the flow's cells turn in their places."""
    turn, shape = _make_turn(degrees), np.array([tracks.aspect, 1.0])
    flow = None if tracks.flow is None else tracks.flow @ turn.T
    change = np.eye(3)
    change[:2, :2] = turn * shape / shape[:, None]
    change[:2, 2] = MIDDLE - change[:2, :2] @ MIDDLE
    landmarks = roll_points(tracks.landmarks, tracks.aspect, degrees)
    return replace(tracks, landmarks=landmarks, flow=flow, scenes=_see_anew(tracks.scenes, change))


def roll_points(points: FloatArray, aspect: float, degrees: float) -> FloatArray:
    """Turn picture points, shape (..., 2), about the picture's middle."""
    shape = np.array([aspect, 1.0])
    rolled: FloatArray = ((points - MIDDLE) * shape) @ _make_turn(degrees).T / shape + MIDDLE
    return rolled


def _make_turn(degrees: float) -> FloatArray:
    angle = np.deg2rad(degrees)
    return np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])


def _see_anew(scenes: SceneTrack | None, change: FloatArray) -> SceneTrack | None:
    """Where the scene lies once every picture was changed by ``change``, shape (3, 3), of picture coordinates."""
    if scenes is None:
        return None
    whole = np.concatenate([scenes.matrix, np.broadcast_to([[[0.0, 0.0, 1.0]]], (len(scenes), 1, 3))], axis=1)
    return replace(scenes, matrix=(change @ whole @ np.linalg.inv(change))[:, :2])


def exchange(tracks: HandTracks) -> HandTracks:
    """Exchange the hands' slots."""
    return replace(tracks, landmarks=tracks.landmarks[:, ::-1].copy(), source=tracks.source[:, ::-1].copy())


def list_changes() -> dict[str, Callable[[HandTracks], HandTracks]]:
    """All ways in which the clips are changed."""
    changes: dict[str, Callable[[HandTracks], HandTracks]] = {
        "as they are": lambda tracks: tracks,
        "30 % of frames dropped": lambda tracks: drop_frames(tracks, np.random.default_rng(1)),
        "half the frame rate": halve_rate,
        "hands exchanged": exchange,
        "mirrored": mirror,
    }
    for degrees in ROLLS_DEG:
        changes[f"rolled by {degrees:.0f} degrees"] = partial(roll, degrees=degrees)
    return changes


def compare(clips: list[KeptClip], change: Callable[[HandTracks], HandTracks]) -> Agreement:
    """Review every clip with its hands changed."""
    pairs: list[tuple[Truth, ReviewFile]] = []
    for clip in clips:
        tracks = change(clip.tracks)
        frames, duration_s = len(tracks.time_s), float(clip.tracks.time_s[-1])
        info = VideoInfo(clip.name, round(1000 * tracks.aspect), 1000, frames / duration_s, frames, duration_s)
        pairs.append((clip.truth, build_review(analyse_tracks(tracks, info))))
    return compute_agreement(pairs)


def main() -> None:
    """Print one line for each change."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clips", type=Path)
    clips = list(read_or_track(parser.parse_args().clips))
    print(f"{len(clips)} clips; fall against the first line in points of macro-F1, aim at most 3")
    first = None
    for name, change in list_changes().items():
        found = compare(clips, change)
        f1, pace = found.technique.macro_f1 or 0.0, found.pace_any_technique.within_share or 0.0
        first = f1 if first is None else first
        print(f"{name:26} macro-F1 {f1:.3f}  fall {100 * (first - f1):5.1f}  pace right {100 * pace:.1f}%", flush=True)


if __name__ == "__main__":
    main()
