"""People whose screening leaves limits, led in a real browser from the questions through a session to its review.

Everything that is shown, spoken and written down on the way is read by the same list of words that every sentence is
held to, and has to say what is allowed.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from coach.care.screening import Limits, load_rules, outcome
from coach.feedback.messages import describe_not_judged
from coach.history.store import open_store
from coach.look.palette import LOOKS
from coach.records import TECHNIQUES
from coach.ui.samples import list_samples
from coach.words import say, say_table
from tests.browser import FAKE_CAMERA, ask, settled, wait_for, write_camera_file
from tests.test_safe_words import find_forbidden
from tests.ui.test_ui_before_browser import begin_session, choose_pain

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(600)]

STEP_S = 12.0
"""Long enough for a step's beginning to be said and for a verdict."""
REVIEW_MS = 120_000

LISTEN = """
  window.spoken = []
  const voice = { name: "test", lang: "en", localService: true }
  speechSynthesis.getVoices = () => [voice]
  speechSynthesis.speak = utterance => {
    window.spoken.push(utterance.text)
    setTimeout(() => utterance.onstart?.(), 20)
    setTimeout(() => utterance.onend?.(), 400)
  }
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
"""
"""A voice that writes down what it is given."""


@pytest.fixture(scope="module")
def own_app(new_app: Callable[[], Any]) -> Any:
    return new_app()


@pytest.fixture(scope="module")
def camera_clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rubbing: in a plan of gentle strokes the coach has something to say."""
    sample = next((sample for sample in list_samples() if sample.id == "rubbing"), None)
    if sample is None:
        pytest.skip("the sample recordings are not here")
    return write_camera_file(sample.video, tmp_path_factory.mktemp("camera") / "hands.mjpeg")


@pytest.fixture
def visitor(open_browser: Callable[..., Any], camera_clip: Path) -> Iterator[Any]:
    context = open_browser(*FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera_clip}")
    page = context.new_page()
    page.add_init_script(LISTEN)
    yield page
    page.close()


def limits_of(rule_id: str) -> Limits:
    no = dict.fromkeys((rule.id for rule in load_rules().rule), "no")
    return outcome(no | {rule_id: "yes"}, [rule_id]).limits  # type: ignore[arg-type]


def answer_with_permission(page: Any, rule_id: str, name: str) -> None:
    """Say yes to one question and that a doctor allows it, and no to all others."""
    page.get_by_role("textbox", name=say("before-receiver")).fill(name)
    page.get_by_role("textbox", name=say("before-receiver")).blur()
    settled(page)
    page.get_by_role("button", name=say("before-begin"), exact=True).click()
    rule = next(rule for rule in load_rules().rule if rule.id == rule_id)
    for group in load_rules().group:
        go_on = page.locator(f".st-key-before_on_{group.id} button")
        go_on.wait_for()
        settled(page)
        if rule.group == group.id:
            page.locator(f".st-key-before_mark_{rule_id}").get_by_text("Yes", exact=True).click()
            page.get_by_role("button", name=say("before-card-some")).wait_for()
            settled(page)
        go_on.click()
        if rule.group == group.id:
            page.get_by_text(rule.permission).wait_for()
            settled(page)
            page.get_by_role("button", name=say("before-permitted")).click()
    page.get_by_text(say("before-pain-title")).wait_for()
    settled(page)
    choose_pain(page, 3)
    settled(page)
    page.get_by_role("button", name=say("before-on")).click()
    page.get_by_role("heading", name=say("before-prepare-title")).wait_for()
    page.get_by_text(say("before-prepare-camera.title")).first.wait_for()  # the last one
    settled(page)


def read_page(page: Any) -> list[str]:
    """Give the lines that a person reads on the page, in shadow roots too."""
    text = page.evaluate(
        """() => {
          const roots = [...document.querySelectorAll("[data-testid=stMain] *")].map(e => e.shadowRoot).filter(Boolean)
          const inner = roots.map(root => [...root.children].map(e => e.innerText ?? "").join("\\n"))
          return [document.querySelector("[data-testid=stMain]").innerText, ...inner].join("\\n")
        }"""
    )
    return [line.strip() for line in text.splitlines() if line.strip()]


def practise(page: Any, protocol: str) -> None:
    page.get_by_role("button", name=say("before-start")).click()
    page.locator(".st-key-practise_start button").wait_for()
    settled(page)
    page.get_by_role("combobox", name="Protocol").click()
    page.get_by_role("option", name=protocol).click()
    settled(page)


def follow(page: Any, steps: int) -> list[str]:
    """Begin, stay in each step for a while, and give every line that was shown meanwhile."""
    page.locator(".st-key-practise_start button").click()
    begin_session(page)
    shown: list[str] = []
    for step in range(steps):
        wait_for(page, f"c => c.panel.step === {step}")
        until = ask(page, "c => c.result?.s ?? 0") + STEP_S
        while ask(page, "c => c.result?.s ?? 0") < until:
            shown += read_page(page)
            page.wait_for_timeout(500)
        if step + 1 < steps:
            page.keyboard.press("ArrowRight")
    return shown


def read_log(app: Any, name: str) -> list[dict[str, Any]]:
    lines = (app.data / "live" / name / "events.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def finish(page: Any) -> list[str]:
    page.locator(".bar-finish").click()
    page.get_by_role("heading", name=say("practise-done-title")).wait_for(timeout=REVIEW_MS)
    settled(page)
    page.get_by_text(say("practise-said")).click()
    page.wait_for_timeout(500)
    return read_page(page)


def mark_painful_side(page: Any, side: str) -> None:
    """Answer the questions with no to all, say that it hurts, and on which side."""
    page.get_by_role("textbox", name=say("before-receiver")).fill(side)
    page.get_by_role("textbox", name=say("before-receiver")).blur()
    settled(page)
    page.get_by_role("button", name=say("before-begin"), exact=True).click()
    for group in load_rules().group:
        go_on = page.locator(f".st-key-before_on_{group.id} button")
        go_on.wait_for()
        settled(page)
        go_on.click()
    page.get_by_text(say("before-pain-title")).wait_for()
    settled(page)
    choose_pain(page, 5)
    settled(page)
    # The button itself is hidden behind its label, which is what a person clicks.
    page.locator(".st-key-before_side").get_by_text(say_table("side-answers")[side], exact=True).click()
    settled(page)
    page.get_by_role("button", name=say("before-on")).click()
    page.get_by_role("heading", name=say("before-prepare-title")).wait_for()
    page.get_by_text(say("before-prepare-camera.title")).first.wait_for()  # the last one
    settled(page)


def assert_written_down(spoken: list[str], cues: list[str]) -> None:
    """Every sentence that was spoken is part of a cue of the log."""
    assert [text for text in spoken if not any(text in cue for cue in cues)] == []


def assert_allowed(lines: list[str], limits: Limits) -> None:
    """Read every line; the name of a technique, sure or not, says what was seen, and one line that pressure was not."""
    seen = {look.name for look in LOOKS.values()} | {describe_not_judged("pressure", "camera")}
    seen |= {say("practise-probably", technique=name) for name in TECHNIQUES}
    for number in (2, 3):
        for names in permutations(TECHNIQUES, number):
            seen.add(say("practise-unsure", techniques=[say("common-technique", technique=name) for name in names]))
    asked = {line: word for line in set(lines) - seen if (word := find_forbidden(line, limits)) is not None}
    assert asked == {}


CASES = [
    pytest.param(
        "pregnancy",
        "Gentle stroking in pregnancy",
        ["light-stroking", "outward-stroking", "closing-stroking"],
        ["Lying on the side", "Or: sitting, leaning forward"],
        id="pregnant",
    ),
    pytest.param(
        "hernia",
        "Lumbar massage at home",
        ["light-stroking"],
        ["Lying face down, relaxed"],
        id="cleared-hernia",
    ),
]


@pytest.mark.parametrize(("rule_id", "protocol", "steps", "positions"), CASES)
def test_limits_hold_from_the_questions_to_the_review(
    own_app: Any, visitor: Any, rule_id: str, protocol: str, steps: list[str], positions: list[str]
) -> None:
    page, limits = visitor, limits_of(rule_id)
    page.goto(f"{own_app.url}/before")
    answer_with_permission(page, rule_id, rule_id)
    before = read_page(page)
    assert limits.texts[0] in before
    for title in positions:
        assert title in before
    assert ("Lying face down, relaxed" in before) == ("Lying face down, relaxed" in positions)
    assert_allowed(before, limits)

    practise(page, protocol)
    chosen = read_page(page)
    assert say("before-position", positions=". ".join(positions)) in chosen
    assert_allowed(chosen, limits)

    shown = follow(page, len(steps))
    assert ask(page, "c => c.plan.steps.map(step => step.id)") == steps
    assert_allowed(shown, limits)
    spoken = page.evaluate("window.spoken")
    assert any("without pressure" in text for text in spoken)
    assert_allowed(spoken, limits)
    log = read_log(own_app, ask(page, "c => c.session"))
    cues = [event["text"] for event in log if event["kind"] == "cue"]
    assert_written_down(spoken, cues)
    assert_allowed(cues, limits)

    assert_allowed(finish(page), limits)
    store = open_store(own_app.data)
    sessions = [one for person in store.list_profiles() for one in store.list_sessions(person.id)]
    review = store.load_review(sessions[-1].uuid)
    assert review is not None and [step.id for step in review.steps] == steps, "nothing that was left out is missed"
    assert_allowed([finding.message for finding in review.findings], limits)


def test_a_painful_left_side_is_begun_on_the_right_from_the_questions_to_the_review(own_app: Any, visitor: Any) -> None:
    page = visitor
    page.goto(f"{own_app.url}/before")
    mark_painful_side(page, "left")
    practise(page, "Simple rules for a sore back")
    begins = say("side-begins", side="right").replace("**", "")
    assert any(begins in line for line in read_page(page))

    shown = follow(page, 1)
    first = "their right side"
    assert any(first in line for line in shown)
    spoken = page.evaluate("window.spoken")
    assert any(first in text for text in spoken[:3])
    assert not any("their left side" in text for text in spoken), "the painful side comes later"
    log = read_log(own_app, ask(page, "c => c.session"))
    assert_written_down(spoken, [event["text"] for event in log if event["kind"] == "cue"])

    assert any(first in line for line in finish(page))
    store = open_store(own_app.data)
    sessions = [one for person in store.list_profiles() for one in store.list_sessions(person.id)]
    review = store.load_review(sessions[-1].uuid)
    assert review is not None and review.protocol is not None and review.protocol.pain_side == "left"
