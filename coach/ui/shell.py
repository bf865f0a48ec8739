"""The page script: Streamlit runs it anew for every interaction, and it runs the page that is open."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from coach.ui.components.page_links import page_links
from coach.ui.pages import FIRST_PAGE, PAGES
from coach.ui.warm_up import wait_for_first_page, warm_up
from coach.words import say

PAGES_FOLDER = Path(__file__).with_name("app_pages")

wait_for_first_page()
# Before the navigation, and a file of our own: a Material icon as the tab's icon would be fetched from the internet.
st.set_page_config(page_icon=Path(__file__).with_name("icon.svg"))

pages = [
    st.Page(
        PAGES_FOLDER / f"{name}.py",
        title=say(f"page-name.{name}"),
        icon=page.icon,
        help=say(f"page-help.{name}"),
        url_path=name,
        default=name == FIRST_PAGE,
    )
    for name, page in PAGES.items()
]
# Streamlit's own menu folds away on a narrow screen; ours does not.
page = st.navigation(pages, position="hidden")
open_page = page.url_path or FIRST_PAGE
st.set_page_config(
    page_title=say("page-title", page=page.title),
    layout="wide" if PAGES[open_page].wide else "centered",
)
# Streamlit writes what is chosen in the main colour, which on a dark ground stands out too little as text.
st.html("<style>button[data-variant][data-selected=true] { color: inherit !important; font-weight: 600 }</style>")
page_links("menu", open_page)
page.run()
warm_up()  # after the page, which must not wait for it
