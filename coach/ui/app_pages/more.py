"""More: large links to the pages that do not stand in the menu."""

from __future__ import annotations

import streamlit as st

from coach.ui.components.page_links import page_links
from coach.words import say

st.title(say("page-name.more"), anchor=False)
page_links("list")
