"""The errors that a user can cause, drawn as text at the top.

Every message says what was expected, what came, and what to do next, in one or two sentences that a lay person
understands.

::

    CoachError
    ├── InputError            the user's input: exit status 2
    │   ├── VideoError        a recording that cannot be read
    │   ├── ProtocolError     a protocol file with a fault in it
    │   ├── TrackError        a landmark file that is not one
    │   └── OutputError       a folder or file that cannot be written
    ├── ModelFileError        the hand model is missing or damaged
    ├── SystemLibraryError    this computer lacks a system library
    ├── StoreError            the history cannot be read or written
    └── Cancelled             the user asked to stop: not a fault
"""

from __future__ import annotations


class CoachError(Exception):
    """Base of everything the coach raises on purpose; its text is meant for the user."""


class InputError(CoachError):
    """The user's input cannot be used; the text says why and what would work."""


class VideoError(InputError):
    """A recording that cannot be opened or holds no picture."""


class ProtocolError(InputError):
    """A protocol that does not exist or whose file has a fault."""


class TrackError(InputError):
    """A landmark track or truth file that does not have the expected form."""


class OutputError(InputError):
    """A result cannot be written where the user asked for it."""


class ModelFileError(CoachError):
    """A model file is missing, damaged, or not the one this version expects."""


class SystemLibraryError(CoachError):
    """A library of the operating system is missing."""


class StoreError(CoachError):
    """The history cannot be opened, read or written."""


class Cancelled(CoachError):
    """The user cancelled a long piece of work."""
