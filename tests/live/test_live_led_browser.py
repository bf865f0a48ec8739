"""A whole session in a real browser: led through ``lumbar-home``, shortened, the planted mistakes named on the way.

The camera shows the sample with mistakes, its parts repeated where a step needs longer than the sample gives it. Hands
on a film do not hear the coach: where the film leaves a step out, the test does what the practitioner would do and
presses the arrow key once the coach has said what is missing.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from coach.history.store import open_store
from coach.protocol.library import load_protocol
from coach.protocol.variants import scale_protocol
from coach.protocol.writing import to_plain, write_toml
from tests.browser import ask, settled, wait_for
from tests.live.live_app import REVIEW_MS, choose_and_start, pass_the_check, skip_where_nothing_can_be_judged, tap_ends

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(900)]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "lumbar_session_mistakes.mp4"
TRUTH = json.loads(SAMPLE.with_suffix(".truth.json").read_text(encoding="utf-8"))
LEAD_IN_S = 12.0
"""Hands that rest on the back while the set-up check runs."""

PARTS = (
    (0, 10.8, 1),
    (10.8, 19.4, 2),
    (20.2, 29.4, 2),
    (30.1, 40.4, 1),
    (40.4, 49.4, 2),
    (49.4, 69.7, 1),
    (40.4, 49.4, 2),
    (70.3, 82.4, 3),
)
"""From, to (seconds of the sample), times: what a step needs longer is shown again, and so is the rest, where kneading
is left out."""

TARGETS = {
    "deep-stroking": ("count", 4, 6),
    "rubbing-pads": ("duration_s", 12, 16),
    "rubbing-diagonal": ("duration_s", 6, 8),
    "rubbing-thumbs": ("duration_s", 8, 10),
    "rubbing-crossing": ("duration_s", 6, 8),
}
"""How long the steps are, so that they keep in time with the film; the others have a twentieth of their length."""

WAIT_S = 120.0


def write_protocol(target: Path) -> str:
    """Write ``lumbar-home``, shortened, as a user's own protocol; returns its title."""
    values = to_plain(scale_protocol(load_protocol("lumbar-home"), factor=0.05))
    values |= {"id": "lumbar-short", "title": "Lumbar massage, shortened"}
    values["session_minutes"]["low"] = 0.1
    values.pop("variants")
    for step in values["steps"]:
        if step["id"] in TARGETS:
            name, low, high = TARGETS[step["id"]]
            step[name] |= {"low": low, "high": high}
    target.write_text(write_toml(values), encoding="utf-8")
    return str(values["title"])


def encode_pictures(pictures):
    """Encode pictures as JPEGs of their own."""
    codec = None
    for picture in pictures:
        if codec is None:
            codec = av.CodecContext.create("mjpeg", "w")
            codec.options = {"qmin": "3", "qmax": "6"}
            codec.time_base = Fraction(1, 30)
            codec.width, codec.height, codec.pix_fmt = picture.width, picture.height, "yuvj420p"
        picture = picture.reformat(format="yuvj420p")
        picture.pts, picture.time_base = None, codec.time_base
        for packet in codec.encode(picture):
            yield bytes(packet)


@pytest.fixture(scope="module")
def camera_file(tmp_path_factory):
    with av.open(str(SAMPLE)) as source:
        jpegs = list(encode_pictures(source.decode(video=0)))
        rate = float(source.streams.video[0].average_rate)
    with av.open(str(SAMPLE)) as source:
        first = next(source.decode(video=0)).to_ndarray(format="rgb24")
    noise = np.random.default_rng(5)
    resting = (  # never twice the same picture, as from a camera
        av.VideoFrame.from_ndarray(np.clip(first + noise.normal(0, 2, first.shape), 0, 255).astype(np.uint8))
        for _ in range(round(LEAD_IN_S * rate))
    )
    target = tmp_path_factory.mktemp("camera") / "session.mjpeg"
    with target.open("wb") as film:
        film.writelines(encode_pictures(resting))
        for low, high, times in PARTS:
            film.writelines(jpegs[round(low * rate) : round(high * rate)] * times)
    return target


def test_a_session_is_led_from_the_set_up_check_to_the_review(open_page, app):
    title = write_protocol(app.protocols / "lumbar-short.toml")
    page = open_page()
    choose_and_start(page, title)
    tap_ends(page, "Tap neck and tailbone", TRUTH["back"])
    pass_the_check(page)
    session = ask(page, "c => c.session")
    skip_where_nothing_can_be_judged(page)
    wait_for(page, "c => c.panel.current.id === 'kneading'", WAIT_S * 2)
    wait_for(page, "c => /kneading/.test(c.advice.text.textContent) && !/Next/.test(c.advice.text.textContent)", WAIT_S)
    page.keyboard.press("ArrowRight")
    page.get_by_role("heading", name="Your session").wait_for(timeout=REVIEW_MS + 1000 * WAIT_S)
    settled(page)

    page.get_by_text("What the coach said").click()
    said = page.get_by_test_id("stExpander").filter(has_text="What the coach said").inner_text()
    parts = {
        step.id: said.split(f"Next: {step.title}")[-1].split("Next:")[0] for step in load_protocol("lumbar-home").steps
    }
    ends = {step.id: said.split(f"Next: {step.title}")[0] for step in load_protocol("lumbar-home").steps}
    assert "away from the head" in ends["rubbing-pads"], "stroked towards the head"
    assert "slower" in parts["rubbing-pads"], "too fast"
    assert "rubbing when you are ready" in said or "Paused" in said, "rested for long"
    assert "kneading" in parts["kneading"].lower(), "left out"
    assert "last step" in said

    store = open_store(app.data)
    kept = [kept for profile in store.list_profiles() for kept in store.list_sessions(profile.id)]
    review = store.load_review(kept[-1].uuid)
    assert {step.id: step.status for step in review.steps}["kneading"] == "missed"
    assert not (app.live / session).exists(), "all of it is in the history"
