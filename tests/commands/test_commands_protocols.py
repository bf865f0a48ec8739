"""``massage-coach protocols``: list, show, check, as a person calls it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.protocol.library import list_protocols


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    folder = tmp_path / "protocols"
    folder.mkdir()
    return folder


def run(*arguments: str):
    return CliRunner().invoke(main, ["protocols", *arguments])


@pytest.mark.parametrize("arguments", [(), ("list",)])
def test_the_list_names_every_protocol_and_the_own_folder(arguments, own_folder):
    result = run(*arguments)
    assert result.exit_code == 0
    assert all(entry.id in result.output for entry in list_protocols())
    assert str(own_folder) in result.output


def test_the_list_tells_of_own_files_that_cannot_be_used(own_folder):
    (own_folder / "mine.toml").write_text("id = 3", encoding="utf-8")
    result = run()
    assert result.exit_code == 0
    assert "Left out: mine.toml, line 1" in result.output


BUILT_IN = [entry for entry in list_protocols() if entry.origin == "built-in"]


@pytest.mark.parametrize("entry", BUILT_IN, ids=lambda entry: entry.id)
def test_show_prints_every_step_with_its_figures_and_sources(entry):
    from coach.protocol.library import load_protocol

    result = run("show", entry.id)
    assert result.exit_code == 0
    protocol = load_protocol(entry.id)
    assert all(step.title in result.output and step.id in result.output for step in protocol.steps)
    assert all(f"{key}: " in result.output for key in protocol.sources)
    assert all(way.name in result.output for step in protocol.steps for way in step.ways)
    assert max(len(line) for line in result.output.splitlines()) <= 100


def test_show_of_an_unknown_id_lists_the_known_ones():
    result = run("show", "nix")
    assert result.exit_code == 2
    assert "lumbar-home" in result.output and "Traceback" not in result.output


def test_check_accepts_a_good_file_and_explains_every_fault_of_a_bad_one(tmp_path):
    text = list_protocols()[0].path.read_text(encoding="utf-8").replace('id = "lumbar-home"', 'id = "mine"', 1)
    good = tmp_path / "good.toml"
    good.write_text(text, encoding="utf-8")
    assert run("check", str(good)).output.startswith("good.toml can be used: Lumbar massage at home, 9 steps.")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace('axis = "diagonal"', 'axis = "d"').replace('title = "Patting"\n', ""), encoding="utf-8")
    result = run("check", str(bad))
    assert result.exit_code == 2
    assert "bad.toml, line" in result.output and "step 9 (patting), title: title is missing" in result.output
    assert "2 places to repair" in result.output


def test_check_of_a_missing_file_is_one_sentence(tmp_path):
    result = run("check", str(tmp_path / "none.toml"))
    assert result.exit_code == 2
    assert "cannot be read" in result.output and "Traceback" not in result.output


def test_new_writes_a_file_that_checks_clean_and_never_over_another(tmp_path):
    path = tmp_path / "Leg massage.toml"
    assert "Written: " in run("new", str(path)).output
    written = path.read_text(encoding="utf-8")
    assert 'id = "leg-massage"' in written
    assert run("check", str(path)).output.startswith("Leg massage.toml can be used")
    again = run("new", str(path))
    assert again.exit_code == 2 and "stays as it is" in again.output
    assert path.read_text(encoding="utf-8") == written


def test_new_into_a_folder_that_is_not_there_is_one_sentence(tmp_path):
    result = run("new", str(tmp_path / "none" / "x.toml"))
    assert result.exit_code == 2
    assert "cannot be written" in result.output and "Traceback" not in result.output


@pytest.mark.parametrize("entry", BUILT_IN, ids=lambda entry: entry.id)
def test_show_as_a_file_prints_what_the_checker_takes(entry, tmp_path):
    result = run("show", entry.id, "--toml")
    path = tmp_path / "mine.toml"
    path.write_text(result.output.replace(f'id = "{entry.id}"', 'id = "mine"', 1), encoding="utf-8")
    assert run("check", str(path)).exit_code == 0


def test_format_prints_the_page_about_the_files():
    assert run("format").output.startswith("# Protocol files\n")
