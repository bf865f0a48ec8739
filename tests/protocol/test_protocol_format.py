"""The format is told from the schema: every name and word has its meaning, and what is written can be read again."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.motion.body_shape import REGIONS
from coach.protocol.checking import check_text
from coach.protocol.field_flaws import load_template
from coach.protocol.format import INTERNAL, PartName, find_field, find_part, list_fields
from coach.protocol.format_page import SAME_WORDS, list_places, say_word, write_page, write_template
from coach.protocol.library import choose_id, list_protocols, load_file, load_protocol
from coach.protocol.schema import Protocol
from coach.protocol.vocabulary import load_vocabulary
from coach.protocol.writing import to_plain, write_toml, write_value
from coach.words.languages import DEFAULT
from tests.lint_words import CATALOGUES, read_catalogue

PAGE = Path(__file__).parents[2] / "docs" / "protocol-files.md"
PARTS: tuple[PartName, ...] = get_args(PartName)
BUILT_IN = [entry.id for entry in list_protocols() if entry.origin == "built-in"]


def test_the_page_in_the_documentation_is_the_one_that_the_schema_gives():
    assert PAGE.read_text(encoding="utf-8") == write_page(), "massage-coach protocols format > docs/protocol-files.md"


def test_every_name_and_word_of_the_format_is_on_the_page():
    page = write_page()
    for part in PARTS:
        for field in list_fields(part).values():
            assert f"\n| `{field.name}` |" in page
            for word in field.words:
                assert f"\n- `{word}`: {say_word(field.name, word)}" in page
    assert all(f"\n- `{way}` " in page for way in load_vocabulary())
    assert not any(f"`{name}`" in page for name in (INTERNAL["protocol"] | INTERNAL["step"]) - {"variant", "region"})


def test_no_word_is_explained_that_the_format_does_not_have():
    tables = [
        name for name in read_catalogue(CATALOGUES / DEFAULT).patterns if name.startswith("format-") and "." in name
    ]
    known = {f"format-name-{part}.{name}" for part in PARTS for name in list_fields(part)}
    for part in PARTS:
        for field in list_fields(part).values():
            known |= {f"format-word-{SAME_WORDS.get(field.name, field.name)}.{word}" for word in field.words}
    assert set(tables) <= known


def test_a_path_leads_to_its_part():
    assert [find_part(where) for where in ((), ("id",), ("sources", "own"), ("steps", 1, "cues", 0, "asks"))] == [
        "protocol",
        "protocol",
        None,
        "sentence",
    ]
    assert find_field(("steps", 0, "count", "low")).kind == "number"
    assert find_field(("steps", 0, "zones", 1)).words[0] == "collar"
    assert find_field(("steps", 0, "nonsense")) is None


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_a_built_in_protocol_is_written_and_read_again_unchanged(protocol_id):
    protocol = load_protocol(protocol_id)
    text = write_toml(to_plain(protocol))
    again, found = check_text("mine.toml", text)
    assert found == []
    assert again == protocol


def test_a_new_file_is_clean_and_explains_each_name_once(tmp_path):
    text = write_template("my-legs")
    path = tmp_path / "my-legs.toml"
    path.write_text(text, encoding="utf-8")
    assert load_file(path).id == "my-legs"
    remarks = [line for line in text.splitlines() if line.startswith("#")]
    assert len(remarks) == len(set(remarks))
    for name in load_template():
        assert f"\n{name} = " in text or f"\n[{name}]" in text or f"\n[[{name}]]" in text


@pytest.mark.parametrize("region", ["back", "leg", "shoulders"])
def test_a_new_file_for_a_part_of_the_body_speaks_of_that_part(region):
    text = write_template("mine", region)
    protocol, found = check_text("mine.toml", text)
    assert found == [] and protocol.region == region
    places = {place for each in REGIONS for place in list_places(each)}
    others = places - set(list_places(region)) - {"back"}
    assert not [place for place in others if re.search(rf"\b{place}\b", text)]
    assert region != "leg" or not re.search(r"spine|neck", text)
    named = {*list_fields("step"), *list_fields("protocol")}
    assert not [name for name in named if not re.search(rf"\b{name}\b", text)], "each is explained or pointed to"


@settings(deadline=None)
@given(value=st.recursive(
    st.text() | st.integers(-(2**60), 2**60) | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
))  # fmt: skip
def test_a_written_value_is_read_again(value):
    assert tomllib.loads(f"value = {write_value(value)}")["value"] == value


@settings(deadline=None, max_examples=40)
@given(title=st.text(min_size=3, max_size=60), text=st.text(min_size=20), source=st.text(), name=st.text(max_size=9))
def test_a_protocol_with_any_texts_is_written_and_read_again(title, text, source, name):
    data = load_template() | {"title": title, "sources": {"own": source, name: "x"}}
    data["steps"] = [data["steps"][0] | {"text": text, "cues": [title, text]}]
    data["session_minutes"] = data["session_minutes"] | {"low": 3}
    protocol = Protocol.model_validate(data)
    assert check_text("mine.toml", write_toml(to_plain(protocol))) == (protocol, [])


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("My legs", "my-legs"),
        ("Längs & quer!", "langs-quer"),
        ("lumbar-home", "lumbar-home-2"),
        ("массаж", "my-massage"),
        ("", "my-massage"),
        ("a" * 80, "a" * 56),
    ],
)
def test_an_id_is_made_from_any_name_and_is_nobody_elses(tmp_path, monkeypatch, name, chosen):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    assert choose_id(name) == chosen
