"""What a page shows when its script stops on a fault: a sentence, never a traceback; the details go to the terminal."""

from __future__ import annotations

import logging

import streamlit as st

from coach.errors import CoachError
from coach.words import say

_log = logging.getLogger(__name__)


def explain_fault(error: Exception) -> bool:
    """Show what happened; returns that Streamlit need not."""
    if isinstance(error, CoachError):
        st.error(str(error), icon=":material/error:")
    else:
        _log.error("a page stopped on a fault", exc_info=error)
        st.error(say("page-unexpected"), icon=":material/error:")
    return True
