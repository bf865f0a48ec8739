"""What reaches the disk while a session runs, also when the computer stops dead."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from coach.errors import StoreError
from coach.feedback.cues import describe_cue
from coach.live.controller import LiveController
from coach.live.messages import Command
from coach.live.outcome import review_cut_off
from coach.live.plan import Plan
from coach.live.recorder import EVENTS_NAME, FRAME_DTYPE, META_NAME, TRACKS_NAME, SessionRecorder
from coach.live.recording import delete_session, find_session, list_unfinished, load_session
from coach.records import Back
from tests.live.replay import replay_cues

NAME = "20260102-030405-abcdef"
BACK = Back((0.5, 0.1), (0.5, 0.9))

ENDLESS = """
import sys, time
from pathlib import Path
import numpy as np
from coach.live.recorder import SessionRecorder
from coach.records import HandPose, HandsFrame, Source

recorder = SessionRecorder(Path(sys.argv[1]), {"state": "running"})
poses = tuple(HandPose(slot, Source.LANDMARKS, np.full((21, 2), 0.5)) for slot in range(2))
began = time.monotonic()
while True:
    now = time.monotonic() - began
    recorder.add_frame(HandsFrame(now, poses))
    recorder.add_event("cue", now, code="steady")
    print(now, flush=True)
    time.sleep(1 / 60)
"""


def play(controller, hands, jpeg, first=0):
    """Run a controller over hands as the session's thread does; returns the messages."""
    image = np.full((48, 64, 3), 128, np.uint8)
    messages = []
    for i, frame in enumerate(hands):
        messages += controller.push(frame, image, jpeg)
        if i == first:
            messages += controller.command(Command("start"))
    return messages


@pytest.fixture(scope="module")
def recorded(tmp_path_factory, hands, jpeg, protocol):
    """A session of 20 s with a pause by the user, ended by the user: its folder, its messages, its outcome."""
    folder = tmp_path_factory.mktemp("live") / NAME
    controller = LiveController(Plan("lead", "short", back=BACK), protocol, folder, extras={"receiver": "Ann"})
    messages = play(controller, hands[:200], jpeg)
    messages += controller.command(Command("pause"))
    messages += play(controller, hands[200:260], jpeg, first=-1)
    messages += controller.command(Command("resume"))
    messages += play(controller, hands[260:600], jpeg, first=-1)
    messages += controller.command(Command("finish"))
    return folder, messages, controller.outcome


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
def test_kill_9_takes_at_most_two_seconds(tmp_path):
    with subprocess.Popen([sys.executable, "-c", ENDLESS, str(tmp_path / NAME)], stdout=subprocess.PIPE) as process:
        lines = []
        while not lines or float(lines[-1]) < 4.0:
            lines.append(process.stdout.readline())
        os.kill(process.pid, signal.SIGKILL)
        lines += process.stdout.readlines()
    session = load_session(tmp_path / NAME)
    assert float(lines[-1]) - session.duration_s <= 2.0
    assert session.duration_s > 2.0
    assert float(lines[-1]) - session.events[-1]["t"] <= 2.0, "frames and events are written one after the other"


def test_the_cue_log_of_the_replay_is_the_live_one(recorded):
    folder, messages, _ = recorded
    live = [(message["s"], message["code"], message["text"]) for message in messages if message["type"] == "cue"]
    again = [(cue.time_s, cue.code, describe_cue(cue)) for cue in replay_cues(load_session(folder))]
    assert len(live) >= 4
    assert {"step_begin", "pause_user", "resume", "pace_too_fast"} <= {code for _, code, _ in live}
    assert again == live


def test_what_is_read_back_gives_the_same_analysis(recorded):
    folder, _, outcome = recorded
    session = load_session(folder)
    assert session.meta["state"] == "finished"
    assert session.extras == {"receiver": "Ann"}
    assert session.back == BACK
    again = review_cut_off(session)
    assert again.review.analysis.segments == outcome.review.analysis.segments
    assert again.review.check == outcome.review.check
    np.testing.assert_array_equal(again.review.analysis.tracks.landmarks, outcome.review.analysis.tracks.landmarks)


def test_cues_and_states_stand_in_the_events(recorded):
    kinds = [event["kind"] for event in load_session(recorded[0]).events]
    assert {"state", "cue", "command", "end"} <= set(kinds)


@pytest.mark.parametrize("lost", [1, 7, FRAME_DTYPE.itemsize - 1])
def test_a_torn_end_costs_one_frame_and_one_event(recorded, tmp_path, lost):
    torn = tmp_path / NAME
    torn.mkdir()
    whole = load_session(recorded[0])
    for name in (META_NAME, TRACKS_NAME, EVENTS_NAME):
        data = (recorded[0] / name).read_bytes()
        (torn / name).write_bytes(data if name == META_NAME else data[:-lost])
    session = load_session(torn)
    assert len(session.rows) == len(whole.rows) - 1
    np.testing.assert_array_equal(session.rows, whole.rows[:-1])
    assert session.events == whole.events[: len(session.events)]


def test_zeros_at_the_end_are_no_frames(recorded, tmp_path):
    """A power cut may leave a file longer than what was written."""
    torn = tmp_path / NAME
    torn.mkdir()
    for name in (META_NAME, TRACKS_NAME, EVENTS_NAME):
        data = (recorded[0] / name).read_bytes()
        (torn / name).write_bytes(data + (bytes(4096) if name != META_NAME else b""))
    assert len(load_session(torn).rows) == len(load_session(recorded[0]).rows)


def test_what_was_cut_off_is_offered_until_it_is_finished_or_deleted(tmp_path, hands, jpeg, protocol):
    folder = tmp_path / NAME
    controller = LiveController(Plan("lead", "short", needs_back=False), protocol, folder)
    play(controller, hands[:300], jpeg)
    controller.close()
    (found,) = list_unfinished(tmp_path)
    assert found.id == NAME
    assert found.step == 0
    assert found.duration_s == pytest.approx(hands[299].time_s, abs=0.1)

    with (folder / TRACKS_NAME).open("ab") as tracks, (folder / EVENTS_NAME).open("ab") as events:
        tracks.write(b"half a frame")
        events.write(b'{"kind": "cu')
    goes_on = LiveController(found.plan, found.protocol, folder, found)
    play(goes_on, hands[:150], jpeg)
    list(goes_on.command(Command("finish")))
    assert list_unfinished(tmp_path) == []
    whole = load_session(folder)
    assert whole.duration_s == pytest.approx(hands[299].time_s + 1.0 + hands[149].time_s, abs=0.1)
    assert len(goes_on.outcome.review.analysis.tracks.time_s) == len(whole.rows)

    delete_session(folder)
    assert not folder.exists()


def test_a_session_that_never_began_leaves_nothing(tmp_path, protocol):
    controller = LiveController(Plan("lead", "short"), protocol, tmp_path / NAME)
    assert (tmp_path / NAME).is_dir()
    controller.close()
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("name", ["", "..", "../x", "20260102-030405-abcdef/..", "x" * 300, "20260102-030405-ABCDEF"])
def test_a_name_from_a_browser_cannot_leave_the_folder(tmp_path, name):
    with pytest.raises(StoreError):
        find_session(tmp_path, name)


@pytest.mark.parametrize("damage", ["{", "", "[]"])
def test_a_damaged_session_is_passed_over(tmp_path, damage):
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / META_NAME).write_text(damage)
    (folder / TRACKS_NAME).write_bytes(b"something else")
    (folder / EVENTS_NAME).write_text("")
    assert list_unfinished(tmp_path) == []
    with pytest.raises(StoreError):
        load_session(folder)


def test_a_folder_that_cannot_be_written_is_said_and_the_session_goes_on(tmp_path, hands, jpeg, protocol):
    blocked = tmp_path / "file"
    blocked.write_text("")
    controller = LiveController(Plan("lead", "short", needs_back=False), protocol, blocked / NAME)
    notices = [message for message in controller.open() if message["type"] == "notice"]
    assert [notice["code"] for notice in notices] == ["not_recorded"]
    play(controller, hands[:90], jpeg)
    list(controller.command(Command("finish")))
    assert controller.outcome is not None


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no full device")  # noqa: PTH110
def test_a_full_disk_is_said_once_and_the_session_goes_on(tmp_path, hands, jpeg, protocol):
    folder = tmp_path / NAME
    folder.mkdir()
    (folder / TRACKS_NAME).symlink_to("/dev/full")
    controller = LiveController(Plan("lead", "short", needs_back=False), protocol, folder)
    messages = play(controller, hands[:10], jpeg)
    time.sleep(1.3)
    messages += play(controller, hands[10:40], jpeg, first=-1)
    notices = [message for message in messages if message["type"] == "notice"]
    assert len(notices) == 1
    assert "space" in notices[0]["text"].lower()
    controller.close()


def test_the_picture_is_kept_only_when_asked_and_plays(tmp_path, hands, jpeg, protocol):
    from coach.frames.video import open_video

    for keep in (False, True):
        folder = tmp_path / str(keep)
        controller = LiveController(Plan("lead", "short", needs_back=False, keep_picture=keep), protocol, folder)
        play(controller, hands[:60], jpeg)
        list(controller.command(Command("finish")))
        assert (folder / "picture.mkv").exists() is keep
    with open_video(tmp_path / "True" / "picture.mkv") as video:
        times = [frame.time_s for frame in video]
    assert len(times) == 59
    assert times[-1] == pytest.approx(hands[59].time_s - hands[1].time_s, abs=0.005)


def test_meta_is_replaced_as_a_whole(tmp_path):
    recorder = SessionRecorder(tmp_path / NAME, {"state": "setup"})
    recorder.set_meta(state="running", note="ä")
    recorder.close()
    recorder.close()
    assert json.loads((tmp_path / NAME / META_NAME).read_text(encoding="utf-8")) == {"state": "running", "note": "ä"}
    assert [path.name for path in (tmp_path / NAME).iterdir() if path.suffix == ".new"] == []
