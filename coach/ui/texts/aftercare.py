"""Words of the page after a session."""

from __future__ import annotations

TITLE = "Afterwards"
HURT = (
    "You stopped because it hurt. That was right. Let the person rest, warm and covered, and do not go on today. If "
    "the pain stays or is stronger than before, see a doctor before the next massage."
)
NO_SESSION = "After a session with a person, this page asks how they feel. There is none to ask about yet."
LEAD = "Help the person up slowly, keep them warm, and ask how they feel."
PAIN_TITLE = "How strong is the pain now?"
PAIN_BEFORE = "Before the massage it was {before}."
FELT_TITLE = "How did it feel?"
FELT = "In their own words, if they like"
FELT_HINT = "For example: warm and loose, a little tender on the left"
SAVE = "Keep it"
SAVED = "Kept with the session of {date}."
CHANGE = "Change it"
BETTER = "The pain went from {before} to {after}."
SAME = "The pain is as before: {after}."
ROSE_TITLE = "More pain right after a massage is usual"
ROSE = (
    "The pain went from {before} to {after}. By the guide it may rise right after a massage. Ask again tomorrow: if it "
    "is still stronger then, or if the person feels worse in general, see a doctor before the next massage."
)
RISING_TITLE = "Let a doctor have a look"
RISING = (
    "Over the last sessions the pain before the massage rose from {before} to {after}. Leave massage out until a "
    "doctor has looked at it."
)
CARE_TITLE = "For the rest of the day"
CARE = (
    ("No heavy effort", "No sport, no lifting, no hard work today."),
    (
        "A little soreness is usual",
        "After the first sessions the muscles may feel tender. The pain may even rise right after a massage; ask "
        "again the next day.",
    ),
    (
        "When to see a doctor",
        "When the usual pain keeps growing, when numbness, weakness or fever appears, when the person feels worse in "
        "general, or when nothing has changed for the better after a course.",
    ),
)
NEXT = "See your progress"
REVIEW = "Look at the session"
READ = "Afterwards"
