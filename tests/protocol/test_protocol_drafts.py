"""What is being edited outlives the page, and a damaged draft is no draft."""

from __future__ import annotations

import json

import pytest

from coach.paths import user_protocols_dir
from coach.protocol import editing
from coach.protocol.drafts import drop_draft, keep_draft, read_draft
from coach.protocol.library import list_protocols


@pytest.fixture(autouse=True)
def own_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))


DATA = editing.add_step(editing.begin("leg", "mine", "Mine"), "rubbing")


def test_a_draft_is_kept_with_its_flaws_until_it_is_dropped():
    assert read_draft() is None
    flawed = editing.set_fields(DATA, 0, title=" ")
    keep_draft(DATA)
    keep_draft(flawed)
    assert read_draft() == flawed
    assert "mine" not in {entry.id for entry in list_protocols()}
    drop_draft()
    drop_draft()
    assert read_draft() is None


STEP = DATA["steps"][0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[" * 5000,
        "[]",
        "{}",
        json.dumps(DATA | {"steps": []}),
        json.dumps(DATA | {"steps": [3]}),
        json.dumps(DATA | {"steps": [STEP | {"technique": "juggling"}]}),
        json.dumps(DATA | {"steps": [STEP | {"title": 3}]}),
        json.dumps(DATA | {"steps": [STEP | {"id": None}]}),
        json.dumps(DATA | {"region": "face"}),
        json.dumps(DATA | {"id": 3}),
        json.dumps(DATA | {"summary": "x" * 100_000}),
    ],
)
def test_what_cannot_be_opened_is_no_draft(text):
    keep_draft(DATA)
    (user_protocols_dir() / "draft.json").write_text(text, encoding="utf-8")
    assert read_draft() is None
