"""Protocols load and validate; every fault names its file, its line and what was expected."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from coach.errors import ProtocolError
from coach.protocol.library import (
    check_file,
    find_clip_back,
    find_clip_scale,
    list_faulty,
    list_protocols,
    load_protocol,
)
from coach.protocol.schema import Protocol
from coach.protocol.toml_lines import find_line, map_lines

BUILT_IN = ("lumbar-home", "back-home", "lumbar-lymph", "pregnancy-gentle", "self-massage", "simple-rules")
LUMBAR_STEPS = [
    "light-stroking",
    "deep-stroking",
    "rubbing-pads",
    "rubbing-diagonal",
    "rubbing-thumbs",
    "rubbing-crossing",
    "kneading",
    "light-beating",
    "patting",
]


@pytest.fixture
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    folder = tmp_path / "protocols"
    folder.mkdir()
    return folder


def lumbar_text() -> str:
    entry = next(entry for entry in list_protocols() if entry.id == "lumbar-home")
    return entry.path.read_text(encoding="utf-8")


def own_text() -> str:
    return lumbar_text().replace('id = "lumbar-home"', 'id = "mine"', 1)


def test_the_default_comes_first_and_all_six_are_there(own_folder):
    assert tuple(entry.id for entry in list_protocols()) == BUILT_IN


@pytest.mark.parametrize("protocol_id", BUILT_IN)
def test_a_built_in_protocol_is_whole(protocol_id):
    protocol = load_protocol(protocol_id)
    assert protocol.id == protocol_id
    low, high = protocol.session_minutes.ends
    assert low <= protocol.planned_minutes <= high
    for step in protocol.steps:
        assert step.cues and step.cautions and step.pace_per_min is not None, step.id
        for band in step.bands.values():
            assert (band.confidence == "none") == (band.source == "suggestion"), (step.id, band)


def test_lumbar_home_is_what_the_guide_says():
    protocol = load_protocol("lumbar-home")
    assert [step.id for step in protocol.steps] == LUMBAR_STEPS
    assert protocol.step("light-stroking").duration_s.ends == (60, 180)
    assert protocol.step("deep-stroking").count.ends == (15, 20)
    assert (protocol.step("light-stroking").axis, protocol.step("light-stroking").sense) == ("along", "both")
    assert protocol.step("deep-stroking").sense == "tailward"
    assert protocol.step("rubbing-diagonal").axis == "diagonal"
    assert (protocol.step("rubbing-crossing").axis, protocol.step("rubbing-crossing").sense) == ("across", "crossing")
    assert protocol.step("kneading").drift == "headward"


def test_direction_is_data_two_protocols_ask_opposite_ways():
    assert load_protocol("lumbar-home").step("kneading").drift == "headward"
    assert load_protocol("lumbar-lymph").step("kneading").drift == "tailward"


def test_pregnancy_is_light_stroking_only_and_needs_permission():
    protocol = load_protocol("pregnancy-gentle")
    assert {step.technique for step in protocol.steps} == {"stroking"}
    assert "permission" in protocol.permission


def test_an_unknown_id_lists_the_known_ones():
    with pytest.raises(ProtocolError, match=r'no protocol "nix".*lumbar-home.*simple-rules'):
        load_protocol("nix")


FAULTS = [
    (
        "low = 150, high",
        "low = 350, high",
        "step 3 (rubbing-pads), duration_s: low (350) is above high (210). Exchange the two.",
    ),
    ('axis = "diagonal"', 'axis = "sideways"', '"sideways" cannot stand here. Choose one of along, across'),
    (
        'unit = "per_min", source = "friction-pace"',
        'unit = "hz", source = "friction-pace"',
        '"hz" cannot stand here. Choose one of s, cycles, per_min',
    ),
    (
        'unit = "per_min", source = "friction-pace"',
        'unit = "s", source = "friction-pace"',
        'The unit is "per_min" here, not "s"',
    ),
    ('source = "friction-pace"', 'source = "rumour"', 'The source "rumour" is not listed under [sources]'),
    (
        'title = "Kneading"\n',
        "",
        'step 7 (kneading), title: title is missing. Add a line such as title = "Long strokes"',
    ),
    ('sense = "both"', 'sens = "both"', "sens is not a name that can stand here. Did you mean sense?"),
    ('id = "patting"', 'id = "kneading"', 'The id "kneading" belongs to number 7 already'),
    ('sense = "crossing"', 'sense = "headward"', 'sense = "headward" does not go with axis = "across"'),
    ("minutes = 40", "minutes = 90", "90 minutes are outside the session's 10 to 40 minutes"),
    ('version = "1"', "version = 1", "version"),
    ('position = "prone"', 'position = "upside-down"', "Choose one of prone, supine, side and seated"),
    ('position = "prone"\n', "", "position is missing"),
    (
        'technique = "kneading"',
        'technique = "squeezing"',
        '"squeezing" cannot stand here. Choose one of stroking, rubbing, kneading and tapping',
    ),
]


@pytest.mark.parametrize(("old", "new", "said"), FAULTS)
def test_a_fault_is_explained_with_file_and_line(tmp_path, old, new, said):
    text = own_text()
    assert old in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = check_file(path)
    assert len(faults) == 1
    assert said in faults[0].text
    with pytest.raises(ProtocolError, match=f"mine.toml, line {faults[0].line}: "):
        load_protocol(path)


def test_the_line_of_a_fault_is_the_line_a_person_has_to_repair(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(own_text().replace('axis = "diagonal"', 'axis = "sideways"'), encoding="utf-8")
    line = check_file(path)[0].line
    assert path.read_text(encoding="utf-8").splitlines()[line - 1] == 'axis = "sideways"'


def test_broken_toml_names_the_line(tmp_path):
    path = tmp_path / "mine.toml"
    lines = own_text().splitlines()
    lines[20] = "this is not toml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert check_file(path)[0].line == 21


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "missing"), (b"\xff\xfe\x00", "UTF-8"), (b"x" * 1_000_001, "larger")]
)
def test_what_is_no_protocol_gets_a_sentence(tmp_path, content, said):
    path = tmp_path / "übung.toml"
    path.write_bytes(content)
    with pytest.raises(ProtocolError, match=said):
        load_protocol(path)


def test_a_folder_and_a_missing_file_get_a_sentence(tmp_path):
    with pytest.raises(ProtocolError, match="cannot be read"):
        load_protocol(tmp_path)
    with pytest.raises(ProtocolError, match="cannot be read"):
        load_protocol(tmp_path / "none.toml")


def test_own_protocols_are_listed_and_faulty_ones_told(own_folder):
    mine = lumbar_text().replace('id = "lumbar-home"', 'id = "my-own"', 1)
    (own_folder / "good.toml").write_text(mine, encoding="utf-8")
    (own_folder / "bad.toml").write_text("id = 3", encoding="utf-8")
    (own_folder / "same.toml").write_text(lumbar_text(), encoding="utf-8")
    entries = list_protocols()
    assert [(entry.id, entry.origin) for entry in entries][-1] == ("my-own", "yours")
    assert len(entries) == len(BUILT_IN) + 1
    assert load_protocol("my-own").title == "Lumbar massage at home"
    assert [path.name for path, _ in list_faulty()] == ["bad.toml", "same.toml"]


def test_lines_are_found_through_tables_arrays_and_long_strings():
    text = 'a = 1\ntext = """\nb = 2\n"""\n[t]\nb = 3\n[[s]]\nc = 4\n[s.band]\nlow = 5\n[[s]]\nc = 6\n'
    tomllib.loads(text)
    assert find_line(map_lines(text), ("a",)) == 1
    assert find_line(map_lines(text), ("b",)) == 1
    assert find_line(map_lines(text), ("t", "b")) == 6
    assert find_line(map_lines(text), ("s", 0, "band", "low")) == 10
    assert find_line(map_lines(text), ("s", 1, "c")) == 12
    assert find_line(map_lines(text), ("s", 1, "missing")) == 11


def test_a_clips_truth_file_tells_how_far_its_session_was_shortened(tmp_path: Path):
    clip = tmp_path / "clip.mp4"
    assert find_clip_scale(clip, "lumbar-home") is None
    beside = tmp_path / "clip.truth.json"
    beside.write_text(
        '{"video": "clip.mp4", "source": "rendered", "protocol": "lumbar-home", "protocol_scale": 0.06, "segments": []}'
    )
    assert find_clip_scale(clip, "lumbar-home") == 0.06
    assert find_clip_scale(clip, "back-home") is None
    assert find_clip_back(clip) is None
    back = '"back": {"neck": [0.5, 0.1], "tail": [0.5, 0.9], "length_cm": 48}, "segments"'
    beside.write_text(beside.read_text().replace('"segments"', back))
    assert find_clip_back(clip).length_cm == 48
    beside.write_text("no json")
    assert find_clip_scale(clip, "lumbar-home") is None


def test_a_step_ends_by_time_or_by_count_never_by_both():
    data = tomllib.loads(lumbar_text())
    data["steps"][0]["count"] = {"low": 1, "high": 2, "unit": "cycles", "source": "guide", "confidence": "low"}
    with pytest.raises(ValueError, match="either duration_s or count"):
        Protocol.model_validate(data)


def test_the_loin_is_massaged_in_classical_order_and_all_of_it_from_the_top_down():
    protocol = load_protocol("lumbar-lymph")
    groups = [step.ways[0].group for step in protocol.steps]
    assert groups == ["stroking", "squeezing", "rubbing", "kneading", "vibration"]
    for step in protocol.steps:
        assert "tailward" in (step.sense, step.drift), step.id
        assert {"back", "lumbar", "sacral"} <= step.covered_zones and "gluteal" in step.zones, step.id


def test_simple_rules_have_their_own_warnings():
    cautions = " ".join(load_protocol("simple-rules").cautions)
    assert "Never use force" in cautions
    assert all(organ in cautions for organ in ("kidneys", "lungs", "heart"))


def test_a_sentences_source_is_listed(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text(own_text().replace('source = "beside-spine" }', 'source = "rumour" }', 1), encoding="utf-8")
    assert 'The source "rumour" is not listed' in check_file(path)[0].text
