"""Tells the format of a protocol file by the schema and the vocabulary: a page, and a file to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from coach.protocol.field_flaws import load_template
from coach.protocol.fitting import SENSES_OF_AXIS
from coach.protocol.format import FieldFormat, PartName, list_fields
from coach.protocol.vocabulary import load_vocabulary
from coach.protocol.writing import write_toml
from coach.words import say, say_table

SAME_WORDS = {"needs": "asks"}
"""Names that take the words of another name."""


def write_page() -> str:
    """Write the page about protocol files, in Markdown."""
    lines = [f"# {say('format-title')}", "", say("format-lead"), "", say("format-commands"), "", say("format-folder")]
    named: set[str] = set()
    for part in get_args(PartName):
        lines += ["", f"## {say(f'format-part-{part}')}", "", say(f"format-about-{part}"), "", *_write_table(part)]
        for field in list_fields(part).values():
            if field.words and field.name not in named and field.name not in SAME_WORDS:
                named.add(field.name)
                lines += ["", f"### {say('format-words', name=f'`{field.name}`')}", "", *_write_words(field)]
        if part == "step":
            lines += ["", f"### {say('format-senses')}", "", *_write_senses()]
            lines += ["", f"### {say('format-ways')}", "", say("format-ways-about"), "", *_write_ways()]
    template = write_toml(load_template())
    return "\n".join([*lines, "", f"## {load_template()['title']}", "", "```toml", template.rstrip(), "```"]) + "\n"


def write_template(protocol_id: str) -> str:
    """Write a small protocol under an id, each name explained where it first stands."""
    explained: set[tuple[str, str]] = set()

    def comment(part: str, name: str) -> str:
        if (part, name) in explained:
            return ""
        explained.add((part, name))
        return _explain_name(part, name)

    head = "".join(f"# {line}\n" for line in say("format-template").splitlines())
    return f"{head}\n{write_toml(load_template() | {'id': protocol_id}, comment)}"


def say_word(name: str, word: str) -> str:
    """Say what a word of the format means: ``say_word("axis", "along")``."""
    return say(f"format-word-{SAME_WORDS.get(name, name)}.{word}")


def _explain_name(part: str, name: str) -> str:
    text = say(f"format-name-{part}.{name}")
    words = next((field.words for field in _fields(part) if field.name == name), ())
    return say("format-template-choices", text=text.rstrip("."), words=words) + "." if words else text


def _fields(part: str) -> list[FieldFormat]:
    return [field for known in get_args(PartName) if known == part for field in list_fields(known).values()]


def _write_table(part: PartName) -> Iterator[str]:
    heads = (say("format-head-name"), say("format-head-needed"), say("format-head-value"), say("format-head-meaning"))
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|---|"
    for field in list_fields(part).values():
        needed = say("format-needed") if field.required else say("format-optional")
        kind = ("sources" if field.name == "sources" else "band") if field.kind == "table" else field.kind
        meaning = say(f"format-name-{part}.{field.name}")
        yield f"| `{field.name}` | {needed} | {say('format-kind', kind=kind)} | {meaning} |"


def _write_words(field: FieldFormat) -> Iterator[str]:
    said = say_table(f"format-word-{field.name}")
    for word in field.words:
        yield f"- `{word}`: {said[word]}"


def _write_senses() -> Iterator[str]:
    for axis, senses in SENSES_OF_AXIS.items():
        shown = [f"`{sense}`" for sense in senses]
        line = say("format-sense-line", axis=axis, senses=shown) if senses else say("format-sense-none", axis=axis)
        yield f"- {line}"


def _write_ways() -> Iterator[str]:
    for way in load_vocabulary().values():
        yield f"- `{way.id}` ({way.judged_as}): {way.name}. {way.text}"
