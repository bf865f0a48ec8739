"""Words of the course page: choosing a course, what is due, the calendar."""

from __future__ import annotations

TITLE = "Course"
CHOOSE_COURSE = "A course gives the massage a rhythm. Choose one; you can end it at any time."
KINDS = "Kind of course"
BEGIN_COURSE = "Begin this course"
FIRST_DAY = "First session"
FOR_WHOM = "For whom? (may stay empty)"
LOW_CONFIDENCE = "The spacing is a suggestion."
CYCLE = "Is it a woman, and does the first day lie outside the middle of her cycle?"
CYCLE_ANSWERS = {"no": "No", "yes": "Yes", "unsure": "Not sure"}
CYCLE_OPEN = "One answer is still missing."
CYCLE_WAIT = "Choose a first day in the middle of the cycle, or let a doctor decide."
PHASES = {
    "due": "Today is a good day for session {number}.",
    "rest": "Rest until {date}: then session {number} is due.",
    "waiting": "Session {number} waits for you. Any day is fine.",
    "finished": "The course is done. Rest now; repeat it around {repeat}. If the pain flares up before, see a doctor.",
    "repeat": "Half a year has passed: time for a course again.",
}
ENOUGH = "You have done {done} sessions: the course may end here, or go on to {most} if it does good."
COURSE_NOT_BETTER = "If the state has not improved after the course, or got worse, leave massage out and see a doctor."
DONE_OF = "{done} of {most} sessions"
DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CALENDAR_LEGEND = "Ticked: done. Ring: planned. Frame: today."
CALENDAR = "Put it into my calendar"
CALENDAR_HELP = "An .ics file with the sessions ahead, at 19:00; every calendar program opens it."
CALENDAR_NAME = "Massage course"
CALENDAR_FILE = "massage-course.ics"
EVENT = "Massage {number} of {most}"
EVENT_OPTIONAL = "Massage {number} of {most}, if it still does good"
EVENT_TEXT = "Open Massage coach and begin with the questions. Warm room, oil, towels."
REPEAT_EVENT = "Time for a massage course again"
REPEAT_TEXT = "Half a year has passed since the last course."
END_COURSE = "End this course"
