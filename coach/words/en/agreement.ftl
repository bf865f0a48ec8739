# How well two who marked the same recordings agree: the coach and a teacher, or two teachers.

agreement-command = Measure how well the coach and teachers agree.
agreement-help =
    Measure how well the coach agrees with teachers, and teachers with one another.

    FILE is a review (review.json) or a marking (NAME.truth.json); those about the same recording are compared. Without a FILE, all that was corrected on this computer is: sessions and recordings of classes.
agreement-json = Write all figures to FILE.
agreement-data-dir = Where your data are kept.
agreement-no-pair = Nothing to compare: give two files at least that are about the same recording and come from different people.
agreement-none-yet = No session was corrected yet. Correct one on the page Review, and compare then.
agreement-session = { $day }, { $time }
agreement-recording = { $name } ({ $when })
agreement-of-class = { $name } (a class)
agreement-class-gone = This recording is in no class any more that was opened here. Open its class first.
agreement-coach = The coach
agreement-title = { $recordings ->
    [one] { $first } and { $second }: { NUMBER($recordings) } recording
   *[other] { $first } and { $second }: { NUMBER($recordings) } recordings
}
agreement-bar = Two teachers of the field agree with a kappa of { $bar } about the technique. As good as that is good enough.
agreement-reached = { $kappa } is as good as two teachers agree ({ $bar }).
agreement-not-reached = { $kappa } is not yet as good as two teachers agree ({ $bar }).
agreement-what = { $what ->
    [technique] Technique
    [axis] Line of movement
    [sense] Direction
    [hands] Hands
    [finding] What was remarked
    [pace] Pace
   *[cycles] Count
}
agreement-heads =
    .what = Compared
    .share = Agree
    .kappa = Cohen's kappa
    .ac1 = Gwet's AC1
    .compared = Out of
agreement-figure = { $value } ({ $low } to { $high })
agreement-unknown = not defined
agreement-seconds = { $seconds ->
    [one] { NUMBER($seconds) } second
   *[other] { NUMBER($seconds) } seconds
}
agreement-remarks = { $remarks ->
    [one] { NUMBER($remarks) } remark
   *[other] { NUMBER($remarks) } remarks
}
agreement-stretches = { $stretches ->
    [one] { NUMBER($stretches) } stretch
   *[other] { NUMBER($stretches) } stretches
}
agreement-number = { $what ->
    [pace] Pace: the same in { $share } of { agreement-stretches } (within 3 a minute or 5%); { $second } against { $first }: { SIGNED($difference) } a minute on average.
   *[cycles] Count: the same in { $share } of { agreement-stretches } (within one); { $second } against { $first }: { SIGNED($difference) } on average.
}
agreement-limits = 95% of the differences lie between { SIGNED($low) } and { SIGNED($high) }.
agreement-drawn = { $drawn ->
    [sessions] Between the numbers in brackets lies the true one with 95% certainty, found by drawing whole recordings again.
   *[stretches] Between the numbers in brackets lies the true one with 95% certainty, found by drawing stretches again; from { NUMBER($many) } recordings on whole recordings are drawn, which is surer.
}
agreement-how = Seconds count where both saw the hands, further than a second from a change. Kappa and AC1 are 0 where the agreement is as by chance, and 1 where it is perfect; AC1 also holds where one technique is much more frequent than the others.
agreement-confusion = Seconds of each technique. Rows: { $first }. Columns: { $second }.
agreement-look = Where they differ, the longest first
agreement-no-difference = They name the same technique wherever both saw the hands.
agreement-difference = { $recording }, { CLOCK($start) } to { CLOCK($end) }: { $first } says { $one }, { $second } says { $other }.
agreement-more = { $more ->
    [one] And { NUMBER($more) } shorter one.
   *[other] And { NUMBER($more) } shorter ones.
}
agreement-go-correct = Choose a session to correct
agreement-choose = Whom to compare
agreement-pair = { $first } and { $second }
agreement-metric = Same technique
agreement-go = Look
