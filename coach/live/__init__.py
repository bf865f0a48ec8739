"""One live session: newest frame in, latest state out.

::

    browser (web/*.js)            socket.py             session.py                    coach.py
    camera -> JPEG  --binary-->   credits, bounds  -->  one analysis thread     -->   LiveCoach.push(hands)
    overlay, sound  <--text----   messages.py      <--  decode, follow, record        analysis, steps, advice

``security`` says who may open the socket, ``recorder`` writes the session down as it goes, ``setup_check`` looks at the
picture before anything is scored, ``gesture`` reads the open palm, ``replay`` plays a recorded session through the same
coach again.
"""
