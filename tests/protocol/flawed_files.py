"""Protocol files with one flaw each, made from the template, and the sentence that has to be said of it."""

from __future__ import annotations

import re

from coach.protocol.reading import MAX_KEY_PARTS
from coach.words import find_data

TEMPLATE = find_data("coach.protocol", "template.toml").read_text(encoding="utf-8")
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
