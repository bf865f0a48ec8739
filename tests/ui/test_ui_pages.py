"""The pages without a browser: what they show, and that bad input gets a sentence."""

from __future__ import annotations

import ast
from dataclasses import replace
from pathlib import Path
from typing import get_args

import av
import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import coach.ui
from coach.protocol.library import list_protocols, load_protocol
from coach.protocol.vocabulary import Group, load_vocabulary
from coach.ui import samples
from coach.ui.jobs import JOBS
from coach.ui.plain import plain

SHELL = Path(coach.ui.__file__).with_name("shell.py")
OWN_PAGES = ("review", "protocols", "help")


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path))
    yield AppTest.from_file(SHELL, default_timeout=60)
    JOBS.cancel_all()


def open_page(app: AppTest, name: str) -> AppTest:
    app.run()
    return app.switch_page(f"app_pages/{name}.py").run()


def texts(app: AppTest) -> str:
    kinds = (app.title, app.header, app.subheader, app.markdown, app.caption, app.info, app.warning, app.error)
    return "\n".join(item.value for kind in kinds for item in kind)


def test_first_page_offers_the_sample(app: AppTest):
    app.run()
    assert not app.exception
    assert app.title[0].value == "Learn to give a good back massage"
    if samples.first_sample() is not None:
        assert app.button(key="try_sample").label == "Try it with the sample"


@pytest.mark.parametrize("name", OWN_PAGES)
def test_page_opens_without_a_fault(app: AppTest, name: str):
    assert not open_page(app, name).exception


def test_sample_is_missing_and_the_page_says_so(app: AppTest, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(samples, "list_samples", lambda: ())
    app.run()
    assert "sample recordings are missing" in texts(app)
    assert "sample recordings are missing" in texts(open_page(app, "review"))


@pytest.mark.parametrize("entry", list_protocols(), ids=lambda entry: entry.id)
def test_every_protocol_shows_all_its_steps(app: AppTest, entry):
    from coach.protocol.library import load_protocol

    open_page(app, "protocols")
    app.get_by_key("protocol_shown").set_value(entry.id).run()
    assert not app.exception
    shown = texts(app)
    protocol = load_protocol(entry.id)
    for number, step in enumerate(protocol.steps, start=1):
        assert f"{number}. {step.title}" in shown
    if protocol.permission:
        assert protocol.permission in shown


def test_faulty_protocol_file_is_explained_line_by_line(app: AppTest):
    open_page(app, "protocols")
    app.file_uploader(key="protocol_check").upload("mine.toml", b'id = "mine"\nversion = 1\nsteps = [\n').run()
    assert not app.exception
    assert "mine.toml, line" in app.error[0].value


def test_good_protocol_file_is_welcomed(app: AppTest):
    open_page(app, "protocols")
    content = list_protocols()[0].path.read_bytes().replace(b'id = "lumbar-home"', b'id = "mine"', 1)
    app.file_uploader(key="protocol_check").upload("mine.toml", content).run()
    assert "9 steps" in app.success[0].value


BAD_UPLOADS = {
    "text": (b"hello, this is a text\n" * 50, "is a text, not a recording"),
    "empty": (b"", "empty"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(400), "single picture"),
    "noise": (bytes(range(256)) * 40, "not a video"),
    "cut off": (b"\x00\x00\x00\x18ftypmp42" + bytes(3000), "cut off"),
}


@pytest.mark.parametrize(("content", "expected"), BAD_UPLOADS.values(), ids=BAD_UPLOADS)
def test_upload_that_is_no_recording_gets_a_sentence(app: AppTest, content: bytes, expected: str):
    open_page(app, "review")
    app.file_uploader[0].upload("mine.mp4", content).run()
    assert not app.exception
    assert expected in app.error[0].value
    assert "mine.mp4" in app.error[0].value
    assert app.file_uploader, "another recording can be chosen at once"


def test_sample_comes_with_its_back_and_its_protocol(app: AppTest):
    sample = samples.first_sample()
    if sample is None:
        pytest.skip("the sample recordings are not here")
    open_page(app, "review")
    app.selectbox(key="sample_choice").set_value(sample.id).run()
    app.button(key="use_sample").click().run()
    assert not app.exception
    recording = samples.as_recording(sample)
    assert app.title[0].value == f"Review of {recording.name}"
    assert app.selectbox(key=f"protocol-{recording.digest}").value == (sample.truth.protocol or "")
    kept = app.session_state["backs"][recording.digest]
    assert replace(kept, at_s=0.0) == samples.back_of(sample)


def write_grey_clip(path: Path, frames: int = 20) -> Path:
    """A clip without hands."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libx264", rate=10)
        stream.width, stream.height, stream.pix_fmt = 160, 120, "yuv420p"
        for index in range(frames):
            picture = np.full((120, 160, 3), 60 + index, dtype=np.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture)):
                file.mux(packet)
        for packet in stream.encode(None):
            file.mux(packet)
    return path


def finish_review(app: AppTest) -> AppTest:
    """Start the review of the chosen recording and wait for its end."""
    app.button(key="start_review").click().run()
    job = JOBS.find(app.session_state["session_id"], app.session_state["review_job"])
    job.wait(120)
    return app.run()


@pytest.mark.video
def test_recording_without_hands_is_reviewed_and_says_so(app: AppTest, tmp_path: Path):
    open_page(app, "review")
    app.file_uploader[0].upload("grey.mp4", write_grey_clip(tmp_path / "grey.mp4").read_bytes()).run()
    finish_review(app)
    assert not app.exception
    assert "No hands were seen in this recording" in texts(app)
    assert not app.error
    next(button for button in app.button if button.label == "Change the settings").click().run()
    assert app.button(key="start_review").label == "Start the review"


@pytest.mark.video
def test_truncated_recording_is_reviewed_as_far_as_it_goes(app: AppTest, tmp_path: Path):
    whole = write_grey_clip(tmp_path / "cut.mkv", frames=120).read_bytes()
    open_page(app, "review")
    app.file_uploader[0].upload("cut.mkv", whole[: len(whole) // 2]).run()
    finish_review(app)
    assert not app.exception
    assert app.title[0].value == "Review of cut.mkv"
    assert "No hands were seen" in texts(app)


@pytest.mark.parametrize("script", sorted((SHELL.parent / "app_pages").glob("*.py")), ids=lambda path: path.stem)
def test_a_page_script_holds_no_text_that_streamlit_would_show(script: Path):
    bare = [node for node in ast.parse(script.read_text(encoding="utf-8")).body if isinstance(node, ast.Expr)]
    texts = [node for node in bare if isinstance(node.value, ast.Constant)]
    assert texts == bare[:1], "only its docstring"


def test_every_figure_shows_its_source_and_how_sure_it_is(app: AppTest):
    page = open_page(app, "protocols")
    shown = texts(page)
    protocol = load_protocol(page.radio(key="protocol_shown").value)
    for step in protocol.steps:
        for band in step.bands.values():
            assert plain(protocol.sources[band.source]) in shown, (step.id, band)
    assert "simple rules; borrowed, because this passage gives no time" in shown
    assert "The camera judges this as kneading: it cannot tell ordinary kneading from other kneading." in shown


@pytest.mark.parametrize("group", get_args(Group))
def test_every_way_of_working_can_be_read(app: AppTest, group: str):
    page = open_page(app, "protocols")
    page.segmented_control(key="ways_group").set_value(group).run()
    shown = texts(page)
    for way in load_vocabulary().values():
        assert (way.unseen in shown and f"**{way.name}.** {way.text}" in shown) or way.group != group, way.id
