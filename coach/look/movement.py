"""How the hands of a drawn step move: CSS animations made from the step's data.

The style sheet lies inside the drawing and moves only what stands in an element of the class ``moving``, so whoever
shows the drawing can let it move and stand still. Where a person asked for reduced motion it always stands still; the
arrows beside the hands say the same.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from coach.protocol.schema import TYPICAL_COUNT_PACE_PER_MIN, Step

Kind = Literal["swing", "press", "circle", "grasp", "fall"]

REACH = {"stroking": 13.0, "rubbing": 6.0, "kneading": 5.0, "tapping": 4.0}
"""Half of a movement's way, in hundredths of the back: a stroke travels, rubbing moves the skin."""

CIRCLE_RADIUS = 6.5

CYCLES_OF_TRAVEL = 8
"""Movements after which the drawn place has travelled once; between them there are more on a real back."""

TRAVEL = 11.0
"""Half of the way that the worked place travels."""

KEYFRAMES = """
@keyframes step-swing{0%,100%{transform:translate(calc(-1*var(--x)),calc(-1*var(--y)))}
50%{transform:translate(var(--x),var(--y))}}
@keyframes step-press{0%{transform:translate(calc(-1*var(--x)),calc(-1*var(--y)))}
60%{transform:translate(var(--x),var(--y));opacity:1}
68%{opacity:.45;transform:translate(var(--x),var(--y)) scale(var(--up))}
95%{opacity:.45;transform:translate(calc(-1*var(--x)),calc(-1*var(--y))) scale(var(--up))}
100%{opacity:1;transform:translate(calc(-1*var(--x)),calc(-1*var(--y)))}}
@keyframes step-circle{from{transform:rotate(0deg) translateX(var(--x)) rotate(0deg)}
to{transform:rotate(var(--turn)) translateX(var(--x)) rotate(calc(-1*var(--turn)))}}
@keyframes step-grasp{0%,100%{transform:scale(1.04)}50%{transform:scale(.76,.86)}}
@keyframes step-fall{0%,100%{transform:scale(1.24);opacity:.7}40%,55%{transform:scale(.97);opacity:1}}
@keyframes step-travel{0%{transform:translateY(calc(-1*var(--y)))}85%{transform:translateY(var(--y));opacity:1}
92%{transform:translateY(var(--y));opacity:0}93%{transform:translateY(calc(-1*var(--y)));opacity:0}
100%{transform:translateY(calc(-1*var(--y)));opacity:1}}
"""

STYLE = (
    "<style>"
    ".moving .mv{animation:var(--t) ease-in-out var(--d,0s) infinite;transform-origin:0 0;will-change:transform}"
    ".moving .mv-circle,.moving .mv-travel{animation-timing-function:linear}"
    + "".join(f".moving .mv-{kind}{{animation-name:step-{kind}}}" for kind in (*get_args(Kind), "travel"))
    + KEYFRAMES.replace("\n", "")
    + "@media (prefers-reduced-motion:reduce){.moving .mv{animation:none}}"
    "</style>"
)
"""Stands once in each drawing; the same in all of them."""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one drawn hand does.

    Attributes
    ----------
    cycle_s : float
        Time of one movement there and back, from the middle of the step's pace band.
    delay_s : float
        Added to the time: half a cycle for the second of two hands that work in turn.
    reach : (x, y)
        Half of the way, in hundredths of the back.
    turn : float
        Of a circle: +1 clockwise, -1 against it.
    lifted : bool
        The hand leaves the skin on its way back.
    """

    kind: Kind
    cycle_s: float
    delay_s: float = 0.0
    reach: tuple[float, float] = (0.0, 0.0)
    turn: float = 1.0
    lifted: bool = False

    def attributes(self) -> str:
        """Class and style of the group that holds the hand."""
        values = {
            "--t": f"{self.cycle_s:.2f}s",
            "--d": f"{-self.delay_s:.2f}s",
            "--x": f"{self.reach[0]:.1f}px",
            "--y": f"{self.reach[1]:.1f}px",
            "--turn": f"{360 * self.turn:g}deg",
            "--up": "1.16" if self.lifted else "1",
        }
        style = ";".join(f"{name}:{value}" for name, value in values.items())
        return f' class="mv mv-{self.kind}" style="{style}"'


def compute_cycle_s(step: Step) -> float:
    """Seconds of one movement: the middle of the step's pace band, or a calm pace where it asks none."""
    return 60.0 / (TYPICAL_COUNT_PACE_PER_MIN if step.pace_per_min is None else step.pace_per_min.middle)


def move_hand(step: Step, side: float, second: bool) -> Movement | None:
    """Say what one hand of a step does.

    Parameters
    ----------
    side : float
        +1 for the hand on the receiver's right, -1 for the other.
    second : bool
        Whether it is the one that follows where the hands work in turn.

    Returns
    -------
    Movement or None
        ``None`` where the step says nothing about the way.
    """
    cycle_s = compute_cycle_s(step)
    in_turn = bool(step.hands) and step.hands[0] == "alternating"
    delay_s = cycle_s / 2 if in_turn and second else 0.0
    if step.technique == "tapping":
        return Movement("fall", cycle_s, delay_s)
    if step.axis == "circular":
        turn = -1.0 if step.sense == "counterclockwise" else 1.0
        return Movement("circle", cycle_s, delay_s, (CIRCLE_RADIUS, 0.0), turn)
    if step.technique == "kneading":
        return Movement("grasp", cycle_s, delay_s)
    forth = way_forth(step, side)
    if forth is None:
        return None
    reach = REACH[step.technique]
    x, y = reach * forth[0], reach * forth[1]
    if step.sense in ("headward", "outward"):
        return Movement("press", cycle_s, delay_s, (x, y), lifted=step.contact == "lifted")
    if step.sense in ("tailward", "inward"):
        return Movement("press", cycle_s, delay_s, (-x, -y), lifted=step.contact == "lifted")
    # Across the back two mirrored hands already go opposite ways: they meet and part.
    mirrored = step.axis == "across" and step.sides == "both"
    return Movement("swing", cycle_s, 0.0 if mirrored else delay_s, (x, y))


def way_forth(step: Step, side: float) -> tuple[float, float] | None:
    """Return the unit vector of the first half of a movement: towards the head, or from the spine outward."""
    slant = math.sqrt(0.5)
    ways = {"along": (0.0, -1.0), "across": (side, 0.0), "diagonal": (side * slant, -slant)}
    return ways.get(step.axis or "")


def travel_attributes(step: Step) -> str:
    """Class and style of the group of all hands, where the worked place travels; empty where it does not."""
    if step.drift not in ("headward", "tailward"):
        return ""
    way = -TRAVEL if step.drift == "headward" else TRAVEL
    cycle_s = min(max(CYCLES_OF_TRAVEL * compute_cycle_s(step), 8.0), 30.0)
    return f' class="mv mv-travel" style="--t:{cycle_s:.1f}s;--y:{way:g}px"'
