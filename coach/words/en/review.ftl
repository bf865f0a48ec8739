# Words of the review page.

review-title = Review a recording
review-title-of = Review of { $name }
review-upload = Your own recording
review-upload-help = The video stays on this computer and is forgotten when you close the app. Its review goes to Progress.
review-upload-large = Up to 2 GB. Is yours larger? Save it as 1080p first, or type massage-coach review "VIDEO" --html review.html in a terminal.
review-samples = Or a sample
review-no-samples = The sample recordings are missing from this installation.
review-sample-pick = Sample recording
review-use-sample = Take this sample
review-other = Choose another recording
review-change = Change the settings
review-protocol = Compare it with
review-no-protocol = No protocol: only say what you see
review-planned = How long was the session meant to take, in minutes?
review-planned-help = The durations of the steps are scaled to it. Leave it empty for the full session of the protocol.
review-planned-sample = This sample shows the session shortened to { AMOUNT($minutes) } minutes; its steps are scaled to that.
review-planned-default = As the protocol says ({ AMOUNT($minutes) } min)
review-back = { $region ->
    [back] Where is the back in the picture?
    [leg] Where is the leg in the picture?
   *[shoulders] Where are neck and shoulders in the picture?
}
review-back-help = With it the coach can tell up from down, and which place your hands are on.
review-back-modes =
    .clicks = Two clicks
    .head = Side of the head
    .none = I don't know
review-head = In the picture, the head of the person lies
review-heads =
    .up = up
    .down = down
    .left = left
    .right = right
review-still-at = Moment of the still
review-length = { $region ->
    [back] Distance from the neck to the tailbone, cm
    [leg] Distance from the fold under the buttock to the heel, cm
   *[shoulders] Distance from the hairline to the lower ends of the shoulder blades, cm
}
review-length-help = About { AMOUNT($length) } cm for most adults. It turns the movement of your hands into centimetres.
review-back-later = **At { CLOCK($at) } the camera shows another view.** Where does the body lie there?
review-other-model = The coach names techniques by another model since it looked at this recording.
review-again = Review it again
review-back-moved = From { CLOCK($at) } on the camera shows another view, so direction and place are not judged there.
review-back-moved-show = { $region ->
    [back] Show the back at { CLOCK($at) }
    [leg] Show the leg at { CLOCK($at) }
   *[shoulders] Show neck and shoulders at { CLOCK($at) }
}
review-start = Start the review
review-running-hint = You can look at other pages meanwhile; the review goes on.
review-stages =
    .none = Getting ready
    .watch = Watching your hands
    .judge = Comparing with the protocol
    .draw = Drawing the annotated video
review-time-left = { $stage } - about { DURATION($left) } left
review-time-left-busy = { $stage } - about { DURATION($left) } left. The computer is busy: with other programs closed it goes faster.
review-cancel = Cancel
review-cancelling = Stopping
review-cancelled = The review was cancelled. Nothing was kept.
review-dropped = That result is no longer here: the app was started again. Start the review once more.
review-no-annotated = The annotated video could not be made ({ $why }). Here is the review without it.
review-video-coachs = The video still shows what the coach saw.
review-more-findings = { NUMBER($count) } more in the downloads.
review-timeline = Over time
review-timeline-hint = Click a stretch to jump there in the video.
review-map = Where your hands worked
review-map-needs-back = When the coach knows where the body lies (two clicks on a still, before the review), a map appears here.
review-steps = Step by step
review-not-seen = What the coach could not see
review-downloads = Keep it
review-download-html = Report (HTML)
review-download-json = Review (JSON)
review-download-csv = Stretches (CSV)
review-download-video = Annotated video (MP4)
review-glance-pace = { $pace } a minute
review-glance-no-pace = pace unclear
review-map-alt = A drawn body with the places where the hands worked, darker where they stayed longer
review-map-needs-hands = Your hands were not seen there long enough for a map.
review-step = **{ NUMBER($number) }. { $title }**: { common-status }{ $when ->
    [known] {", "}{ CLOCK($start) } to { CLOCK($end) }
   *[unknown] {""}
}{ $judged ->
    [yes] {", "}{ PERCENT($score) }
   *[no] {""}
}
review-stretches = What was seen
review-no-parts = Nothing of this step could be measured.
review-part = Part
review-part-seen = Seen
review-part-score = Score
review-not-judged = not judged
review-from = From
review-to = To
review-technique = Technique
review-a-minute = A minute
review-times = Times
review-movement = Movement
review-word = Whose word
