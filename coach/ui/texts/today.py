"""Words of the first page."""

from __future__ import annotations

TITLE = "Learn to give a good back massage"
LEAD = (
    "The coach watches your hands through the camera. It sees which technique you are doing, how fast and in "
    "which direction, "
    "and helps you follow a massage step by step."
)
TRY_SAMPLE = "Try it with the sample"
TRY_SAMPLE_HELP = (
    "Reviews a short rendered recording of a whole session. It takes about as long as the recording itself."
)
REVIEW_OWN = "Review your own recording"
READ_PROTOCOLS = "Read the protocols"
NO_SAMPLE = "The sample recordings are missing from this installation. You can still review a recording of your own."
PRIVACY = "Everything stays on this computer. Nothing is sent anywhere."
NOT_MEDICAL = (
    "General reading, not medical advice. If the cause of a pain is not known, or it grows, see a doctor first."
)
HOW_TITLE = "How it works"
HOW = (
    (":material/videocam:", "Film from above", "Put the camera where it looks down on the back and both hands."),
    (
        ":material/front_hand:",
        "Follow one protocol",
        "Each step says what the hands do, where, how fast and how long.",
    ),
    (
        ":material/reviews:",
        "See what happened",
        "The coach names the best moments and the one thing to practise next.",
    ),
)
