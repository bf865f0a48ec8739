"""Two performances side by side: which step goes with which, which moment with which, and what differs most.

``paths`` makes the palms' paths of what was tracked, ``pairing`` lays the steps side by side, ``phase`` and ``warping``
find which moment of a step goes with which, ``timing`` joins it all to one clock, ``differences`` says what differs,
and ``told`` says it in words. Nothing here is judged anew: what was judged is read from the two reviews.
"""
