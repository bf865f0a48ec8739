"""The phone as the camera: the address as a QR code, where the app was started for it."""

from __future__ import annotations

import streamlit as st

from coach.live.access import read_address
from coach.ui.components.figure import show_figure
from coach.words import say

QR_WIDTH_PX = 260
QUIET_DOTS = 4
"""Light border that readers need around the code (ISO/IEC 18004)."""


def offer_phone() -> None:
    """Say how a phone becomes the camera, and show it the way where there is one."""
    with st.expander(say("practise-phone"), icon=":material/smartphone:"):
        address = read_address()
        if address is None:
            st.markdown(say("practise-phone-how"))
            return
        st.markdown(say("practise-phone-scan"))
        show_figure(draw_qr(address), say("practise-phone-qr"), key="phone_qr", max_width=QR_WIDTH_PX)
        st.code(address, language=None, wrap_lines=True)
        st.caption(say("practise-phone-warning"))


@st.cache_data(max_entries=2, show_spinner=False)
def draw_qr(address: str) -> str:
    """Draw a QR code as an ``<svg>`` element, black on white in either theme."""
    import segno

    drawn: str = segno.make_qr(address, error="m").svg_inline(
        border=QUIET_DOTS, dark="#000", light="#fff", omitsize=True
    )
    return drawn
