# The levels of a technique: what was reached, and what the next one asks.

level-title = Levels
level-hint = The hints fade as you get better. What is still there a week later, without any, is yours.
level-next-title = What the next level asks
level-names =
    .watch = Watch
    .follow = Follow, with every hint
    .hold = Hold, with few hints
    .alone = Alone, without hints
    .kept = Kept, a week later
level-next = { $level ->
    [follow] Next: look at the step on the page Protocols, then do it once with the coach.
    [hold] Next: { NUMBER($points) } of 100 or more in { NUMBER($sessions) } sessions in a row, with all the hints that you like.
    [alone] Next: { NUMBER($points) } of 100 or more in { NUMBER($sessions) } sessions in a row with no more than a summary after each step.
   *[kept] Next: a session without hints with { NUMBER($points) } of 100 or more. A week has passed: today it counts.
}{ $done ->
    [0] {""}
   *[other] {" "}{ NUMBER($done) } of { NUMBER($sessions) } done.
}
level-waits = Next: a session without hints with { NUMBER($points) } of 100 or more, on { DATE($when) } or later. Practise as you like until then.
level-retest-due = A week has passed since you did this without hints: { LIST($techniques) }. Today a session with "Test me" shows what has stayed.
level-last = You kept it. Come back to it now and then.
