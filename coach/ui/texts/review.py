"""Words of the review page."""

from __future__ import annotations

from coach.records import StepStatus

TITLE = "Review a recording"
TITLE_OF = "Review of {name}"
CHOOSE = "Which recording?"
UPLOAD = "Your own recording"
UPLOAD_HELP = "The video stays on this computer and is forgotten when you close the app. Its review goes to Progress."
SAMPLES = "Or a sample"
NO_SAMPLES = "The sample recordings are missing from this installation."
SAMPLE_PICK = "Sample recording"
USE_SAMPLE = "Take this sample"
OTHER = "Choose another recording"
CHANGE = "Change the settings"
PROTOCOL = "Compare it with"
NO_PROTOCOL = "No protocol: only say what you see"
PLANNED = "How long was the session meant to take, in minutes?"
PLANNED_HELP = "The durations of the steps are scaled to it. Leave it empty for the full session of the protocol."
PLANNED_SAMPLE = "This sample shows the session shortened to {minutes:.1f} minutes; its steps are scaled to that."
PLANNED_DEFAULT = "As the protocol says ({minutes:.0f} min)"
BACK = "Where is the back in the picture?"
BACK_HELP = "With it the coach can tell up from down the back, and which zone your hands are on."
BACK_MODES = {"clicks": "Two clicks", "head": "Side of the head", "none": "I don't know"}
HEAD = "In the picture, the head of the person lies"
HEADS = {"up": "up", "down": "down", "left": "left", "right": "right"}
HEAD_ICONS = {
    "up": ":material/arrow_upward:",
    "down": ":material/arrow_downward:",
    "left": ":material/arrow_back:",
    "right": ":material/arrow_forward:",
}
STILL_AT = "Moment of the still"
LENGTH = "Distance from the neck to the tail bone, cm"
LENGTH_HELP = "About 50 cm for most adults. It turns the movement of your hands into centimetres."
BACK_LATER = "**At {time} the picture is another one.** Where is the back there?"
BACK_MOVED = "From {time} on the picture is another one, so direction and place are not judged there."
BACK_MOVED_SHOW = "Show the back at {time}"
START = "Start the review"
RUNNING_HINT = "You can look at other pages meanwhile; the review goes on."
STAGES = {
    "": "Getting ready",
    "watch": "Watching your hands",
    "judge": "Comparing with the protocol",
    "draw": "Drawing the annotated video",
}
TIME_LEFT = "about {time} left"
CANCEL = "Cancel"
CANCELLING = "Stopping"
CANCELLED = "The review was cancelled. Nothing was kept."
AGAIN = "Start again"
DROPPED = "That result is no longer here: the app was started again. Start the review once more."
NO_ANNOTATED = "The annotated video could not be made ({why}). Here is the review without it."
FINDINGS = "What to look at"
NO_FINDINGS = "Nothing to point out: what the coach could see was as the protocol asks."
MORE_FINDINGS = "{count} more in the downloads."
TIMELINE = "Over time"
TIMELINE_HINT = "Click a stretch to jump there in the video."
MAP = "Where your hands worked"
MAP_NEEDS_BACK = (
    "When the coach knows where the back lies (two clicks on a still, before the review), a map appears here."
)
STEPS = "Step by step"
NOT_SEEN = "What the coach could not see"
DOWNLOADS = "Keep it"
DOWNLOAD_HTML = "Report (HTML)"
DOWNLOAD_JSON = "Review (JSON)"
DOWNLOAD_CSV = "Stretches (CSV)"
DOWNLOAD_VIDEO = "Annotated video (MP4)"

GLANCE_LENGTH = "{clock}"
GLANCE_PACE = "{pace} a minute"
GLANCE_NO_PACE = "no steady pace"
MAP_ALT = "A drawn back with the places where the hands worked, darker where they stayed longer"
MAP_NEEDS_HANDS = "Your hands were not seen on the back long enough for a map."
STRETCHES = "What was seen"
NO_PARTS = "Nothing of this step could be measured."
PART, PART_SEEN, PART_SCORE = "Part", "Seen", "Score"
NOT_JUDGED = "not judged"
FROM, TO, TECHNIQUE = "From", "To", "Technique"
A_MINUTE, TIMES, MOVEMENT = "A minute", "Times", "Movement"
STATUS_ICONS: dict[StepStatus, str] = {
    "done": ":material/check_circle:",
    "partly": ":material/timelapse:",
    "missed": ":material/do_not_disturb_on:",
    "not_judged": ":material/visibility_off:",
}
