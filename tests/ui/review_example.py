"""A review made by hand: two steps done, one missed, one finding each of a kind."""

from __future__ import annotations

from coach import formats


def make_review(*, with_protocol: bool = True, with_back: bool = True) -> formats.ReviewFile:
    """Build thirty seconds of stroking, rubbing, nothing seen, and tapping."""
    ticks = [round(0.5 * k, 1) for k in range(60)]
    techniques = ["stroking" if t < 10 else "rubbing" if t < 20 else "unseen" if t < 22 else "tapping" for t in ticks]
    seen = [technique != "unseen" for technique in techniques]
    return formats.ReviewFile(
        video=formats.VideoModel(name="mine.mp4", duration_s=30.0, fps=30.0, width=640, height=480, frames=900),
        coverage=formats.CoverageModel(one_hand=0.93, two_hands=0.8),
        back=formats.BackModel(neck=(0.5, 0.1), tail=(0.5, 0.9)) if with_back else None,
        segments=[
            make_segment(0.0, 10.0, "stroking", 14.0, axis="along", sense="both", hands="together"),
            make_segment(10.0, 20.0, "rubbing", 95.0, axis="diagonal", sense="both", hands="alternating"),
            make_segment(20.0, 22.0, "unseen", None),
            make_segment(22.0, 30.0, "tapping", 240.0, axis="in_place"),
        ],
        protocol=formats.ProtocolRef(id="lumbar-home", version="1") if with_protocol else None,
        steps=_steps() if with_protocol else [],
        findings=_findings() if with_protocol else [],
        not_judged=[formats.NotJudged(what="pressure", why="Pressure: a camera cannot see it.")],
        timeline=formats.TimelineModel(
            time_s=ticks,
            technique=techniques,
            confidence=[0.9 if one else None for one in seen],
            pace_per_min=[14.0 if t < 10 else 95.0 if t < 20 else None for t in ticks],
            speed_cm_s=[None] * len(ticks),
            hands_seen=[2.0 if one else 0.0 for one in seen],
            back_u=[[-0.12, 0.12] if one and with_back else [None, None] for one in seen],
            back_v=[[0.7, 0.72] if one and with_back else [None, None] for one in seen],
        ),
    )


def make_segment(start: float, end: float, technique: str, pace: float | None, **more: str) -> formats.ReviewSegment:
    """Build one stretch."""
    return formats.ReviewSegment(
        start_s=start, end_s=end, technique=technique, confidence=0.9, pace_per_min=pace, cycles=3, **more
    )


def _steps() -> list[formats.ReviewStep]:
    pace = formats.PartModel(name="pace", score=0.2, measured=95.0, expected=(60.0, 70.0), unit="per_min")
    way = formats.PartModel(name="direction", score=None)
    return [
        formats.ReviewStep(id="light-stroking", start_s=0.0, end_s=10.0, status="done", score=0.93),
        formats.ReviewStep(id="rubbing-pads", start_s=10.0, end_s=20.0, status="partly", score=0.55, parts=[pace, way]),
        formats.ReviewStep(id="kneading", start_s=None, end_s=None, status="missed", score=0.0),
    ]


def _findings() -> list[formats.ReviewFinding]:
    return [
        formats.ReviewFinding(
            code="pace_too_fast", severity="warning", start_s=10.0, end_s=20.0, message="A little slower."
        ),
        formats.ReviewFinding(code="steady", severity="praise", start_s=0.0, end_s=10.0, message="Steady as a clock."),
    ]
