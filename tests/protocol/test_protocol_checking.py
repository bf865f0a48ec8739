"""A protocol file with flaws is told all of them at once, each on its line, in words that need no programmer."""

from __future__ import annotations

import re

import pytest
from fluent.syntax import ast as ftl

from coach.protocol.checking import MAX_FLAWS, check_text, find_flaws
from coach.protocol.field_flaws import load_template
from coach.protocol.library import check_content, check_file
from coach.protocol.reading import MAX_KEY_PARTS
from coach.words import find_data
from coach.words.languages import DEFAULT
from tests.lint_words import CATALOGUES, read_catalogue

TEMPLATE = find_data("coach.protocol", "template.toml").read_text(encoding="utf-8")
PROGRAMMERS_WORDS = re.compile(
    r"\b(str|int|float|dict|tuple|None|null|NaN|bool|boolean|integer|string|validat\w+|pydantic|schema|input|parse|"
    r"parser|token|syntax|exception|error|invalid|type|enum|literal|array|inline|character '|TOML)\b"
)

FLAWS = {
    "too_deep": ('id = "my-massage"', "deep = " + "[" * 3000, "Lists or tables lie too deep"),
    "key_parts": ('id = "my-massage"', ".".join("a" * (MAX_KEY_PARTS + 1)) + " = 1", "A name of more than 20 parts"),
    "number_unreadable": ("low = 10", "low = " + "1" * 9000, "The file holds a number or a date that cannot be read."),
    "key_twice": (
        'title = "Kneading"',
        'title = "Kneading"\ntitle = "Kneading more"',
        "title stands on line 32 already. Keep one of the two lines.",
    ),
    "key_twice_part": (
        "drift =",
        "count.low = 3\ndrift =",
        "count says for the second time what a part holds. Keep one of the two.",
    ),
    "key_twice_inside": (
        "low = 10,",
        "low = 10, low = 12,",
        "low stands twice between the curly brackets. Keep one of the two.",
    ),
    "part_twice": ("[[variants]]", "[sources]", "[sources] is opened a second time. Put its lines together"),
    "curly": ('"Kneading"', "“Kneading”", 'Curly quotation marks cannot be read. Write straight ones: "like this".'),
    "backslash": ('"Kneading"', '"Knead\\ing"', "A backslash (\\) has a meaning of its own in a text."),
    "no_value": ('"Kneading"', "", "Nothing stands behind title =. Write what it is, or remove the line."),
    "no_quotes": ('"kneading"\nsub', "kneading\nsub", 'between quotation marks: technique = "kneading".'),
    "quote_open": ('"Kneading"', '"Kneading', "One quotation mark of the text is missing"),
    "list_open": (
        '["Muscle, not skin."]',
        '["Muscle, not skin."',
        "The list behind cues is not closed. End it with ].",
    ),
    "table_open": ('"none" }\npermission', '"none"\npermission', "The curly brackets behind session_minutes are not"),
    "comma": ("low = 10,", "low = 1,5,", "A number has a point, not a comma: 1.5."),
    "day": ("low = 10,", "low = 2026-02-30,", "This day or time does not exist"),
    "line": ('version = "1"', 'version = "1"\nmy massage', "A line is written name = value; a remark begins with #."),
    "line-value": ("low = 10,", "low = 10 min,", "This cannot be read. Texts stand between quotation marks"),
    "missing": (
        'title = "Kneading"\n',
        "",
        'step 2 (kneading), title: title is missing. Add a line such as title = "Long',
    ),
    "missing-part": (
        "[sources]",
        "[source]",
        "source: source is not a name that can stand here. Did you mean sources?",
    ),
    "unknown": ("drift = ", "drfit = ", "drfit is not a name that can stand here. Did you mean drift?"),
    "unknown-far": ("drift = ", "zzz = ", "zzz is not a name that can stand here. These can: id, title, technique"),
    "unknown-internal": (
        'version = "1"',
        'version = "1"\ntime_scale = 2',
        "time_scale is not a name that can stand here.",
    ),
    "word": ('drift = "headward"', 'drift = "headwards"', 'Did you mean "headward"? There are headward, tailward and'),
    "word-far": ('drift = "headward"', 'drift = "up"', '"up" cannot stand here. Choose one of headward, tailward and'),
    "id": ('id = "kneading"', 'id = "Kneading!"', '"Kneading!" cannot be an id. An id consists of small letters'),
    "size": ('"Kneading"', '"K"', "Too short (1 of at least 3 letters). Say a little more."),
    "size-long": ('"Kneading"', f'"{"K" * 61}"', "Too long (61 of at most 60 letters). Say it shorter."),
    "empty": ('position = "prone"', "position = []", "There is nothing in this list. Put in at least one."),
    "bound": ("high = 20, unit", "high = 0, unit", "0 is too little: the number has to be above 0."),
    "bound-most": ("high = 20, unit", "high = 1e308, unit", "1e+308 is too much: the number may be 100,000 at most."),
    "bound-from": ("low = 20, high = 40", "low = -1, high = 40", "-1 is too little: the number has to be 0 or more."),
    "kind": ("low = 10,", 'low = "ten",', "ten is no number. Write it without quotation marks and without a unit"),
    "kind-nan": ("low = 10,", "low = inf,", "inf is no number."),
    "kind-text": ('version = "1"', "version = 1", 'A text stands here, between quotation marks: version = "..."'),
    "kind-list": ('"Muscle, not skin."]', "3]", "A text stands here, between quotation marks: cues"),
    "kind-lists": ('cues = ["Muscle, not skin."]', "cues = 3", "A list stands here, between square brackets: cues = ["),
    "kind-table": ('drift = "headward"', "speed_cm_s = 3", "Several values stand here, between curly brackets"),
    "band_order": (
        'low = 10, high = 20, unit = "min"',
        'low = 20, high = 10, unit = "min"',
        "low (20) is above high (10)",
    ),
    "unit": ('unit = "cycles"', 'unit = "s"', 'The unit is "cycles" here, not "s".'),
    "unit-session": ('unit = "min"', 'unit = "s"', 'session_minutes, unit: The unit is "min" here, not "s".'),
    "end": (
        'count = { low = 60, high = 100, unit = "cycles"',
        'speed_cm_s = { low = 60, high = 100, unit = "cm_per_s"',
        "Nothing says when this step ends.",
    ),
    "end-both": (
        'drift = "headward"',
        'duration_s = { low = 60, high = 90, unit = "s", source = "own", confidence = "low" }',
        "A step ends after a time or after a count, not both.",
    ),
    "place": ('zones = ["lumbar"]', 'zones = ["calf"]', '"calf" is no place of region = "back". Its places are'),
    "sense_alone": ('axis = "along"\nsense = "tailward"', 'sense = "tailward"', 'sense = "tailward" needs an axis'),
    "sense": ('sense = "tailward"', 'sense = "crossing"', "Choose one of headward, tailward and both."),
    "sense-none": (
        'axis = "along"\nsense = "tailward"',
        'axis = "in_place"\nsense = "tailward"',
        "have no sense. Remove",
    ),
    "way": ('"kneading-ordinary"', '"kneading-ordinery"', 'Did you mean "kneading-ordinary"? Ways of kneading are'),
    "way-other": ('"kneading-ordinary"', '"rubbing-sawing"', "is a way of another technique than kneading"),
    "way_other": ('"stroking-palmar"', '"stroking-transverse"', '"stroking-transverse" goes with axis = "across"'),
    "id_twice": ('id = "kneading"', 'id = "long-strokes"', 'The id "long-strokes" belongs to number 1 already.'),
    "length": (
        "low = 10, high = 20, unit",
        "low = 30, high = 40, unit",
        "The steps take about 10.7 minutes together, and the session 30 to 40.",
    ),
    "variant_length": ("minutes = 10", "minutes = 5", "5 minutes are outside the session's 10 to 20 minutes."),
    "variant_empty": ("minutes = 10", "", "A variant has either minutes, or begins"),
    "no_turn": ("minutes = 10", 'begins = "opposite_to_pain"', "No step works one side after the other"),
    "source": (
        'source = "own"',
        'source = "owm"',
        'The source "owm" is not listed under [sources]. Did you mean "own"?',
    ),
    "source-far": ('source = "own"', 'source = "rumour"', "Add it there, or choose own."),
    "gentle": (
        '["Muscle, not skin."]',
        '[{ text = "Grasp it.", asks = ["grasping"], gentle = "Squeeze it." }]',
        '"Squeeze it." is said for gentle hands, and still asks for grasping.',
    ),
    "half": (
        '["Muscle, not skin."]',
        '[{ text = "Press.", asks = ["pressure"], half = "Press hard." }]',
        '"Press hard." is said for half strength',
    ),
    "source-mark": (
        '["Muscle, not skin."]',
        '[{ text = "Press.", asks = ["pressure"], source = "rumour" }]',
        '"rumour" is not',
    ),
}


def broken(name: str) -> str:
    old, new, _ = FLAWS[name]
    assert old in TEMPLATE
    return TEMPLATE.replace(old, new, 1)


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


HEAD = TEMPLATE.partition("[[steps]]")[0]
WITHOUT_SOURCES = re.sub(r"(?m)^\[sources\]\n(\w+ = .*\n)+", "", TEMPLATE)
WHOLE_FILES = {
    "missing-steps": (HEAD, "steps is missing. A protocol has at least one step; each begins with the line [[steps]]."),
    "missing-sources": (WITHOUT_SOURCES, "sources is missing. Add the line [sources], and below it where the figures"),
    "kind-steps": ("steps = 3\n" + HEAD, "Write the line [[steps]] with two brackets, and below it the lines that"),
    "source-none": (
        re.sub(r"(?m)^\[sources\]\n(\w+ = .*\n)+", "[sources]\n", TEMPLATE),
        '" is not listed, and no source is. Add it under [sources].',
    ),
}
"""Flaws of more than a line, each with its sentence."""


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


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
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
    assert (found.line, found.text) == (1, '"lumbar-home" belongs to a built-in protocol. Give yours another id.')


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
