# Notes to a student: at a moment of a recording, in words and drawings.
note-name-empty = Say who you are first: your name stands beside what you write.
note-not-one = This note could not be read ({ $part }: { $why }). Reload the page, then write it again.
note-unreadable = { $count ->
    [one] { NUMBER($count) } file of the notes to this recording could not be read, and stays as it is: { $file }
   *[other] { NUMBER($count) } files of the notes to this recording could not be read, and stay as they are. The first is { $file }
}
note-phrases-unreadable = Your list of sentences could not be read, so the coach's own are shown. Mend or move { $file }; it stays as it is until then.
note-phrases-many = Keep at most { NUMBER($most) } sentences: a longer list takes longer to read than to write one.

note-topics =
    .praise = Praise
    .pace = Pace
    .place = Place
    .direction = Direction
    .hands = Hands
    .rhythm = Rhythm
    .posture = Posture
    .communication = Talking
note-ready-praise =
    .steady = Lovely and steady: keep this.
    .calm = Your hands look calm here.
    .better = This is clearly better than last time.
note-ready-pace =
    .slower = A little slower here: let the stroke last.
    .quicker = A little quicker here.
    .even = Keep this pace up to the end of the step.
note-ready-place =
    .beside = Stay beside the spine, not on it.
    .further = Go further: the step covers the whole area.
    .lower = Come lower, onto the sacrum.
note-ready-direction =
    .firm_way = Look which way the stroke goes; come back lightly.
    .outward = From the middle out to the sides.
    .along = Follow the muscle lengthways.
note-ready-hands =
    .both = Use both hands here.
    .flat = Lay the whole palm down.
    .fingers = Keep your fingers together.
    .contact = Keep one hand on the skin when you change over.
note-ready-rhythm =
    .count = Count along: each movement as long as the one before.
    .flow = Let one movement flow into the next, without a stop.
note-ready-posture =
    .weight = Lean in with your weight; your arms stay easy.
    .shoulders = Let your shoulders drop.
    .feet = Step along with the stroke, so that your back stays straight.
note-ready-communication =
    .ask = Ask how the pressure feels before you go on.
    .say = Say what comes next before you change over.
    .drape = Cover again what you have finished.

note-letter-title = Notes for { $name }
note-letter-kicker = Notes to your massage, { DATE($day, "full") }
note-letter-private = This file holds the recording itself, with everybody in it as they were filmed: faces are not hidden. It was made for { $name } alone. Please pass it on to nobody.
note-letter-film = The recording with its notes
note-letter-wait = Stop at each note
note-letter-slow = Half speed
note-letter-script = The film plays in a browser that runs scripts. All notes stand below, each with its picture.
note-letter-unplayable = The film does not play here. If this page came in a zip, unpack the whole zip first and open the page from the folder; or open it in another browser.
note-letter-notes = { $count ->
    [one] { NUMBER($count) } note
   *[other] { NUMBER($count) } notes
}
note-letter-go = Show { $at } in the film
note-letter-marks = Marks from { $name }
note-letter-points = { $points } of 100 points
note-letter-foot = Made on your teacher's computer by massage-coach. Nothing in this file asks the internet for anything. A camera does not see pressure.

note-open = Notes to the student
note-open-some = { $count ->
    [one] { NUMBER($count) } note to the student
   *[other] { NUMBER($count) } notes to the student
}
note-open-help = Write and draw at a moment of the recording, and hand all of it over in one file.
note-close = Done with the notes
note-title = Notes to { $name }
note-teacher = Your name
note-student = For whom
note-student-unnamed = the student
note-needs-video = Notes need a recording that a browser plays: mp4, m4v, mov, webm or ogv, and it still has to lie where it was. Convert { $name } to mp4 to write on it.
note-saved = { $count ->
    [0] Nothing written yet. What you write and draw is kept at once.
    [one] { NUMBER($count) } note kept.
   *[other] { NUMBER($count) } notes kept.
}
note-letter = The file for the student
note-letter-how = One file that opens without an account or the internet: the recording with your notes at their time. It holds the recording as it was filmed, faces too: give it to { $name } alone.
note-part = What is in it
note-parts =
    .whole = Whole recording
    .moments = Around the notes
note-with-marks = With your marks
note-make = Make the file
note-making = Making the recording small
note-download = Save the file ({ AMOUNT($megabytes) } MB)
note-zip = It is too large for one page, so it is a zip with the page and the film. The student unpacks it first.
note-phrases = Your ready-made sentences
note-phrases-how = Change them, add a line at the end, or mark lines to delete them. They are offered beside every recording.
note-phrases-topic = Topic
note-phrases-text = Sentence
note-phrases-keep = Keep these sentences
note-phrases-kept = Your sentences are kept.
note-words =
    .video = The recording
    .position = Position in the recording
    .play = Play
    .pause = Pause
    .speed = Speed
    .arrow = Arrow
    .circle = Circle
    .undo = Undo drawing
    .fresh = New note here
    .at = Note at
    .text = What you say to it
    .placeholder = Write here, take a sentence below, or draw on the picture.
    .topic = Ready-made sentences
    .lasts = Stays for
    .remove = Take it back
    .back = Bring it back
    .saving = Keeping it
    .notes = Notes
    .none = No note yet. Stop the recording where you have something to say, then write, or draw on the picture.
    .drawn = Drawn on the picture
