# What cannot be read or written on this computer, and what the live coach says when it has to stop.
fault-session-unreadable = { $name } holds no readable session ({ $error }). You can delete the folder.
fault-tracks-form = { $name }: { $tracks } has another form than this version writes.
fault-session-name = { $name } is no name of a session.
fault-session-not-removed = The session { $name } cannot be removed ({ $why }).
fault-coach-stopped = The coach stopped because of a fault of its own ({ $name }: { $error }). What was recorded so far is safe; load the page again to go on.
fault-session-not-written = The session cannot be written to { $folder } ({ $why }). Free some space or choose another folder with --data-dir.
fault-no-code = This is somebody's massage coach. Open it with the whole address, or the QR code, that is shown on the computer on which it runs.
fault-data-folder = The folder for your data, { $folder }, cannot be used ({ $why }). Choose another one with --data-dir or the environment variable { $variable }.
fault-file-unreadable = { $name } cannot be read: { $why }.
fault-file = the file
fault-file-form = { $name }: at { $where }: { $what }. The README shows the form.
fault-not-written = { $name } could not be written in { $folder } ({ $why }). Free some space or choose another folder with --data-dir, then try again.
fault-process-ended = A part of the work was ended from outside, perhaps for want of memory. Nothing was changed: close other programs, then try again.
fault-no-movements = { $name } does not hold the movements of a session ({ $error }).
fault-course-unknown = There is no course "{ $course }". Known ones: { $known }.
fault-same-point = Neck and tail of the back fall on the same point: set the two points again, further apart.
fault-corners = The four corners do not go round a back: set left shoulder, right shoulder, right hip and left hip again.
