"""The same recording under other circumstances, to ask whether the verdict stays the same."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from coach.formats import BackModel, TruthSegment
from coach.records import FLOW_GRID, Back, FloatArray, Sense
from sample_videos.simulate.clip import SimulatedClip

_TURNED: dict[Sense, Sense] = {"clockwise": "counterclockwise", "counterclockwise": "clockwise"}


def mirror_clip(clip: SimulatedClip) -> SimulatedClip:
    """Mirror the picture left to right, as a selfie camera shows it.

    The hand model names hands by their looks, so the labels are exchanged too; so are clockwise and counter-clockwise
    in the truth, which are meant as seen in this picture. Nothing else about the truth changes. The movement and the
    camera are kept as they were.
    """
    label = np.select([clip.label == "Left", clip.label == "Right"], ["Right", "Left"], "")
    landmarks, world = clip.landmarks.copy(), clip.world.copy()
    landmarks[..., 0] = 1.0 - landmarks[..., 0]
    world[..., 0] *= -1.0
    view = replace(clip.view, picture=mirror_points(clip.view.picture), says_right=~clip.view.says_right)
    back = replace(clip.back, neck=_mirror_point(clip.back.neck), tail=_mirror_point(clip.back.tail), corners=None)
    truth = clip.truth.model_copy(
        update={
            "back": _describe(back),
            "segments": [_turn(segment) for segment in clip.truth.segments],
            "notes": f"{clip.truth.notes}, mirrored",
        }
    )
    return replace(
        clip,
        landmarks=landmarks,
        world=world,
        label=label.astype(clip.label.dtype),
        flow=mirror_flow(clip.flow),
        true_hands=mirror_points(clip.true_hands),
        view=view,
        back=back,
        truth=truth,
    )


def mirror_points(points: FloatArray) -> FloatArray:
    """Mirror picture points, shape (..., 2), left to right."""
    mirrored: FloatArray = points * np.array([-1.0, 1.0]) + np.array([1.0, 0.0])
    return mirrored


def mirror_flow(flow: FloatArray) -> FloatArray:
    """Mirror the flow in the cells around the hands, shape (n, 9, 2): the cells change places too."""
    cells = flow.reshape(-1, FLOW_GRID, FLOW_GRID, 2)[:, :, ::-1]
    mirrored: FloatArray = cells.reshape(flow.shape) * np.array([-1.0, 1.0])
    return mirrored


def cut_clip(clip: SimulatedClip, start_s: float, end_s: float) -> SimulatedClip:
    """Keep a stretch of a recording; its time starts at 0.

    Cycles of segments that are cut are no longer whole numbers known exactly, so they are given as the share that
    remains, rounded down.
    """
    if not 0 <= start_s < end_s:
        raise ValueError(f"a stretch ends after it starts, got {start_s} to {end_s}")
    kept = (clip.time_s >= start_s) & (clip.time_s < end_s)
    if kept.sum() < 2:
        raise ValueError(f"the stretch from {start_s} to {end_s} s holds fewer than two frames")
    begin = float(clip.time_s[kept][0])
    segments = [_cut(segment, begin, end_s) for segment in clip.truth.segments]
    truth = clip.truth.model_copy(update={"segments": [segment for segment in segments if segment is not None]})
    view = replace(
        clip.view,
        picture=clip.view.picture[kept],
        found=clip.view.found[kept],
        says_right=clip.view.says_right[kept],
        swapped=clip.view.swapped[kept],
        score=clip.view.score[kept],
    )
    return replace(
        clip,
        time_s=clip.time_s[kept] - begin,
        landmarks=clip.landmarks[kept],
        world=clip.world[kept],
        label=clip.label[kept],
        score=clip.score[kept],
        flow=clip.flow[kept],
        true_hands=clip.true_hands[kept],
        view=view,
        truth=truth,
    )


def _mirror_point(point: tuple[float, float]) -> tuple[float, float]:
    return 1.0 - point[0], point[1]


def _describe(back: Back) -> BackModel:
    return BackModel(neck=back.neck, tail=back.tail, length_cm=back.length_cm)


def _turn(segment: TruthSegment) -> TruthSegment:
    if segment.sense is None:
        return segment
    return segment.model_copy(update={"sense": _TURNED.get(segment.sense, segment.sense)})


def _cut(segment: TruthSegment, start_s: float, end_s: float) -> TruthSegment | None:
    first, last = max(segment.start_s, start_s), min(segment.end_s, end_s)
    if last <= first:
        return None
    whole = segment.end_s - segment.start_s
    cycles = segment.cycles
    if cycles is not None and last - first < whole:
        cycles = float(np.floor(cycles * (last - first) / whole))
    return segment.model_copy(update={"start_s": first - start_s, "end_s": last - start_s, "cycles": cycles})
