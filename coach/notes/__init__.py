"""Notes to a student: what a teacher writes and draws at a moment of a recording, and the one file that carries them.

::

    records                 a note: when, how long, its words, the arrows and circles on the picture
    stored                  kept for good: every version is a file that nothing writes over
    phrases                 ready-made sentences, the coach's and one's own
    film                    the recording made small, whole or only around the notes, and a still for each note
    sheet                   the file for the student: a page with the film in it, or a zip of both
"""
