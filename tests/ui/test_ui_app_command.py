"""``massage-coach app``: settings reach the server from any folder, and Ctrl-C ends it without a word of complaint."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.commands import app as app_command


def test_settings_are_handed_over_whatever_folder_it_is_called_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    command = app_command.server_command(8765)
    assert "--server.port=8765" in command
    assert "--server.address=127.0.0.1" in command
    assert "--server.maxUploadSize=2048" in command
    assert "--browser.gatherUsageStats=false" in command
    assert {"--server.allowedHosts=127.0.0.1", "--server.allowedHosts=localhost"} <= set(command)
    assert any(flag.startswith('--theme.headingFontSizes=["') for flag in command)
    assert any(flag.startswith("--theme.dark.backgroundColor=#") for flag in command)
    assert Path(command[command.index("run") + 1]).name == "main.py"


def test_missing_settings_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(app_command, "_CONFIG_FILES", (tmp_path / "none.toml",))
    answer = CliRunner().invoke(app_command.command, ["--no-browser"])
    assert answer.exit_code == 1
    assert "Install massage-coach again" in answer.output


def test_port_in_use_is_refused_in_a_sentence():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        answer = CliRunner().invoke(app_command.command, ["--port", str(port), "--no-browser"])
    assert answer.exit_code == 2
    assert f"Port {port} is in use" in answer.output


def test_another_port_is_taken_when_the_usual_one_is_in_use(monkeypatch: pytest.MonkeyPatch):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setattr(app_command, "DEFAULT_PORT", taken.getsockname()[1])
        chosen = app_command._choose_port(None)
        assert chosen != app_command.DEFAULT_PORT
        assert app_command._is_free(chosen)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of a terminal are sent as on Linux and macOS")
@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_the_app_starts_and_is_ended_from_the_terminal(tmp_path: Path, stop: str):
    port = app_command._find_free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "coach", "app", "--port", str(port), "--no-browser", "--data-dir", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=tmp_path,
        start_new_session=True,
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/")
        time.sleep(0.3)
        # Ctrl-C reaches the whole group, as in a terminal; a polite end only the command itself.
        (os.killpg if stop == "SIGINT" else os.kill)(process.pid, getattr(signal, stop))
        output, _ = process.communicate(timeout=20)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
    text = output.decode()
    assert process.returncode == 0, text
    assert f"Massage coach is open at http://127.0.0.1:{port}" in text
    assert "Traceback" not in text
    assert "Aborted" not in text
    with pytest.raises(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        pass


def wait_for(url: str, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(url, timeout=1.0) as answer:
                assert b"<title>" in answer.read()
                return
        except (urllib.error.URLError, OSError):
            assert time.monotonic() < deadline, "the app did not answer"
            time.sleep(0.1)
