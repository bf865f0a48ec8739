# Words of the report: on the terminal, on the page to keep, in its pictures and in the annotated video.

report-title = Massage review: { $name }
report-kicker = Massage review
report-kicker-on = Massage review · { DATE($day, "full") }
report-held-against = held against “{ $protocol }”
report-steps-done = { NUMBER($done) } of { NUMBER($steps) } steps done
report-corrected = { $extent ->
    [all] Corrected by { $name } on { DATE($day, "full") }, from beginning to end. The scores of the steps are the coach’s.
   *[some] Corrected by { $name } on { DATE($day, "full") }. Stretches with a tick are { $name }’s word, the others and the scores of the steps are the coach’s.
}
report-opinion = { $opinion ->
    [agree] { $name } agrees.
    [not_so] { $name }: not so.
   *[more_important] { $name }: this matters more.
}
report-said = { $technique } ✓
report-said-by = the word of { $name }
report-glances = At a glance
report-none = No technique was recognised in this recording.
report-findings = What stood out
report-no-findings = Nothing to correct in what was seen.
report-timeline = From beginning to end
report-timeline-alt = Timeline of techniques, pace, direction and hands in view; the table of stretches below holds the same
report-map = Where your hands worked
report-map-alt = A drawn body; the darker, the longer the hands worked there
report-map-hint = The darker, the longer. Left and right are those of the person who is massaged.
report-steps = Step by step
report-step = Step
report-when = When
report-score = Score
report-parts = Made of
report-stretches = Every stretch
report-technique = Technique
report-a-minute = A minute
report-times = Times
report-how = How
report-not-seen = What the coach could not see
report-foot = Made on your own computer; nothing of it was sent anywhere. General guidance, not medical advice.

report-recording = { $name }: { DURATION($duration) }, { NUMBER($width, useGrouping: 0) } x { NUMBER($height, useGrouping: 0) }
report-seen = What was seen
report-shorter = { $stretches ->
    [one] and { NUMBER($stretches) } shorter stretch
   *[other] and { NUMBER($stretches) } shorter stretches
}
report-span = { CLOCK($start) } - { CLOCK($end) }
report-cycles = { $cycles ->
    [one] once
   *[other] { NUMBER($cycles) } times
}
report-steps-of = Steps of { $protocol }

report-unsure = Not sure
report-probably = Probably { common-technique }
report-unsure-movement = { $tempo ->
    [quick] quick movements: { ANY($techniques) }, I cannot tell from here
    [slow] slow movements: { ANY($techniques) }, I cannot tell from here
   *[uneven] movements without a steady beat: { ANY($techniques) }, I cannot tell from here
}
report-hidden-movement = hands hidden; the picture moves at this pace

report-no-hands = No hands were seen in this recording. Place the camera so that it looks down on the hands, in good light.
report-coverage = At least one hand was in view for { PERCENT($one) } of the time, both for { PERCENT($two) }.
report-coverage-low = Your hands were out of the picture for { PERCENT($unseen) } of the time, and nothing is judged there. Raise the camera or move it back so that all that you work on is in view.
report-unreadable = { $frames ->
    [one] The file is damaged or cut off: { NUMBER($frames) } frame could not be read; the review covers the rest.
   *[other] The file is damaged or cut off: { NUMBER($frames) } frames could not be read; the review covers the rest.
}
report-picture-way = { $way ->
    [along] up and down the picture
   *[across] across the picture
}
report-on-zone = on { common-zone }

report-row = { $row ->
    [asked] asked
    [seen] seen
    [pace] a minute
    [direction] way
   *[hands] hands
}
report-hands-one = one
report-hands-two = two
report-asked = asked { RANGE($low, $high) }
report-side = { $side ->
    [left] left side
   *[right] right side
}

report-not-written = The result cannot be written: { $why }.
report-file-not-written = { $path } cannot be written: { $why }.
report-video-not-written = The annotated video cannot be written: { $why }.
report-refused = { $reason ->
    [full] the disk is full; free some space or choose another folder
    [quota] your share of the disk is used up; free some space or choose another folder
    [denied] you may not write there; choose another folder
    [read_only] that disk can only be read; choose another folder
   *[too_long] the name is too long; choose a shorter one
}
report-onto-itself = { $path } is the recording itself; choose another name for the { $what } file.
report-twice = { $path } is asked for twice, as { $first } and as { $second }; give each its own name.
report-folder = { $path } is a folder; give the name of a file in it.
report-no-folder = The folder { $folder } does not exist; make it first or choose another one.
