"""Words of the video and its findings."""

from __future__ import annotations

from coach.records import Severity

VIDEO = "Recording {name} with your hands drawn into it"
FINDINGS = "What to look at"
NO_FINDINGS = "Nothing to point out: what the coach could see was as the protocol asks."
NO_PROTOCOL = "You chose no protocol, so the coach says only what it saw."
NO_VIDEO = "There is no video to show here."
CONTROLS: dict[str, str] = {
    "play": "Play",
    "pause": "Pause",
    "speed": "Speed",
    "whole": "Full screen",
    "position": "Position in the recording",
}
SEVERITIES: dict[Severity, str] = {
    "danger": "Take care",
    "warning": "Change this",
    "advice": "Try this",
    "praise": "Well done",
    "info": "Good to know",
}
