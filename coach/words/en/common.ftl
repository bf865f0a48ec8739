# Names, units and times that all rooms share: one name for each thing.

common-technique = { $technique ->
    [stroking] stroking
    [rubbing] rubbing
    [kneading] kneading
    [tapping] tapping
    [none] rest
   *[unseen] not seen
}

common-range = { $low }–{ $high }
common-percent-under = under { $percent }
common-percent-over = over { $percent }

common-duration =
    .s = { AMOUNT($s) } s
    .min = { NUMBER($min) } min
    .min-s = { NUMBER($min) } min { NUMBER($s) } s
    .h = { NUMBER($h) } h
    .h-min = { NUMBER($h) } h { NUMBER($min) } min
common-durations =
    .s = { $range } s
    .min = { $range } min
