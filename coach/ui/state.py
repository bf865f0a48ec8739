"""What one browser session remembers, with names in one place.

Values that belong to a widget are lost when its page is left; what has to survive a page change is kept under names of
its own.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from coach.records import Back


@dataclass(frozen=True, slots=True)
class Recording:
    """The recording that is to be reviewed.

    Attributes
    ----------
    path : where it lies
    name : as the user knows it
    digest : of its content
    sample : id of the sample, or ``None`` for the user's own
    """

    path: Path
    name: str
    digest: str
    sample: str | None = None


def session_id() -> str:
    """Return the random name of this browser session."""
    if "session_id" not in st.session_state:
        st.session_state.session_id = secrets.token_hex(8)
    name: str = st.session_state.session_id
    return name


def recording() -> Recording | None:
    """Return the recording that was chosen."""
    return st.session_state.get("review_recording")


def choose_recording(chosen: Recording | None) -> None:
    """Take a recording (or none), and forget the job of the one before."""
    st.session_state.review_recording = chosen
    st.session_state.review_job = None


def review_job() -> str | None:
    """Return the digest of the review that is shown or running."""
    return st.session_state.get("review_job")


def show_job(digest: str | None) -> None:
    """Remember which review is shown."""
    st.session_state.review_job = digest


def back_of(digest: str) -> Back | None:
    """Return the back that was set for a recording, remembered by its content."""
    backs: dict[str, Back | None] = st.session_state.setdefault("backs", {})
    return backs.get(digest)


def keep_back(digest: str, back: Back | None) -> None:
    """Remember the back of a recording."""
    st.session_state.setdefault("backs", {})[digest] = back


def later_backs(digest: str) -> dict[float, Back | None]:
    """Return the backs of a recording in pictures after a jump of the camera, by the time of the picture."""
    backs: dict[float, Back | None] = st.session_state.setdefault("later_backs", {}).setdefault(digest, {})
    return backs


def ask_back_at(digest: str, at_s: float) -> None:
    """Go back to the settings, and ask there where the back lies in a later picture too."""
    later_backs(digest).setdefault(at_s, None)
    show_job(None)


def last_review() -> str | None:
    """Return the digest of the review that was finished last."""
    return st.session_state.get("last_review")


def keep_last_review(digest: str) -> None:
    """Remember which review was finished last: another one of the same recording need not look for hands again."""
    st.session_state.last_review = digest
