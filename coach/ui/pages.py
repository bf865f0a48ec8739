"""The pages of the app, in the order of the menu: icon and width; their words are in the catalogue, room ``page``."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Material icon of a page in the menu, and whether it uses the whole width."""

    icon: str
    wide: bool = False


PAGES: dict[str, Page] = {
    "today": Page(":material/today:"),
    "before": Page(":material/checklist:"),
    "practise": Page(":material/self_improvement:", wide=True),
    "aftercare": Page(":material/self_care:"),
    "review": Page(":material/movie:", wide=True),
    "progress": Page(":material/trending_up:", wide=True),
    "course": Page(":material/event:"),
    "protocols": Page(":material/menu_book:", wide=True),
    "help": Page(":material/help:"),
}
