# Learning from a teacher's corrections: a model of one's own.

learn-command = Learn from the corrected sessions of this computer.
learn-help =
    Learn from the corrected sessions of this computer: a technique model of your own.

    It learns from hand positions only, is measured on sessions that it did not learn from, and is taken into use only if it is better there and forgets nothing.
learn-option-setup = The camera set-up it is for, in your words.
learn-option-with = Learn from what this exported model was taught, too; may be given several times.
learn-option-use = Take the model into use if it passes.
learn-list-help = List the models of this computer.
learn-use-help = Take a model of this computer into use.
learn-back-help = Go back to the model that was in use before.
learn-export-help = Write a model into one file for another computer.
learn-import-help = Read a model that another computer wrote.
learn-data-dir = Where your data are kept.
learn-default-setup = My room

learn-file-missing = { $name } is not there.
learn-file-too-large = it is too large
learn-file-damaged = { $name } is damaged: export the model again on the other computer.
learn-file-foreign = { $name } is no model of the massage coach: choose a file that its export wrote.
learn-file-newer = { $name } was written by a newer version of the massage coach: install that version here, then import again.
learn-file-other-features = { $name } was learnt by another version of the massage coach, which measures movements differently: learn again from the corrected sessions.
learn-not-passed = This model did not pass its test, so it is not taken into use.
learn-no-such-model = There is no model { $name } on this computer; massage-coach learn list shows those that there are.

learn-gathering = Reading movements
learn-fitting = Learning
learn-none-yet = No session was corrected yet, so there is nothing to learn from. Correct a session on the page Review first.
learn-from = { $sessions ->
    [one] Learnt from { NUMBER($sessions) } session, { DURATION($seconds) } of it named by a teacher.
   *[other] Learnt from { NUMBER($sessions) } sessions, { DURATION($seconds) } of them named by a teacher.
}
learn-missing = { $sessions ->
    [one] { NUMBER($sessions) } corrected session teaches nothing, because its movements were not kept.
   *[other] { NUMBER($sessions) } corrected sessions teach nothing, because their movements were not kept.
}
learn-result = On { $grouped_by ->
    [persons] people
   *[sessions] sessions
} it did not learn from: right in { NUMBER($after) } of 100 seconds instead of { NUMBER($before) }.
learn-general = { $changed ->
    [same] On the general clips: { NUMBER($after) } of 100, as before.
   *[other] On the general clips: { NUMBER($after) } of 100 instead of { NUMBER($before) }.
}
learn-passed = It passes: better on what it had not seen, and nothing forgotten.
learn-not-taken = It is not taken into use:
learn-reason = { $reason ->
    [few_sessions] Correct at least two sessions, so that one can be kept back to test on.
    [few_seconds] Name at least a minute in all.
    [one_technique] Name at least two techniques (or rest) for ten seconds each: from one alone nobody learns to tell it from others.
    [exchanged] Look at the names once more.
    [unclear] What was named cannot be told apart by the movements of the hands. Look at the names once more, and whether the hands are seen well.
    [not_better] It is not better on what it did not learn from. More corrected sessions may help, best of other people or days.
   *[forgets] It would forget some of what the coach knows. Look at the corrections once more, or correct more sessions.
}
learn-exchanged = What was named { $named } looks like { $meant }.
learn-shipped = the model that came with the coach
learn-name = { $setup }, version { NUMBER($version) }
learn-taken = { learn-name } is in use from the next session or review on.
learn-kept = { learn-name } is kept; take it into use with: massage-coach learn use { $file }
learn-went-back = From the next session or review on, in use: { $name }.
learn-exported = Written: { $file }
learn-imported = { learn-name } was read. Take it into use with: massage-coach learn use { $file }
learn-list-line = { $file }: { learn-name }, { DATE($made) }, right in { NUMBER($after) } of 100 seconds instead of { NUMBER($before) }
learn-list-in-use = { $line } (in use)
learn-list-none = There is no model of your own yet; in use: the model that came with the coach.

learn-views =
    .agreement = Agreement
    .learn = Learn
learn-views-label = What to see
learn-in-use = In use: { $name }
learn-passed-over = The model of your own is not used for now. { $why }
learn-how = Correct what the coach says about your sessions, and it learns to see your room, your camera and your hands. It learns from hand positions only, never from pictures, and all of it stays on this computer.
learn-corrected = { $sessions ->
    [0] No session is corrected yet. Open one under Progress, Sessions, and choose “Correct it”.
    [one] { NUMBER($sessions) } session is corrected.
   *[other] { NUMBER($sessions) } sessions are corrected.
}
learn-setup = Name of the room and camera
learn-setup-help = Choose one, or type a new name. Models of one room and camera are counted up: version 1, 2, 3. Learn anew when the camera stands elsewhere.
learn-begin = Learn from them
learn-running-hint = You can leave this page; the coach goes on learning.
learn-cancel = Stop
learn-before = Before learning
learn-after = After learning
learn-of-100 = { NUMBER($right) } of 100
learn-from-next = It is in use from the next session or review on. Sessions from before offer to be analysed again.
learn-use = Use it
learn-back = Go back
learn-shelf = Models on this computer
learn-shelf-none = None yet but the one that came with the coach.
learn-export = For another computer
learn-import = A model of another computer
learn-import-go = Read it in
