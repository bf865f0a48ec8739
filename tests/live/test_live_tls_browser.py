"""``massage-coach --tls`` in a real browser: the code opens the door, and the camera's pictures go through it."""

from __future__ import annotations

import os
import re
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from coach.words import say
from tests.browser import CHROMIUM, CHROMIUM_FLAGS, FAKE_CAMERA, PAGE_TIMEOUT_MS, settled, wait_for, write_camera_file

pytestmark = [pytest.mark.browser, pytest.mark.video, pytest.mark.timeout(600)]

SAMPLE = Path(__file__).parents[2] / "sample_videos" / "rubbing.mp4"
START_TIMEOUT_S = 120.0
TRUSTING = ssl._create_unverified_context()


def start(folder, *options):
    """Start the command as a user does; returns its process, and what it has said up to its last line."""
    said = folder / "said.txt"
    with said.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "coach", *options],
            stdout=out,
            stderr=out,
            cwd=folder,
            env=os.environ | {"MASSAGE_COACH_DATA": str(folder / "data"), "PYTHONIOENCODING": "utf-8"},
        )
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and "Ctrl-C" not in said.read_text(encoding="utf-8"):
        time.sleep(0.1)
    return process, said.read_text(encoding="utf-8")


def stop(process):
    process.terminate()
    process.wait(30)


def listening(process):
    """Addresses on which a command and those it started listen."""
    family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
    return {
        connection.laddr.ip
        for member in family
        for connection in member.net_connections("inet")
        if connection.status == psutil.CONN_LISTEN
    }


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    process, said = start(tmp_path_factory.mktemp("tls"), "app", "--tls", "--address", "127.0.0.1", "--no-browser")
    yield process, said
    stop(process)


@pytest.fixture(scope="module")
def link(served):
    found = re.search(r"https://127\.0\.0\.1:\d+/\?code=[\w-]{22}", served[1])
    assert found is not None, served[1]
    return found[0]


def test_without_tls_nothing_but_this_computer_is_listened_to(tmp_path):
    process, said = start(tmp_path, "app", "--no-browser")
    try:
        assert "http://127.0.0.1:" in said
        assert listening(process) == {"127.0.0.1"}
    finally:
        stop(process)


def test_with_it_only_the_one_address_is_listened_to(served):
    assert listening(served[0]) == {"127.0.0.1"}
    assert "not private" in served[1]


def test_nothing_comes_through_without_the_code(link):
    base = link.split("?")[0]
    for path in ("", "practise", "_stcore/host-config", "live/web/main.js"):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(base + path, context=TRUSTING, timeout=60)


def test_a_phone_becomes_the_camera(link, playwright, tmp_path):
    camera = write_camera_file(SAMPLE, tmp_path / "rubbing.mjpeg", 6.0)
    flags = (*CHROMIUM_FLAGS, *FAKE_CAMERA, f"--use-file-for-fake-video-capture={camera}")
    with playwright.chromium.launch(executable_path=CHROMIUM, args=list(flags)) as browser:
        page = browser.new_context(ignore_https_errors=True, viewport={"width": 390, "height": 800}).new_page()
        page.set_default_timeout(PAGE_TIMEOUT_MS)
        page.goto(link.replace("/?", "/practise?"))
        assert "code" not in page.url
        page.get_by_role("button", name="cushion").wait_for()
        settled(page)
        page.get_by_role("button", name="cushion").click()
        page.get_by_text(say("practise-phone")).wait_for()
        settled(page)
        page.get_by_text(say("practise-phone")).click()
        page.get_by_role("img", name=say("practise-phone-qr")).wait_for()
        page.get_by_text(link).wait_for()
        page.get_by_role("button", name="Start", exact=True).click()
        wait_for(page, "c => c.stats.results > 5 && c.link.url.startsWith('wss:')")
