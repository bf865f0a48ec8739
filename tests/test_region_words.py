"""Nothing that is said of a leg or of shoulders speaks of the back: each sentence about it is known by name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fluent.syntax import ast as ftl

from coach.words.languages import DEFAULT
from tests.lint_words import CATALOGUES, read_catalogue

OF_THE_BACK = re.compile(
    r"\b(spine|tailbone|coccyx|sacrum|loins?|lumbar|base of the neck|the (whole )?back\b(?! of)|back massage)",
    re.IGNORECASE,
)
BY_REGION = {"region", "zone"}
"""Variables by which a message is worded: what stands under another name than the leg's is not said of a leg."""

ONLY_OF_A_BACK = {
    "back-picker-shoulders.": "the lower end of the shoulders lies at the spine",
    "practise-live-shoulders.": "the lower end of the shoulders lies at the spine",
    "before-prepare-surface.": "how the person lies, whatever is massaged",
    "before-lie-": "how the person lies, whatever is massaged",
    "command-position": "how the person lies, whatever is massaged",
    "edit-position.supine": "how the person lies, whatever is massaged",
    "format-": "explains the words of every region",
    "command-review-": "the options that are named after the back",
    "class-faults.on_spine": "found on a back only (coach.motion.spine)",
    "cue-on_spine.": "found on a back only (coach.motion.spine)",
    "cue-summary.on_spine": "found on a back only (coach.motion.spine)",
    "finding-spine": "found on a back only (coach.motion.spine)",
    "note-ready-place.": "phrases that a teacher picks",
    "today-title": "what the home guide is about",
}
"""Beginnings of names of messages that may speak of the back, each with the reason."""


def said_of_a_leg(pattern: ftl.Pattern) -> Iterator[str]:
    """Texts of a message that can be said where a session is about a leg."""
    for element in pattern.elements:
        if isinstance(element, ftl.TextElement):
            yield element.value
        elif isinstance(element.expression, ftl.SelectExpression):
            selector = element.expression.selector
            by_region = isinstance(selector, ftl.VariableReference) and selector.id.name in BY_REGION
            for variant in element.expression.variants:
                if not by_region or getattr(variant.key, "name", "") == "leg":
                    yield from said_of_a_leg(variant.value)


def find_sentences_of_the_back() -> dict[str, str]:
    patterns = read_catalogue(CATALOGUES / DEFAULT).patterns
    found = {}
    for name, pattern in patterns.items():
        table, dot, part = name.partition(".")
        if dot and f"{table}-leg.{part}" in patterns:
            continue
        text = " ".join(said_of_a_leg(pattern))
        if OF_THE_BACK.search(text):
            found[name] = text
    return found


def test_a_sentence_about_the_back_is_said_of_a_back_only():
    found = find_sentences_of_the_back()
    strangers = {name: text for name, text in found.items() if not name.startswith(tuple(ONLY_OF_A_BACK))}
    assert not strangers, "word it by region, or give the reason why it is said of a back only"
    assert not [start for start in ONLY_OF_A_BACK if not any(name.startswith(start) for name in found)]
