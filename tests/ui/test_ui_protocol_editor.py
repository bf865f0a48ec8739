"""The editor of protocols without a browser: flaws stand at their step, what comes in is looked at and kept."""

from __future__ import annotations

import itertools

import pytest
from streamlit.testing.v1 import AppTest

from coach.motion.body_shape import REGIONS
from coach.protocol import editing, keeping
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.writing import to_plain, write_toml
from coach.ui.band_slider import list_stops
from coach.ui.components.editor_parts import DIRECTIONS
from coach.ui.protocol_editor import say_notes
from coach.ui.way_choice import find_arrow, read_way_kind, set_arrow, set_way_kind
from coach.words import say
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
    assert not app.exception
    assert own_ids() == ["from-elsewhere"] == [app.radio(key="protocol_shown").value]


def test_ways_are_read_as_the_buttons_set_them():
    data = editing.add_step(editing.begin("back", "mine", "Mine"), "rubbing")
    for kind in ("one", "both", "crossing", "clockwise", "counterclockwise", "place", "any"):
        assert read_way_kind(set_way_kind(data, 0, kind)["steps"][0]) == kind
    one_way = set_way_kind(data, 0, "one")
    for direction, (_, axis, sense) in DIRECTIONS.items():
        step = set_arrow(one_way, 0, direction)["steps"][0]
        assert (step["axis"], step["sense"], find_arrow(step)) == (axis, sense, direction)
        assert set_arrow(data, 0, direction)["steps"][0]["sense"] == "both"


def find_field(fields, name: str):
    return next(field for field in fields if field.key.startswith(f"{name}-"))


def test_an_emptied_name_is_told_as_empty_and_takes_nothing_else_away(app: AppTest):
    begin_leg(app)
    find_field(app.text_input, "title").set_value("").run()
    assert "**Name of the step:** Too short \\(0 of at least 3 letters" in app.error[0].value
    shown = " ".join(each.value for each in app.markdown)
    assert "1 step, about 1.5 minutes" in shown and "So it will look" in shown


def test_cautions_and_position_of_the_whole_massage_can_be_changed(app: AppTest):
    begin_leg(app)
    kept = find_field(app.text_area, "whole-cautions").value
    assert "hollow of the knee" in kept
    find_field(app.text_area, "whole-cautions").set_value(f"{kept}\nWarm your hands first.").run()
    find_field(app.selectbox, "whole-position").set_value("side").run()
    app.button(key="edit_save").click().run()
    saved = load_protocol("my-leg-massage")
    assert saved.cautions[-1] == "Warm your hands first." and len(saved.cautions) == 3
    assert saved.position == ("side",)
    assert "practice" in to_plain(saved)["cautions"][1]["source"], "an unchanged caution keeps its source"


def test_a_page_that_is_loaded_again_goes_on_where_it_was(app: AppTest):
    begin_leg(app)
    app.button(key="edit_save").click().run()
    app.button(key="edit_add_kneading").click().run()
    again = AppTest.from_file(app._script_path, default_timeout=app.default_timeout)
    open_page(again, "protocols")
    assert "My leg massage is not saved yet." in again.info[0].value
    again.button(key="open_draft").click().run()
    assert not again.exception
    again.button(key="edit_save").click().run()
    assert [step.technique for step in load_protocol("my-leg-massage").steps] == ["stroking", "kneading"]
    again.button(key="edit_close").click().run()
    assert "open_draft" not in [button.key for button in again.button]


def test_what_was_deleted_long_ago_can_come_back(app: AppTest):
    begin_leg(app)
    app.button(key="edit_save").click().run()
    app.button(key="edit_close").click().run()
    app.button(key="delete_protocol").click().run()
    again = AppTest.from_file(app._script_path, default_timeout=app.default_timeout)
    open_page(again, "protocols")
    again.button(key="restore-my-leg-massage").click().run()
    assert not again.exception
    assert own_ids() == ["my-leg-massage"]


@pytest.mark.parametrize("name", ["duration_s", "count", "pace_per_min"])
def test_stops_of_a_range_are_few_enough_for_a_finger(name):
    stops = list_stops(name)
    assert stops == sorted(set(stops)) and len(stops) <= 70
    assert all(b - a <= max(1.0, 0.5 * a) for a, b in itertools.pairwise(stops))


def test_a_range_that_lies_between_the_stops_stays_as_it_is(app: AppTest):
    data = editing.add_step(editing.begin("back", "mine", "Mine"), "rubbing")
    keeping.save(editing.set_band(data, 0, "pace_per_min", (41.5, 67.0)))
    open_page(app, "protocols")
    app.radio(key="protocol_shown").set_value("mine").run()
    app.button(key="change_own").click().run()
    assert find_field(app.select_slider, "pace_per_min").value == (41.5, 67.0)
    app.button(key="edit_save").click().run()
    saved = load_protocol("mine")
    assert (saved.version, saved.steps[0].pace_per_min.ends) == ("1", (41.5, 67.0))
    find_field(app.select_slider, "pace_per_min").set_value((42.0, 67.0)).run()
    app.button(key="edit_save").click().run()
    assert load_protocol("mine").steps[0].pace_per_min.ends == (42.0, 67.0)


def test_the_review_asks_for_the_ends_and_the_length_of_a_leg(app: AppTest):
    for region, length in (("back", "50"), ("leg", "80"), ("shoulders", "32")):
        said = " ".join(
            (
                say("review-back", region=region),
                say("review-length", region=region),
                say("review-length-help", length=REGIONS[region].length_cm),
            )
        )
        assert f"About {length} cm" in said
        assert (region == "back") == ("tailbone" in said)


def test_a_protocol_is_chosen_where_it_is_to_be_practised(app: AppTest):
    begin_leg(app)
    app.button(key="edit_save").click().run()
    app.button(key="edit_close").click().run()
    app.button(key="practise_with").click().run()
    assert not app.exception
    assert app.session_state["wanted_practice"] == "my-leg-massage"
