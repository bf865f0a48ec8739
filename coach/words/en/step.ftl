# What became of a step, and what its score is made of.

step-missed = { $title } did not come up.
step-unseen = { $title }: too little was seen to say more.
step-done = { $title }: done.
step-improve = { $title }: done, with something to improve.
step-as-asked = { $title }: as asked.
step-look = { $title }: look at { $part ->
    [technique] the technique
    [order] the order
    [duration] the duration
    [count] the count
    [pace] the pace
    [speed] the speed over the skin
    [rhythm] the rhythm
    [direction] the direction
    [place] the place
    [both_hands] the use of both hands
   *[contact] the contact
} next time ({ $detail }).

step-not-judged = not judged
step-asked = { $measured }, asked { $asked }
step-within = within { PERCENT($share) }
step-amount = { $unit ->
    [per_min] { AMOUNT($amount) } a minute
    [cm_per_s] { AMOUNT($amount) } cm a second
    [cycles] { AMOUNT($amount) } times
    [min] { AMOUNT($amount) } min
   *[none] { AMOUNT($amount) }
}
step-word = { $word ->
    [late] late
    [in_order] in order
   *[both_hands] both hands
}
step-scale = { $scale ->
    [shortened] Shortened session: durations are judged against a plan scaled to { $share } of the protocol.
   *[lengthened] Lengthened session: durations are judged against a plan scaled to { $share } of the protocol.
}
