"""A class: a folder of recordings, what the coach says of each, and what its teacher decides.

::

    folder, roster          which recordings there are, and whose
    running                 reviews a list of recordings and calls back for each, here or wherever else
    shelf                   what came of it, in the data folder, by the content of the recording
    rubric, proposal        what a school marks, and what the coach proposes for it
    marks                   what a teacher decided, beside the proposal and never over it
    opened                  a class as it stands, and the run that does the rest
    table, told             all of it for the faces: who needs attention, week over week, the commonest faults
    spreadsheets, sheets    on paper
"""
