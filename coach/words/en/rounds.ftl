# One step practised in rounds, whose pace goes from what was done to what the step asks.

rounds-title = Round { NUMBER($number) } of { NUMBER($rounds) }: { AMOUNT($pace) } a minute
rounds-title-again = { $title } again: { AMOUNT($pace) } a minute
rounds-goal = In the end { AMOUNT($low) } to { AMOUNT($high) } a minute.
rounds-step = Now { AMOUNT($pace) } a minute. { $goal }
rounds-offer = Practise this step again: { $title }
rounds-offer-help = Five short rounds of this one step. The pace begins near yours ({ AMOUNT($pace) } a minute) and goes in small steps to what the step asks.
rounds-card-title = Five rounds: { $title }
rounds-card = From { AMOUNT($first) } to { AMOUNT($last) } movements a minute, about { NUMBER($minutes) } min. A round that is not held comes once more, a little gentler.
rounds-no-level = Rounds are for practice: they count neither for a level nor against it.
rounds-no-level-why = All but the last ask a pace nearer to yours than the step does.
rounds-begin = Start the rounds
rounds-else = Choose something else
rounds-gone = That step is not among those that may be practised today. Choose something else here.
rounds-done-title = Your rounds
rounds-none = No round came to its end, so there is nothing to show.
rounds-result = { $judged ->
    [0] The pace was not seen well enough to tell. Let the camera see both hands.
   *[other] Rounds held: { NUMBER($held) } of { NUMBER($judged) }. The last one that was seen went at { AMOUNT($pace) } a minute; the step asks { RANGE($low, $high) }.
}
rounds-picture = The pace of each round (dot) beside its target (line); the range of the step is shaded.
rounds-axis-round = Round
rounds-axis-pace = Movements a minute
rounds-short = { NUMBER($number) }
rounds-short-again = { NUMBER($number) } again
rounds-kept-title = Rounds of one step
rounds-kept-unit = Movements a minute, from the first round to the last.
rounds-kept = { $technique }, { DATE($when) }, { $rounds ->
    [one] { NUMBER($rounds) } round
   *[other] { NUMBER($rounds) } rounds
}
rounds-kept-way = { $seen ->
    [0] Not seen
    [one] { AMOUNT($last) }
   *[other] { AMOUNT($first) } → { AMOUNT($last) }
}
rounds-kept-gap = { $where ->
    [inside] inside what the step asks: { RANGE($low, $high) }
    [below] { NUMBER($gap) } below what the step asks: { RANGE($low, $high) }
   *[above] { NUMBER($gap) } above what the step asks: { RANGE($low, $high) }
}
rounds-session = Rounds: { $technique }
