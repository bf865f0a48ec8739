"""An own protocol file, however damaged or hostile, gives one sentence and leaves the others usable."""

from __future__ import annotations

import math
import os
import random
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.cli import main
from coach.protocol.library import check_file, list_faulty, list_protocols, load_protocol
from coach.protocol.reading import MAX_KEY_PARTS
from tests.protocol.test_protocol_library import BUILT_IN, lumbar_text, own_folder
from tests.trials.protocols import list_good, try_protocol

__all__ = ["own_folder"]

HOSTILE = {
    "deep-lists": b"a = " + b"[" * 5000,
    "deep-closed": b"a = " + b"[" * 5000 + b"]" * 5000,
    "deep-tables": b"a = " + b"{a=" * 5000,
    "long-key": b"[" + b"a." * 30000 + b"a]",
    "quoted-key": b"[" + b'"a" . ' * 15000 + b"a]",
    "long-number": b"a = " + b"1" * 9000,
    "binary": bytes(range(256)) * 20,
    "nul": b"\0" * 1000,
    "huge": b"# " + b"a" * 200_000,
    "duplicate": b"a = 1\na = 2\n",
    "many-unknown": b"".join(b"k%d = 1\n" % number for number in range(8000)),
    "impossible-day": b"a = 2026-02-30",
    "empty": b"",
    "word": b"a" * 90_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_own_file_gives_a_sentence_and_the_others_stay(own_folder, name):
    (own_folder / f"{name}.toml").write_bytes(HOSTILE[name])
    (own_folder / "good.toml").write_text(lumbar_text().replace('id = "lumbar-home"', 'id = "mine"', 1))
    began = time.monotonic()
    assert "mine" in [entry.id for entry in list_protocols()]
    ((path, reason),) = list_faulty()
    assert time.monotonic() - began < 10
    assert path.stem == name
    assert reason.startswith(f"{name}.toml, line ")
    assert reason.isprintable()
    assert len(reason) < 600


def test_a_folder_a_pipe_and_a_vanished_file_do_not_stop_the_list(own_folder):
    (own_folder / "folder.toml").mkdir()
    os.mkfifo(own_folder / "pipe.toml")
    (own_folder / "gone.toml").symlink_to(own_folder / "nowhere")
    (own_folder / "loop.toml").symlink_to(own_folder / "loop.toml")
    assert [entry.id for entry in list_protocols()] == list(BUILT_IN)
    assert [path.stem for path, _ in list_faulty()] == ["folder", "gone", "loop", "pipe"]


def test_a_name_that_is_no_text_is_shown_printable(own_folder):
    Path(os.fsdecode(os.fsencode(own_folder) + b"/p\xe9.toml")).write_text("a = 1")
    ((_, reason),) = list_faulty()
    reason.encode("utf-8")


def test_a_key_of_as_many_parts_as_allowed_is_read(own_folder):
    path = own_folder / "key.toml"
    path.write_text(".".join("a" * MAX_KEY_PARTS) + " = 1")
    assert "parts" not in str(check_file(path)[0])
    path.write_text(".".join("a" * (MAX_KEY_PARTS + 1)) + " = 1")
    assert "parts" in str(check_file(path)[0])


def test_a_fault_is_told_in_one_sentence_however_much_of_the_file_it_names(own_folder):
    (own_folder / "long.toml").write_text(lumbar_text().replace('"rubbing-pads"', f'"{"x" * 30_000}"', 1))
    ((_, reason),) = list_faulty()
    assert len(reason) < 800


def test_protocols_of_any_wording_are_shown(own_folder):
    """Fluent refuses a value of more than 2,500 characters."""
    text = lumbar_text().replace('id = "lumbar-home"', 'id = "mine"', 1)
    (own_folder / "mine.toml").write_text(text.replace('\ntext = "', f'\ntext = "{"Go on calmly. " * 400}', 1))
    shown = CliRunner().invoke(main, ["protocols", "show", "mine"])
    assert shown.exit_code == 0
    assert shown.output.count("calmly.") >= 400


def test_an_unknown_protocol_is_told_beside_any_number_of_own_ones(own_folder):
    for number in range(60):
        text = lumbar_text().replace('id = "lumbar-home"', f'id = "mine-{"x" * 40}-{number}"', 1)
        (own_folder / f"{number}.toml").write_text(text)
    refused = CliRunner().invoke(main, ["protocols", "show", "nobody"])
    assert refused.exit_code == 2
    assert refused.output.count("mine-") == 60


def test_mutated_protocols_are_used_or_refused(own_folder):
    """A small part of ``benchmarks/fuzz_files.py``."""
    outcomes = {try_protocol(list_good()[0], own_folder, random.Random(f"suite-{number}")) for number in range(40)}
    assert outcomes == {"used", "refused"}


def test_two_own_files_with_one_id_are_both_told_of(own_folder):
    mine = lumbar_text().replace('id = "lumbar-home"', 'id = "mine"', 1)
    (own_folder / "a.toml").write_text(mine.replace('title = "', 'title = "First: ', 1))
    (own_folder / "b.toml").write_text(mine)
    assert [entry.title[:5] for entry in list_protocols() if entry.id == "mine"] == ["First"]
    ((path, reason),) = list_faulty()
    assert path.name == "b.toml"
    assert reason == 'b.toml: id = "mine" is that of a.toml already; give one of the two another id.'
    listed = CliRunner().invoke(main, ["protocols", "list"])
    assert listed.exit_code == 0
    assert "Left out: b.toml" in listed.stderr
    (own_folder / "a.toml").unlink()
    assert list_faulty() == []


def test_a_step_counted_at_next_to_no_pace_still_has_a_length(own_folder):
    step = load_protocol("lumbar-home").steps[0]
    band = {"source": "own", "confidence": "none"}
    counted = step.model_validate(
        step.model_dump(exclude={"duration_s", "pace_per_min"})
        | {"count": {"low": 1, "high": 99_999, "unit": "cycles", **band}}
        | {"pace_per_min": {"low": 0, "high": 1e-320, "unit": "per_min", **band}}
    )
    assert math.isfinite(counted.planned_s)


def test_a_list_that_was_exchanged_while_a_flaw_in_it_was_still_to_be_told(own_folder):
    """Found by the fuzz run: a part of a part that the round before had taken away."""
    rng = random.Random("20-173")
    assert try_protocol(rng.choice(list_good()), own_folder, rng) == "refused"
