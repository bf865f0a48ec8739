"""The page: everything in one file, nothing executed, readable on any screen."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from coach.report.html import MOST_FINDINGS, list_glances, render_html, write_html
from coach.report.summary import build_review
from coach.words import LANGUAGE_ENV, PSEUDO
from tests.browser import CHROMIUM, CHROMIUM_FLAGS

NASTY = '<script>alert("1")</script> & \'"><img src=x onerror=alert(2)>'


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.text = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.text += data


def test_names_with_html_in_them_are_shown_and_never_run(review, protocol):
    video = review.video.model_copy(update={"name": NASTY})
    finding = review.findings[0].model_copy(update={"message": NASTY})
    nasty_step = protocol.steps[0].model_copy(update={"title": NASTY})
    nasty = protocol.model_copy(update={"title": NASTY, "steps": (nasty_step, *protocol.steps[1:])})
    update = {
        "video": video,
        "findings": [finding],
        "not_judged": [review.not_judged[0].model_copy(update={"why": NASTY})],
    }
    page = Page(render_html(review.model_copy(update=update), nasty))
    assert "script" not in page.tags and "img" not in page.tags
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert page.text.count(NASTY) >= 5


def test_nothing_is_loaded_from_elsewhere(review, protocol):
    text = render_html(review, protocol)
    links = [value for name, value in Page(text).attributes if name in ("src", "href", "xlink:href", "action")]
    assert all(value.startswith(("#", "data:")) for value in links)
    assert not re.findall(r"@import|url\((?!#)", text)
    assert "script" not in Page(text).tags


def test_ids_are_unique_and_every_reference_has_its_target(review, protocol):
    text = render_html(review, protocol)
    ids = [value for name, value in Page(text).attributes if name == "id"]
    assert len(ids) == len(set(ids))
    used = set(re.findall(r'href="#([^"]+)"', text)) | set(re.findall(r"url\(#([^)]+)\)", text))
    assert used and used <= set(ids)


def test_the_page_holds_what_the_review_says(review, protocol):
    page = Page(render_html(review, protocol, reviewed_on=date(2026, 3, 1)))
    for words in (
        "session.mp4",
        "1 March 2026",
        "Lumbar massage at home",
        "2 of 5 steps done",
        "not found",
        "Kneading",
    ):
        assert words in page.text
    for finding in review.findings:
        assert finding.message in page.text
    for item in review.not_judged:
        assert item.why in page.text


def test_at_most_seven_findings(review):
    page = Page(render_html(review.model_copy(update={"findings": review.findings * 5})))
    assert page.attributes.count(("class", "when")) == MOST_FINDINGS


def test_a_page_without_protocol_back_or_hands(analysis):
    from dataclasses import replace

    from coach.records import Coverage

    bare = build_review(replace(analysis, back=None, segments=(), coverage=Coverage(0.0, 0.0)))
    text = render_html(bare.model_copy(update={"timeline": None}))
    assert "No technique was recognised" in text and "No hands were seen" in text
    assert "Step by step" not in text and "Where your hands worked" not in text


def test_the_same_review_gives_the_same_page(review, protocol):
    assert render_html(review, protocol) == render_html(review, protocol)


def test_techniques_at_a_glance_longest_first(review):
    glances = list_glances(review)
    assert [(glance.look.name, glance.seconds, glance.pace, glance.cycles) for glance in glances] == [
        ("Kneading", 18.0, "38", 11),
        ("Stroking", 16.0, "24", 6),
        ("Rubbing", 16.0, "92", 24),
        ("Tapping", 12.0, "190", 38),
    ]


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1280, "dark")])
def test_it_fits_every_screen_and_breaks_no_rule_of_its_own(review, protocol, tmp_path, width, scheme, playwright):
    write_html(review, tmp_path / "page.html", protocol)
    messages: list[str] = []
    with playwright.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS]) as browser:
        page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        page.on("console", lambda message: messages.append(message.text))
        page.goto((tmp_path / "page.html").as_uri())
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
        ink = page.evaluate("getComputedStyle(document.querySelector('figure svg text')).fill")
    assert messages == []
    assert overflow == 0
    dark = scheme == "dark"
    assert (int(re.findall(r"\d+", ground)[0]) < 60) == dark
    assert (int(re.findall(r"\d+", ink)[0]) > 120) == dark


def test_every_word_of_the_page_is_in_the_catalogue(analysis, protocol, check, monkeypatch):
    monkeypatch.setenv(LANGUAGE_ENV, PSEUDO)
    page = Page(render_html(build_review(analysis, check, protocol), protocol, reviewed_on=date(2026, 3, 1)))
    titles = {step.title for step in protocol.steps}
    texts = {line.strip() for line in page.text.split("}\n")[-1].splitlines()} - titles - {""}
    plain = {text for text in texts if re.search("[A-Za-z]{3}", text) and not re.search("[⟦áéíóúñçý]", text)}
    assert plain == {"session.mp4"}, "only the name of the recording"
