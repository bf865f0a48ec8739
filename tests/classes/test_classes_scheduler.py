"""What is said where no scheduler of a cluster can be used."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coach.classes import scheduler
from coach.cli import main

pytest.importorskip("distributed")


@pytest.fixture
def clips(tmp_path: Path) -> Path:
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "anna.mp4").write_bytes(b"never opened")
    return folder


def call(*args: object) -> str:
    result = CliRunner().invoke(main, ["class", *map(str, args)])
    assert result.exit_code == 2
    return " ".join(result.stderr.split())


def test_an_address_without_a_scheduler_has_its_sentence(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduler, "CONNECT_S", 0.5)
    said = call(clips, "--scheduler", "tcp://127.0.0.1:9", "--data-dir", tmp_path)
    assert "There is no Dask scheduler at tcp://127.0.0.1:9" in said
    assert "There is no Dask scheduler at nonsense://x" in call(
        clips, "--scheduler", "nonsense://x", "--data-dir", tmp_path
    )


def test_an_encrypted_address_without_a_certificate_has_its_sentence(clips: Path, tmp_path: Path) -> None:
    said = call(clips, "--scheduler", "tls://127.0.0.1:9", "--data-dir", tmp_path)
    assert "tls://127.0.0.1:9 asks for a certificate" in said


def test_without_dask_it_is_said_how_to_install_it(
    clips: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = call(clips, "--scheduler", "tcp://127.0.0.1:9", "--data-dir", tmp_path)
    assert 'pip install "massage-coach[cluster]"' in said
