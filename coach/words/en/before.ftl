# Words of the page before a session: screening, preparation, and the gate to *Practise*.

before-gate-title = First a few questions
before-gate = Before every massage the coach asks about the person on the table, so that nobody is massaged who should not be today. It takes about a minute, and less the next time.
before-gate-begin = Begin with the questions
before-cushion = **Nobody to massage?** Practise on a firm cushion or a rolled blanket. The coach sees your hands just the same. No questions are asked, because nobody is touched.
before-gate-cushion = Practise on a cushion
before-cushion-on = Practice on a cushion. For a person, answer the questions on *Before you start* first.
before-title = Before you start
before-lead = Six short cards with questions about the person you are going to massage. Mark what applies; if you do not know, say so: that is a good answer too.
before-disclaimer = This is general reading, not medical advice, and the coach is no doctor. If you are in doubt, leave massage out and ask one.
before-receiver = Who is massaged? (you may leave this empty)
before-receiver-help = Only to recognise the person next time. The name stays on this computer.
before-receiver-hint = For example a first name
before-begin = Begin
before-answers =
    .yes = Yes
    .unsure = Not sure
before-card = Ask the person, and mark what applies.
before-card-none = No to all of these
before-card-some = No to the others, go on
before-back = Back
before-dots-help = Card { NUMBER($number) } of { NUMBER($total) }
before-new-title = Anything new since { DATE($since) }?
before-new = For example an illness, an injury, an operation, a new medicine, a pregnancy.
before-new-no = Nothing new
before-new-yes = Something is new
before-same-title = The same person as on { DATE($since) }, and nothing new?
before-same-no = The same, nothing new
before-same-yes = Somebody else, or something is new
before-pain-warnings =
    .hurt = Last time you stopped because it hurt. Unless the pain was no stronger afterwards, let a doctor look at it before the next massage. You can still note the pain on the page *Afterwards*.
    .rising = Over the last sessions the pain before the massage rose each time. Let a doctor look at it before the next massage.
before-last-rose = Right after the last massage the pain was { NUMBER($after) }, before it { NUMBER($before) }. By the guide that is usual. How is it now? If it is still stronger than before that massage, answer yes to the question about pain that keeps growing.
before-stop-title = Not today
before-stop-more = There is more to consider:
before-stop-places = No part is left that could be massaged. Wait until the skin is well again, or ask a doctor.
before-stop-after = You can come back to this page at any time. Until then you can practise on a cushion, so that your hands are ready when the day comes.
before-mistake = I answered by mistake
before-ask-title = Ask a doctor first
before-permitted = Yes, that is so
before-not-permitted = Not yet
before-not-yet = Good that you check. Come back when you have asked.
before-places-title = Which places should be left out?
before-places = Touch every part in which there is such a place. The coach will keep your hands away from it.
before-places-region = { $region ->
    [back] **The back**
    [leg] **The leg**: what you mark on it is left out on both legs.
   *[shoulders] **Neck and shoulders**
}
before-places-picture = { $region ->
    [back] The back from behind, the head at the top. Every part can be marked.
    [leg] A leg from behind, the hip at the top. Every part can be marked.
   *[shoulders] Neck and shoulders from behind, the head at the top. Every part can be marked.
}
before-places-none = Mark at least one part, or go back and change the answer.
before-places-marked = Left out: { LIST($areas) }.
before-area = { $side ->
    [left] left side of { common-zone }
   *[right] right side of { common-zone }
}
before-left-side = their left
before-right-side = their right
before-as-who = You practise as { $name }; this can be changed under Progress, Your data.
before-on = Go on
before-pain-title = How strong is the pain now?
before-pain = Ask the person: 0 is no pain at all, 10 is the worst pain they can imagine.
before-pain-label = Pain before the massage
before-no-pain = 0 no pain
before-worst-pain = 10 worst
before-ready-title = You can go ahead
before-ready = By these answers a massage is possible today.
before-ready-limited = A massage is possible today, within these limits:
before-only-protocol = Only this programme: { ANY($titles) }.
before-avoid = Leave out: { LIST($areas) }.
before-never-force = Never use force. If the usual pain grows or the person feels worse, stop: the red button ends the session at once.
before-prepare-title = Prepare the place
before-prepare = Tick what is done. You can have it read to you while you arrange things.
before-voice =
    .read = Read aloud
    .stop = Stop reading
    .none = This browser has no voice. The words are here to read.
before-start = Start practising
before-start-left = { NUMBER($left) } of { NUMBER($total) } still open. You can start anyway.
before-again = Answer the questions again
before-position = The person under your hands: { $positions }.
before-or-position = Or: { $position }
before-turn-over = Later, turned over: { $position }
before-prepare-warmth =
    .title = A warm body in a warm room
    .text = A hot shower before is good: warm muscles give way more easily. Cover what you are not working on with a towel.
    .source = Home guide to massage for back pain, preparation and aftercare
before-prepare-surface =
    .title = A flat, firm, non-slip surface
    .text = A table with a cover, or a mat on the floor. A soft bed lets the spine bend.
    .source = Home guide to massage for back pain, preparation and aftercare
before-prepare-oil =
    .title = Oil and towels at hand
    .text = Oil, cream or gel without perfume; never on dry skin. Warm it in your palm first. Keep two towels within reach.
    .source = Home guide to massage for back pain, preparation and aftercare
before-prepare-camera =
    .title = The camera looks down
    .text = High up, beyond the head or above the person, tilted down. All that you work on and both of your hands are in the picture. Light from the side. Fix it so that it does not move.
    .source = What this coach needs to see
before-lie-prone =
    .title = Lying face down, relaxed
    .inside = lying face down, relaxed
    .text = Arms along the body, palms up. The head turned to one side, usually towards you. The legs a little apart, a roll under the ankles. A small pillow under the head is fine.
    .source = Home guide to massage for back pain, preparation and aftercare
before-lie-supine =
    .title = Lying on the back, knees bent
    .inside = lying on the back, knees bent
    .text = On the firm surface, the feet flat, so that the waist can relax.
    .source = Home guide to massage for back pain, self-massage
before-lie-side =
    .title = Lying on the side
    .inside = lying on the side
    .text = The back towards you, a pillow under the head and one between the bent knees, so that nothing has to be held.
    .source = Massage practice, not the home guide
before-lie-seated =
    .title = Sitting, leaning forward
    .inside = sitting, leaning forward
    .text = Astride a chair, facing its back, arms and head resting on a cushion there.
    .source = Massage practice, not the home guide
before-aloud-item = { $title }. { $text }
before-usual-position = Another programme may ask for another position; it is named where you choose the programme.
