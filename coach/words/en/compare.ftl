# Two performances side by side: what differs, in words; the command and the page.

compare-difference = { $part ->
    [pace] Pace
    [rhythm] Evenness
    [direction] Direction
    [place] Place
    [technique] Technique
    [duration] Time
   *[count] Count
} in { $title }: { $first } ({ $one }), { $second } ({ $two }). { $part ->
    [pace] Watch how long a single movement takes.
    [rhythm] Watch whether each movement takes as long as the one before.
    [direction] Watch which way the palms travel.
    [place] Watch where the hands begin and where they turn.
    [technique] Watch where the movement changes into another one.
    [duration] Watch who moves on first.
   *[count] Count along for both.
}{ $more ->
    [0] {""}
   *[other] {" "}The same goes for { LIST($others) }.
}
compare-left-out = { LIST($titles) } came up in only one of the two ({ $has }), not in the other ({ $lacks }). Watch it there first.
compare-alike = Where both were judged, nothing differs by more than the camera can measure.
compare-not-judged = There is nothing that was judged in both, so no difference is named.

compare-command = Lay two recordings side by side: what goes with what, and what differs most.
compare-help =
    Lay two recordings side by side.

    Each of the two is a recording, or a review.json that was written before. Steps of the same protocol go together, else stretches of the same technique.
compare-option-protocol = Protocol that recordings are held against.
compare-option-output = Write the whole comparison as JSON: pieces, the times that go together, differences.
compare-option-quiet = Print nothing but faults.
compare-watching = Reviewing { $name }
compare-steps = Steps side by side
compare-no-file = There is no file { $name }. Give a recording, or a review.json.
compare-written = Written: { $file }

compare-words =
    .play = Play
    .pause = Pause
    .speed = Speed
    .position = Position
    .picture_back = One picture back
    .picture_forward = One picture on
    .hands = the hands, drawn from their movements
    .none = No picture of this one was kept.
    .waits = waits
    .lacks = not done here
    .back = Both pairs of palms on one drawn body
    .no_back = Show where the body lies in both recordings, and both paths are drawn on it here.
    .a_minute = a minute
    .not_asked = No pace is asked here.
compare-asked = The blue band: { RANGE($low, $high) } a minute is asked.
compare-lacks = not with { $name }

compare-first = This recording
compare-second = Beside it
compare-swap = Swap
compare-swap-help = The recording on the left runs at its own speed; the one on the right follows it.
compare-open = Compare with …
compare-open-help = Lay another recording beside this one: both play in step, and what differs most is named.
compare-running = Looking for the moments that go together …
compare-most = What differs most
compare-how = Both play through the same step at the same time, movement by movement; whoever is done with a step waits. Keys: space plays, comma and full stop go picture by picture, arrows a second.
compare-same = These are the same recording: choose another one to lay beside it.
compare-too-few = Two recordings are needed: finish two sessions, review two recordings, or open a class.
compare-session = { $when }, { $title }
compare-of-class = { $student }, { $when } ({ $name })
compare-named = { $name } ({ NUMBER($number) })
