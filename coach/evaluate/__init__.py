"""How well the coach agrees with the truth.

``seconds``, ``scores`` and ``matching`` compare one review with one truth file, ``agreement`` sums up over many: these
are pure. ``clips`` finds recordings and landmark tracks with their truth, ``run`` reviews them (``cache`` keeps the
hands found in them), ``table`` puts the figures into plain words.
"""
