"""Steps, parts and stretches in words."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

import pytest

from coach.errors import OutputError
from coach.records import Back
from coach.ui import review_progress, review_view, reviewing
from coach.ui.state import Recording
from tests.ui.review_example import make_review

NAMES = {"rubbing-pads": "Rubbing with the finger pads"}


def test_step_says_what_became_of_it_when_and_how_well():
    _, rubbing, kneading = make_review().steps
    assert review_view.step_label(2, rubbing, NAMES) == "**2. Rubbing with the finger pads**: partly, 0:10 to 0:20, 55%"
    assert review_view.step_label(3, kneading, NAMES) == "**3. Kneading**: not found, 0%"


def test_parts_show_what_was_seen_beside_what_was_asked():
    table = review_view.part_table(make_review().steps[1].parts).splitlines()
    name, seen, score = (cell.strip() for cell in table[2].strip("|").split("|"))
    assert (name, score) == ("Pace", "20%")
    assert "95 a minute" in seen
    assert "60–70" in seen
    assert table[3] == "| Direction | not judged | not judged |"


def test_titles_of_a_users_own_protocol_are_not_read_as_markdown():
    step = make_review().steps[0]
    label = review_view.step_label(1, step, {"light-stroking": "[x](http://x) **b** :material/home: <i>"})
    assert "\\[x\\](http\\://x)" in label
    assert "\\*\\*b\\*\\*" in label
    assert "\\:material/home\\:" in label


def test_stretches_leave_out_what_was_not_seen():
    rows = review_view.stretch_rows(make_review(with_protocol=False))
    assert [row["Technique"] for row in rows] == ["Stroking", "Rubbing", "Tapping"]
    assert [row["A minute"] for row in rows] == [14, 95, 240]


@pytest.mark.parametrize(("seconds", "rounded_s"), [(0.4, 5), (5.1, 10), (61.0, 65), (119.0, 120)])
def test_time_left_is_rounded_up_to_what_can_be_known(seconds: float, rounded_s: float):
    assert review_progress.round_time_left(seconds) == rounded_s


def test_upload_is_copied_and_named_by_its_content(tmp_path: Path):
    content = bytes(range(256)) * 5000
    recording = reviewing.save_upload("Rücken & Hände.MP4", io.BytesIO(content))
    assert recording.path.read_bytes() == content
    assert recording.path.name == recording.name == "Rücken & Hände.MP4"
    assert recording.digest == hashlib.blake2b(content, digest_size=16).hexdigest()
    assert reviewing.save_upload("other.mp4", io.BytesIO(content)).digest == recording.digest


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.mp4", "_.._etc_passwd.mp4"),
        ("a\\b:c?.mov", "a_b_c_.mov"),
        ("x" * 300 + ".webm", "x" * 60 + ".webm"),
        ("...", "recording"),
        ("按摩.mp4", "按摩.mp4"),
        ("no\nlines.mp4", "no_lines.mp4"),
    ],
)
def test_name_of_an_upload_is_made_safe(name: str, kept: str):
    recording = reviewing.save_upload(name, io.BytesIO(name.encode()))
    assert recording.path.name == kept
    assert recording.path.read_bytes() == name.encode()
    assert recording.name == name


def test_full_disk_is_told_and_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(reviewing, "scratch_dir", lambda: tmp_path)

    class Full(io.BytesIO):
        def read(self, size: int = -1) -> bytes:
            raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="Free some space"):
        reviewing.save_upload("mine.mp4", Full())
    assert list(tmp_path.iterdir()) == []


def test_same_content_with_other_settings_is_another_review():
    recording = Recording(Path("mine.mp4"), "mine.mp4", "abc")
    requests = [
        reviewing.Request(recording),
        reviewing.Request(recording, "lumbar-home"),
        reviewing.Request(recording, "lumbar-home", 0.5),
        reviewing.Request(recording, "lumbar-home", 0.5, Back((0.5, 0.1), (0.5, 0.9))),
        reviewing.Request(recording, "lumbar-home", 0.5, Back((0.5, 0.1), (0.5, 0.9), 45.0)),
        reviewing.Request(recording, "lumbar-home", 0.5, Back.from_head("up")),
    ]
    assert len({request.digest for request in requests}) == len(requests)
    assert requests[3].digest == reviewing.Request(recording, "lumbar-home", 0.5, requests[3].back).digest
