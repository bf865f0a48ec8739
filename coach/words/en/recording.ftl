# Why a recording cannot be used, and what to do.
recording-formats = mp4, mov, mkv, webm or avi
recording-folder = { $name } is a folder, and a recording is one file: choose a video inside it.
recording-not-ordinary = { $name } is not an ordinary file, so it cannot be read from start to end: choose a video file.
recording-missing = There is no file { $name }: check its name and its folder.
recording-not-readable = { $name } cannot be read ({ $why }): check that you may open it, or copy it to your own folder.
recording-empty = { $name } is empty (0 bytes): copy or record it again.
recording-picture = { $name } is a single picture, not a recording: choose a video ({ recording-formats }).
recording-text = { $name } is a text, not a recording: choose a video ({ recording-formats }).
recording-cut-off = { $name } begins like a video, but its table of contents is missing: the recording was probably cut off before it was finished. Copy it again, or repair it with the program that recorded it.
recording-not-video = { $name } is not a video that can be read, or it is damaged from its start: expected { recording-formats }.
recording-no-size = { $name } says that its pictures are { NUMBER($width, useGrouping: 0) } x { NUMBER($height, useGrouping: 0) } pixels, so there is nothing to see: record or export it again.
recording-too-large = The pictures of { $name } are { NUMBER($width, useGrouping: 0) } x { NUMBER($height, useGrouping: 0) } pixels, more than can be reviewed: export it with at most 8K.
recording-without = { $what ->
    [sound] { $name } holds sound but no picture
   *[nothing] { $name } holds no picture
}: choose a video in which the hands can be seen.
recording-unknown-way = The pictures of { $name } are made in a way that is not known here: export it as mp4 (H.264) and try again.
recording-no-picture = No picture of { $name } can be decoded: it is damaged, or made in a way that is not known here. Export it as mp4 (H.264) and try again.
recording-no-still = No picture of { $name } can be decoded: choose another recording.
recording-no-camera = Camera { NUMBER($index) } gives no picture: it is not plugged in, or another program uses it. Close that program or choose another camera.
