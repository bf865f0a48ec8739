"""The tone of what is said before and after a session: calm, plain, no blame, no diagnosis, no promise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from coach.care.course import load_courses
from coach.care.screening import load_rules
from coach.words.languages import DEFAULT
from coach.words.plain import read_room

NEVER = re.compile(
    r"!|\bwrong\b|\bdiagnos|\bheals you\b|\bcure|\bguarantee|\bfail|\bdanger|\byou must\b", re.IGNORECASE
)


def find_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for item in value.values() for text in find_texts(item))
    elif isinstance(value, (tuple, list)):
        yield from (text for item in value for text in find_texts(item))
    elif is_dataclass(value):
        yield from (text for field in fields(value) for text in find_texts(getattr(value, field.name)))


def test_rules_and_courses_speak_calmly() -> None:
    texts = list(find_texts([rule.model_dump() for rule in load_rules().rule]))
    texts += find_texts([course.model_dump() for course in load_courses().course])
    assert [text for text in texts if NEVER.search(text)] == []


def test_the_disclaimer_stands_once() -> None:
    assert read_room(DEFAULT, "before").count("not medical advice") == 1
