"""Words of the help page."""

from __future__ import annotations

TITLE = "Help"
CAMERA = "Where to put the camera"
CAMERA_PICTURE = "A room from the side: the camera stands high beyond the head and looks down on the whole back"
CAMERA_STEPS = (
    "High up and looking down: above the back, or beyond the person's head, tilted down at most 45 degrees.",
    "The whole back and both of your hands are in the picture all the time.",
    "Light from the side or above, none behind the hands. Sleeves up.",
    "Fix the phone or laptop so that it does not move. 30 pictures a second are enough for tapping too.",
)
SEES = "What the coach can see"
SEES_LIST = (
    "which technique your hands do: stroking, rubbing, kneading, tapping, or none",
    "how fast and how regular, in movements a minute for each hand",
    "in which direction, and on which zone, once it knows where the back lies",
    "one hand or two, together or in turn; how long and how often",
    "whether the steps of a protocol were done, and in which order",
)
SEES_NOT = "What it cannot see"
SEES_NOT_LIST = (
    "pressure: no camera can, and the coach never judges it",
    "how the tissue answers and how the other person feels: ask them",
    "hands that lie on each other, leave the picture, or work in the dark; it says so and does not guess",
    "movements faster than a third of the camera's pictures per second",
)
PRIVACY = "Privacy"
PRIVACY_TEXT = (
    "The app runs on this computer and answers only to it. No recording, no picture and no result leaves it, "
    "and no figures about "
    "your use are collected. Recordings that you upload are copied to a temporary folder and removed when the "
    "app ends."
)
SAFETY = "Safety"
SAFETY_TEXT = (
    "This is general reading, not medical advice. Massage is not for every back: with fever, a fresh injury, "
    "an acute flare-up, "
    "an unknown cause of the pain, or an illness you are not sure about, see a doctor first. Never use force. "
    "If the pain grows, stop."
)
LICENCES = "Licences"
LICENCES_TEXT = (
    "Massage coach is free software (Apache-2.0). The hand model is MediaPipe's hand landmarker by Google "
    "(Apache-2.0). "
    "The colours are those of Okabe and Ito, which stay apart under every common colour-vision deficiency."
)
