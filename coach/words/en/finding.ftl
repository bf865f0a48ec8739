# What stood out in a session: what, how much, which way.

finding-when = { $when ->
    [moment] At { CLOCK($start) }
    [minute] In minute { NUMBER($first) }
    [minutes] In minutes { NUMBER($first) }–{ NUMBER($last) }
   *[span] From { CLOCK($start) } to { CLOCK($end) }
}
finding-more = { $more ->
    [0] {""}
   *[other] {" "}The same goes for { LIST($others) }.
}
finding-title = “{ $title }”
finding-share = { $share ->
    [tenth] a tenth
    [fifth] a fifth
    [quarter] a quarter
    [third] a third
    [half] half
    [two_thirds] two thirds
   *[three_quarters] three quarters
}
finding-change = { $change ->
    [slower] slow down by about { finding-share }
    [faster] go faster by about { finding-share }
    [twice] go about twice as fast
   *[three_times] go about three times as fast
}
finding-pace = { finding-when } your { common-technique } ran at { AMOUNT($measured) } a minute; { RANGE($low, $high) } is asked: { finding-change }.{ finding-more }
finding-speed = { finding-when } your { common-technique } moved at { AMOUNT($measured) } cm a second; { RANGE($low, $high) } is asked: { finding-change }.{ finding-more }

finding-duration = { $title }: you did { DURATION($measured) }; { $plan ->
    [shortened] this shortened session plans about { DURATIONS($low, $high) } for it
    [lengthened] this lengthened session plans about { DURATIONS($low, $high) } for it
   *[asked] { DURATIONS($low, $high) } is asked
}: { $length ->
    [short] add { DURATION($gap) } more
   *[long] you may end it { DURATION($gap) } sooner
}.{ finding-more }
finding-count = { $title }: you did it { $measured ->
    [one] once
   *[other] { NUMBER($measured) } times
}; { $plan ->
    [shortened] this shortened session plans about { RANGE($low, $high) } for it
    [lengthened] this lengthened session plans about { RANGE($low, $high) } for it
   *[asked] { RANGE($low, $high) } is asked
}: { $length ->
    [short] add about { NUMBER($gap) } more
   *[long] about { NUMBER($gap) } fewer will do
}.{ finding-more }
finding-session = This recording holds { DURATION($measured) } of massage; a session takes { RANGE($low, $high) } minutes: give each step more time, or choose a shorter plan.

finding-how = { $way ->
    [along] let your hands run lengthways
    [across] let your hands run from side to side
    [diagonal] turn the line of your hands half way between along and across
    [circular] let your hands draw small circles
    [in_place] keep your hands on the same spot
    [headward] work towards the head and come back lightly
    [tailward] work away from the head and come back lightly
    [both] let both ways be alike
    [outward] start near the middle and move out to the side
    [inward] start at the side and move in to the middle
    [crossing] let your hands meet and part
    [clockwise] circle the way a clock's hands go
    [counterclockwise] circle the other way round than a clock's hands go
   *[none] stay in one place
}
finding-direction = { finding-when } your { common-technique } went { $seen }; { common-way } is asked: { finding-how }.{ finding-more }
finding-drift = { finding-when } your { common-technique } wandered { $seen }; { common-way } is asked: { $way ->
    [headward] begin low and let the worked place travel up, a little with every few movements
    [tailward] begin high and let the worked place travel down, a little with every few movements
   *[other] stay in one place
}.{ finding-more }

finding-missing = { $steps ->
    [one] I did not find { LIST($titles) }: include it next time.
   *[other] I did not find { LIST($titles) }: include them next time.
}
finding-missing-twin = I found only one of { LIST($titles) }, which look alike: do both, with a short pause between.
finding-missing-many = { $total ->
    [0] { NUMBER($steps) } steps did not come up: { LIST($titles) }.
   *[other] { NUMBER($steps) } of { NUMBER($total) } steps did not come up: { LIST($titles) }.
}
finding-extra = { finding-when } I saw { DURATION($measured) } of { common-technique }{ $during ->
    [step] {" "}during “{ $title }”
   *[no_step] {""}
}, which this plan does not ask{ $instead ->
    [stroking] : stay with stroking there
    [rubbing] : stay with rubbing there
    [kneading] : stay with kneading there
    [tapping] : stay with tapping there
   *[nothing] {""}
}.
finding-order = { $steps ->
    [one] { LIST($titles) } came later than the plan has it: do it { $before ->
        [step] before “{ $title }”.
       *[no_step] earlier.
    }
   *[other] { LIST($titles) } came later than the plan has them: do them { $before ->
        [step] before “{ $title }”.
       *[no_step] earlier.
    }
}
finding-contact = { finding-when } your hands paused for { DURATION($measured) }: leave one hand on the skin, or go on within { DURATION($most) }.{ $times ->
    [one] {""}
   *[other] {" "}That happened { NUMBER($times) } times.
}
finding-tapping = { finding-when } you tapped{ $paced ->
    [yes] {" "}at { AMOUNT($measured) } a minute
   *[no] {""}
} where { $over ->
    [kidneys] the kidneys lie
    [knee_hollow] vessels and a nerve lie under the skin
    [throat] the vessels of the neck begin
   *[heart_lungs] the heart and the lungs lie
}: { $asked ->
    [yes] lighter and slower there, or move to another place
   *[no] this plan has no tapping, so leave it out
}.
finding-spine = In { LIST($titles) } a hand lay on the spine itself: keep both hands a thumb's breadth beside it.
finding-place = { finding-when } your { common-technique } was { $seen ->
    [zone] on { common-zone }
   *[beside] beside where it belongs
}; its place is { LIST($zones) }: { $move ->
    [down] move further down
    [up] move further up
    [out] move further out
    [in] move nearer to the middle
   *[back] move back onto it
}.{ finding-more }
finding-avoided = { finding-when } a hand worked on { common-side-of-zone }, which was marked to be left out: keep away from it.
finding-one-side = { $side ->
    [left] In { LIST($titles) } the left side got little: give both sides the same time.
   *[right] In { LIST($titles) } the right side got little: give both sides the same time.
}
finding-start-side = { $title } began on the side that hurts more: begin on { common-their-side }.
finding-one-hand = In { LIST($titles) } mostly one hand worked; both are asked: let the second one join in.
finding-irregular = In { LIST($titles) } the rhythm came and went: count evenly with each movement, or follow the metronome.
finding-unseen = I saw your hands for { PERCENT($measured) } of { LIST($titles) }, too little to judge: raise the camera, or move it so that your arms do not hide your hands.
finding-asked = At { CLOCK($time) } the person was asked whether the pressure was all right: { $reply ->
    [fine] yes
    [hurts] it hurt, and you stopped
   *[none] I saw no answer
}.
