"""Leads a live session through its phases: set-up, running, paused, ended."""

from __future__ import annotations

from dataclasses import asdict
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from coach.live.messages import Command, Message, write_hand
from coach.live.plan import Plan
from coach.live.setup_check import SetupCheck
from coach.records import Back, HandsFrame

Phase = Literal["setup", "running", "paused", "ended"]


class LiveDirector:
    """Makes of each frame's hands what the page shows; used on the analysis thread only.

    Parameters
    ----------
    plan : Plan
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._phase: Phase = "setup"
        self._back: Back | None = plan.back
        self._setup = SetupCheck(needs_back=plan.needs_back)

    def open(self) -> list[Message]:
        """Messages for a page that has just connected."""
        return [{"type": "ready", "phase": self._phase}]

    def push(self, hands: HandsFrame, image: NDArray[np.uint8]) -> list[Message]:
        """Take in one frame; the first message is its result."""
        result: Message = {"hands": [write_hand(hand) for hand in hands.hands], "phase": self._phase}
        if self._phase == "setup":
            items = self._setup.push(hands, image, self._back)
            result["setup"] = [asdict(item) for item in items]
        return [result]

    def command(self, command: Command, time_s: float) -> list[Message]:
        """Do what the user asked for."""
        return []

    def close(self) -> None:
        """Bring what was recorded to a safe end."""
