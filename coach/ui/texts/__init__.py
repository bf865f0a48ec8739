"""Every word of the app's own pages, a module for each page.

Second person, short, friendly, no blame, no exclamation marks, never "wrong", never a diagnosis. What is said about a
massage itself comes from ``coach.feedback.messages`` and ``coach.report.labels``.
"""

from __future__ import annotations

from dataclasses import dataclass

APP_NAME = "Massage coach"
UNEXPECTED = (
    "Something went wrong here that should not have. Load the page again; what you have done so far is kept. "
    "The terminal in which the app was started says more."
)


@dataclass(frozen=True, slots=True)
class PageText:
    """Name of a page in the menu, its Material icon, what it is for, and whether it uses the whole width."""

    title: str
    icon: str
    help: str
    wide: bool = False


PAGES: dict[str, PageText] = {
    "today": PageText("Today", ":material/today:", "Where you are and what is due. Start here."),
    "before": PageText(
        "Before you start",
        ":material/checklist:",
        "A few questions about the person you massage, and how to prepare the room, the oil and the camera.",
    ),
    "practise": PageText(
        "Practise",
        ":material/self_improvement:",
        "The live coach: the camera watches your hands and the coach helps while you work.",
        wide=True,
    ),
    "aftercare": PageText(
        "Afterwards", ":material/self_care:", "How the person feels now, what is usual, and when to see a doctor."
    ),
    "review": PageText(
        "Review",
        ":material/movie:",
        "A recording of a massage goes in; what was done, how it went and what to practise comes out.",
        wide=True,
    ),
    "progress": PageText(
        "Progress", ":material/trending_up:", "Your sessions over the weeks and what to practise next.", wide=True
    ),
    "course": PageText(
        "Course", ":material/event:", "A plan over the weeks: what is due, what was done, your calendar."
    ),
    "protocols": PageText(
        "Protocols", ":material/menu_book:", "The massages the coach can lead you through, step by step.", wide=True
    ),
    "help": PageText("Help", ":material/help:", "Camera placement, what the coach can and cannot see, and privacy."),
}
