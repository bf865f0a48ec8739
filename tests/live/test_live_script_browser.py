"""A step as it begins, and another technique that goes on, in a real browser: what is shown, spoken and written down.

The camera shows stroking over and over, while rubbing is asked.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from coach.live.recording import load_session
from tests.browser import ask, wait_for, write_camera_file
from tests.live.live_app import BAND, begin, skip_where_nothing_can_be_judged

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(600)]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "stroking.mp4"
TEXT = "Set the pads of the four fingers of both hands beside the spine and rub up and down, slow and smooth."
CAUTION = "Beside the spine, never on it."
PROTOCOL = f"""
id = "other-rub"
version = "1"
title = "Rubbing that is not done"
summary = "Two steps for tests."
position = "prone"
session_minutes = {BAND.format(0.1, 40, "min")}
[sources]
own = "made for tests"
[[steps]]
id = "pads"
title = "Rubbing with the pads"
technique = "rubbing"
text = "{TEXT}"
hands = ["together"]
zones = ["lumbar", "sacral"]
axis = "along"
sense = "both"
duration_s = {BAND.format(150, 210, "s")}
pace_per_min = {BAND.format(60, 70, "per_min")}
cues = ["Move the skin, do not slide over it."]
cautions = ["{CAUTION}"]
[[steps]]
id = "kneading"
title = "Kneading"
technique = "kneading"
text = "Grasp a part of the muscle, lift it and let it go, from the bottom up, slow and smooth."
hands = ["together"]
zones = ["lumbar"]
axis = "in_place"
drift = "headward"
sides = "one_after_other"
duration_s = {BAND.format(120, 180, "s")}
cautions = ["Never with force."]
"""
FAKE_VOICE = """c => {
  window.spoken = []
  const fake = {
    speak(utterance) {
      const item = { text: utterance.text, from: performance.now(), to: null }
      window.spoken.push(item)
      setTimeout(() => utterance.onstart?.(), 5)
      const end = () => { item.to = performance.now(); utterance.onend?.() }
      this.timer = setTimeout(end, item.text.split(" ").length * 350)
    },
    cancel() { clearTimeout(this.timer) },
    getVoices: () => [],
  }
  Object.defineProperty(window, "speechSynthesis", { value: fake, configurable: true })
  c.sound.speech.voices = [{ name: "Test", lang: "en-GB", localService: true }]
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } }
  return true
}"""


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    return write_camera_file(SAMPLE, tmp_path_factory.mktemp("camera") / "stroking.mjpeg")


@pytest.fixture(scope="module", autouse=True)
def protocol(app):
    (app.protocols / "other-rub.toml").write_text(PROTOCOL, encoding="utf-8")


def start(page):
    """Begin the session, with a voice that writes down what it says."""
    begin(page, "Rubbing that is not done", by_itself=True)
    ask(page, FAKE_VOICE)
    page.locator("button.go").click()
    wait_for(page, "c => c.phase === 'running' && c.result.s > 0.3")


def test_a_step_begins_with_its_instruction_its_cautions_and_moving_hands(open_page):
    page = open_page()
    start(page)
    wait_for(page, "c => !c.brief.element.hidden")
    shown = page.locator(".brief").inner_text()
    assert "Rubbing with the pads" in shown and TEXT in shown and CAUTION in shown
    moving = "c => getComputedStyle(c.brief.drawing.querySelector('.mv-swing')).animationName"
    assert ask(page, moving) == "step-swing"
    places = [ask(page, "c => c.brief.drawing.querySelector('.mv-swing').getBoundingClientRect().top")]
    page.wait_for_timeout(300)
    places.append(ask(page, "c => c.brief.drawing.querySelector('.mv-swing').getBoundingClientRect().top"))
    assert places[0] != places[1], "the hands move"
    page.emulate_media(reduced_motion="reduce")
    assert ask(page, moving) == "none"
    assert ask(page, "c => c.brief.drawing.querySelectorAll('polygon').length") >= 2, "arrows say the same"
    page.emulate_media(reduced_motion="no-preference")
    wait_for(page, "c => c.brief.element.hidden", 60)
    page.keyboard.press("ArrowRight")
    wait_for(page, "c => !c.brief.element.hidden && /Grasp a part/.test(c.brief.text.textContent)")


def test_what_is_asked_stays_written_and_is_said_again_in_other_words(open_page, app):
    page = open_page()
    start(page)
    session = ask(page, "c => c.session")
    skip_where_nothing_can_be_judged(page)
    wait_for(page, "c => c.advice.element.classList.contains('technique')")
    first = ask(page, "c => c.advice.text.textContent")
    assert "rubbing" in first.lower()
    for _ in range(60):
        page.wait_for_timeout(200)
        assert ask(page, "c => c.advice.text.textContent") != ""
    wait_for(page, f"c => !{[first]!r}.includes(c.advice.text.textContent)", 60)
    assert "rubbing" in ask(page, "c => c.advice.text.textContent").lower()
    assert ask(page, "c => c.panel.drawing.classList.contains('moving')"), "it is shown again how it goes"

    spoken = page.evaluate("window.spoken")
    texts = [item["text"] for item in spoken]
    assert texts[:2] == ["Rubbing with the pads.", TEXT]
    assert CAUTION in texts
    assert all(one["to"] is not None and one["to"] <= other["from"] for one, other in pairwise(spoken))
    assert len(set(texts)) == len(texts), "nothing is said twice in the same words"
    page.wait_for_timeout(1500)  # the log is written every second
    written = [event["text"] for event in load_session(app.live / session).events if event["kind"] == "cue"]
    assert " ".join(written).startswith(" ".join(texts)), "all that is heard is written down"
