"""Sessions of every protocol as asked, and of ``lumbar-home`` with a violation planted that the check has to find."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from coach.motion.body_shape import PLACES
from coach.protocol.schema import Protocol, Step
from sample_videos.simulate import SegmentSpec

WAYS_OF_WORKING = {
    "lumbar-home": {
        "light-stroking": "palmar",
        "deep-stroking": "palmar",
        "rubbing-pads": "pads",
        "rubbing-diagonal": "pads",
        "rubbing-thumbs": "thumbs",
        "rubbing-crossing": "crossing",
        "kneading": "ordinary",
        "light-beating": "light_clapping",
        "patting": "patting",
    },
    "back-home": {
        "light-stroking": "palmar",
        "deep-stroking": "palmar",
        "rubbing-pads": "pads",
        "skin-sliding": "sliding",
        "light-beating": "light_clapping",
        "light-clapping": "patting",
    },
    "lumbar-lymph": {
        "stroking": "palmar",
        "squeezing": "squeeze_girth",
        "rubbing": "palmar",
        "kneading": "ordinary",
        "vibration": "patting",
    },
    "self-massage": {
        "down-first-side": "thumb",
        "out-first-side": "thumb",
        "down-second-side": "thumb",
        "out-second-side": "thumb",
    },
    "pregnancy-gentle": {
        "light-stroking": "longitudinal",
        "outward-stroking": "outward",
        "closing-stroking": "longitudinal",
    },
    "simple-rules": {
        "light-stroking": "palmar",
        "rubbing-together": "pads",
        "rubbing-in-turn": "heel",
        "rubbing-circles": "circles_palm",
        "plucked-stretch": "stretching",
        "shoulders-neck": "ordinary",
        "between-blades": "palmar",
    },
}
"""How the simulator works each step of each protocol; a single hand stands for one's own hand in self-massage."""

PACES = {"stroking": (20.0, 30.0), "rubbing": (63.0, 67.0), "kneading": (20.0, 40.0), "tapping": (140.0, 220.0)}
BESIDE_SPINE = 0.16
PLACE_SPREAD = 0.04
"""Lengths of the back by which the middle of the worked place varies."""

Specs = list[SegmentSpec]


@dataclass(frozen=True)
class Violation:
    """What was planted: the codes that name it and the steps that it may be told of."""

    kind: str
    codes: frozenset[str]
    steps: frozenset[str]


def script_session(protocol: Protocol, rng: np.random.Generator) -> Specs:
    """Every step as asked, with the freedom that its bands leave."""
    return [_script_step(protocol.id, step, rng) for step in protocol.steps]


def _script_step(protocol_id: str, step: Step, rng: np.random.Generator) -> SegmentSpec:
    low, high = PACES[step.technique]
    if step.pace_per_min and not (step.pace_per_min.low <= low and high <= step.pace_per_min.high):
        low, high = step.pace_per_min.ends
    circular = step.axis == "circular"
    return SegmentSpec(
        step.technique,
        WAYS_OF_WORKING[protocol_id][step.id],
        duration_s=step.planned_s,
        cycles=round(step.count.middle) if step.count else None,
        pace_per_min=float(rng.uniform(low, high)),
        stroke_cm=float(rng.uniform(14, 20)) if step.technique == "stroking" else None,
        axis=step.axis or ("across" if step.id == "plucked-stretch" else "along"),
        sense="both" if step.axis is None else "clockwise" if circular else step.sense,
        drift=step.drift or "none",
        hands="together" if step.id == "rubbing-crossing" or not step.hands else step.hands[0],
        place=(_side_of(step), _middle_of(step) + float(rng.uniform(-PLACE_SPREAD, PLACE_SPREAD))),
        step=step.id,
    )


def _side_of(step: Step) -> float:
    """Across the back: both sides of the spine, or the one of self-massage."""
    if step.sides != "one":
        return 0.0
    return BESIDE_SPINE if "first" in step.id else -BESIDE_SPINE


def _middle_of(step: Step) -> float:
    """Height on the back at which a step is done; over the sacrum nobody works at its lower end."""
    if "sacral" in step.zones:
        return 0.78
    heights = [(PLACES[name].top, PLACES[name].bottom) for name in step.zones]
    return (max(0.08, min(top for top, _ in heights)) + max(bottom for _, bottom in heights)) / 2


def _index(specs: Specs, step: str) -> int:
    return next(i for i, spec in enumerate(specs) if spec.step == step)


def _pick(rng: np.random.Generator, *steps: str) -> str:
    return steps[int(rng.integers(len(steps)))]


def _change(specs: Specs, step: str, **changes: object) -> Specs:
    return [replace(spec, **changes) if spec.step == step else spec for spec in specs]  # type: ignore[arg-type]


def plant_order(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    first = int(rng.integers(0, len(specs) - 2))
    swapped = [*specs]
    swapped[first], swapped[first + 1] = swapped[first + 1], swapped[first]
    steps = frozenset(str(spec.step) for spec in specs[first : first + 2])
    return swapped, Violation("wrong order", frozenset({"out_of_order"}), steps)


def plant_skip(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = str(specs[int(rng.integers(len(specs)))].step)
    left = [spec for spec in specs if spec.step != step]
    return left, Violation("skipped", frozenset({"step_missing"}), frozenset({step}))


def plant_short(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "rubbing-crossing")
    length = specs[_index(specs, step)].duration_s * 0.3
    return _change(specs, step, duration_s=length), Violation("too short", frozenset({"too_short"}), frozenset({step}))


def plant_few(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    return _change(specs, "deep-stroking", cycles=8), Violation(
        "too few or many", frozenset({"too_many", "too_few"}), frozenset({"deep-stroking"})
    )


def plant_fast(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "rubbing-crossing")
    pace = float(rng.uniform(90, 120))
    return _change(specs, step, pace_per_min=pace), Violation(
        "too fast", frozenset({"pace_too_fast"}), frozenset({step})
    )


def plant_slow(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "rubbing-crossing")
    pace = float(rng.uniform(38, 48))
    return _change(specs, step, pace_per_min=pace), Violation(
        "too slow", frozenset({"pace_too_slow"}), frozenset({step})
    )


def plant_way(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    changes: dict[str, dict[str, object]] = {
        "rubbing-pads": {"axis": "diagonal"},
        "rubbing-diagonal": {"axis": "along"},
        "rubbing-crossing": {"axis": "along", "sense": "both", "name": "pads"},
        "deep-stroking": {"sense": "headward"},
        "kneading": {"drift": "tailward"},
    }
    step = _pick(rng, *changes)
    return _change(specs, step, **changes[step]), Violation(
        "wrong way", frozenset({"wrong_direction"}), frozenset({step})
    )


def plant_place(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-crossing", "kneading")
    return _change(specs, step, place=(0.0, 0.28)), Violation(
        "wrong place", frozenset({"wrong_place"}), frozenset({step})
    )


def plant_side(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "kneading")
    changed = _change(specs, step, hands="one", place=(0.2, 0.78))
    return changed, Violation("one side only", frozenset({"one_side_neglected", "one_hand_only"}), frozenset({step}))


def plant_break(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    step = _pick(rng, "rubbing-pads", "rubbing-diagonal", "rubbing-thumbs", "kneading")
    at = _index(specs, step)
    half = replace(specs[at], duration_s=specs[at].duration_s / 2)
    pause = SegmentSpec("none", "rest", duration_s=float(rng.uniform(7, 10)))
    broken = [*specs[:at], half, pause, half, *specs[at + 1 :]]
    return broken, Violation("broken contact", frozenset({"contact_broken"}), frozenset({step}))


def plant_nothing(specs: Specs, rng: np.random.Generator) -> tuple[Specs, Violation]:
    return specs, Violation("as asked", frozenset(), frozenset())


PLANTS: tuple[Callable[[Specs, np.random.Generator], tuple[Specs, Violation]], ...] = (
    plant_nothing,
    plant_order,
    plant_skip,
    plant_short,
    plant_few,
    plant_fast,
    plant_slow,
    plant_way,
    plant_place,
    plant_side,
    plant_break,
)
