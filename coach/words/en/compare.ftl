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
compare-left-out = { LIST($titles) } came up only with one of you ({ $has }), not with the other ({ $lacks }). Watch it there first.
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
