# Words of the progress page: how it goes, the sessions, and the user's own data.

progress-title = Progress
progress-title-of = Progress: { $name }
progress-views =
    .lines = How it goes
    .sessions = Sessions
    .data = Your data
progress-view-label = What to look at
progress-who = Who is learning?
progress-empty-title = Nothing here yet
progress-empty = After your first session this page shows how it went, and what to practise next. Practise with the camera, or review a recording of your own.
progress-empty-practise = Practise
progress-empty-review = Review a recording
progress-measures =
    .score = Overall
    .pace = Pace
    .rhythm = Rhythm
    .direction = Direction
    .evenness = Both sides
progress-measure-label = What to compare
progress-measure-help =
    .score = The steps taken together; what went least well in a step holds its figure down.
    .pace = How well the pace stayed inside the band that the step asks.
    .rhythm = How even the movements followed each other: 100 is like a clock.
    .direction = How much of the time the hands moved the way the step asks.
    .evenness = How evenly the receiver's two sides were worked: 100 is half and half.
progress-next-title = Practise next
progress-next = { $measure ->
    [score] { common-technique } as a whole
    [pace] The pace of your { common-technique }
    [rhythm] The rhythm of your { common-technique }
    [direction] The direction of your { common-technique }
   *[evenness] Both sides alike in your { common-technique }
}
progress-next-why = { $sessions ->
    [one] It stood at { NUMBER($value) } of 100 in the last session, the lowest of all that was judged.
   *[other] It stood at { NUMBER($value) } of 100 in the last { NUMBER($sessions) } sessions, the lowest of all that was judged.
}
progress-next-how =
    .score = Follow the protocol step by step.
    .pace = Use the metronome for the first minute, then let it fade.
    .rhythm = Count evenly, and let every movement end before the next begins.
    .direction = Look at the step's drawing first, and say the way to yourself as you go.
    .evenness = Change sides by the clock: the same time left and right.
progress-next-good = All that was judged lately is good. Keep going, or try a new protocol.
progress-next-nothing = Not enough was judged yet to say. A session with a protocol, and with both ends tapped in the picture, tells the most.
progress-hints-title = How many hints
progress-hints =
    .every = Everything that helps
    .summary = A summary after each step
    .none = None
progress-hints-why =
    .every = While you are learning, hear every hint.
    .summary = Your last sessions were good: fewer hints help you keep what you learned.
    .none = You hold it with few hints: now do without.
progress-retest = Time for a session without hints: it shows what has stayed.
progress-week-title = This week
progress-minutes = { NUMBER($minutes) } min
progress-last-week = { SIGNED($minutes) } min against last week
progress-lines-title = How your hands get on
progress-lines-alt = { $measure ->
    [score] The overall score of each technique over time
    [pace] The pace of each technique over time
    [rhythm] The rhythm of each technique over time
    [direction] The direction of each technique over time
   *[evenness] How evenly both sides were worked, for each technique over time
}
progress-lines-none = This was not judged in any session yet.
progress-good = good
progress-by-number = The clock of this computer was set back between two sessions, so they are shown by their number.
progress-by-week = Each point is a week.
progress-date = Date
progress-number = Session
progress-value = Of 100
progress-technique = Technique
progress-sessions-in-point = Sessions
progress-pain-title = Pain before and after
progress-pain-hint = Hollow: before the session. Filled: after it. Lower is better.
progress-pain-alt = Pain before and after each session, 0 to 10
progress-before = before
progress-after = after
progress-bests-title = Your steadiest
progress-best = { NUMBER($value) } of 100
progress-best-when = rhythm, { DATE($date) }
progress-sessions-none = No sessions yet.
progress-live = practised
progress-recording = reviewed
progress-cushion = on a cushion
progress-free = Free practice
progress-corrected = corrected by { $name }
progress-score = { NUMBER($value) } of 100
progress-hurt = stopped because it hurt
progress-pain-row = pain { NUMBER($before) } → { NUMBER($after) }
progress-pain-row-open = pain { NUMBER($before) } → ?
progress-when = { DATE($when, "full") }, { TIME($when) }
progress-open = Open
progress-back = All sessions
progress-picture-alt = Techniques over the session and where the hands worked
progress-felt = “{ $felt }”
progress-again = Analyse again
progress-again-help = The movements were kept, so a newer coach can look at them once more. The old review is replaced.
progress-again-done = Analysed again from the kept movements.
progress-again-running = Looking at the movements once more
progress-delete = Delete this session
progress-delete-sure = This deletes the session, its movements and its picture for good. There is no way back.
progress-delete-yes = Delete it
progress-deleted = The session is deleted.
progress-due-begin = Practise with a person
progress-begin-course = Plan a course
progress-week-alt = Days with a session this week: { NUMBER($days) }
progress-due-next = Practise next: { progress-next }.
progress-people-title = People at this computer
progress-people = Everybody has their own sessions, courses and progress; nothing is mixed.
progress-delete-person = Delete this person
progress-delete-person-sure = This deletes { $name } with all sessions, answers and courses for good. There is no way back.
progress-deleted-person = The person and everything of theirs is deleted.
progress-new-person = Add somebody
progress-new-name = Name
progress-by-teacher = { $sessions ->
    [one] One session counts as a teacher corrected it.
   *[other] { NUMBER($sessions) } sessions count as a teacher corrected them.
}
progress-add = Add
progress-export-title = Take it with you
progress-export-text = Everything of everybody in one zip file: sessions, reviews, what teachers said of them and wrote to the student, movements, courses. No pictures are in it, and no classes: the page Class takes theirs along.
progress-export = Export everything
progress-import = Import such a file
progress-import-go = Import
progress-imported = { $sessions ->
    [one] One session was added
   *[other] { NUMBER($sessions) } sessions were added
}, { $people ->
    [0] all of people who are known here
    [one] with one new person
   *[other] with { NUMBER($people) } new people
}; { $known ->
    [one] one was here already
   *[other] { NUMBER($known) } were here already
}.
progress-imported-corrections = { $count ->
    [one] One correction of a teacher came along.
   *[other] { NUMBER($count) } corrections of teachers came along.
}
progress-imported-notes = { $count ->
    [one] Notes to the student came along for one session.
   *[other] Notes to the student came along for { NUMBER($count) } sessions.
}
progress-delete-title = Delete
progress-delete-text = Deletes all sessions, movements, pictures, answers, courses, and the reviews and marks of classes, of everybody on this computer, for good. Protocols and rubrics that you wrote yourself stay.
progress-delete-all = Delete everything
progress-delete-word = delete
progress-delete-confirm = Type "{ $word }" to confirm
progress-deleted-all = Everything is deleted.
progress-where = Your data lie in { $folder } ({ AMOUNT($megabytes) } MB), on this computer only.
