# Words of the course page: choosing a course, what is due, the calendar.

course-title = Course
course-choose = A course gives the massage a rhythm. Choose one; you can end it at any time.
course-kinds = Kind of course
course-begin = Begin this course
course-first-day = First session
course-for-whom = For whom? (may stay empty)
course-cycle = The guide advises women to begin a course in the middle of the cycle. It is advice, not a condition.
course-phase = { $phase ->
    [due] Today is a good day for session { NUMBER($number) }.
    [rest] Rest until { DATE($date, "weekday") }: then session { NUMBER($number) } is due.
    [waiting] Session { NUMBER($number) } waits for you. Any day is fine.
    [finished] The course is done. Rest now; repeat it around { DATE($date, "month") }. If the pain flares up before, see a doctor.
   *[repeat] Half a year has passed: time for a course again.
}
course-enough = You have done { NUMBER($done) } sessions: the course may end here, or go on to { NUMBER($most) } if it does good.
course-not-better = If the state has not improved after the course, or got worse, leave massage out and see a doctor.
course-done-of = { NUMBER($done) } of { NUMBER($most) } sessions
course-calendar-legend = Ticked: done. Ring: planned. Frame: today.
course-calendar = Put it into my calendar
course-calendar-help = An .ics file with the sessions ahead, at 19:00; every calendar program opens it.
course-calendar-name = Massage course
course-event = Massage { NUMBER($number) } of { NUMBER($most) }
course-event-optional = Massage { NUMBER($number) } of { NUMBER($most) }, if it still does good
course-event-text = Open Massage coach and begin with the questions. Warm room, oil, towels.
course-repeat-event = Time for a massage course again
course-repeat-text = Half a year has passed since the last course.
course-end = End this course
