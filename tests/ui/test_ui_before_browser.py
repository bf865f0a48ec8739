"""A newcomer in a real browser: from the first page through the questions and a session to the progress page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from coach.care.screening import load_rules
from coach.history.store import open_store
from coach.protocol import editing
from coach.protocol.writing import write_toml
from coach.ui.preparations import PREPARATIONS, read_preparation
from coach.ui.samples import list_samples
from coach.words import say
from tests.browser import FAKE_CAMERA, settled, wait_for, write_camera_file

pytestmark = pytest.mark.browser
SESSION_S = 8.0
"""Long enough for a verdict."""


@pytest.fixture(scope="module")
def own_app(new_app: Callable[[], Any]) -> Any:
    return new_app()


@pytest.fixture(scope="module")
def camera_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six seconds of a sample as Chromium's fake camera reads it."""
    sample = next((sample for sample in list_samples() if sample.id == "rubbing"), None)
    if sample is None:
        pytest.skip("the sample recordings are not here")
    return write_camera_file(sample.video, tmp_path_factory.mktemp("camera") / "hands.mjpeg", 6.0)


@pytest.fixture
def visitor(open_browser: Callable[..., Any], camera_clip: Path) -> Iterator[Any]:
    context = open_browser(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera_clip}")
    page = context.new_page()
    yield page
    page.close()


def answer_questions(page: Any, yes: str = "", name: str = "") -> None:
    """Begin and say no to every card, with the question called ``yes`` marked, up to where it ends."""
    page.get_by_role("textbox", name=say("before-receiver")).fill(name)
    page.get_by_role("textbox", name=say("before-receiver")).blur()
    settled(page)
    page.get_by_role("button", name=say("before-begin"), exact=True).click()
    flagged = next((rule for rule in load_rules().rule if rule.id == yes), None)
    for group in load_rules().group:
        go_on = page.locator(f".st-key-before_on_{group.id} button")
        go_on.wait_for()
        settled(page)
        if flagged is not None and flagged.group == group.id:
            page.locator(f".st-key-before_mark_{yes}").get_by_text("Yes", exact=True).click()
            page.get_by_role("button", name=say("before-card-some")).wait_for()
            settled(page)
            page.get_by_role("button", name=say("before-card-some")).click()
            return
        go_on.click()


def choose_pain(page: Any, number: int) -> None:
    page.get_by_role("radio", name=str(number), exact=True).or_(
        page.get_by_role("button", name=str(number), exact=True)
    ).first.click()


def begin_session(page: Any) -> None:
    """Skip the set-up check."""
    page.locator("button.go").click()
    wait_for(page, "c => c.phase === 'running'")


@pytest.mark.video
def test_from_the_first_page_to_progress(own_app: Any, visitor: Any) -> None:
    page = visitor
    page.goto(own_app.url)
    page.get_by_role("button", name=say("progress-due-begin")).wait_for()
    settled(page)
    page.get_by_role("button", name=say("progress-due-begin")).click()
    answer_questions(page, name="Vera")
    page.get_by_text(say("before-pain-title")).wait_for()
    settled(page)
    choose_pain(page, 4)
    settled(page)
    page.get_by_role("button", name=say("before-on")).click()

    page.get_by_role("heading", name=say("before-prepare-title")).wait_for()
    pictures = page.locator("[role=img] svg")
    pictures.nth(len(PREPARATIONS) - 1).wait_for()
    page.get_by_role("button", name=say("before-voice.read")).click()
    page.get_by_text(say("before-voice.none")).or_(
        page.get_by_role("button", name=say("before-voice.stop"))
    ).first.wait_for()
    settled(page)
    page.get_by_text(read_preparation("oil").title).click()
    page.get_by_text(say("before-start-left", left=4, total=5)).wait_for()
    settled(page)
    page.get_by_role("button", name=say("before-start")).click()

    page.locator(".st-key-practise_start button").wait_for()
    settled(page)
    page.locator(".st-key-practise_start button").click()
    begin_session(page)
    wait_for(page, f"c => c.result && c.result.s > {SESSION_S}")
    page.locator(".bar-finish").click()
    page.get_by_role("heading", name=say("practise-done-title")).wait_for()
    settled(page)
    page.get_by_role("link", name=say("practise-aftercare")).click()

    page.get_by_role("heading", name=say("aftercare-pain-title")).wait_for()
    page.get_by_text(say("aftercare-pain-before", before=4)).wait_for()
    settled(page)
    choose_pain(page, 2)
    settled(page)
    page.get_by_role("button", name=say("aftercare-save")).click()
    page.get_by_text(say("aftercare-better", before=4, after=2)).wait_for()
    settled(page)
    page.get_by_role("button", name=say("aftercare-next")).click()

    page.get_by_role("heading", name=say("progress-title")).wait_for()
    page.get_by_text(say("progress-pain-title")).wait_for()
    store = open_store(own_app.data)
    (session,) = store.list_sessions(store.list_profiles()[0].id)
    assert (session.kind, session.receiver, session.pain_before, session.pain_after) == ("live", "Vera", 4, 2)
    assert session.has_tracks


def test_places_are_marked_with_mouse_and_keyboard(own_app: Any, page: Any) -> None:
    page.goto(f"{own_app.url}/before")
    answer_questions(page, yes="skin-disease", name="Places")
    on = page.get_by_role("button", name=say("before-on"))
    left = page.get_by_role("checkbox", name="left side of the lower back")
    left.wait_for()
    settled(page)
    assert on.is_disabled(), "a place has to be marked"
    left.click()
    page.get_by_role("checkbox", name="right side of the lower back").press(" ")  # at once: a rerun takes nothing back
    page.get_by_text(
        say("before-places-marked", areas=["left side of the lower back", "right side of the lower back"])
    ).wait_for()
    left.click()
    page.get_by_text(say("before-places-marked", areas=["right side of the lower back"]), exact=True).wait_for()
    settled(page)
    on.click()
    page.get_by_text(say("before-pain-title")).wait_for()
    settled(page)
    choose_pain(page, 1)
    settled(page)
    page.get_by_role("button", name=say("before-on")).click()
    page.get_by_text(say("before-avoid", areas=["right side of the lower back"])).wait_for()


def test_a_double_click_answers_one_card(own_app: Any, page: Any) -> None:
    page.goto(f"{own_app.url}/before")
    page.get_by_role("textbox", name=say("before-receiver")).fill("Hasty")
    page.get_by_role("textbox", name=say("before-receiver")).blur()
    settled(page)
    page.get_by_role("button", name=say("before-begin"), exact=True).click()
    first, second, *_ = load_rules().group
    page.get_by_role("heading", name=first.title).wait_for()
    settled(page)
    page.get_by_role("button", name=say("before-card-none")).dblclick()
    page.get_by_role("heading", name=second.title).wait_for()
    settled(page)
    assert page.get_by_role("heading", name=second.title).is_visible()


def test_a_stop_ends_with_its_words_and_the_cushion(own_app: Any, page: Any) -> None:
    page.goto(f"{own_app.url}/before")
    answer_questions(page, yes="acute", name="Stop")
    page.get_by_role("heading", name=say("before-stop-title")).wait_for()
    rule = next(rule for rule in load_rules().rule if rule.id == "acute")
    page.get_by_text(rule.advice).wait_for()
    settled(page)
    page.get_by_role("button", name=say("before-gate-cushion")).click()
    page.get_by_text("Practice on a cushion.").wait_for()


@pytest.mark.parametrize("name", ["before", "aftercare", "progress"])
def test_nothing_sticks_out_on_a_phone(own_app: Any, open_browser: Callable[..., Any], name: str) -> None:
    context = open_browser(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{own_app.url}/{name}")
    page.get_by_role("heading").first.wait_for()
    settled(page)
    main = "document.querySelector('[data-testid=stMain]')"
    assert page.evaluate(f"{main}.scrollWidth <= {main}.clientWidth")
    page.close()


def test_places_of_a_leg_are_marked_where_a_protocol_is_about_legs(new_app: Callable[[], Any], page: Any) -> None:
    app = new_app()
    legs = editing.add_step(editing.begin("leg", "my-legs", "My legs"), "rubbing")
    folder = app.data / "protocols"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "my-legs.toml").write_text(write_toml(legs), encoding="utf-8")
    page.goto(f"{app.url}/before")
    answer_questions(page, yes="skin-disease")
    for name in ("right side of the middle back", "left side of the calf"):
        page.get_by_role("checkbox", name=name).click()
        settled(page)
    marked = ["right side of the middle back", "left side of the calf"]
    page.get_by_text(say("before-places-marked", areas=marked)).wait_for()
    page.get_by_role("button", name=say("before-on")).click()
    page.get_by_text(say("before-pain-title")).wait_for()
    settled(page)
    choose_pain(page, 1)
    settled(page)
    page.get_by_role("button", name=say("before-on")).click()
    page.get_by_text(say("before-avoid", areas=marked)).wait_for()
