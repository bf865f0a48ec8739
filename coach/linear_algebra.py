"""One thread for linear algebra: the matrices are small, and what takes long runs side by side already.

OpenBLAS, which NumPy brings, has been seen to wait for its second thread for ever inside a product of two matrices, on
a busy computer with two cores. With one thread a review takes as long as with two.
"""

from __future__ import annotations

import os

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Environment of a process that must not wait for a second one."""


def use_one_thread() -> None:
    """Let this process and those that it starts use one, unless its user wants it otherwise; before NumPy is loaded."""
    for name, value in ONE_THREAD.items():
        os.environ.setdefault(name, value)
