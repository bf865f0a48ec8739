"""What a hand-held camera costs, and what following it brings back: the same clips from a stand and shaken.

    python benchmarks/shaken.py FOLDER [--sway 0.01 0.05] [--clips N]

Every picture of a clip with a truth file is moved by a known shake (:mod:`sample_videos.render.shake`: a slow drift
with some tremble and turn, ``--sway`` picture widths, drawn anew for each clip) before the hands are looked for. Rows:
from a stand; shaken and taken for a stand; shaken with the camera followed; shaken with the camera's true movement.
Then how far the background is followed beside where it is, in picture heights. Backs lie in the first picture.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from coach.evaluate.agreement import compute_agreement
from coach.evaluate.clips import Clip, find_clips
from coach.formats import ReviewFile, Truth
from coach.frames.video import open_video
from coach.pipeline import Analyser, analyse_tracks
from coach.records import Analysis, Back, FloatArray, Frame, SceneTrack
from coach.report.summary import build_review
from sample_videos.render.shake import Shake, make_shake

WAYS = ("from a stand", "shaken, not followed", "shaken, followed", "shaken, truly followed")
WORDS = ("axis", "sense", "drift")
PLACES = np.array([(x, y) for x in (0.2, 0.8) for y in (0.2, 0.8)])
"""Picture points at which the camera's movement is compared."""


def shake_clip(path: Path, shake: Shake | None) -> tuple[Analysis, FloatArray]:
    """Follow the hands of a clip while every picture is moved; the analysis is without a back."""
    matrices = []
    with open_video(path) as video, Analyser(video.info.aspect, live=False) as analyser:
        for frame in video:
            height, width = frame.image.shape[:2]
            move = np.eye(2, 3) if shake is None else shake.matrix(frame.time_s, width, height)
            image = cv2.warpAffine(frame.image, move, (width, height), borderMode=cv2.BORDER_REFLECT)
            analyser.push(Frame(frame.index, frame.time_s, image))
            scale = np.array([width, height])
            # Pixels count from their middles, picture coordinates from the edge.
            shift = (move[:, 2] + move[:, :2] @ [-0.5, -0.5] + 0.5) / scale
            matrices.append(np.column_stack([move[:, :2] * scale / scale[:, None], shift]))
        return analyser.finish(video.info), np.array(matrices)


def carry(back: Back, matrix: FloatArray) -> Back:
    """Carry a back into a moved picture."""
    neck, tail = (matrix[:, :2] @ np.array(end) + matrix[:, 2] for end in (back.neck, back.tail))
    return replace(back, neck=(float(neck[0]), float(neck[1])), tail=(float(tail[0]), float(tail[1])))


def since_first(matrix: FloatArray) -> FloatArray:
    """Movement since the first picture, shape (frames, 2, 3)."""
    whole = np.concatenate([matrix, np.tile([[[0.0, 0.0, 1.0]]], (len(matrix), 1, 1))], axis=1)
    moved: FloatArray = (whole @ np.linalg.inv(whole[0]))[:, :2]
    return moved


def measure_error(scenes: SceneTrack, true: FloatArray, aspect: float) -> tuple[FloatArray, FloatArray]:
    """How far the background moved and how far beside it is followed, each a mean over the picture, per frame."""
    at = [np.einsum("nij,pj->npi", part[:, :, :2], PLACES) + part[:, None, :, 2] for part in (scenes.matrix, true)]
    shape = np.array([aspect, 1.0])
    moved = np.linalg.norm((at[1] - PLACES) * shape, axis=-1).mean(axis=1)
    error = np.linalg.norm((at[0] - at[1]) * shape, axis=-1).mean(axis=1)
    return moved, error


def review_all(clip: Clip, sway: float, seed: int) -> tuple[dict[str, ReviewFile], tuple[FloatArray, FloatArray], int]:
    """Review a clip in every way; also the camera's movement, its error, and how many scenes were seen."""
    given = clip.truth.back
    back = None if given is None else Back(given.neck, given.tail, given.length_cm)
    still, _ = shake_clip(clip.path, None)
    shaken, matrix = shake_clip(clip.path, make_shake(np.random.default_rng([seed, 7]), sway))
    tracks, true = shaken.tracks, since_first(matrix)
    moved_back = None if back is None else carry(back, matrix[0])
    assert tracks.scenes is not None
    ways = {
        WAYS[0]: (still.tracks, back),
        WAYS[1]: (replace(tracks, scenes=None), moved_back),
        WAYS[2]: (tracks, moved_back),
        WAYS[3]: (replace(tracks, scenes=SceneTrack(true, 0 * tracks.scenes.scene)), moved_back),
    }
    reviews = {way: build_review(analyse_tracks(seen, shaken.info, where)) for way, (seen, where) in ways.items()}
    return reviews, measure_error(tracks.scenes, true, tracks.aspect), int(tracks.scenes.scene.max()) + 1


def main() -> None:
    """Print one line for each way, and the camera's error."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sway", type=float, nargs=2, default=(0.01, 0.05))
    parser.add_argument("--clips", type=int)
    options = parser.parse_args()
    clips = [clip for clip in find_clips(options.folder)[0] if clip.truth.track is None][: options.clips]
    pairs: dict[str, list[tuple[Truth, ReviewFile]]] = {way: [] for way in WAYS}
    moved, errors, cuts = [], [], 0
    for seed, clip in enumerate(clips):
        sway = float(np.random.default_rng(seed).uniform(*options.sway))
        reviews, (far, beside), scenes = review_all(clip, sway, seed)
        for way, review in reviews.items():
            pairs[way].append((clip.truth, review))
        moved.append(far)
        errors.append(beside)
        cuts += scenes - 1
        print(f"{seed + 1} of {len(clips)}", end="\r", flush=True)
    print(f"{len(clips)} clips, sway {options.sway[0]:g} to {options.sway[1]:g} picture widths, drawn for each clip")
    for way in WAYS:
        found = compute_agreement(pairs[way])
        words = [
            f"{word} {100 * (found.words[word].right_share or 0):.1f}% of {found.words[word].judged}" for word in WORDS
        ]
        pace = 100 * (found.pace_any_technique.within_share or 0)
        f1, right = found.technique.macro_f1 or 0, 100 * (found.technique.accuracy or 0)
        print(f"{way:24} technique {right:.1f}% macro-F1 {f1:.3f}  pace right {pace:.1f}%  {'  '.join(words)}")
    far, beside = np.concatenate(moved), np.concatenate(errors)
    print(f"camera: moved by {np.median(far):.3f} picture heights (95 % below {np.percentile(far, 95):.3f});", end=" ")
    print(f"followed within {np.median(beside):.4f} (95 % below {np.percentile(beside, 95):.4f}); false cuts {cuts}")


if __name__ == "__main__":
    main()
