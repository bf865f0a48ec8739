"""Stage 1: pixels with a time.

``source`` says what a stream of frames is, ``video`` reads one from a file. Behind it ``probe`` finds out what a file
is and refuses what is no recording, ``decode`` takes the pictures out, ``ahead`` lets that run before they are asked
for, ``clock`` makes their times rise strictly.
"""
