# A class: the recordings of all students, what the coach proposes, what the teacher decides.

class-command = Review a folder of recordings: a whole class.
class-help =
    Review a folder of recordings: a whole class.

    The name of a file or of a subfolder is the student; a date (2026-11-27) or a week (week 3) in it says when. A small table roster.csv in the folder (columns file, student; date, week, protocol, minutes, head if you like) counts before names. All of it stays on this computer. Stop whenever you like: called again, it goes on where it was.
class-option-protocol = Protocol to hold the recordings against. Usually { $id }.
class-option-minutes = Planned length of a session, where it differs from the protocol's.
class-option-head = Where the receiver's head is in the picture.
class-option-rubric = What is marked: the id of a rubric, or a TOML file.
class-option-workers = Recordings to review at a time. Usually one a core.
class-option-csv = Write the table for a spreadsheet, as CSV.
class-option-xlsx = Write the table for a spreadsheet, as XLSX.
class-option-sheets = Write a sheet for each student into this folder, as HTML to print or hand over.
class-option-quiet = Print nothing but faults.
class-data-dir = Where your data are kept.
class-watching = Reviewing
class-stopped = Stopped. What is done is kept; call it again to go on.
class-written = Written: { $files }

class-no-folder = { $folder } is not a folder. Give the folder that holds the recordings of your class.
class-folder-closed = { $folder } cannot be read ({ $why }). Choose a folder that you may read.
class-empty-folder = { $folder } holds no recording. Put the recordings of your class there, one file a student or one subfolder a student.
class-too-many = { $folder } holds more than { NUMBER($most) } recordings. Choose the folder of one class.
class-roster-encoding = { $name } is not written in UTF-8. Save it again as “CSV UTF-8”.
class-roster-large = { $name } is too large for a roster. A line for each recording is enough.
class-roster-columns = { $name } needs a first line that names its columns, with file and student at least; these are known: { LIST($columns) }.
class-roster-empty = Line { NUMBER($line) } of { $name } lacks the file or the student. Fill in both.
class-roster-head = Line { NUMBER($line) } of { $name }: the head is up, down, left or right, not { $value }.
class-roster-date = Line { NUMBER($line) } of { $name }: a date is written as 2026-11-27, not { $value }.
class-roster-week = Line { NUMBER($line) } of { $name }: a week is a number from 1 to 99, not { $value }.
class-roster-minutes = Line { NUMBER($line) } of { $name }: the planned minutes are a number, not { $value }.
class-running-elsewhere = A class is being reviewed in another window or by a command. Wait until it is done, or stop it there.
class-worker-ended = { $name } ended its review before its time. Try it again, or convert the file to mp4 first.

class-rubric-none = There is no rubric { $name }. These are known: { LIST($known) }.
class-rubric-toml = { $name } cannot be read as a rubric: { $why }.
class-rubric-never = “{ $title }” can only be marked by hand: no camera sees it
class-rubric-source = “{ $title }” is judged by the coach when it names parts or findings, and by hand when it names none
class-rubric-unknown = “{ $title }” names what the coach does not know: { LIST($names) }
class-rubric-levels = levels begin with the best, each begins lower than the one before, and the last begins at 0
class-rubric-twice = every level and every criterion has an id of its own
class-rubric-weights = one criterion at least has a weight

class-mark-name = Give your name first: it stands beside what you decide.
class-mark-empty = Choose a level for one criterion at least.
class-mark-level = The rubric has no level { $level }.

class-when-week = Week { NUMBER($week) }, { $day }
class-period-week = Week { NUMBER($week) }
class-none = –
class-waits = Waits for its review.
class-no-finding = Nothing stood out.
class-unmarked = Not marked
class-marked = { $whole ->
    [yes] Marked by { $name }
   *[no] Partly marked by { $name }
}
class-reasons =
    .danger = Could hurt
    .below = Below the pass mark
    .fault = No review
class-reason-fell = { NUMBER($points) } points fewer than last time
class-reason-weak = Not yet: { LIST($titles) }
class-reason-unseen = Hands in view for only { PERCENT($seen) }
class-common = { $fault }: { NUMBER($count) } students{ $located ->
    [yes] {" "}(in { LIST($steps) })
   *[no] {""}
}: { LIST($names) }.
class-more-names = { NUMBER($count) } more
class-faults =
    .strong_tapping_kidneys = Strong blows over the kidneys
    .on_spine = A hand on the spine itself
    .wrong_direction = Another direction than asked
    .step_missing = A step left out
    .extra_technique = A technique that is not asked
    .out_of_order = Another order than asked
    .pace_too_fast = Too fast
    .pace_too_slow = Too slow
    .speed_too_fast = Hands glide too fast
    .speed_too_slow = Hands glide too slowly
    .too_short = A step too short
    .too_long = A step too long
    .too_few = Too few movements
    .too_many = Too many movements
    .session_too_short = A session too short
    .contact_broken = Hands left the skin
    .one_hand_only = One hand where two are asked
    .irregular = Uneven rhythm
    .wrong_place = Another place than asked
    .one_side_neglected = One side got little
    .start_side = Began on the side that hurts more
    .avoided = A hand where nothing was to be done
    .hands_unseen = Hands not seen

class-column =
    .first = Look first
    .student = Student
    .when = When
    .protocol = Protocol
    .points = Points
    .mark = Mark
    .change = Change
    .finding = Most useful finding
    .seen = In view
    .marked = Marked
    .marked-by = Marked by
    .marked-at = Marked at
    .passed = Passed
    .file = File
    .week = Week
    .note = Note
class-total = { $total ->
    [one] { NUMBER($total) } recording
   *[other] { NUMBER($total) } recordings
}: { $first ->
    [0] none needs you first
    [one] { NUMBER($first) } needs you first
   *[other] { NUMBER($first) } need you first
}, { NUMBER($marked) } marked{ $waiting ->
    [0] {""}
   *[other] , { NUMBER($waiting) } not reviewed yet
}{ $faults ->
    [0] {""}
   *[other] , { NUMBER($faults) } that could not be reviewed
}.
class-common-title = What the class shares
class-proposed = Points are the coach's proposal from what a camera can see; pressure, draping, posture and communication are yours to mark.

class-column-coach = { $title } (coach)
class-column-teacher = { $title } (teacher)
class-yes-no = { $answer ->
    [yes] Yes
   *[no] No
}
class-sheet =
    .class = Class
    .weeks = Week over week
    .common = What the class shares
class-common-column =
    .fault = What
    .students = Students
    .steps = Steps
    .names = Who

class-paper-title = { $name }: practical assessment
class-paper-kicker = Practical assessment, { DATE($day, "full") }
class-paper-sums = In short
class-paper-coach = Proposed by the coach, of 100
class-paper-passed = { $passed ->
    [yes] passed
   *[no] not passed yet
}
class-paper-change = Points since last time
class-paper-note = From { $name }
class-paper-criterion = Criterion
class-paper-proposes = The coach proposes
class-paper-decides = The teacher decides
class-paper-by-hand = Marked by hand: no camera sees it
class-paper-not-judged = Not judged
class-paper-mark = { $name }, { DATE($at) }, { TIME($at) }: { $points } points
class-paper-earlier = Earlier recordings

class-certificate-title = Certificate of practice: { $name }
class-certificate-kicker = Certificate of practice
class-certificate-did = practised “{ $protocol }” on { DATE($day, "full") }.
class-certificate-points = { $points } of 100 points; { $pass_mark } are needed to pass.
class-certificate-judged = What was judged
class-certificate-by = { $how ->
    [both] by { $name }, with a proposal of the coach
   *[hand] by { $name }
}
class-certificate-open = What was not judged
class-certificate-never = Pressure by the coach: a camera cannot see it.
class-certificate-left = { $title }: left open by the teacher.
class-certificate-coach-not = By the coach: { $why }
class-certificate-seen = Hands were in view for { PERCENT($seen) } of the recording.
class-certificate-date = { DATE($day, "full") }
class-certificate-foot = It says that this was practised and marked as above. It is no licence to treat anybody.
