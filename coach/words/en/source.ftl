# Where a figure comes from, and what the ways of working are.

source-figures = Where these figures come from, and how sure they are
source-line = { $figure }. { $source }
source-sentence = “{ $text }” { $source }
source-session = **Session**: { AMOUNT($low) } to { AMOUNT($high) } min. { $source }
source-ways = How the hands work, and what the camera sees of it
source-way = **{ $name }.** { $text } The camera sees: { $seen } It cannot see: { $unseen }
source-all-ways = Ways of working
source-all-ways-lead = These are all the ways that the home guide names. The camera tells the four techniques apart; of a few ways it also sees the direction, or how the hands take turns.
source-group = { $group ->
    [stroking] Stroking
    [squeezing] Squeezing
    [rubbing] Rubbing
    [kneading] Kneading
   *[vibration] Vibration
}
source-judged-as = The camera judges it as { common-technique }{ $told ->
    [yes] {""}, and can tell it from other { common-technique }.
   *[no] {""}. It cannot tell it from other { common-technique }.
}
source-seen = Seen: { $seen }
source-unseen = Not seen: { $unseen }
