"""The pages of the app: icon, width and place in the menu; their words are in the catalogue, room ``page``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Material icon of a page, whether it uses the whole width, and whether it stands in the menu itself.

    All other pages are reached from the last entry of the menu.
    """

    icon: str
    wide: bool = False
    main: bool = False


FIRST_PAGE = "today"

PAGES: dict[str, Page] = {
    "today": Page(":material/today:", main=True),
    "practise": Page(":material/self_improvement:", wide=True, main=True),
    "review": Page(":material/movie:", wide=True, main=True),
    "progress": Page(":material/trending_up:", wide=True, main=True),
    "more": Page(":material/apps:", main=True),
    "before": Page(":material/checklist:"),
    "aftercare": Page(":material/self_care:"),
    "course": Page(":material/event:"),
    "protocols": Page(":material/menu_book:", wide=True),
    "class": Page(":material/groups:", wide=True),
    "compare": Page(":material/compare:", wide=True),
    "teaching": Page(":material/school:"),
    "help": Page(":material/help:"),
}
