"""A row of buttons of which one is chosen, and stays chosen for as long as the app is open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st


def choose_segment(
    label: str,
    names: Mapping[str, str],
    default: str,
    *,
    key: str,
    label_visibility: Literal["visible", "collapsed"] = "collapsed",
) -> str:
    """Show the names, by what stands for each, and return what stands for the chosen one."""
    return st.segmented_control(
        label,
        list(names),
        format_func=names.__getitem__,
        default=default,
        required=True,
        label_visibility=label_visibility,
        key=key,
        persist_state="session",
    )
