"""Links to the pages of the app: the menu, which is in sight at any width, and large ones as a list.

Streamlit's own menu folds away behind an arrow on a narrow screen, and its links are small for a finger with oil on it.
"""

from __future__ import annotations

from typing import Literal

import streamlit as st

from coach.ui.components import read_web
from coach.ui.pages import FIRST_PAGE, PAGES
from coach.words import say

_mount = st.components.v2.component(
    "massage_coach_page_links",
    html="<nav><div></div></nav>\n",
    css=read_web("page_links.css"),
    js=read_web("page_links.js"),
)


def page_links(layout: Literal["menu", "list"], current: str | None = None) -> None:
    """Show links to pages, and open the one that was asked for.

    Parameters
    ----------
    layout : ``menu``, a bar that stays at the top of the window, for the main pages; or ``list``, large links one below
        another that say what each page is, for the others
    current : name of the open page; in the menu, the last entry stands for all pages that are not in it
    """
    main = layout == "menu"
    names = [name for name, page in PAGES.items() if page.main is main]
    if main and current not in names:
        current = names[-1]
    # A tuple: Streamlit loads pandas, half a second, to see whether a list is a table.
    entries = tuple(
        {
            "name": name,
            "address": "/" if name == FIRST_PAGE else f"/{name}",
            "title": say(f"page-name.{name}"),
            "icon": PAGES[name].icon.removeprefix(":material/").removesuffix(":"),
            "text": say(f"page-help.{name}"),
        }
        for name in names
    )
    data = {"entries": entries, "layout": layout, "current": current, "label": say("page-menu")}
    asked = _mount(key=f"page_links_{layout}", data=data, on_page_change=lambda: None).page
    if asked in names:
        st.switch_page(f"app_pages/{asked}.py")
