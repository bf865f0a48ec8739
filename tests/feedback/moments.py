"""One moment in which all is as a step asks; tests change one thing of it."""

from __future__ import annotations

import numpy as np

from coach.feedback.deviations import Asked
from coach.protocol.schema import Band
from coach.records import HandPose, HandsFrame, Snapshot, Source

NOWHERE = np.full((21, 2), np.nan)
HANDS = HandsFrame(0.0, (HandPose(0, Source.UNSEEN, NOWHERE), HandPose(1, Source.UNSEEN, NOWHERE)))
RUBBING = Asked(
    key="rubbing-pads",
    technique="rubbing",
    pace=Band(low=60, high=70, unit="per_min", source="x", confidence="low"),
    axis="along",
    sense="tailward",
    zones=("lumbar", "sacral"),
)
RIGHT = Snapshot(
    time_s=0.0,
    hands=HANDS,
    verdict="rubbing",
    confidence=0.99,
    scores=np.array([0.0, 1.0, 0.0, 0.0, 0.0]),
    pace_per_min=65.0,
    regularity=0.9,
    cycles=10,
    since_s=0.0,
    axis="along",
    sense="tailward",
    hands_mode="together",
    zone="lumbar",
    place_v=0.7,
    pace_spread=0.05,
)
