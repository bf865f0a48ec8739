"""Stretches of real recordings that were named otherwise than is true: ``python benchmarks/misses.py DIR SHEET.png``.

DIR holds recordings with their truth files (they are not part of this project). SHEET gets a row for every stretch of a
second or more that was named otherwise, or not at all: five moments of it with the outlines that the coach held for
hands, what is true and what was said. It is there to be looked at: a figure does not show a foot.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.evaluate.cache import compute_key, load_hands
from coach.evaluate.run import Outcome, evaluate_folder
from coach.formats import ReviewSegment
from coach.frames.video import open_video
from coach.records import N_HANDS, HandTracks

Picture = NDArray[np.uint8]

TILE = (300, 200)
"""Width and height of a moment, pixels."""
MOMENTS = 5
SHORTEST_S = 1.0
EDGE_S = 0.2
COLOURS = ((255, 80, 80), (80, 255, 80))
"""Of the two hands' outlines, RGB."""
TEXT = (255, 255, 0)


def find_misses(outcome: Outcome) -> Iterator[tuple[str, ReviewSegment]]:
    """Go through what was said otherwise than is true: the true technique and the stretch of the review."""
    for said in outcome.review.segments:
        middle = (said.start_s + said.end_s) / 2
        true = next((s.technique for s in outcome.clip.truth.segments if s.start_s < middle < s.end_s), None)
        if true is not None and said.technique != true and said.end_s - said.start_s >= SHORTEST_S:
            yield true, said


def draw_row(path: Path, tracks: HandTracks, true: str, said: ReviewSegment) -> Picture:
    """Draw five moments of a stretch side by side."""
    wanted = np.linspace(said.start_s + EDGE_S, said.end_s - EDGE_S, MOMENTS)
    tiles: list[Picture] = []
    with open_video(path) as video:
        for frame in video:
            if frame.time_s >= wanted[len(tiles)]:
                nearest = int(np.argmin(np.abs(tracks.time_s - frame.time_s)))
                tiles.append(draw_tile(frame.image, tracks.landmarks[nearest]))
            if len(tiles) == MOMENTS:
                break
    tiles += [np.zeros((TILE[1], TILE[0], 3), np.uint8)] * (MOMENTS - len(tiles))
    name = f"{'/'.join(said.maybe)}?" if said.maybe else said.technique
    sure = "" if said.confidence is None else f" {said.confidence:.2f}"
    for line, text in enumerate((path.stem[:34], f"true {true}, said {name}{sure}")):
        cv2.putText(tiles[0], text, (4, TILE[1] - 22 + 16 * line), cv2.FONT_HERSHEY_SIMPLEX, 0.42, TEXT)
    return np.hstack(tiles)


def draw_tile(image: Picture, landmarks: NDArray[np.float64]) -> Picture:
    """Draw a picture with the hands' outlines, shape (2, 21, 2), within a tile."""
    height, width = image.shape[:2]
    scale = min(TILE[0] / width, TILE[1] / height)
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    for slot in range(N_HANDS):
        points = landmarks[slot] * (small.shape[1], small.shape[0])
        if np.isfinite(points).all():
            cv2.polylines(small, [cv2.convexHull(points.astype(np.int32))], True, COLOURS[slot], 1)
    tile = np.zeros((TILE[1], TILE[0], 3), np.uint8)
    tile[: small.shape[0], : small.shape[1]] = small
    return tile


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("--jobs", type=int)
    given = parser.parse_args()
    rows = []
    for outcome in evaluate_folder(given.folder, given.jobs).outcomes:
        kept = None if outcome.clip.truth.track is not None else load_hands(compute_key(outcome.clip.path))
        if kept is not None:
            rows += [draw_row(outcome.clip.path, kept[0], true, said) for true, said in find_misses(outcome)]
    if not rows:
        print("every stretch was named as is true; there is nothing to draw")
        return
    cv2.imwrite(str(given.sheet), cv2.cvtColor(np.vstack(rows), cv2.COLOR_RGB2BGR))
    print(f"{given.sheet}: {len(rows)} stretches")


if __name__ == "__main__":
    main()
