"""A protocol of one's own from the first click to the review: built with the mouse alone, led, and reviewed."""

from __future__ import annotations

import pytest

from coach.history.store import open_store
from coach.motion.body_shape import REGIONS
from coach.protocol.library import load_protocol
from tests.browser import ask, open_from_more, settled, wait_for, write_camera_file
from tests.live.live_app import REVIEW_MS, tap_ends
from tests.live.test_live_led_browser import SAMPLE, TRUTH

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(900)]

FILM_S = 30.0
"""Of the sample, played over and over: each step is only looked at for three seconds."""

STEPS = ("Stroking", "Rubbing", "Kneading", "Tapping", "Stroking")


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    return write_camera_file(SAMPLE, tmp_path_factory.mktemp("camera") / "hands.mjpeg", FILM_S)


def add_steps(page):
    for number, technique in enumerate(STEPS, start=1):
        page.locator(f".st-key-edit_add_{technique.lower()} button").click()
        page.get_by_role("list", name="Steps, in their order").get_by_role("listitem").nth(number - 1).wait_for()
        settled(page)


def tap_place(page, name, *, chosen):
    place = page.get_by_role("checkbox", name=name)
    place.click()
    page.locator(f'[role=checkbox][aria-label="{name}"][aria-checked={str(chosen).lower()}]').wait_for()
    settled(page)


def turn_arrow(page, dx, dy):
    """Drag the arrow from its middle towards a direction of the screen."""
    box = page.get_by_role("slider", name="Which way the working movement goes").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2)
    page.mouse.move(x + dx, y + dy)
    page.mouse.up()
    settled(page)


def build_leg_protocol(page):
    """Build a leg massage of five steps with the mouse alone."""
    open_from_more(page, "Protocols")
    page.get_by_role("heading", name="Protocols", exact=True).wait_for()
    settled(page)
    page.get_by_role("button", name="Leg", exact=True).click()
    page.get_by_text("Add the first step").wait_for()
    settled(page)
    add_steps(page)
    # The last step: on the thigh too, and one way, away from the head.
    tap_place(page, "Thigh", chosen=True)
    page.get_by_text("That way", exact=True).click()
    settled(page)
    turn_arrow(page, 0, -60)
    # The fourth becomes the third.
    page.get_by_role("button", name="Move up: Tapping").click()
    settled(page)
    page.get_by_role("button", name="Undo").click()
    settled(page)
    page.get_by_role("listitem").filter(has_text="Tapping").drag_to(
        page.get_by_role("listitem").filter(has_text="Rubbing")
    )
    settled(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Saved as version 1").wait_for()
    settled(page)
    page.locator(".st-key-edit_close button").click()
    page.get_by_role("button", name="Practise it").wait_for()
    settled(page)


def test_a_leg_massage_is_built_with_the_mouse_led_and_reviewed(open_page, app, monkeypatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(app.data))
    page = open_page()
    build_leg_protocol(page)
    built = load_protocol("my-leg-massage")
    assert (built.region, built.title) == ("leg", "My leg massage")
    assert [step.technique for step in built.steps] == ["stroking", "tapping", "rubbing", "kneading", "stroking"]
    assert set(built.steps[-1].zones) == {"calf", "thigh"}
    assert (built.steps[-1].axis, built.steps[-1].sense) == ("along", "headward")

    page.get_by_role("button", name="Practise it").click()
    page.get_by_role("heading", name="Practise").wait_for()
    settled(page)
    page.get_by_role("button", name="Start", exact=True).click()
    wait_for(page, "c => c.stats.results > 5")
    tap_ends(page, "Tap both ends of the leg", TRUTH["back"])
    zones = set(ask(page, "c => c.place.zones.map(zone => zone.id)"))
    assert zones == set(REGIONS["leg"].zones)
    page.locator("button.go").click()
    wait_for(page, "c => c.phase === 'running' && c.result.s > 0.5")
    for step in built.steps:
        wait_for(page, f"c => c.panel.current.id === '{step.id}'")
        page.wait_for_timeout(3000)
        last = step is built.steps[-1]
        page.get_by_role("button", name="Finish" if last else "Next", exact=True).click()
    page.get_by_role("heading", name="Your session").wait_for(timeout=REVIEW_MS)
    page.get_by_role("heading", name="Keep it").wait_for(timeout=REVIEW_MS)  # the end of the review

    store = open_store(app.data)
    kept = [kept for profile in store.list_profiles() for kept in store.list_sessions(profile.id)]
    review = store.load_review(kept[-1].uuid)
    assert review.protocol.id == "my-leg-massage" and review.back.region == "leg"
    assert [step.id for step in review.steps] == [step.id for step in built.steps]
    seen = {segment.zone for segment in review.segments} - {None}
    assert seen <= set(REGIONS["leg"].zones)
    assert "spine" not in page.locator("body").inner_text()
