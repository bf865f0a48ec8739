"""Places that were marked before the session: whether a hand lies on one, and the findings about it.

Needs a region of the body of which both ends are set. A hand's place is where it works; the borders between the parts
of a drawn body are no sharper than some centimetres, so only a stay of some length is worth a word.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from coach.care.screening import Area
from coach.motion.body_shape import ALL_ZONES, EDGE, REGIONS, region_of_place
from coach.motion.spine import SEEN_SHARE, STAYS_SHARE
from coach.protocol.schema import Protocol, Step
from coach.records import CheckResult, Finding, FloatArray, Timeline

CODE = "avoided_place"
LEAST_STAY_S = 2.0
"""A hand that only passes over is not working there."""
MOST_FINDINGS = 7
"""As many as a person keeps in mind; the same number as :mod:`coach.check.ranking`."""


def find_avoided(uv: FloatArray, avoid: Collection[Area]) -> NDArray[np.object_]:
    """Return the marked area that each point lies in.

    Parameters
    ----------
    uv : array, shape (..., 2)
        Back coordinates (coach/motion/regions.py; u to the right of the middle line); NaN lies nowhere.
    avoid : collection of Area

    Returns
    -------
    object array, shape (...)
        :class:`Area`, or ``None``.
    """
    found = np.full(uv.shape[:-1], None, dtype=object)
    u, v = uv[..., 0], uv[..., 1]
    for area in avoid:
        top, bottom = ALL_ZONES[area.zone]
        across = (u >= 0) & (u <= EDGE) if area.side == "right" else (u < 0) & (u >= -EDGE)
        inside = across & (v >= top) & (v < bottom)
        found[inside] = area
    return found


def find_stay(places: FloatArray, avoid: Collection[Area]) -> Area | None:
    """Return the marked area in which a hand stayed all the while; ``None`` where it only passed over one.

    Parameters
    ----------
    places : array, shape (k, 2, 2)
        Where both hands worked in the last seconds, back coordinates; NaN where not known.
    """
    if not avoid or len(places) == 0:
        return None
    found = find_avoided(places, avoid)
    known = np.isfinite(places[..., 0])
    seen = known.mean(axis=0) >= SEEN_SHARE
    for area in sorted(avoid):
        stays = np.sum(found == area, axis=0) >= STAYS_SHARE * known.sum(axis=0)
        if np.any(seen & stays):
            return area
    return None


def find_touched(step: Step | None, avoid: Collection[Area]) -> tuple[Area, ...]:
    """Return the marked areas that a step's own area touches.

    Those of the step's region when it has no area of its own; all of them without a step.
    """
    if step is None:
        return tuple(sorted(avoid))
    zones = step.covered_zones or frozenset(REGIONS[step.region].zones)
    return tuple(area for area in sorted(avoid) if area.zone in zones)


def find_concerned(protocol: Protocol | None, avoid: Collection[Area]) -> tuple[Area, ...]:
    """Return the marked areas of the region that a protocol is about; all of them without a protocol."""
    regions = set(REGIONS) if protocol is None else {protocol.region}
    return tuple(area for area in sorted(avoid) if region_of_place(area.zone) in regions)


def check_avoided(timeline: Timeline, avoid: Collection[Area]) -> tuple[Finding, ...]:
    """Return one finding for each marked area in which a hand stayed, at its longest stay; the longest first."""
    if not avoid or len(timeline.time_s) < 2:
        return ()
    tick_s = float(np.median(np.diff(timeline.time_s)))
    places = find_avoided(timeline.back_uv, avoid)
    findings = []
    for area in sorted(avoid):
        inside = np.any(places == area, axis=1)
        starts, ends = _runs(inside)
        if len(starts) == 0:
            continue
        longest = int(np.argmax(ends - starts))
        if (ends[longest] - starts[longest]) * tick_s < LEAST_STAY_S:
            continue
        findings.append(
            Finding(
                code=CODE,
                severity="danger",
                start_s=float(timeline.time_s[starts[longest]]),
                end_s=float(timeline.time_s[ends[longest] - 1]) + tick_s,
                measured=float(inside.sum() * tick_s),
                unit="s",
                detail={"zone": area.zone, "side": area.side},
            )
        )
    return tuple(sorted(findings, key=lambda finding: -float(finding.measured or 0.0)))


def add_avoided(check: CheckResult, timeline: Timeline, avoid: Collection[Area]) -> CheckResult:
    """Put findings about marked places before the others: safety comes first, and seven stay the most."""
    findings = (*check_avoided(timeline, avoid), *check.findings)
    return replace(check, findings=findings[:MOST_FINDINGS])


def _runs(flags: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return first and one-past-last index of every run of true."""
    edges = np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))
    return np.flatnonzero(edges == 1).astype(np.int64), np.flatnonzero(edges == -1).astype(np.int64)
