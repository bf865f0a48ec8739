"""What the pages remember beyond one browser session: whose turn it is, and where finished sessions go.

Pages never open the database themselves. Every function here turns a fault of the history into words on the page and
goes on, because a coach that cannot remember can still coach.
"""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from coach.errors import CoachError, StoreError
from coach.formats import ReviewFile
from coach.history.analyser import name_analyser
from coach.history.entries import Guidance, NewSession, Profile, Session, SessionKind, new_uuid
from coach.history.practised import PractisedRounds
from coach.history.progress import advise_guidance
from coach.history.store import HistoryStore, open_store
from coach.paths import data_dir
from coach.protocol.library import load_protocol
from coach.records import Analysis
from coach.tracks_file import Recorded
from coach.ui.gate import PassedScreening
from coach.words import say

PROFILE_KEY = "profile_id"
LAST_SESSION_KEY = "last_session"
EARLIEST = datetime.min.replace(tzinfo=UTC)
ANNOTATED_NAME = "annotated.mp4"
NOTICE_KEY = "history_notice_shown"


@st.cache_resource(max_entries=4, show_spinner=False)
def _store(folder: Path) -> HistoryStore:
    return open_store(folder)


def open_history() -> HistoryStore | None:
    """Return the history, or say why there is none and return ``None``."""
    try:
        store = _store(data_dir())
        if not store.path.is_file():  # the folder was emptied or moved away while the app was running
            _store.clear()
            store = _store(data_dir())
    except StoreError as error:
        st.warning(f"{error}\n\n{say('memory-still-works')}", icon=":material/folder_off:")
        return None
    if store.notice is not None and not st.session_state.get(NOTICE_KEY):
        st.session_state[NOTICE_KEY] = True
        st.warning(store.notice, icon=":material/healing:")
    return store


def forget_opening() -> None:
    """Open the history anew the next time (after everything was deleted, or another folder was chosen)."""
    _store.clear()


def current_profile(store: HistoryStore) -> Profile:
    """Return who massages: the one chosen in this browser, else who was last here, else a first profile."""
    profiles = store.list_profiles() or [store.add_profile(say("memory-first-profile"))]
    chosen = st.session_state.get(PROFILE_KEY)
    found = next((profile for profile in profiles if profile.id == chosen), None)
    if found is None:
        found = max(profiles, key=lambda profile: store.last_active(profile.id) or EARLIEST)
        st.session_state[PROFILE_KEY] = found.id
    return found


@dataclass(frozen=True, slots=True)
class Finished:
    """What is known of a finished session besides its review.

    Attributes
    ----------
    kind : "live" or "recording"
    protocol_id : str, optional
    passed : PassedScreening, optional
        The screening that opened the gate; gives the receiver and the pain before.
    guidance : Guidance
    started_at : datetime, optional
        With a time zone; now when left out.
    identity : str, optional
        Whatever makes this recording the same as one reviewed before (its digest and protocol): the review then takes
        the place of the older one instead of being listed twice.
    folder : Path, optional
        Where the live session was written down as it went. Once the session is kept it is removed, unless it holds
        the picture: then it goes when the session is deleted.
    hurt : bool
        It was ended with "Stop: it hurts".
    rounds : PractisedRounds, optional
        One step was practised in rounds.
    """

    kind: SessionKind
    protocol_id: str | None = None
    passed: PassedScreening | None = None
    guidance: Guidance = "every"
    started_at: datetime | None = None
    identity: str | None = None
    folder: Path | None = None
    hurt: bool = False
    rounds: PractisedRounds | None = None


def keep_session(review: ReviewFile, analysis: Analysis | None, finished: Finished) -> Session | None:
    """Put a finished session into the history of the current profile.

    Without the analysis no movements are kept, so the session cannot be analysed again.

    Returns
    -------
    Session or None
        ``None`` when it could not be kept; the page has said why.
    """
    store = open_history()
    if store is None:
        return None
    asked = asked_techniques(finished.protocol_id)
    folder, identity = finished.folder, finished.identity
    try:
        profile = current_profile(store)
        uuid = new_uuid() if identity is None else _name_by(identity, profile)
        if identity is not None and store.knows(uuid):
            store.replace_review(uuid, review, name_analyser(), asked)
            return store.find_session(uuid)
        recorded = None if analysis is None else Recorded(analysis.tracks, analysis.info, analysis.back)
        session = store.add_session(_describe(finished, review, profile, uuid), review, recorded, asked)
    except CoachError as error:
        st.warning(str(error), icon=":material/folder_off:")
        return None
    st.session_state[LAST_SESSION_KEY] = session.uuid
    if folder is not None and not session.folder:
        shutil.rmtree(folder, ignore_errors=True)  # everything in it is in the history now
    return session


def _describe(finished: Finished, review: ReviewFile, profile: Profile, uuid: str) -> NewSession:
    passed, folder = finished.passed, finished.folder
    return NewSession(
        profile_id=profile.id,
        started_at=finished.started_at or datetime.now(UTC),
        kind=finished.kind,
        duration_s=review.video.duration_s,
        protocol_id=finished.protocol_id,
        receiver=passed.receiver if passed else "",
        pain_before=passed.pain_before if passed else None,
        guidance=finished.guidance,
        analyser=name_analyser(),
        cushion=passed.cushion if passed else False,
        folder=folder.name if folder is not None and has_picture(folder) else "",
        hurt=finished.hurt,
        rounds=finished.rounds,
        uuid=uuid,
    )


def has_picture(folder: Path) -> bool:
    """Whether a live session's folder holds a video of it."""
    return any(file.suffix in (".mkv", ".mp4") for file in folder.iterdir()) if folder.is_dir() else False


def find_picture(store: HistoryStore, session: Session) -> Path | None:
    """Return the annotated video of a live session, or ``None``; the plain one does not play in every browser."""
    video = store.folder / "live" / session.folder / ANNOTATED_NAME
    return video if session.folder and video.is_file() else None


def advised_guidance() -> Guidance:
    """Return how many hints the last sessions call for; every hint when there is no history."""
    return advise_guidance(own_sessions()).level


def own_sessions() -> list[Session]:
    """Return the sessions of who massages, the earliest first; none when there is no history."""
    store = open_history()
    if store is None:
        return []
    try:
        return store.list_sessions(current_profile(store).id)
    except CoachError:
        return []


def asked_techniques(protocol_id: str | None) -> dict[str, str]:
    """Return which technique each step of a protocol asks; empty when the protocol is not there any more."""
    if protocol_id is None:
        return {}
    try:
        return {step.id: step.technique for step in load_protocol(protocol_id).steps}
    except CoachError:
        return {}


def _name_by(identity: str, profile: Profile) -> str:
    return hashlib.sha256(f"{profile.uuid}/{identity}".encode()).hexdigest()[:32]
