"""``--tls``: a certificate of our own, an address in a home network only, a QR code that can be read."""

from __future__ import annotations

import os
import ssl
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import cv2
import numpy as np
import pytest
import segno
from click.testing import CliRunner
from cryptography import x509

from coach.cli import main
from coach.commands import app as app_command
from coach.commands import home_network
from coach.commands.home_network import check_home_address, draw_qr, find_home_address, provide_certificate
from coach.errors import StoreError

ADDRESS = "192.168.1.20"
LINK = "https://192.168.1.20:8501/?code=jW3xk0Gx3y5Q0c-2rJYv0g"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MASSAGE_COACH_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def read(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def test_the_certificate_is_for_the_address_and_a_browsers_span_of_time():
    made = provide_certificate(ADDRESS)
    found = read(made.file)
    names = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(name) for name in names.get_values_for_type(x509.IPAddress)] == [ADDRESS]
    assert found.not_valid_after_utc - found.not_valid_before_utc <= timedelta(days=398)
    assert found.not_valid_before_utc < datetime.now(UTC) < found.not_valid_after_utc
    assert not found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert len(made.fingerprint.split(":")) == 32
    ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(made.file, made.key)


@pytest.mark.skipif(sys.platform == "win32", reason="files have no such modes there")
def test_only_the_owner_reads_the_key():
    made = provide_certificate(ADDRESS)
    assert made.key.stat().st_mode & 0o777 == 0o600
    assert made.key.parent.stat().st_mode & 0o077 == 0


def test_it_is_made_once_and_kept():
    assert provide_certificate(ADDRESS) == provide_certificate(ADDRESS)


@pytest.mark.parametrize("why", ["another address", "nearly over", "another key", "torn"])
def test_it_is_made_anew_when_it_does_not_hold_any_more(why: str, monkeypatch: pytest.MonkeyPatch):
    made = provide_certificate(ADDRESS)
    address = "192.168.1.21" if why == "another address" else ADDRESS
    if why == "nearly over":
        monkeypatch.setattr(home_network, "RENEW_BEFORE", home_network.LIFE)
    elif why == "another key":
        other = home_network._make(made.file.with_name("other.pem"), made.file.with_name("other.key"), ADDRESS)
        assert other != made.fingerprint
        made.key.write_bytes(made.file.with_name("other.key").read_bytes())
    elif why == "torn":
        made.file.write_bytes(made.file.read_bytes()[:100])
    assert provide_certificate(address).fingerprint != made.fingerprint


def test_a_folder_that_cannot_be_written_is_said(data: Path):
    data.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="folder"):
        provide_certificate(ADDRESS)


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.3", "172.16.4.5", "127.0.0.1", "fd00::1"])
def test_a_home_networks_address_is_taken(address: str):
    assert check_home_address(address) == address


@pytest.mark.parametrize("address", ["8.8.8.8", "0.0.0.0", "224.0.0.1", "::", "2001:4860:4860::8888", "home", ""])
def test_any_other_address_is_refused(address: str):
    with pytest.raises(click.ClickException, match="home network"):
        check_home_address(address)


def test_no_network_is_said(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(home_network, "_PROBE", ("192.0.2.1", -1) if sys.platform == "win32" else ("256.0.0.1", 9))
    with pytest.raises(click.ClickException, match="no network"):
        find_home_address()


def test_the_qr_code_holds_the_address():
    text = draw_qr(LINK)
    assert max(map(len, text.splitlines())) <= 60, "fits into a terminal"
    picture = np.array(list(segno.make_qr(LINK, error="m").matrix_iter(scale=8, border=4)), np.uint8)
    read_back, *_ = cv2.QRCodeDetector().detectAndDecode(np.where(picture, 0, 255).astype(np.uint8))
    assert read_back == LINK


def test_a_terminal_without_such_characters_gets_the_address_alone():
    assert draw_qr(LINK, "cp1252") == ""


def test_the_server_listens_on_that_address_alone():
    made = provide_certificate(ADDRESS)
    line = app_command.server_command(8765, ADDRESS, made)
    assert [flag for flag in line if flag.startswith("--server.address")] == [f"--server.address={ADDRESS}"]
    assert [flag for flag in line if flag.startswith("--server.allowedHosts")] == [f"--server.allowedHosts={ADDRESS}"]
    assert {f"--server.sslCertFile={made.file}", f"--server.sslKeyFile={made.key}"} <= set(line)


def test_options_that_do_not_go_together_are_refused():
    answer = CliRunner().invoke(app_command.command, ["--address", ADDRESS, "--no-browser"])
    assert answer.exit_code == 2 and "--tls" in answer.output
    answer = CliRunner().invoke(main, ["--tls", "protocols", "list"])
    assert answer.exit_code == 2 and "app --tls" in answer.output
    answer = CliRunner().invoke(app_command.command, ["--tls", "--address", "8.8.8.8", "--no-browser"])
    assert answer.exit_code == 1 and "home network" in answer.output


def test_the_code_is_not_on_the_command_line(monkeypatch: pytest.MonkeyPatch):
    seen: dict[str, object] = {}

    def serve(line: list[str], address: str, said: str, start_page: str, *_: object, **__: object) -> int:
        seen.update(line=line, said=said, start_page=start_page)
        return 0

    for name in ("MASSAGE_COACH_CODE", "MASSAGE_COACH_ADDRESS", "MASSAGE_COACH_HOSTS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(app_command, "_serve", serve)
    assert CliRunner().invoke(main, ["--tls"]).exit_code in (0, 1)  # 1: a computer in no network
    answer = CliRunner().invoke(app_command.command, ["--tls", "--address", "127.0.0.1", "--no-browser"])
    assert answer.exit_code == 0
    code = os.environ["MASSAGE_COACH_CODE"]
    assert len(code) >= 22
    assert not any(code in part for part in seen["line"])
    assert str(seen["start_page"]).endswith(f"?code={code}") and code in str(seen["said"])
    assert "not private" in str(seen["said"]) and "█" in str(seen["said"])
