"""Learning from a teacher's corrections: a technique model of one's own.

What a teacher said about sessions (``coach/corrections``) becomes a few trees that are added to the shipped model. They
are fitted beside a few megabytes of what the shipped model was made from (:mod:`.replay`), so that nothing known is
forgotten, and measured on sessions and persons that were left out (:mod:`.fitting`). A model is adopted only where it
passes :mod:`.gate`.
"""
