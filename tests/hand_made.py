"""Sessions whose answer is known by hand: an Analysis written down piece by piece, without any video."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from coach.protocol.library import load_protocol
from coach.protocol.schema import Protocol
from coach.records import (
    TECHNIQUES,
    Analysis,
    Back,
    Coverage,
    HandTracks,
    Segment,
    Timeline,
    VideoInfo,
)

TICK_S = 0.2
CLICKED_BACK = Back((0.5, 0.1), (0.5, 0.9), 50.0, "clicks")
ONE_SIDE_U = 0.12
LUMBAR_V = 0.75


@dataclass(frozen=True)
class Piece:
    """What the hands do for a while; ``uv`` are the palms of both hands in back coordinates."""

    seconds: float
    technique: str
    pace: float | None = None
    axis: str | None = None
    sense: str | None = None
    drift: str | None = None
    hands: str | None = "together"
    regularity: float = 0.9
    pace_spread: float = 0.0
    speed_cm_s: float | None = 6.0
    seen: tuple[float, float] = (1.0, 1.0)
    uv: tuple[tuple[float, float], tuple[float, float]] = ((-ONE_SIDE_U, LUMBAR_V), (ONE_SIDE_U, LUMBAR_V))
    confidence: float = 0.98
    beside: str | None = None
    """The one other technique that it may be; ``None``: any, with little weight each."""
    stroke_cm: float | None = None
    side_balance: float | None = 0.0


PAUSE = Piece(1.5, "none")


def as_asked(protocol: Protocol, step_id: str, **changes: Any) -> Piece:
    """Return a step done exactly as its protocol asks; ``changes`` plants what is different."""
    step = protocol.step(step_id)
    piece = Piece(
        seconds=step.planned_s,
        technique=step.technique,
        pace=step.pace_per_min.middle if step.pace_per_min else 60.0,
        axis=step.axis or "along",
        sense=step.sense or (None if step.axis == "in_place" else "both"),
        drift=step.drift,
        hands=step.hands[0] if step.hands else "together",
        speed_cm_s=step.speed_cm_s.middle if step.speed_cm_s else 6.0,
    )
    return replace(piece, **changes)


def build_analysis(pieces: Sequence[Piece], back: Back | None = CLICKED_BACK) -> Analysis:
    """Write an analysis down as if a camera had seen the pieces one after the other."""
    ends = np.cumsum([piece.seconds for piece in pieces])
    starts = ends - [piece.seconds for piece in pieces]
    time_s = np.arange(0.0, ends[-1], TICK_S)
    which = np.minimum(np.searchsorted(ends, time_s, side="right"), len(pieces) - 1)

    def column(value: Callable[[Piece], Any]) -> np.ndarray:
        values = [value(piece) for piece in pieces]
        return np.array([np.nan if item is None else item for item in values], dtype=float)[which]

    work = [piece.technique not in ("none", "unseen") for piece in pieces]
    calibrated = back is not None and back.given_by != "head"
    uv = np.array([piece.uv for piece in pieces])[which]
    scores = np.array([_scores(piece) for piece in pieces])[which]
    timeline = Timeline(
        time_s=time_s,
        scores=scores,
        verdict=np.array([piece.technique for piece in pieces], dtype=object)[which],
        hand_seen=np.array([piece.seen for piece in pieces], dtype=float)[which],
        pace_per_min=np.where(np.array(work)[which], column(lambda piece: piece.pace), np.nan)
        * (1 + column(lambda piece: piece.pace_spread) * np.sin(time_s)),
        regularity=np.where(np.array(work)[which], column(lambda piece: piece.regularity), np.nan),
        palm=np.full((len(time_s), 2, 2), 0.5),
        speed=np.ones(len(time_s)),
        speed_cm_s=column(lambda piece: piece.speed_cm_s if calibrated else None),
        palm_uv=uv if calibrated else np.full_like(uv, np.nan),
        back_uv=uv if calibrated else np.full_like(uv, np.nan),
    )
    segments = tuple(
        _segment(piece, float(start), float(end), back) for piece, start, end in zip(pieces, starts, ends, strict=True)
    )
    n = len(time_s)
    return Analysis(
        info=VideoInfo("session.mp4", 640, 480, 30.0, int(ends[-1] * 30), float(ends[-1])),
        tracks=HandTracks(time_s, np.full((n, 2, 21, 2), np.nan), np.zeros((n, 2), dtype=np.int8), 640 / 480),
        timeline=timeline,
        segments=segments,
        coverage=Coverage(1.0, 1.0),
        back=back,
    )


def _scores(piece: Piece) -> np.ndarray:
    """What the recognition says of a piece: its technique as sure as it is, ``beside`` next, the others alike."""
    if piece.technique == "unseen":
        return np.full(len(TECHNIQUES), np.nan)
    scores = np.full(len(TECHNIQUES), (1.0 - piece.confidence) / (len(TECHNIQUES) - 1))
    if piece.beside is not None:
        scores[:] = 0.0
        scores[TECHNIQUES.index(piece.beside)] = 1.0 - piece.confidence
    scores[TECHNIQUES.index(piece.technique)] = piece.confidence
    return scores


def _segment(piece: Piece, start_s: float, end_s: float, back: Back | None) -> Segment:
    if piece.technique in ("none", "unseen"):
        return Segment(start_s, end_s, piece.technique, piece.confidence, seen_share=max(piece.seen))  # type: ignore[arg-type]
    known = back is not None
    calibrated = known and back is not None and back.given_by != "head"
    return Segment(
        start_s,
        end_s,
        piece.technique,  # type: ignore[arg-type]
        piece.confidence,
        pace_per_min=piece.pace,
        cycles=None if piece.pace is None else round(piece.pace * piece.seconds / 60.0),
        regularity=piece.regularity,
        speed_cm_s=piece.speed_cm_s if calibrated else None,
        stroke_cm=piece.stroke_cm if calibrated else None,
        axis=piece.axis if known else None,  # type: ignore[arg-type]
        sense=piece.sense if known else None,  # type: ignore[arg-type]
        drift=piece.drift if known else None,  # type: ignore[arg-type]
        hands=piece.hands,  # type: ignore[arg-type]
        side_balance=piece.side_balance if calibrated else None,
        seen_share=max(piece.seen),
    )


def whole_session(protocol: Protocol, changes: dict[str, dict[str, Any] | None] | None = None) -> list[Piece]:
    """Every step as asked, short pauses between; ``changes`` by step id plants faults, ``None`` leaves the step out."""
    planted = changes or {}
    pieces: list[Piece] = []
    for step in protocol.steps:
        change = planted.get(step.id, {})
        if change is None:
            continue
        pieces += [as_asked(protocol, step.id, **change), PAUSE]
    return pieces[:-1]


@pytest.fixture(scope="session")
def lumbar() -> Protocol:
    return load_protocol("lumbar-home")


@pytest.fixture(scope="session")
def sessions() -> Any:
    """The builder's functions, for the test files of this folder."""

    class Builder:
        piece = Piece
        pause = PAUSE
        back = CLICKED_BACK
        as_asked = staticmethod(as_asked)
        analysis = staticmethod(build_analysis)
        whole = staticmethod(whole_session)

    return Builder
