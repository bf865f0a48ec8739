"""A coach that watches the hands of somebody who massages a back.

The pipeline, one direction of flow::

    frames -> hands -> motion -> technique -> check -> feedback / report / history
    pixels    which    movement  which        what was    what is said, kept on paper,
    + time    hand     as        movement     asked       remembered
              is where numbers   it is

:class:`coach.pipeline.Analyser` is the whole chain on one screen; the app (``coach.ui``) and the command line
(``coach.cli``) are thin faces over it.
"""

from __future__ import annotations

__version__ = "0.1.0"
