"""Stage 1: pixels with a time.

``source`` says what a stream of frames is, ``video`` reads one from a file and ``still`` a single picture of it. Behind
them ``probe`` finds out what a file is and refuses what is no recording (by its first bytes, ``kinds``, and by what its
``container`` holds), ``decode`` takes the pictures out (``deinterlace``, ``upright``), ``ahead`` lets that run before
they are asked for, ``clock`` makes their times rise strictly.
"""
