# Names, units and times that all rooms share: one name for each thing.

common-technique = { $technique ->
    [stroking] stroking
    [rubbing] rubbing
    [kneading] kneading
    [tapping] tapping
    [none] rest
   *[unseen] not seen
}

common-technique-label = { $technique ->
    [stroking] Stroking
    [rubbing] Rubbing
    [kneading] Kneading
    [tapping] Tapping
    [none] No technique
   *[unseen] Hands not seen
}
common-way = { $way ->
    [along] lengthways
    [across] crossways
    [diagonal] diagonally
    [circular] in circles
    [in_place] on the spot
    [headward] towards the head
    [tailward] away from the head
    [both] to and fro alike
    [outward] from the middle out to the sides
    [inward] from the sides in to the middle
    [crossing] with the hands towards each other
    [clockwise] clockwise
    [counterclockwise] counterclockwise
   *[none] in one place
}
common-hands = { $hands ->
    [together] both hands together
    [alternating] hands in turn
    [one] one hand
   *[stacked] one hand on the other
}
common-zone = { $zone ->
    [collar] the shoulders and neck
    [back] the middle back
    [lumbar] the lower back
    [sacral] the sacrum and buttocks
    [paravertebral] the muscles beside the spine
    [gluteal] the buttocks
    [hip] the hips
    [thigh] the thigh
    [knee] the hollow of the knee
    [calf] the calf
    [heel] the lower leg above the heel
    [nape] the back of the neck
    [shoulder_tops] the tops of the shoulders
    [blades] the shoulder blades
   *[beside_neck] the muscles beside the neck
}
common-on-zones = on { LIST($zones) }
common-travels = the worked place travels { common-way }
common-side-of-zone = { $side ->
    [left] the left side of { common-zone }
   *[right] the right side of { common-zone }
}
common-zone-label = { $zone ->
    [collar] Shoulders and neck
    [back] Middle back
    [lumbar] Lower back
    [sacral] Sacrum and buttocks
    [paravertebral] Muscles beside the spine
    [gluteal] Buttocks
    [hip] Hips
    [thigh] Thigh
    [knee] Hollow of the knee
    [calf] Calf
    [heel] Above the heel
    [nape] Back of the neck
    [shoulder_tops] Tops of the shoulders
    [blades] Shoulder blades
   *[beside_neck] Muscles beside the neck
}
common-their-side = { $side ->
    [left] their left side, where their left hand is
   *[right] their right side, where their right hand is
}
common-part-label = { $part ->
    [technique] Technique
    [order] Order
    [duration] Duration
    [count] Count
    [pace] Pace
    [speed] Speed
    [rhythm] Rhythm
    [direction] Direction
    [place] Place
    [both_hands] Both hands
   *[contact] Contact
}
common-status = { $status ->
    [done] done
    [with_faults] to improve
    [partly] partly
    [missed] not found
   *[not_judged] not judged
}
common-coach = Coach
common-pace = { AMOUNT($pace) } a minute
common-a-minute = a minute
common-score = { NUMBER($score) } of 100

common-untold = The camera judges this as { common-technique }: it cannot tell { ANY($ways) } from other { common-technique }.
common-at-most = at most { $most }
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
