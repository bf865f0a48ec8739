"""The sub-techniques that the guide names, as data: what the hand looks like, where it goes, how far and how fast.

Paces and lengths span what textbooks, nursing practice and real recordings show: whole-back strokes of 7 s up to
textbook effleurage of 50 a minute, friction from a slow 25 a minute to the 3.6 Hz of hands that rub each other, blows
of 1 to 5.5 Hz a hand.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from coach.records import Axis, HandsMode, Sense, TechniqueName

Path = Literal["line", "fan", "circle", "place"]
Layout = Literal["sides", "row", "close", "facing"]

_TO_AND_FRO: tuple[HandsMode, ...] = ("together", "alternating", "one")
_LENGTHWISE: tuple[Sense, ...] = ("both", "headward", "tailward")
_SIDEWAYS: tuple[Sense, ...] = ("both", "outward", "inward")
_TURNS: tuple[Sense, ...] = ("clockwise", "counterclockwise")


@dataclass(frozen=True, slots=True)
class SubTechnique:
    """One way of working.

    Attributes
    ----------
    technique, name
        The pair is the key of :data:`SUB_TECHNIQUES`.
    shape, closed
        Postures (see :mod:`sample_videos.simulate.postures`); with ``closed`` the hand grasps once a cycle.
    contact
        The part of the hand that is led along the path.
    path
        ``line`` there and back; ``fan``, a line that bends outwards; ``circle``; ``place``, no path.
    stroke_cm, pace_per_min
        Lowest and highest: length from end to end (or diameter), cycles a minute of one hand.
    axes, senses, hands
        What is possible, in the words of the truth format.
    layout
        ``sides``: one hand on each side of the spine; ``row``: one beside the other on one side; ``close``: the same,
        touching; ``facing``: off the back, palm against palm.
    roll_deg
        How far the thumb's side is turned up; 90 is a hand on its edge.
    pitch_deg
        Fingers up (positive) or down.
    blow_cm
        Height of a blow; zero for what stays in contact.
    sink_cm
        How deep the lowest point goes below the untouched skin: fingers round a fold of muscle.
    """

    technique: TechniqueName
    name: str
    shape: str
    contact: str
    path: Path
    stroke_cm: tuple[float, float]
    pace_per_min: tuple[float, float]
    axes: tuple[Axis, ...]
    senses: tuple[Sense | None, ...]
    hands: tuple[HandsMode, ...]
    layout: Layout = "sides"
    closed: str | None = None
    roll_deg: float = 0.0
    pitch_deg: float = 0.0
    blow_cm: tuple[float, float] = (0.0, 0.0)
    sink_cm: float = 0.0


_STROKING = SubTechnique(
    "stroking", "", "flat", "hand", "line", (13.0, 42.0), (6.0, 50.0), ("along",), _LENGTHWISE, _TO_AND_FRO
)
_RUBBING = SubTechnique(
    "rubbing",
    "",
    "pads",
    "pads",
    "line",
    (2.5, 9.0),
    (28.0, 190.0),
    ("along", "across", "diagonal"),
    ("both",),
    _TO_AND_FRO,
)
_KNEADING = SubTechnique(
    "kneading",
    "",
    "claw_open",
    "palm",
    "place",
    (0.0, 0.0),
    (12.0, 80.0),
    ("in_place",),
    (None,),
    _TO_AND_FRO,
    closed="grasp",
    sink_cm=2.5,
)
_TAPPING = SubTechnique(
    "tapping",
    "",
    "cup",
    "hand",
    "place",
    (0.0, 0.0),
    (60.0, 330.0),
    ("in_place",),
    (None,),
    ("alternating", "together", "one"),
    blow_cm=(2.5, 9.0),
)


def _stroking(name: str, shape: str, axes: tuple[Axis, ...], senses: tuple[Sense, ...], **more: Any) -> SubTechnique:
    return replace(_STROKING, name=name, shape=shape, axes=axes, senses=senses, **more)


def _rubbing(name: str, shape: str, contact: str, **more: Any) -> SubTechnique:
    return replace(_RUBBING, name=name, shape=shape, contact=contact, **more)


def _kneading(name: str, shape: str, closed: str, **more: Any) -> SubTechnique:
    return replace(_KNEADING, name=name, shape=shape, closed=closed, **more)


def _tapping(name: str, shape: str, contact: str, **more: Any) -> SubTechnique:
    return replace(_TAPPING, name=name, shape=shape, contact=contact, **more)


_ALL = (
    _stroking("longitudinal", "closed_fingers", ("along",), _LENGTHWISE),
    _stroking("palmar", "flat", ("along", "diagonal"), _LENGTHWISE),
    _stroking("transverse", "flat", ("across",), _SIDEWAYS, stroke_cm=(11.0, 26.0), layout="row"),
    _stroking("outward", "flat", ("across",), ("outward",), stroke_cm=(10.0, 15.0)),
    _stroking("fan", "flat_wide", ("diagonal",), ("headward", "tailward"), path="fan", stroke_cm=(14.0, 30.0)),
    _stroking("comb", "comb", ("along",), _LENGTHWISE, contact="knuckles", pace_per_min=(6.0, 40.0)),
    _stroking("burdened", "flat", ("along",), _LENGTHWISE, hands=("stacked",), pace_per_min=(6.0, 35.0)),
    _stroking("thumb", "thumbs", ("across",), ("outward",), contact="thumb", stroke_cm=(9.0, 15.0)),
    _stroking("squeeze_flat", "closed_fingers", ("along",), _LENGTHWISE, pace_per_min=(4.0, 22.0), layout="row"),
    _stroking("squeeze_girth", "ring_open", ("along",), _LENGTHWISE, contact="palm", pace_per_min=(4.0, 20.0)),
    _stroking(
        "squeeze_forearm",
        "loose_fist",
        ("along",),
        _LENGTHWISE,
        contact="palm",
        pace_per_min=(4.0, 18.0),
        hands=("one",),
        roll_deg=55.0,
    ),
    _rubbing("pads", "pads", "pads", senses=("both", "headward", "tailward"), axes=("along", "diagonal")),
    _rubbing("palmar", "flat", "palm", stroke_cm=(4.0, 11.0)),
    _rubbing("heel", "heel", "heel"),
    _rubbing("thumbs", "thumbs", "thumb", stroke_cm=(2.0, 6.0)),
    _rubbing("phalanges", "phalanges", "knuckles"),
    _rubbing("comb", "comb", "knuckles", stroke_cm=(3.0, 10.0)),
    _rubbing("burdened", "flat", "palm", stroke_cm=(3.0, 10.0), hands=("stacked",)),
    _rubbing(
        "sawing",
        "edge",
        "edge",
        axes=("across",),
        hands=("alternating",),
        layout="close",
        roll_deg=75.0,
        stroke_cm=(5.0, 12.0),
    ),
    _rubbing(
        "crossing", "pads", "pads", axes=("across",), senses=("crossing",), hands=("together",), stroke_cm=(4.0, 9.0)
    ),
    _rubbing("circles_pads", "pads", "pads", path="circle", axes=("circular",), senses=_TURNS),
    _rubbing("circles_palm", "flat", "palm", path="circle", axes=("circular",), senses=_TURNS, stroke_cm=(4.0, 11.0)),
    _rubbing(
        "circles_thumbs", "thumbs", "thumb", path="circle", axes=("circular",), senses=_TURNS, stroke_cm=(2.0, 5.0)
    ),
    _rubbing(
        "circles_burdened",
        "flat",
        "palm",
        path="circle",
        axes=("circular",),
        senses=_TURNS,
        hands=("stacked",),
        stroke_cm=(4.0, 12.0),
    ),
    _rubbing(
        "close",
        "closed_fingers",
        "palm",
        axes=("along", "across"),
        hands=("alternating",),
        layout="close",
        stroke_cm=(4.0, 10.0),
    ),
    _rubbing(
        "palm_to_palm",
        "closed_fingers",
        "palm",
        axes=("along", "across"),
        hands=("alternating",),
        layout="facing",
        stroke_cm=(3.0, 9.0),
        pace_per_min=(60.0, 220.0),
    ),
    _kneading("ordinary", "claw_open", "grasp"),
    _kneading("double_bar", "claw_open", "grasp", hands=("stacked",)),
    _kneading(
        "double_ring",
        "ring_open",
        "ring",
        path="line",
        stroke_cm=(3.0, 8.0),
        axes=("across",),
        senses=("both",),
        hands=("alternating",),
        layout="row",
    ),
    _kneading("fingers", "pincer_open", "pincer", contact="pinch", pace_per_min=(15.0, 95.0)),
    _kneading("comb", "loose_fist", "comb", contact="knuckles", sink_cm=1.0),
    _kneading(
        "stretching",
        "claw_open",
        "grasp",
        path="line",
        stroke_cm=(3.0, 7.0),
        axes=("across",),
        senses=("outward",),
        hands=("together",),
    ),
    _kneading(
        "shearing",
        "pincer_open",
        "grasp",
        path="line",
        stroke_cm=(2.0, 5.0),
        axes=("across",),
        senses=("both",),
        hands=("together", "alternating"),
    ),
    _kneading(
        "pressing",
        "flat_wide",
        "cup",
        sink_cm=1.0,
        pace_per_min=(10.0, 45.0),
        hands=("together", "stacked", "alternating", "one"),
    ),
    _kneading(
        "plucking", "pincer_open", "pincer", contact="pinch", hands=("one", "alternating"), pace_per_min=(25.0, 110.0)
    ),
    _kneading(
        "sliding",
        "pincer_open",
        "pincer",
        contact="pinch",
        path="line",
        stroke_cm=(4.0, 12.0),
        axes=("along",),
        senses=_LENGTHWISE,
        hands=("together", "alternating"),
        pace_per_min=(12.0, 60.0),
    ),
    _tapping(
        "chopping",
        "edge_wide",
        "edge",
        hands=("alternating", "together"),
        roll_deg=78.0,
        pace_per_min=(80.0, 330.0),
        layout="row",
    ),
    _tapping("tapping", "fingertips", "pads", blow_cm=(2.0, 6.0)),
    _tapping("patting", "cup", "hand", blow_cm=(2.5, 10.0)),
    _tapping("light_clapping", "flat", "hand", blow_cm=(2.0, 7.0), pace_per_min=(60.0, 240.0)),
    _tapping("percussion", "fist", "knuckles", hands=("alternating", "together", "one"), roll_deg=60.0),
)

SUB_TECHNIQUES: dict[tuple[TechniqueName, str], SubTechnique] = {(sub.technique, sub.name): sub for sub in _ALL}
"""Every way of working, by technique and name."""


def list_sub_techniques(technique: TechniqueName) -> tuple[SubTechnique, ...]:
    """All ways of working of one technique."""
    return tuple(sub for sub in _ALL if sub.technique == technique)
