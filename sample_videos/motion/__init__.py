"""What simulated landmarks and rendered pixels have in common: rhythm, unsteadiness, and how a camera sees.

Neither knows what a hand is. Lengths are in the unit of the scene: centimetres in ``simulate``, metres in ``render``.
In both, x points to the receiver's right, y towards the head, z up.
"""
