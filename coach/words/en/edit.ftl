# Words of the editor of protocols, and what a new step begins with.
edit-summary = { $region ->
    [back] A massage of the back.
    [leg] A massage of the back of a leg.
   *[shoulders] A massage of neck and shoulders.
}
edit-new-title = { $region ->
    [back] My back massage
    [leg] My leg massage
   *[shoulders] My massage of neck and shoulders
}
edit-caution = Stop when something hurts.
edit-caution-place = { $region ->
    [leg] Stay light in the hollow of the knee, and leave out the shin and any vein that stands out.
   *[shoulders] Work beside the spine, never on it, and leave the front and the sides of the neck alone.
}
edit-practice-source = Massage practice, not the home guide
edit-own-source = My own experience
edit-copy-title = { $title }, my version
edit-text = { $technique ->
    [stroking] Glide over the skin with the whole hand, slowly and lightly.
    [rubbing] Let the hand rest on the skin and move the skin with it.
    [kneading] Take the muscle between thumb and fingers, lift it a little, and let it go.
   *[tapping] Let loose hands fall lightly and spring back by themselves.
}
edit-begin-anew = Make one of your own, for the
edit-begin-copy = Make my own of this
edit-region = { $region ->
    [back] Back
    [leg] Leg
   *[shoulders] Neck and shoulders
}
edit-change = Change
edit-close = Close
edit-close-sure = There are changes that are not saved yet.
edit-close-anyway = Close without saving
edit-save = Save
edit-saved = Saved as version { $version }.
edit-undo = Undo
edit-redo = Do again
edit-add = Add a step
edit-repeat = Double this step
edit-remove = Take this step out
edit-no-steps = Add the first step: choose what is done in it.
edit-totals = { $steps ->
    [one] { NUMBER($steps) } step, about { AMOUNT($minutes) } minutes
   *[other] { NUMBER($steps) } steps, about { AMOUNT($minutes) } minutes
}
edit-share = { common-technique } { PERCENT($share) }
edit-flaws-left = { $flaws ->
    [one] One thing is left to mend before it can be saved.
   *[other] { NUMBER($flaws) } things are left to mend before it can be saved.
}
edit-whole = Name, cautions and more of the whole massage
edit-steps = Steps, in their order
edit-up = Move up
edit-down = Move down
edit-has-flaws = Something is amiss with this step
edit-body = The part of the body; tap the places where the step is done
edit-arrow = Which way the working movement goes; turn the arrow
edit-direction = { $direction ->
    [up] towards the head
    [slant_up] up on a slant
    [out] out to the sides
    [slant_down] down on a slant
    [down] away from the head
   *[in] in to the middle
}
edit-length-time = { DURATIONS($low, $high) }
edit-length-count = { RANGE($low, $high) } times
edit-print-pace = { RANGE($low, $high) } a minute
edit-length-none = no end yet
edit-where = Where, and which way
edit-where-help = Tap the places on the body. Turn the arrow the way the working movement goes.
edit-way-kind =
    .one = That way
    .both = To and fro
    .crossing = Hands meet
    .clockwise = ↻ Circles
    .counterclockwise = ↺ Circles
    .place = On the spot
    .any = Any way
edit-hands-kind =
    .any = Any
    .together = Both together
    .alternating = In turn
    .one = One hand
    .stacked = One on the other
edit-sides-kind =
    .both = Both sides at once
    .one_after_other = One side, then the other
    .one = One side
edit-drift-kind =
    .any = Not asked
    .headward = Towards the head
    .tailward = Away from the head
edit-end-kind =
    .duration_s = For a time
    .count = A number of times
edit-field =
    .technique = What is done
    .way = How the hands work
    .title = Name of the step
    .text = What is said
    .hands = Hands
    .sides = Sides
    .drift = The worked place travels
    .end = How long, or how often
    .seconds = From, to
    .times = Times, from and to
    .pace = Movements of a hand a minute
    .cues = Said while it goes on, one sentence a line
    .cautions = Take care, one sentence a line
    .more = What is said on the way, and cautions
    .protocol_title = Name of the massage
    .summary = In a sentence
    .permission = Who has to allow it first
    .position = The person
edit-position =
    .prone = lies face down
    .side = lies on the side
    .supine = lies on the back
    .seated = sits, leaning forward
edit-where-any = No place is chosen, so any place is right.
edit-stop = { $unit ->
    [s] { NUMBER($stop, maximumFractionDigits: 3) } s
   *[none] { NUMBER($stop, maximumFractionDigits: 3) }
}
edit-draft = { $title } is not saved yet.
edit-draft-open = Go on with it
edit-draft-drop = Let it go
edit-deleted-ones = Deleted protocols
edit-deleted-back = { $title }: bring back
edit-any-way = Not asked
edit-pace-asked = Ask a pace
edit-hear = Hear the pace
edit-hear-stop = Quiet
edit-preview = So it will look
edit-delete = Delete
edit-deleted = { $title } is deleted.
edit-share-file = As one file
edit-print = To print
edit-versions = Earlier versions
edit-version-back = Version { $version }: bring back
edit-taken-in = Taken in: { $title }
edit-take-in = Keep this protocol
edit-look-at = This is { $title }: { $steps ->
    [one] { NUMBER($steps) } step
   *[other] { NUMBER($steps) } steps
}, about { AMOUNT($minutes) } minutes. Nothing of it is kept until you say so.
edit-print-name = { $title }, to print
edit-shown-source = Shown in a recording: the middle of each range is what was done; { PERCENT($pace) } more or less of the pace and { PERCENT($length) } of the time or of the number are allowed
edit-shown-unseen = These steps were read from a recording: name them, and correct what was seen otherwise. A camera does not see pressure, warmth, or which part of the hand works, so two steps that differ only in these came out as one.
edit-shown-alike = { $steps ->
    [one] Step { LIST($numbers) } was
   *[other] Steps { LIST($numbers) } were
} done in several stretches that look the same to the camera. If they were two steps, repeat the step and name both.
edit-shown-either-way = { $steps ->
    [one] Step { LIST($numbers) } was
   *[other] Steps { LIST($numbers) } were
} done across with one hand. Whether it worked inward or outward depends on which part of the hand pressed: look at the arrow, and turn it if the other way was meant.
edit-shown-slow = { $steps ->
    [one] Step { LIST($numbers) } moves
   *[other] Steps { LIST($numbers) } move
} like rubbing, but more slowly than rubbing is done. If the skin was slid and kneaded, choose kneading.
edit-shown-nothing = No step was found in this recording: a step is seen when one technique goes on for a quarter of a minute with the hands in the picture.
edit-shown-title = As shown
edit-from-review = Make a protocol of what was done
edit-from-review-help = The steps as they were seen, with their pace and direction, to be named and corrected.
