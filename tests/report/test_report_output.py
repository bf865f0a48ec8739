"""Results appear whole or not at all."""

from __future__ import annotations

import errno
import os

import pytest

from coach.errors import OutputError
from coach.report.output import explain_os_error, open_outputs


def test_results_appear_together_when_all_is_done(tmp_path):
    paths = {"a": tmp_path / "a.txt", "b": tmp_path / "b.txt"}
    with open_outputs(paths) as files:
        files["a"].write_text("one")
        files["b"].write_text("two")
        assert not paths["a"].exists() and not paths["b"].exists()
    assert [path.read_text() for path in paths.values()] == ["one", "two"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "b.txt"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit, ValueError])
def test_whatever_stops_the_work_leaves_the_folder_as_it_was(tmp_path, stop):
    kept = tmp_path / "a.txt"
    kept.write_text("before")

    def work():
        with open_outputs({"a": kept, "b": tmp_path / "b.txt"}) as files:
            files["a"].write_text("half")
            raise stop

    with pytest.raises(stop):
        work()
    assert kept.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_a_full_disk_is_said_in_words(tmp_path):
    with pytest.raises(OutputError, match="disk is full"), open_outputs({"a": tmp_path / "a"}):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_fault_is_passed_on_in_the_systems_words():
    assert explain_os_error(OSError(errno.EIO, "Input/output error")) == "input/output error"


def test_a_name_that_is_too_long(tmp_path):
    with pytest.raises(OutputError), open_outputs({"a": tmp_path / ("x" * 300)}):
        pytest.fail("a name of 300 letters was accepted")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links and permissions of POSIX")
class TestOnPosix:
    def test_a_link_stays_a_link(self, tmp_path):
        (tmp_path / "deep").mkdir()
        real, link = tmp_path / "deep" / "real.txt", tmp_path / "link.txt"
        real.write_text("before")
        link.symlink_to(real)
        with open_outputs({"a": link}) as files:
            files["a"].write_text("after")
        assert link.is_symlink() and real.read_text() == "after"

    def test_others_may_read_the_result_as_the_users_settings_say(self, tmp_path):
        before = os.umask(0o022)
        try:
            with open_outputs({"a": tmp_path / "a"}) as files:
                files["a"].write_text("one")
        finally:
            os.umask(before)
        assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644

    def test_the_recording_is_known_through_a_link(self, tmp_path):
        video = tmp_path / "video.mp4"
        video.write_bytes(b"kept")
        (tmp_path / "link.mp4").symlink_to(video)
        with pytest.raises(OutputError, match="recording itself"), open_outputs({"v": tmp_path / "link.mp4"}, video):
            pytest.fail("the recording would have been replaced")
        assert video.read_bytes() == b"kept"
