# What the live coach says while hands work: short enough to be spoken, each in more than one way.

cue-how = { $asked ->
    [stroking] flat palms glide over the skin
    [rubbing] the skin moves with your fingers
    [kneading] grasp the muscle, lift it and let go
   *[tapping] light, springy blows from the wrist
}
cue-asked = { $asked ->
    [stroking] stroking
    [rubbing] rubbing
    [kneading] kneading
    [tapping] tapping
    [none] resting
   *[movement] the movement
}
cue-seen = { $seen ->
    [stroking] stroking
    [rubbing] rubbing
    [kneading] kneading
    [tapping] tapping
    [none] resting
   *[unseen] unseen
}
cue-seconds = { $seconds ->
    [2] two
    [3] three
    [4] four
    [5] five
    [6] six
   *[other] { NUMBER($seconds) }
}
cue-beat = { $beat ->
    [long] let each one last { cue-seconds } seconds
    [middle] count one-and, two-and
    [short] count one, two, three, four, briskly
   *[quick] about { NUMBER($rate) } a second
}
cue-beat-first = { $beat ->
    [long] Let each one last { cue-seconds } seconds
    [middle] Count one-and, two-and
    [short] Count one, two, three, four, briskly
   *[quick] About { NUMBER($rate) } a second
}
cue-much = { $much ->
    [touch_slower] A touch slower
    [little_slower] A little slower
    [third_slower] About a third slower
    [half_as_fast] About half as fast
    [much_slower] Much slower
    [touch_faster] A touch faster
    [little_faster] A little faster
    [bit_faster] Quite a bit faster
   *[much_faster] Much faster
}

cue-avoided_place =
    .one = Your hand is on { common-side-of-zone }: leave that out.
    .two = Leave { common-side-of-zone } free today, please.
cue-on_spine =
    .one = Off the spine, please: work on the muscles beside it.
    .two = A little to the side: the spine itself stays free.
cue-tapping_hard =
    .one = Lighter and slower here: organs or vessels lie close below.
    .two = Very light blows here, or move to another place.
cue-tapping_unasked =
    .one = No tapping here, please: organs or vessels lie close below.
    .two = Leave this place out, please: organs or vessels lie close below.
cue-axis_other =
    .one = Turn the movement: { common-way }.
    .two = Let your hands go { common-way } now.
cue-sense_other =
    .one = The working stroke goes { common-way }.
    .two = Work on the way { common-way }, come back lightly.
cue-technique_other =
    .one = Now { cue-asked }: { $how }.
    .two = This looks like { cue-seen }. For { cue-asked }, { $how }.
    .three = Please change to { cue-asked }: { $how }.
    .four = This step asks for { cue-asked }: { $how }.
cue-technique_unsure =
    .one = From here I cannot tell. For { cue-asked }, { $how }.
cue-hands_idle =
    .one = Go on with { cue-asked } when you are ready.
    .two = Whenever you like: { cue-asked }, { $how }.
    .three = Take the time you need. Then { cue-asked }: { $how }.
    .four = Your hands are resting. Next comes { cue-asked }: { $how }.
cue-pace_too_fast =
    .one = { cue-much }: { cue-beat }.
    .two = Still quick. { cue-beat-first }.
cue-pace_too_slow =
    .one = { cue-much }: { cue-beat }.
    .two = You can be a bit quicker. { cue-beat-first }.
cue-rhythm_uneven =
    .one = Keep an even beat, one movement like the next.
    .two = Let the movements follow one another evenly.
cue-place_other =
    .one = Move to { common-zone }.
    .two = This step belongs to { common-zone }.
cue-side_other =
    .one = First { common-their-side }.
    .two = The other side first: { common-their-side }.
cue-not_seen =
    .one = I cannot see your hands well: move them towards the middle.
    .two = I still cannot see your hands: a little more light may help.
cue-only_still_seen =
    .one = I see something still, perhaps a foot, but not your hands.
    .two = Still no hands: a towel over the foot may help.
cue-mended_safety =
    .one = Thank you, that is safer.
cue-mended_direction =
    .one = Good, that is the way.
    .two = Yes, in that direction.
cue-mended_technique =
    .one = Good, that is it.
    .two = Yes, just like that.
cue-mended_pace =
    .one = Good, that is the pace.
    .two = Lovely, keep that pace.
cue-mended_rhythm =
    .one = Good, nice and even now.
    .two = That is an even beat.
cue-mended_place =
    .one = Good, right there.
    .two = Yes, that is the place.
cue-steady =
    .one = Steady and even: well done.
    .two = That looks calm and good.
cue-step_begin =
    .one = { $title }.
cue-step_next =
    .one = Next: { $title }.
cue-ask_receiver =
    .one = Ask: is the pressure all right? An open palm to the camera means yes.
    .two = Ask: does it still feel good? An open palm to the camera means yes.
cue-answer_fine =
    .one = Thank you, noted: all is well.
    .two = Good, that is noted.
cue-session_end =
    .one = That was the last step. Let the person rest a little.
cue-pause_away =
    .one = Paused. I go on when I see your hands.
cue-pause_user =
    .one = Paused. Hold up an open palm, or press space, to go on.
cue-pause_camera =
    .one = Paused: the picture has turned. Turn the camera back to go on.
cue-back_lost =
    .one = The camera shows another view. Tap both ends again when you can.
cue-resume =
    .one = On we go.
cue-hurts =
    .one = We stop here. Take your hands away gently and ask how the person feels.

cue-summary-well = That went well.
cue-summary =
    .axis_other = Next time more { common-way }.
    .sense_other = Next time work on the way { common-way }.
    .technique_other = There was little { cue-asked } in it.
    .technique_unsure = Whether it was { cue-asked } I could not tell from here.
    .hands_idle = There were long rests in it.
    .pace_too_fast = That was mostly quicker than asked.
    .pace_too_slow = That was mostly slower than asked.
    .rhythm_uneven = The beat was uneven.
    .place_other = It was mostly beside the area that was asked.
    .tapping_hard = Keep the blows lighter where organs or vessels lie close below.
    .tapping_unasked = Leave tapping out where organs or vessels lie close below.
    .side_other = Begin on the other side next time.
    .on_spine = Stay beside the spine.
    .avoided_place = Keep away from what was to be left out.
cue-leave-out = Leave out { LIST($places) } today.
cue-first-side = First { common-their-side }.
cue-change-sides = Change sides: now { common-their-side }.
