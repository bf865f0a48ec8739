"""A live session without a camera: hands from the simulator, pictures of a few pixels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest

from coach.live import coach as live_coach
from coach.live.coach import LiveCoach
from coach.live.plan import Plan
from coach.protocol.schema import Band, Protocol, Step
from coach.records import Frame, HandPose, HandsFrame, HandTracks, Source
from sample_videos.simulate import SegmentSpec, SimulatedClip, simulate_session, to_tracks
from tests.browser import CHROMIUM, CHROMIUM_FLAGS, FAKE_CAMERA, PAGE_TIMEOUT_MS, settled
from tests.live import scripted_coach
from tests.live.live_app import App

FPS = 30.0
SIZE = (64, 48)


def to_hands(tracks: HandTracks) -> Iterator[HandsFrame]:
    """Frames as the follower would give them."""
    for i, time_s in enumerate(tracks.time_s):
        first, second = (
            HandPose(slot, Source(int(tracks.source[i, slot])), tracks.landmarks[i, slot], tracks.sides[slot])
            for slot in range(2)
        )
        yield HandsFrame(float(time_s), (first, second))


def make_band(low: float, high: float, unit: str) -> Band:
    return Band.model_validate({"low": low, "high": high, "unit": unit, "source": "own", "confidence": "low"})


def make_step(name: str, technique: str, seconds: float, pace: tuple[float, float], **more: object) -> Step:
    return Step.model_validate(
        {
            "id": name,
            "title": f"Step {name}",
            "technique": technique,
            "text": "Do what this step asks for a while.",
            "duration_s": make_band(seconds * 0.8, seconds * 1.2, "s"),
            "pace_per_min": make_band(*pace, "per_min"),
            "cues": ["Calmly."],
            **more,
        }
    )


@pytest.fixture(scope="session")
def protocol() -> Protocol:
    """Ten seconds of rubbing, then ten of stroking."""
    steps = (make_step("rub", "rubbing", 10, (60, 70)), make_step("glide", "stroking", 10, (12, 40)))
    return Protocol(
        id="short",
        version="1",
        title="Short",
        summary="Two steps for tests.",
        position=("prone",),
        session_minutes=make_band(0.1, 40, "min"),
        sources={"own": "made for tests"},
        steps=steps,
    )


@pytest.fixture(scope="session")
def clip() -> SimulatedClip:
    """Rubbing half as fast again as asked, then as asked, then stroking; overhead, hands seen well."""
    specs = [
        SegmentSpec("rubbing", duration_s=12.0, pace_per_min=100.0, hands="together", step="rub"),
        SegmentSpec("rubbing", duration_s=12.0, pace_per_min=65.0, hands="together", step="rub"),
        SegmentSpec("stroking", duration_s=16.0, pace_per_min=25.0, hands="together", step="glide"),
    ]
    return simulate_session(specs, 5, faults="none", fps=FPS)


@pytest.fixture(scope="session")
def hands(clip: SimulatedClip) -> list[HandsFrame]:
    """The clip's hands."""
    return list(to_hands(to_tracks(clip)))


@pytest.fixture(scope="session")
def jpeg() -> bytes:
    """A small picture, grey enough to be light."""
    ok, data = cv2.imencode(".jpg", np.full((SIZE[1], SIZE[0], 3), 128, np.uint8))
    assert ok
    return data.tobytes()


class ScriptedFollower:
    """Gives the frames of a script, one after the other, with the times of the pictures."""

    def __init__(self, script: list[HandsFrame]) -> None:
        self._script = iter(script)

    def __enter__(self) -> ScriptedFollower:
        return self

    def __exit__(self, *exc: object) -> None:
        return

    def push(self, frame: Frame) -> HandsFrame:
        hands = next(self._script)
        return HandsFrame(frame.time_s, hands.hands)


@pytest.fixture(scope="session")
def scripted() -> type[ScriptedFollower]:
    """The follower that plays a script."""
    return ScriptedFollower


@pytest.fixture
def led(monkeypatch):
    """Lead through a script ``[(seconds, changes), ...]``; a function that returns one tick for each moment."""
    monkeypatch.setattr(live_coach, "Analyser", scripted_coach.ScriptedAnalyser)

    def lead(script, plan=None, protocol=scripted_coach.RUBBING, palm_s=(), steer=()):
        coach = LiveCoach(plan or Plan("lead", protocol.id), protocol, 4 / 3, None)
        palms, wishes = list(palm_s), list(steer)
        monkeypatch.setattr(
            coach._palm, "update", lambda hands: bool(palms) and hands.time_s >= palms[0] and palms.pop(0)
        )
        ticks, frame = [], 0
        for seconds, changes in script:
            for _ in range(round(seconds * scripted_coach.FPS)):
                now = frame / scripted_coach.FPS
                frame += 1
                coach._analyser.moment = replace(scripted_coach.RIGHT, **changes)
                ticks.append(coach.push(HandsFrame(now, scripted_coach.SEEN)))
                while wishes and now >= wishes[0][0]:
                    _, name = wishes.pop(0)
                    cue = coach.steer(name, {}, now)
                    ticks[-1] = replace(ticks[-1], cue=cue)
        return ticks

    return lead


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = App(tmp_path_factory.mktemp("app"))
    yield app
    app.kill()


@pytest.fixture
def open_page(playwright, app, camera_file):
    """Open the page *Practise* behind its gate, on a cushion; further flags and sizes as wanted."""
    browsers = []

    def open_one(*flags, camera=True, **options):
        if app.process.poll() is not None:  # a test that failed half-way left it so
            app.start()
        fake = (*FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera_file}") if camera else ()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*CHROMIUM_FLAGS, *fake, *flags])
        browsers.append(browser)
        page = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options)).new_page()
        page.set_default_timeout(PAGE_TIMEOUT_MS)
        page.goto(f"{app.url}/practise")
        page.get_by_role("button", name="cushion").wait_for()
        settled(page)
        page.get_by_role("button", name="cushion").click()
        page.get_by_role("heading", name="Practise").wait_for()
        settled(page)
        return page

    yield open_one
    for browser in browsers:
        browser.close()
