"""A coach that watches the hands of somebody who massages a back.

The pipeline, one direction of flow::

    frames -> hands -> motion -> technique -> check -> feedback / report / history
    pixels    which    movement  which        what was    what is said, kept on paper,
    + time    hand     as        movement     asked       remembered
              is where numbers   it is

``review`` is the whole chain in one call::

    import coach

    review = coach.review("evening.mp4", "lumbar-home", coach.Back.from_head("up"))
    print(review.to_json())

The app (``coach.ui``) and the command line (``coach.cli``) are thin faces over it. The names below are loaded when they
are first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coach.errors import CoachError
    from coach.frames.camera import open_camera
    from coach.frames.video import open_video
    from coach.pipeline import Analyser, analyse
    from coach.protocol.library import list_protocols, load_protocol
    from coach.protocol.schema import Protocol
    from coach.records import Analysis, Back
    from coach.reviewing import Review, review, review_analysis

__version__ = "0.1.0"

__all__ = [
    "Analyser",
    "Analysis",
    "Back",
    "CoachError",
    "Protocol",
    "Review",
    "__version__",
    "analyse",
    "list_protocols",
    "load_protocol",
    "open_camera",
    "open_video",
    "review",
    "review_analysis",
]

_HOMES = {
    "Analyser": "coach.pipeline",
    "Analysis": "coach.records",
    "Back": "coach.records",
    "CoachError": "coach.errors",
    "Protocol": "coach.protocol.schema",
    "Review": "coach.reviewing",
    "analyse": "coach.pipeline",
    "list_protocols": "coach.protocol.library",
    "load_protocol": "coach.protocol.library",
    "open_camera": "coach.frames.camera",
    "open_video": "coach.frames.video",
    "review": "coach.reviewing",
    "review_analysis": "coach.reviewing",
}


def __getattr__(name: str) -> Any:
    """Load a public name from its module."""
    if name not in _HOMES:
        raise AttributeError(f"module 'coach' has no attribute {name!r}; the public names are {', '.join(__all__)}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
