"""The editor of protocols without a browser: flaws stand at their step, what comes in is looked at and kept."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from coach.protocol import editing
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.writing import to_plain, write_toml
from coach.ui.components.editor_parts import DIRECTIONS
from coach.ui.protocol_editor import say_notes
from coach.ui.way_choice import find_arrow, read_way_kind, set_arrow, set_way_kind
from tests.ui.test_ui_pages import app, open_page

__all__ = ["app"]


def own_ids():
    return [entry.id for entry in list_protocols() if entry.origin == "yours"]


@pytest.mark.parametrize(
    ("steps", "found", "told"),
    [
        (0, {}, ["No step was found"]),
        (3, {}, ["does not see pressure"]),
        (3, {"alike": [1]}, ["does not see pressure", "Step 2 was done in several stretches"]),
        (3, {"either_way": [0, 2]}, ["does not see pressure", "Steps 1 and 3 were done across with one hand"]),
        (3, {"slow": [2]}, ["does not see pressure", "Step 3 moves like rubbing"]),
    ],
)
def test_a_protocol_from_a_recording_says_what_a_camera_cannot_know(steps, found, told):
    notes = say_notes(steps, **found)
    assert len(notes) == len(told)
    assert all(part in note for part, note in zip(told, notes, strict=True))


def begin_leg(app: AppTest) -> None:
    open_page(app, "protocols")
    app.button(key="begin_leg").click().run()
    app.button(key="edit_add_stroking").click().run()
    assert not app.exception


def test_a_flaw_stands_at_the_step_with_its_mend_and_goes_with_it(app: AppTest):
    begin_leg(app)
    title = next(field for field in app.text_input if field.key.startswith("title-"))
    title.set_value("x").run()
    assert "**Name of the step:** Too short" in app.error[0].value
    assert app.button(key="edit_save").disabled
    app.button(key="edit_undo").click().run()
    assert not app.error and not app.button(key="edit_save").disabled


def test_a_protocol_is_saved_changed_and_deleted_and_comes_back(app: AppTest):
    begin_leg(app)
    app.button(key="edit_save").click().run()
    assert own_ids() == ["my-leg-massage"]
    app.button(key="edit_close").click().run()
    app.button(key="change_own").click().run()
    app.button(key="edit_add_kneading").click().run()
    app.button(key="edit_save").click().run()
    assert [step.technique for step in load_protocol("my-leg-massage").steps] == ["stroking", "kneading"]
    app.button(key="edit_close").click().run()
    app.button(key="version-0").click().run()
    assert [step.technique for step in load_protocol("my-leg-massage").steps] == ["stroking"]
    app.button(key="delete_protocol").click().run()
    assert own_ids() == []
    app.button(key="restore_protocol").click().run()
    assert own_ids() == ["my-leg-massage"]
    assert not app.exception


@pytest.mark.parametrize("protocol_id", [entry.id for entry in list_protocols() if entry.origin == "built-in"])
def test_a_copy_of_a_built_in_protocol_opens_and_saves_unchanged(app: AppTest, protocol_id: str):
    open_page(app, "protocols")
    app.radio(key="protocol_shown").set_value(protocol_id).run()
    app.button(key="copy_protocol").click().run()
    assert not app.exception
    app.button(key="edit_save").click().run()
    assert not app.exception
    assert load_protocol(f"{protocol_id}-2").steps == load_protocol(protocol_id).steps


def test_a_file_that_comes_in_is_looked_at_and_kept_when_asked(app: AppTest):
    content = write_toml(to_plain(load_protocol("simple-rules")) | {"id": "from-elsewhere"}).encode()
    open_page(app, "protocols")
    app.file_uploader(key="protocol_check").upload("theirs.toml", content).run()
    assert own_ids() == []
    app.button(key="take_in_protocol").click().run()
    assert own_ids() == ["from-elsewhere"]


def test_ways_are_read_as_the_buttons_set_them():
    data = editing.add_step(editing.begin("back", "mine", "Mine"), "rubbing")
    for kind in ("one", "both", "crossing", "clockwise", "counterclockwise", "place", "any"):
        assert read_way_kind(set_way_kind(data, 0, kind)["steps"][0]) == kind
    one_way = set_way_kind(data, 0, "one")
    for direction, (_, axis, sense) in DIRECTIONS.items():
        step = set_arrow(one_way, 0, direction)["steps"][0]
        assert (step["axis"], step["sense"], find_arrow(step)) == (axis, sense, direction)
        assert set_arrow(data, 0, direction)["steps"][0]["sense"] == "both"
