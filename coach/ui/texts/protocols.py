"""Words of the protocols page."""

from __future__ import annotations

TITLE = "Protocols"
LEAD = "Each protocol is a massage as a list of steps. Figures carry their source and how far it can be believed."
CHOOSE = "Protocol"
STEPS = "Steps"
SESSION = "{steps} steps, about {minutes:.0f} minutes as planned here; the guide speaks of {low:g} to {high:g}."
PERMISSION = "Ask first"
CAUTIONS = "Take care"
SOURCES = "Where the figures come from"
VARIANTS = "Variants"
REVIEW_WITH = "Review a recording with this protocol"
OWN = "Your own protocols"
OWN_HELP = (
    "A protocol is a small text file. Put it into the folder below and it appears here; "
    "`massage-coach protocols check FILE` explains every fault in it."
)
CHECK_UPLOAD = "Check a protocol file"
CHECK_FAULTS = "This file cannot be used yet"
CHECK_OK = "This file is a protocol the coach can use: {title}, {steps} steps."
CONFIDENCE = {
    "none": "a suggestion of this protocol",
    "low": "little certain",
    "medium": "fairly certain",
    "high": "certain",
}
FIELDS = {
    "duration_s": "Duration",
    "count": "How often",
    "pace_per_min": "Pace",
    "speed_cm_s": "Hand speed",
}
UNITS = {"count": "times", "pace_per_min": "a minute", "speed_cm_s": "cm a second"}
