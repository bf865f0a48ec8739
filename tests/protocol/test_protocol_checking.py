"""A protocol file with flaws is told all of them at once, each on its line, in words that need no programmer."""

from __future__ import annotations

import re

import pytest
from fluent.syntax import ast as ftl

from coach.protocol.checking import MAX_FLAWS, check_text, find_flaws
from coach.protocol.field_flaws import load_template
from coach.protocol.library import check_content, check_file
from coach.protocol.reading import _guess
from coach.words.languages import DEFAULT
from tests.lint_words import CATALOGUES, read_catalogue
from tests.protocol.flawed_files import FLAWS, TEMPLATE, WHOLE_FILES, broken

PROGRAMMERS_WORDS = re.compile(
    r"\b(str|int|float|dict|tuple|None|null|NaN|bool|boolean|integer|string|validat\w+|pydantic|schema|input|parse|"
    r"parser|token|syntax|exception|error|invalid|type|enum|literal|array|inline|character '|TOML)\b"
)


@pytest.mark.parametrize("name", FLAWS)
def test_every_flaw_has_its_line_and_its_sentence(name):
    text = broken(name)
    protocol, found = check_text("mine.toml", text)
    assert protocol is None
    kind = name.partition("-")[0]
    if name != "missing-part":
        assert kind in [each.kind for each in found]
        assert len(found) == 1, [each.text for each in found]
    first = found[0]
    assert FLAWS[name][2] in first.text
    assert not PROGRAMMERS_WORDS.search(re.sub(r'"[^"]*"', "", first.text)), first.text
    if kind not in ("too_deep", "number_unreadable", "missing", "end", "variant_empty"):
        changed = [
            number
            for number, (was, now) in enumerate(zip(TEMPLATE.split("\n"), text.split("\n"), strict=False), start=1)
            if was != now
        ]
        assert first.line in range(changed[0], changed[0] + 3)


def test_no_kind_of_flaw_is_without_a_test():
    kinds = {
        name.removeprefix("book-flaw-").partition(".")[0]
        for name in read_catalogue(CATALOGUES / DEFAULT).patterns
        if name.startswith("book-flaw-")
    }
    of_files = {"too_large", "encoding", "taken"}
    assert kinds - {"at", "part"} == {name.partition("-")[0] for name in FLAWS} | of_files


@pytest.mark.parametrize("name", WHOLE_FILES)
def test_a_flaw_of_more_than_a_line_has_its_sentence(name):
    text, sentence = WHOLE_FILES[name]
    protocol, found = check_text("mine.toml", text)
    assert protocol is None
    assert sentence in "\n".join(flaw.text for flaw in found)


def test_no_wording_of_a_flaw_is_without_a_test():
    """Each branch of each message, by the longest of its words that are always said."""
    texts = [*map(broken, FLAWS), *(text for text, _ in WHOLE_FILES.values())]
    told = "\n".join(flaw.text for text in texts for flaw in check_text("mine.toml", text)[1])
    messages = read_catalogue(CATALOGUES / DEFAULT).patterns
    wordings = [
        (name, wording)
        for name, pattern in messages.items()
        if name.startswith("book-flaw-") and name != "book-flaw-part"
        for wording in list_branches(pattern)
    ]
    assert len(wordings) > 25
    assert [(name, wording) for name, wording in wordings if wording not in told] == []


def list_branches(pattern):
    """The longest constant words of every branch of a message, those inside of others too."""
    for element in pattern.elements:
        if isinstance(element, ftl.Placeable) and isinstance(element.expression, ftl.SelectExpression):
            for variant in element.expression.variants:
                constant = [part.value for part in variant.value.elements if isinstance(part, ftl.TextElement)]
                yield max(constant, key=len, default="").strip()
                yield from list_branches(variant.value)


def test_all_flaws_are_told_at_once_also_those_behind_others():
    text = TEMPLATE
    for name in ("word", "sense", "unknown-internal", "variant_length", "source"):
        text = text.replace(*FLAWS[name][:2], 1)
    text = text.replace('permission = ""', "permission = “”").replace('"Long strokes"', '"Long strokes"\ntitle = "x"')
    kinds = [each.kind for each in check_text("mine.toml", text)[1]]
    assert sorted(kinds) == sorted(["word", "sense", "unknown", "source", "curly", "key_twice", "variant_length"])


def test_what_depends_on_a_flaw_is_not_told():
    text = TEMPLATE.replace('axis = "along"\nsense = "tailward"', 'axis = "alongg"\nsense = "crossing"')
    assert [each.kind for each in check_text("mine.toml", text)[1]] == ["word"]
    text = TEMPLATE.replace("low = 60, high = 100", "low = 6000, high = 100")
    assert [each.kind for each in check_text("mine.toml", text)[1]] == ["band_order"]


def test_the_places_of_a_step_are_those_of_what_the_protocol_is_about():
    text = TEMPLATE.replace('position = "prone"', 'region = "leg"\nposition = "prone"')
    found = check_text("mine.toml", text)[1]
    assert [each.kind for each in found] == ["place"] * 3
    assert '"back" is no place of region = "leg". Its places are thigh, knee, calf and heel.' in found[0].text
    on_legs = text.replace('["back", "lumbar"]', '["thigh", "calf"]').replace('["lumbar"]', '["calf"]')
    protocol, found = check_text("mine.toml", on_legs)
    assert found == []
    assert {step.region for step in protocol.steps} == {"leg"}


def test_a_misspelt_name_counts_as_the_one_that_is_meant():
    text = TEMPLATE.replace("steps", "stesp").replace("\ntechnique", "\ntecnique", 1)
    assert [each.kind for each in check_text("mine.toml", text)[1]] == ["unknown", "unknown"]


def test_steps_under_a_misspelt_heading_come_behind_the_others_and_are_looked_at_too():
    text = TEMPLATE.replace('[[steps]]\nid = "last-strokes"', '[[step]]\nid = "last-strokes"').replace(
        'sense = "tailward"', 'sense = "crossing"'
    )
    found = check_text("mine.toml", text)[1]
    assert [each.kind for each in found] == ["unknown", "sense"]
    assert "Did you mean steps?" in found[0].text and "step 1 (last-strokes), sense:" in found[1].text
    assert text.split("\n")[found[1].line - 1] == 'sense = "crossing"'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_are_read(encoding, ends):
    content = TEMPLATE.replace("Long strokes", "Längs ⇅").replace("\n", ends).encode(encoding)
    protocol, found = check_content("mine.toml", content)
    assert found == []
    assert protocol.steps[0].title == "Längs ⇅"


def test_another_encoding_is_told_with_its_line(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_bytes(TEMPLATE.replace("Kneading", "Ausstreichen längs").encode("latin-1"))
    (found,) = check_file(path)
    assert (found.line, found.kind) == (32, "encoding")
    assert "no text in UTF-8. Save the file as text in UTF-8" in found.text


def test_a_file_that_is_too_large_is_told():
    assert "at most 100 kilobytes" in check_content("mine.toml", b"#" * 100_001)[1][0].text
    assert check_content("mine.toml", TEMPLATE.encode().ljust(100_000, b"\n"))[1] == []


def test_the_id_of_a_built_in_protocol_is_taken(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(TEMPLATE.replace("my-massage", "lumbar-home"), encoding="utf-8")
    (found,) = check_file(path)
    taken = (1, '"lumbar-home" belongs to a built-in protocol. Give yours another id.')
    assert (found.line, found.text) == taken
    path.write_text(path.read_text(encoding="utf-8").replace('"prone"', '"standing"'), encoding="utf-8")
    first, other = check_file(path)
    assert (first.line, first.text) == taken and other.kind == "word"


@pytest.mark.parametrize(("zeros", "encoding"), [(49, "utf-8"), (51, "utf-16-le")])
def test_an_encoding_is_guessed_from_the_zeros_in_every_other_byte(zeros, encoding):
    assert _guess(b"a\0" * zeros + b"ab" * (100 - zeros)) == encoding


def test_no_more_flaws_are_told_than_help():
    text = TEMPLATE + "".join(f"unknown{number} = 1\n" for number in range(200))
    assert len(check_text("mine.toml", text)[1]) == MAX_FLAWS


def test_the_only_step_with_a_flaw_is_still_a_step():
    data = load_template() | {"variants": []}
    only = data | {
        "steps": [data["steps"][0] | {"title": "x"}],
        "session_minutes": data["session_minutes"] | {"low": 3},
    }
    assert [flaw.kind for flaw in find_flaws(only)] == ["size"]


def test_plain_values_are_checked_without_a_file():
    data = load_template()
    assert find_flaws(data) == []
    steps = [*data["steps"][:2], data["steps"][2] | {"sense": "crossing"}]
    (flaw,) = find_flaws(data | {"steps": steps})
    assert (flaw.kind, flaw.where) == ("sense", ("steps", 2, "sense"))


@pytest.mark.parametrize("value", [None, 3, "text", [], {}, [3], [[]], {"low": {}}, True])
@pytest.mark.parametrize("where", ["id", "steps", "session_minutes", "sources", "variants", "cautions"])
def test_any_value_anywhere_is_explained_or_taken(where, value):
    assert isinstance(find_flaws(load_template() | {where: value}), list)
    step = load_template()["steps"][0]
    for name in step:
        assert isinstance(find_flaws(load_template() | {"steps": [step | {name: value}]}), list)
