"""Tells the format of a protocol file by the schema and the vocabulary: a page, and a file to begin with."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, get_args

from coach.motion.body_shape import REGIONS
from coach.protocol.editing import USUAL_PLACE, begin
from coach.protocol.field_flaws import load_template
from coach.protocol.fitting import SENSES_OF_AXIS
from coach.protocol.format import FieldFormat, PartName, list_fields
from coach.protocol.schema import BodyPart
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


def write_template(protocol_id: str, region: BodyPart = "back") -> str:
    """Write a small protocol of a part of the body under an id, each name explained where it first stands."""
    explained: set[tuple[str, str]] = set()
    places = set(list_places(region))

    def comment(part: str, name: str) -> str:
        if (part, name) in explained:
            return ""
        explained.add((part, name))
        return _explain_name(part, name, places)

    data = _move_to(region, load_template()) | {"id": protocol_id}
    text = write_toml(data, comment)
    more = [name for name in list_fields("step") if ("step", name) not in explained]
    foot = "".join(f"# {line}\n" for line in say("format-template-more", names=more).splitlines())
    head = "".join(f"# {line}\n" for line in say("format-template").splitlines())
    return f"{head}\n{text}\n{foot}"


def list_places(region: str) -> list[str]:
    """Return the words of ``zones`` that a part of the body has."""
    return [*REGIONS[region].zones, *REGIONS[region].places]


def _move_to(region: BodyPart, data: dict[str, Any]) -> dict[str, Any]:
    """Put a protocol of the back on another part of the body: its places, how the person lies, what is left alone."""
    if region == "back":
        return data | {"region": region}
    steps = [
        {name: value for name, value in step.items() if name != "cautions"}
        | ({"zones": [USUAL_PLACE[region]]} if "zones" in step else {})
        for step in data["steps"]
    ]
    said = {name: begin(region, data["id"], data["title"])[name] for name in ("position", "cautions", "sources")}
    return data | said | {"region": region, "steps": steps}


def say_word(name: str, word: str) -> str:
    """Say what a word of the format means: ``say_word("axis", "along")``."""
    return say(f"format-word-{SAME_WORDS.get(name, name)}.{word}")


def _explain_name(part: str, name: str, places: Collection[str]) -> str:
    text = say(f"format-name-{part}.{name}")
    words = next((field.words for field in _fields(part) if field.name == name), ())
    if name == "zones":
        words = tuple(word for word in words if word in places)
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
