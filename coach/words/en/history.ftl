# What cannot be done with the history, and what to do.
history-damaged = The history file { $name } is damaged and cannot be read.
history-in-use = The history is being used by another program. Close other windows of the coach and backup programs, then try again.
history-disk-full = The disk is full, so the history could not be saved. Free some space, then try again.
history-not-writable = The history in { $folder } cannot be opened for writing. Check that the folder exists and is yours, or choose another one with --data-dir.
history-changed = This was changed or removed in another window of the coach meanwhile. Reload the page.
history-unusable = The history cannot be used: { $error }.
history-rescued = { $rescued ->
    [0] Your history file was damaged. A copy was kept as { $name } in { $folder }; none of its sessions could be saved.
    [one] Your history file was damaged. A copy was kept as { $name } in { $folder }; { NUMBER($rescued) } of its sessions could be saved and is here.
   *[other] Your history file was damaged. A copy was kept as { $name } in { $folder }; { NUMBER($rescued) } of its sessions could be saved and are here.
}
history-import-unexpected = { $name } holds something unexpected at { $where }; nothing was imported.
history-import-partial = { $name } is not a whole export of the coach ({ $error }). Choose a file made with Export everything.
history-import-failed = { $name } could not be imported ({ $why }).
history-import-foreign = This zip file was not made by the coach. Choose one made with Export everything.
history-import-newer = This file was made by a newer version of the coach. Update the coach here, then try again.
history-name-empty = A profile needs a name of at least one letter.
history-name-taken = There is a profile named { $name } already. Choose it, or take another name.
history-there-already = This session is in the history already.
history-gone = This session is not in the history any more.
history-review-unreadable = The review of this session cannot be read any more.
history-zip-entries = This zip file has more entries than any export of the coach; nothing was imported.
history-zip-holds = This zip file holds { $entry }, which no export of the coach does. Nothing was imported.
history-zip-path = This zip file holds the path { $path }, which leads out of it. Nothing was imported.
history-zip-twice = This zip file holds { $entry } twice, which no export of the coach does. Nothing was imported.
history-zip-large = This zip file is larger than any export of the coach; nothing was imported.
history-picture-not-deleted = The picture of this session could not be deleted ({ $why }). Try again.
history-not-deleted = Not everything in { $folder } could be deleted ({ $why }). Close other programs and try again.
history-traces = It is deleted, but another window still uses the history, so traces stay in its log until that is closed.
history-newer = Your history was written by a newer version of the coach (its form is { NUMBER($found) }, this version knows up to { NUMBER($known) }). Update the coach, or choose another folder with --data-dir.
history-pain = Pain is a whole number from { NUMBER($low) } to { NUMBER($high) }, got { $pain }.
history-session-name = A session is named by 32 hexadecimal digits, got { $name }.
history-no-movements = The movements of this session were not kept, so it cannot be analysed again.
history-movements-not-deleted = The movements of a session could not be deleted ({ $why }). Try again.
history-session-unreadable = Session { NUMBER($number) } is damaged and cannot be read.
