"""Words of the page before a session: screening, preparation, and the gate to *Practise*.

The questions themselves, with their reasons, are data: ``coach/care/screening.toml``.
"""

from __future__ import annotations

from dataclasses import dataclass

from coach.feedback.wording import ZONE_LABELS
from coach.protocol.schema import Position

GATE_TITLE = "First a few questions"
GATE = (
    "Before every massage the coach asks about the person on the table, so that nobody is massaged who should not be "
    "today. It takes about a minute, and less the next time."
)
GATE_BEGIN = "Begin with the questions"
CUSHION = (
    "**Nobody to massage?** Practise on a firm cushion or a rolled blanket. The coach sees your hands just the same. "
    "No questions are asked, because nobody is touched."
)
GATE_CUSHION = "Practise on a cushion"
CUSHION_ON = "Practice on a cushion. For a person, answer the questions on *Before you start* first."

TITLE = "Before you start"
LEAD = (
    "Six short cards with questions about the person you are going to massage. Mark what applies; if you do not know, "
    "say so: that is a good answer too."
)
DISCLAIMER = (
    "This is general reading, not medical advice, and the coach is no doctor. If you are in doubt, leave massage out "
    "and ask one."
)
RECEIVER = "Who is massaged? (you may leave this empty)"
RECEIVER_HELP = "Only to recognise the person next time. The name stays on this computer."
RECEIVER_HINT = "For example a first name"
BEGIN = "Begin"
ANSWERS = {"yes": "Yes", "unsure": "Not sure"}
CARD = "Ask the person, and mark what applies."
CARD_NONE = "No to all of these"
CARD_SOME = "No to the others, go on"
BACK = "Back"
DOTS_HELP = "Card {number} of {total}"

NEW_TITLE = "Anything new since {date}?"
NEW = "For example an illness, an injury, an operation, a new medicine, a pregnancy."
NEW_NO = "Nothing new"
NEW_YES = "Something is new"
SAME_TITLE = "The same person as on {date}, and nothing new?"
SAME_NO = "The same, nothing new"
SAME_YES = "Somebody else, or something is new"

PAIN_WARNINGS = {
    "hurt": "Last time you stopped because it hurt. Unless the pain was no stronger afterwards, let a doctor look at "
    "it before the next massage. You can still note the pain on the page *Afterwards*.",
    "rising": "Over the last sessions the pain before the massage rose each time. Let a doctor look at it before the "
    "next massage.",
}
LAST_ROSE = (
    "Right after the last massage the pain was {after}, before it {before}. By the guide that is usual. How is it now? "
    "If it is still stronger than before that massage, answer yes to the question about pain that keeps growing."
)

STOP_TITLE = "Not today"
STOP_MORE = "There is more to consider:"
STOP_PLACES = "No part of the back is left that could be massaged. Wait until the skin is well again, or ask a doctor."
STOP_AFTER = (
    "You can come back to this page at any time. Until then you can practise on a cushion, so that your hands are "
    "ready when the day comes."
)
MISTAKE = "I answered by mistake"
ASK_TITLE = "Ask a doctor first"
PERMITTED = "Yes, that is so"
NOT_PERMITTED = "Not yet"
NOT_YET = "Good that you check. Come back when you have asked."

PLACES_TITLE = "Which places should be left out?"
PLACES = "Touch every part of the back in which there is such a place. The coach will keep your hands away from it."
PLACES_PICTURE = "The back from behind, the head at the top. Every part can be marked."
PLACES_NONE = "Mark at least one part, or go back and change the answer."
PLACES_MARKED = "Left out: {areas}."
AREA = "{zone}, {side} side"
ZONES = {zone: ZONE_LABELS[zone] for zone in ("collar", "back", "lumbar", "sacral")}
LEFT_SIDE = "their left"
RIGHT_SIDE = "their right"
AS_WHO = "You practise as {name}; this can be changed under Progress, Your data."
ON = "Go on"

PAIN_TITLE = "How strong is the pain now?"
PAIN = "Ask the person: 0 is no pain at all, 10 is the worst pain they can imagine."
PAIN_LABEL = "Pain before the massage"
NO_PAIN = "0 no pain"
WORST_PAIN = "10 worst"

READY_TITLE = "You can go ahead"
READY = "By these answers a massage is possible today."
READY_LIMITED = "A massage is possible today, within these limits:"
ONLY_PROTOCOL = "Only this programme: {titles}."
AVOID = "Leave out: {areas}."
NEVER_FORCE = (
    "Never use force. If the usual pain grows or the person feels worse, stop: the red button ends the session at once."
)
PREPARE_TITLE = "Prepare the place"
PREPARE = "Tick what is done. You can have it read to you while you arrange things."
ALOUD = {
    "read": "Read aloud",
    "stop": "Stop reading",
    "none": "This browser has no voice. The words are here to read.",
}
START = "Start practising"
START_LEFT = "{left} of {total} still open. You can start anyway."
AGAIN = "Answer the questions again"


@dataclass(frozen=True, slots=True)
class Preparation:
    """One thing to prepare: the drawing's name, a title, what to do, and whose word it is."""

    drawing: str
    title: str
    text: str
    source: str = "Home guide to massage for back pain, preparation and aftercare"


PREPARATIONS: dict[str, Preparation] = {
    "warmth": Preparation(
        "warmth",
        "A warm body in a warm room",
        "A hot shower before is good: warm muscles give way more easily. Cover what you are not working on with a "
        "towel.",
    ),
    "surface": Preparation(
        "surface",
        "A flat, firm, non-slip surface",
        "A table with a cover, or a mat on the floor. A soft bed lets the spine bend.",
    ),
    "oil": Preparation(
        "oil",
        "Oil and towels at hand",
        "Oil, cream or gel without perfume; never on dry skin. Warm it in your palm first. Keep two towels within "
        "reach.",
    ),
    "camera": Preparation(
        "camera",
        "The camera looks down",
        "High up, beyond the head or above the back, tilted down. The whole back and both of your hands are in the "
        "picture. Light from the side. Fix it so that it does not move.",
        "What this coach needs to see",
    ),
}
POSITIONS: dict[Position, Preparation] = {
    "prone": Preparation(
        "prone",
        "Lying face down, relaxed",
        "Arms along the body, palms up. The head turned to one side, usually towards you. The legs a little apart, a "
        "roll under the ankles. A small pillow under the head is fine.",
    ),
    "supine": Preparation(
        "supine",
        "Lying on the back, knees bent",
        "On the firm surface, the feet flat, so that the waist can relax.",
        "Home guide to massage for back pain, self-massage",
    ),
    "side": Preparation(
        "side",
        "Lying on the side",
        "The back towards you, a pillow under the head and one between the bent knees, so that nothing has to be held.",
        "Massage practice, not the home guide",
    ),
    "seated": Preparation(
        "seated",
        "Sitting, leaning forward",
        "Astride a chair, facing its back, arms and head resting on a cushion there.",
        "Massage practice, not the home guide",
    ),
}
"""How the receiver lies or sits, by the position that a protocol asks for."""
POSITION = "The person under your hands: {positions}."
OR_POSITION = "Or: {position}"
TURN_OVER = "Later, turned over: {position}"
USUAL_POSITION = "Another programme may ask for another position; it is named where you choose the programme."
