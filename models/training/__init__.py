"""How the technique model is trained: on simulated hands only, whose movement is known exactly.

``python -m models.training`` makes the model again, bit for bit. It needs scikit-learn; the model does not.
"""
