# A class: the recordings of all students, what the coach proposes, what the teacher decides.

class-command = Review a folder of recordings: a whole class.
class-help =
    Review a folder of recordings: a whole class.

    The name of a file or of a subfolder is the student; a date (2026-11-27) or a week (week 3) in it says when. A small table roster.csv in the folder (columns file, student; date, week, protocol, minutes, head if you like) counts before names. All of it stays on this computer, unless you name a scheduler of others. Stop whenever you like: called again, it goes on where it was.
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
class-option-scheduler = Address of a Dask scheduler (tcp://…): its workers review the recordings, which they read themselves in a folder that all share. Left out, this computer does it alone.
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
class-cluster-trust = Use this only in a network that you trust.
class-cluster-readers = The recordings are read by these computers: { LIST($computers) }. { class-cluster-trust }
class-cluster-title = More than one computer
class-cluster-how = The other computers read the recordings themselves: all of them need the folder of the class under the same path, and the same version of the coach.
class-cluster-address = Address of the Dask scheduler
class-cluster-example = tcp://school-pc:8786
class-cluster-try = Try it and use it
class-cluster-trying = Asking the other computers
class-cluster-empty = Give the address first, such as { class-cluster-example }.
class-cluster-found = { $workers ->
    [one] One worker answers
   *[other] { NUMBER($workers) } workers answer
} ({ LIST($computers) }): from now on they review.
class-cluster-used = The workers of { $address } review.
class-cluster-leave = Review on this computer alone
class-cluster-running = { $workers ->
    [0] Waiting for a worker of { $address } to come back.
    [one] One worker of { $address } is reviewing.
   *[other] { NUMBER($workers) } workers of { $address } are reviewing.
}
class-cluster-no-dask = Reviewing on more than one computer needs Dask, which is not installed. Install it with: pip install "massage-coach[cluster]"
class-cluster-no-scheduler = There is no Dask scheduler at { $address } ({ $why }). Start one with “dask scheduler” and give its address, such as tcp://school-pc:8786.
class-cluster-no-certificate = { $address } asks for a certificate, and Dask's configuration of this computer names none. Name it there under distributed, comm, tls.
class-cluster-no-workers = The scheduler at { $address } has no workers. Start some with “dask worker { $address }”; what is done is kept.
class-cluster-lost = The scheduler at { $address } does not answer any more. What is done is kept; call it again to go on, with it or without.
class-cluster-versions = { $worker } would review differently: it has { $theirs }, and this computer { $ours }. Install the same versions on both.
class-cluster-no-file = { $worker } cannot read { $path } ({ $why }). Put the recordings into a folder that all computers see under the same path.
class-cluster-other-file = { $worker } sees another file as { $path }. Put the recordings into a folder that all computers see under the same path.
class-running-elsewhere = A class is being reviewed in another window or by a command. Wait until it is done, or stop it there.
class-worker-ended = { $name } ended its review before its time. Try it again, or convert the file to mp4 first.

class-rubric-none = There is no rubric { $name }. These are known: { LIST($known) }.
class-rubric-large = { $name } is too large for a rubric.
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
class-period-from = Week from { DATE($monday, "short") }
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
class-certificate-left = { $title }: left open by the teacher.
class-certificate-coach-not = The coach could not judge:
class-certificate-seen = Hands were in view for { PERCENT($seen) } of the recording.
class-certificate-date = { DATE($day, "full") }
class-certificate-foot = It says that this was practised and marked as above. It is no licence to treat anybody.

class-choose-how = Choose the folder with the recordings of your class: one file or one subfolder a student. A date (2026-11-27) or a week (week 3) in a name says when. Everything, names too, stays on this computer.
class-folder = Folder on this computer
class-folder-example = /home/you/class or C:\Users\you\class
class-folder-whole = Give the whole path of the folder, from the top of the disk on.
class-open = Open the class
class-another = Another class
class-before = Opened before
class-title = Class { $name }
class-how = How they are reviewed
class-minutes-usual = As long as the protocol
class-head-unknown = Not known: direction is not judged
class-head-help = For all recordings of the class. Where it differs, the roster says so for each one.
class-rubric = Rubric
class-roster-how = A table { $name } in the folder counts before names: columns file and student, and if you like date, week, protocol, minutes and head.
class-roster-download = Roster to fill in
class-how-keep = Use this
class-begin = { $count ->
    [one] Review { NUMBER($count) } recording
   *[other] Review { NUMBER($count) } recordings
}
class-go-on = { $count ->
    [one] Go on: { NUMBER($count) } recording to review
   *[other] Go on: { NUMBER($count) } recordings to review
}
class-try-again = { $count ->
    [one] Try { NUMBER($count) } recording again
   *[other] Try { NUMBER($count) } recordings again
}
class-looking = Looking at the files
class-running = { NUMBER($done) } of { NUMBER($total) } reviewed
class-running-hint = You can mark those that are done meanwhile, or close this page: the work goes on, and what is done is kept.

class-week = Week
class-week-all = All weeks
class-views-label = What to look at
class-views =
    .recordings = Recordings
    .weeks = Week over week
    .common = What the class shares
    .rubric = Rubric
    .paper = On paper
class-first = Look at these first
class-first-more = { $count ->
    [one] and { NUMBER($count) } more in the table
   *[other] and { NUMBER($count) } more in the table
}
class-go-through = Go through them
class-open-one = Open
class-filter = Show
class-filters =
    .all = All
    .first = Look first
    .unmarked = Not marked
    .marked = Marked
    .without = No review yet
class-search = Student
class-none-shown = No recording fits. Choose “All”, or another name.
class-table-alt = The recordings of the class
class-table-hint = Click a line to open it, and the head of a column to sort. Points are yours where you marked, else the coach's proposal.
class-weeks-none = Nothing is reviewed yet.
class-weeks-line = Course
class-common-none = The students share no fault in their newest recordings.
class-paper-how = Take the whole table along, or a sheet for each student to print or hand over.
class-downloads =
    .xlsx = Table (XLSX)
    .csv = Table (CSV)
    .sheets = A sheet for each student
class-delete = Delete this class here
class-delete-sure = This deletes its reviews, marks and movements from the coach for good. The recordings themselves stay where they are.

class-back = All
class-previous = Previous
class-next = Next
class-of-coach = of 100, coach
class-place = { NUMBER($number) } of { NUMBER($total) }
class-change-since = { $change } points since last time
class-marks = Marks
class-marks-how = The coach proposes from what a camera sees. You decide.
class-by-hand = yours: no camera sees it
class-not-judged = the coach could not judge it
class-proposes = coach: { $level }, { $points }
class-take-over = Take the coach's proposals
class-take-over-help = For every criterion that you have not decided yet.
class-note = Note to the student
class-teacher = Your name
class-keep = Keep my marks
class-keep-next = Keep and next
class-kept = Your marks are kept, beside the coach's proposal.
class-sum-coach = Coach
class-sum-teacher = You ({ NUMBER($decided) } of { NUMBER($total) })
class-sheet-one = Sheet
class-certificate = Certificate

class-levels = Levels, from so many points on: { LIST($levels) }.
class-level = { $title } ({ NUMBER($points) })
class-judged-by = Marked by
class-by = { $who ->
    [coach] The coach proposes
   *[hand] By hand only
}
class-weight = Weight
class-own-pass-mark = Needs at least
class-what = What it means
class-rubric-title = Name of the rubric
class-pass-mark = Points to pass
class-rubric-keep = Keep as my rubric
class-rubric-kept = Kept. The class is marked by it from now on; earlier marks stay as they are.
class-rubric-download = Rubric as a file (TOML)
class-rubric-upload = Take a rubric from a file
class-rubric-take = Use this file

class-back-show = { $region ->
    [back] Show where the back lies
    [leg] Show where the leg lies
   *[shoulders] Show where neck and shoulders lie
}
class-back-change = { $region ->
    [back] Change where the back lies
    [leg] Change where the leg lies
   *[shoulders] Change where neck and shoulders lie
}
class-back-how = Tap the two ends that are named at the picture, or drag the points. Then direction, place and centimetres are judged too.
class-back-all = The same in every recording of this class: the camera always stands alike
class-back-judge = Judge it anew
class-back-judging = Judging it anew. The recording need not be watched again.
class-back-leave = Leave it
class-paper-foot = The coach proposes points from what a camera can see; pressure, draping, posture and communication are marked by the teacher alone.
