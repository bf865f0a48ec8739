# Words of the protocols page.

protocols-title = Protocols
protocols-lead = Each protocol is a massage as a list of steps. Figures carry their source and how far it can be believed.
protocols-choose = Protocol
protocols-steps = Steps
protocols-session = { NUMBER($steps) } steps, about { AMOUNT($minutes) } minutes as planned here; a session takes { AMOUNT($low) } to { AMOUNT($high) }.
protocols-permission = Ask first
protocols-cautions = Take care
protocols-variants = Variants
protocols-practise-with = Practise it
protocols-review-with = Review with it
protocols-own = Your own protocols
protocols-own-help = What you make here is kept as small text files in the folder below; a file that you put there appears here too. `massage-coach protocols check FILE` names all that is amiss in one.
protocols-check-upload = Take in a protocol file: it is looked at first
protocols-check-faults = This file cannot be used yet
protocols-confidence = { $confidence ->
    [none] a suggestion of this protocol
    [low] not very certain
    [medium] fairly certain
   *[high] certain
}
protocols-duration = **Duration**: { DURATIONS($low, $high) } ({ protocols-confidence })
protocols-count = **How often**: { RANGE($low, $high) } times ({ protocols-confidence })
protocols-pace = **Pace**: { RANGE($low, $high) } a minute ({ protocols-confidence })
protocols-speed = **Hand speed**: { RANGE($low, $high) } cm a second ({ protocols-confidence })
protocols-step = { NUMBER($number) }. { $title }
