"""Words of the progress page: how it goes, the sessions, and the user's own data."""

from __future__ import annotations

from coach.history.entries import Guidance
from coach.history.progress import Measure

TITLE = "Progress"
VIEWS = {"lines": "How it goes", "sessions": "Sessions", "data": "Your data"}
VIEW_LABEL = "What to look at"
WHO = "Who is learning?"

EMPTY_TITLE = "Nothing here yet"
EMPTY = (
    "After your first session this page shows how it went, and what to practise next. Practise with the camera, or "
    "review a recording of your own."
)
EMPTY_PRACTISE = "Practise"
EMPTY_REVIEW = "Review a recording"

TECHNIQUES = {"stroking": "stroking", "rubbing": "rubbing", "kneading": "kneading", "tapping": "tapping"}
MEASURES: dict[Measure, str] = {
    "score": "Overall",
    "pace": "Pace",
    "rhythm": "Rhythm",
    "direction": "Direction",
    "evenness": "Both sides",
}
MEASURE_LABEL = "What to compare"
MEASURE_HELP: dict[Measure, str] = {
    "score": "All parts of the steps together, as the protocol weighs them.",
    "pace": "How well the pace stayed inside the band that the step asks.",
    "rhythm": "How even the movements followed each other: 100 is like a clock.",
    "direction": "How much of the time the hands moved the way the step asks.",
    "evenness": "How evenly the receiver's two sides were worked: 100 is half and half.",
}
NEXT_TITLE = "Practise next"
NEXT: dict[Measure, str] = {
    "score": "{technique} as a whole",
    "pace": "The pace of your {technique}",
    "rhythm": "The rhythm of your {technique}",
    "direction": "The direction of your {technique}",
    "evenness": "Both sides alike in your {technique}",
}
NEXT_WHY = "It stood at {value} of 100 in the last {sessions} sessions, the lowest of all that was judged."
NEXT_WHY_ONE = "It stood at {value} of 100 in the last session, the lowest of all that was judged."
NEXT_HOW: dict[Measure, str] = {
    "score": "Follow the protocol step by step.",
    "pace": "Use the metronome for the first minute, then let it fade.",
    "rhythm": "Count evenly, and let every movement end before the next begins.",
    "direction": "Look at the step's drawing first, and say the way to yourself as you go.",
    "evenness": "Change sides by the clock: the same time left and right.",
}
NEXT_GOOD = "All that was judged lately is good. Keep going, or try a new protocol."
NEXT_NOTHING = "Not enough was judged yet to say. A session with a protocol and the back set tells the most."
HINTS_TITLE = "How many hints"
HINTS: dict[Guidance, str] = {
    "every": "Everything that helps",
    "summary": "A summary after each step",
    "none": "None",
}
HINTS_WHY: dict[Guidance, str] = {
    "every": "While you are learning, hear every hint.",
    "summary": "Your last sessions were good: fewer hints help you keep what you learned.",
    "none": "You hold it with few hints: now do without.",
}
RETEST = "Time for a session without hints: it shows what has stayed."
WEEK_TITLE = "This week"
MINUTES = "{minutes:.0f} min"
LAST_WEEK = "{minutes:+.0f} min against last week"

LINES_TITLE = "How your hands get on"
LINES_ALT = "{measure} of each technique over time"
LINES_NONE = "This was not judged in any session yet."
GOOD = "good"
BY_NUMBER = "The clock of this computer was set back between two sessions, so they are shown by their number."
BY_WEEK = "Each point is a week."
DATE = "Date"
NUMBER = "Session"
VALUE = "Of 100"
TECHNIQUE = "Technique"
SESSIONS_IN_POINT = "Sessions"
PAIN_TITLE = "Pain before and after"
PAIN_HINT = "Hollow: before the session. Filled: after it. Lower is better."
PAIN_ALT = "Pain before and after each session, 0 to 10"
PAIN = "Pain"
BEFORE, AFTER = "before", "after"
BESTS_TITLE = "Your steadiest"
BEST = "{value} of 100"
BEST_WHEN = "rhythm, {date}"

SESSIONS_NONE = "No sessions yet."
LIVE, RECORDING, CUSHION = "practised", "reviewed", "on a cushion"
FREE = "Free practice"
SCORE = "{value} of 100"
HURT = "stopped because it hurt"
PAIN_ROW = "pain {before} → {after}"
UNKNOWN = "?"
OPEN = "Open"
BACK = "All sessions"
PICTURE_ALT = "Techniques over the session and where the hands worked"
PAGE = "Page"
FELT = "“{felt}”"
AGAIN = "Analyse again"
AGAIN_HELP = "The movements were kept, so a newer coach can look at them once more. The old review is replaced."
AGAIN_DONE = "Analysed again from the kept movements."
AGAIN_RUNNING = "Looking at the movements once more"
DELETE = "Delete this session"
DELETE_SURE = "This deletes the session, its movements and its picture for good. There is no way back."
DELETE_YES = "Delete it"
DELETED = "The session is deleted."

DUE_BEGIN = "Practise with a person"
BEGIN_COURSE = "Plan a course"
WEEK_ALT = "Days with a session this week: {days}"

PEOPLE_TITLE = "People at this computer"
PEOPLE = "Everybody has their own sessions, courses and progress; nothing is mixed."
DELETE_PERSON = "Delete this person"
DELETE_PERSON_SURE = "This deletes {name} with all sessions, answers and courses for good. There is no way back."
DELETED_PERSON = "The person and everything of theirs is deleted."
NEW_PERSON = "Add somebody"
NEW_NAME = "Name"
ADD = "Add"
EXPORT_TITLE = "Take it with you"
EXPORT_TEXT = "Everything of everybody in one zip file: sessions, reviews, movements, courses. No pictures are in it."
EXPORT = "Export everything"
EXPORT_READY = "Save the file"
EXPORT_FILE = "massage-coach-history.zip"
IMPORT = "Import such a file"
IMPORT_GO = "Import"
IMPORTED = "{sessions} sessions of {people} new people were added; {known} were here already."
DELETE_TITLE = "Delete"
DELETE_TEXT = (
    "Deletes all sessions, movements, pictures, answers and courses of everybody on this computer, for good. "
    "Protocols that you wrote yourself stay."
)
DELETE_ALL = "Delete everything"
DELETE_WORD = "delete"
DELETE_CONFIRM = 'Type "{word}" to confirm'
DELETED_ALL = "Everything is deleted."
WHERE = "Your data lie in {folder} ({size}), on this computer only."
