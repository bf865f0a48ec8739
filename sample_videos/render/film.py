"""A clip: script -> solved hands -> frames -> H.264 and truth file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.assets import fetch_hand_meshes
from sample_videos.render.body import BACK_LENGTH_CM, NECK_Y, TAIL_Y, Back
from sample_videos.render.camera import Camera
from sample_videos.render.hand import HandMesh, load_hand
from sample_videos.render.light import Look
from sample_videos.render.moves import Move
from sample_videos.render.scene import HandState, Scene
from sample_videos.render.script import Score, write_score
from sample_videos.render.shake import ZOOM, Shake, make_shake
from sample_videos.render.solve import Arms, solve_arms, solve_hand

FPS = 30
_RISE_S = 0.3


@dataclass(frozen=True)
class Clip:
    """Everything that makes one clip; the same clip gives the same pixels.

    Attributes
    ----------
    moves : tuple of Move
        In order; transitions are put between them.
    shake : float
        Movement of a hand-held camera in picture widths; 0 stands still.
    shutter : float
        Share of the time between two pictures in which moving hands blur; 0 freezes them.
    fold_m : float
        How high kneading hands raise the tissue in their grip; 0 leaves the skin as it is.
    extra : dict
        Further keys of the truth file (protocol, protocol_scale, planted...).
    """

    name: str
    moves: tuple[Move, ...]
    camera: Camera
    arms: Arms
    look: Look = field(default_factory=Look)
    back: Back = field(default_factory=Back)
    hand_scale: float = 1.0
    seed: int = 0
    quality: int = 25
    shake: float = 0.0
    shutter: float = 0.0
    fold_m: float = 0.0
    notes: str = ""
    extra: dict[str, object] = field(default_factory=dict)

    def motion_rng(self) -> np.random.Generator:
        """Give the random stream from which the movements are drawn."""
        return np.random.default_rng([self.seed, 1])

    def make_shake(self) -> Shake | None:
        """Draw the shake of a hand-held camera; none for one that stands still."""
        return make_shake(np.random.default_rng([self.seed, 2]), self.shake) if self.shake else None


def load_meshes() -> tuple[HandMesh, HandMesh]:
    """Left and right hand, fetched when needed."""
    paths = fetch_hand_meshes()
    return load_hand(paths["left"], -1.0), load_hand(paths["right"], 1.0)


def film(clip: Clip, folder: Path, meshes: tuple[HandMesh, HandMesh]) -> Path:
    """Render a clip and its truth file into ``folder``; returns the video's path.

    Both are written beside their place and moved there at the end: a broken run leaves no half-written clip.
    """
    path = folder / f"{clip.name}.mp4"
    draft = folder / f".{clip.name}.part.mp4"
    _encode(draw_pictures(clip, meshes), draft, clip.camera, clip.quality)
    truth = json.dumps(write_truth(clip), indent=1)
    (folder / f"{clip.name}.truth.json").write_text(truth + "\n", encoding="utf-8")
    draft.replace(path)
    return path


def draw_pictures(clip: Clip, meshes: tuple[HandMesh, HandMesh]) -> Iterator[NDArray[np.uint8]]:
    """Draw a clip picture by picture, RGB, :data:`FPS` a second."""
    score, total = _plan(clip)
    scene = Scene(meshes, clip.back, clip.camera, clip.look, clip.seed, clip.hand_scale)
    frames = solve_clip(clip, meshes)
    elbows, shoulders = solve_arms(np.stack([f[:, 0, :3, 3] for f in frames], axis=1), clip.arms)
    shake, size = clip.make_shake(), (clip.camera.width, clip.camera.height)
    rise = clip.fold_m * _kneading_share(score, total)
    for i in range(total):
        hands = [
            HandState(frames[side][i], elbows[i, side], shoulders[i, side], rise[i], frames[side][max(0, i - 1)])
            for side in (0, 1)
        ]
        yield scene.draw(hands, shake.matrix(i / FPS, *size) if shake else None, clip.shutter)


def solve_clip(clip: Clip, meshes: tuple[HandMesh, HandMesh]) -> list[NDArray[np.float64]]:
    """Joint frames of the left and the right hand at every picture, each (pictures, 25, 4, 4), world space."""
    score, total = _plan(clip)
    poses = score.pose(np.arange(total) / FPS)
    return [solve_hand(mesh, pose, clip.back, clip.hand_scale) for mesh, pose in zip(meshes, poses, strict=True)]


def _plan(clip: Clip) -> tuple[Score, int]:
    """Write the score of a clip and count its pictures."""
    score = write_score(clip.moves, clip.arms.facing, clip.motion_rng())
    return score, round(score.seconds * FPS)


def _kneading_share(score: Score, total: int) -> NDArray[np.float64]:
    """How far the tissue is in the hands' grip at each picture, 0 to 1: it rises and falls within :data:`_RISE_S`."""
    times, share = np.arange(total) / FPS, np.zeros(total)
    for start, end, words in score.segments:
        if words["technique"] == "kneading":
            share = np.maximum(share, np.clip(np.minimum(times - start, end - times) / _RISE_S, 0.0, 1.0))
    return share


def _encode(frames: Iterator[NDArray[np.uint8]], path: Path, camera: Camera, quality: int) -> None:
    """H.264 that browsers play: yuv420p, index in front."""
    import av

    with av.open(str(path), "w", options={"movflags": "+faststart"}) as container:
        stream = container.add_stream("libx264", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = camera.width, camera.height, "yuv420p"
        stream.time_base = Fraction(1, FPS)
        stream.options = {"crf": str(quality), "preset": "medium", "g": str(FPS * 2)}
        for i, picture in enumerate(frames):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts = i
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_truth(clip: Clip) -> dict[str, object]:
    """Write the content of a clip's truth file."""
    score, total = _plan(clip)
    end = total / FPS
    segments = [
        {**segment, "start_s": round(min(a, end), 3), "end_s": round(min(b, end), 3)}
        for a, b, segment in score.segments
    ]
    segments[-1]["end_s"] = round(end, 3)
    shake = clip.make_shake()
    document = {
        "schema_version": 1, "video": f"{clip.name}.mp4", "source": "rendered", "labelled_by": "construction",
        "back": {"neck": _back_point(clip, NECK_Y), "tail": _back_point(clip, TAIL_Y), "length_cm": BACK_LENGTH_CM},
        "protocol": None, "segments": segments, "notes": clip.notes, **clip.extra,
    }  # fmt: skip
    if shake:
        document["camera"] = _camera_moves(shake, end)
    return document


def _back_point(clip: Clip, y: float) -> list[float]:
    """Point of the spine in the first frame, picture coordinates."""
    point = clip.camera.picture((0.0, y, float(clip.back.height(np.array(0.0), np.array(y)))))
    zoom = ZOOM if clip.shake else 1.0
    return [round(0.5 + zoom * (value - 0.5), 4) for value in point]


def _camera_moves(shake: Shake, seconds: float) -> dict[str, list[float]]:
    """Shift of the picture's middle (picture widths) and its turn, ten times a second."""
    times = np.arange(0, seconds, 0.1)
    dx, dy, turn = shake.at(times).T
    columns = {"time_s": times, "dx_widths": dx, "dy_widths": dy, "turn_rad": turn}
    return {name: np.round(column, 5).tolist() for name, column in columns.items()}
