# What is amiss with a folder of clips.
clips-not-folder = { $folder } is not a folder: give one that holds recordings and their { $ending } files.
clips-none = { $folder } holds no file NAME{ $ending }: put one beside each recording (its form is in the README).
clips-other-file = It names { $media }, which does not lie beside it.
clips-no-file = It names no file that lies beside it.
clips-no-track = { $name } is no landmark track: expected arrays lm, fps, w and h ({ $error }).
clips-track-unreadable = { $name } is no landmark track that can be read ({ $error }).
clips-process-ended = A process that reviews clips was ended, perhaps for want of memory.
