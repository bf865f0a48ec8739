# What was not judged, and why.

unjudged-why = { $why ->
    [camera] a camera cannot see it; ask and feel
    [no_back] show where the body lies by two clicks, or say where the head is, and it will be
    [head_only] only the direction of the head is known; two clicks on the body make it possible
    [slanted] seen at a slant it may be another one; film from straight above, or set the four corners as well
    [moved] the camera shows another view there; show where the body lies in it, and they will be judged
    [scaled] this session was shortened or lengthened, so they are held against a scaled plan
    [unseen] your hands were seen for less than 60% of it; raise the camera
    [unsure] from this side it looked like something else too, so the plan was taken at its word
    [hidden] it may have been done while I could not see clearly what your hands did
    [merged] it looks like the step beside it, which was long enough for both; a pause between tells them apart
    [no_pictures] the recording holds no pictures there
    [unreadable] the file is damaged or cut off there; copy it again if you have the original
    [untimed] the file holds no times, so its frame rate is unknown and the one that it states, or the usual one, was taken; save it as mp4 with its times to be sure
   *[no_rhythm] no steady rhythm was found in most of it, or it was too fast for the camera
}
unjudged-what = { $what ->
    [pressure] Pressure
    [tissue] How the tissue responds
    [comfort] How it feels to the person under your hands
    [direction] Direction
    [axis] The line of a movement here and there
    [place] Place and centimetres
    [durations] Durations as the protocol writes them
    [frames] The pictures that could not be read
   *[lengths] Times and paces for certain
}: { unjudged-why }.
unjudged-step = { $what ->
    [pace] The pace of “{ $title }”
    [technique] The technique of “{ $title }”
   *[step] { $title }
}: { unjudged-why }.
unjudged-gaps = { $gaps ->
    [one] Anything in { NUMBER($gaps) } gap of { CLOCK($total) } in all: { unjudged-why }.
   *[other] Anything in { NUMBER($gaps) } gaps of { CLOCK($total) } in all: { unjudged-why }.
}
unjudged-gap = Anything from { CLOCK($start) } to { CLOCK($end) }: { unjudged-why }.
unjudged-located = { $when ->
    [moment] Direction and place at { CLOCK($start) }
    [minute] Direction and place in minute { NUMBER($first) }
    [minutes] Direction and place in minutes { NUMBER($first) }–{ NUMBER($last) }
   *[span] Direction and place from { CLOCK($start) } to { CLOCK($end) }
}: { unjudged-why }.
