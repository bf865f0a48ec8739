"""``massage-coach app``: starts the app on this computer and opens it in the browser."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coach.words import say

if TYPE_CHECKING:
    import ssl

    from coach.commands.home_network import Certificate

DEFAULT_PORT = 8501
HOST = "127.0.0.1"
START_TIMEOUT_S = 60.0
"""A cold start on a slow disk takes some ten seconds; after a minute something is amiss."""

STOP_TIMEOUT_S = 6.0
POLL_S = 0.02

_PACKAGE = Path(__file__).resolve().parents[1]
_CONFIG_FILES = (_PACKAGE.parent / ".streamlit" / "config.toml", _PACKAGE / "ui" / "streamlit.toml")
"""The app's settings: in a checkout, and in an installed wheel."""


@click.command(name="app", help=say("command-app-help"))
@click.option("--port", type=click.IntRange(1, 65535), help=say("command-app-port", port=DEFAULT_PORT))
@click.option("--no-browser", is_flag=True, help=say("command-app-no-browser"))
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path), help=say("command-app-data-dir"))
@click.option("--tls", is_flag=True, help=say("command-app-tls"))
@click.option("--address", help=say("command-app-address"))
def command(
    port: int | None = None,
    no_browser: bool = False,
    data_dir: Path | None = None,
    tls: bool = False,
    address: str | None = None,
) -> None:
    """Start the app, and wait until it is ended."""
    if data_dir is not None:
        from coach.paths import use_data_dir

        use_data_dir(data_dir)
    if tls:
        sys.exit(_serve_home(port, address, open_browser=not no_browser))
    if address is not None:
        raise click.UsageError(say("command-app-address-alone"))
    chosen = _choose_port(port, HOST)
    address = f"http://{HOST}:{chosen}"
    said = f"{say('command-app-open', address=address)}\n{say('command-app-end')}"
    sys.exit(_serve(server_command(chosen), address, said, open_browser=not no_browser))


def _serve_home(port: int | None, address: str | None, *, open_browser: bool) -> int:
    """Run the server for the home network: HTTPS with a certificate of our own, and a code."""
    import ssl

    from coach.commands.home_network import (
        check_home_address,
        draw_qr,
        find_home_address,
        provide_certificate,
    )
    from coach.errors import CoachError
    from coach.live.access import ADDRESS_VARIABLE, CODE_VARIABLE, PARAMETER, make_code
    from coach.live.security import HOSTS_VARIABLE

    host = find_home_address() if address is None else check_home_address(address)
    try:
        certificate = provide_certificate(host)
    except CoachError as error:
        raise click.ClickException(str(error)) from error
    chosen = _choose_port(port, host)
    base, code = f"https://{_bracket(host)}:{chosen}", make_code()
    whole = f"{base}/?{PARAMETER}={code}"
    # The environment, not the command line: other users of this computer can read a command line.
    os.environ |= {HOSTS_VARIABLE: host, CODE_VARIABLE: code, ADDRESS_VARIABLE: whole}
    warning = say("command-network-warning", fingerprint=certificate.fingerprint[:23])
    said = [say("command-app-open", address=whole), "", draw_qr(whole, sys.stdout.encoding), warning]
    trust = ssl.create_default_context(cafile=str(certificate.file))
    line = server_command(chosen, host, certificate)
    return _serve(line, base, "\n".join([*said, say("command-app-end")]), whole, trust, open_browser=open_browser)


def _bracket(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _serve(
    server_line: list[str],
    address: str,
    said: str,
    start_page: str = "",
    trust: ssl.SSLContext | None = None,
    *,
    open_browser: bool,
) -> int:
    """Run the server until it ends or is ended; returns the exit status.

    Parameters
    ----------
    address : str
        Where the server answers.
    said : str
        Told to the user when it does.
    start_page : str
        What the browser opens; the address when empty.
    trust : ssl.SSLContext, optional
        Knows the server's own certificate.
    """
    stops = [signal.SIGTERM] + [signal.SIGHUP] * hasattr(signal, "SIGHUP")
    before = {stop: signal.signal(stop, _raise_exit) for stop in stops}
    # A group of its own: Ctrl-C reaches this command only, which ends the server in order and without its complaint.
    own_group: dict[str, Any] = {} if sys.platform == "win32" else {"process_group": 0}
    with subprocess.Popen(server_line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, **own_group) as server:
        try:
            _wait_until_ready(server, address, trust)
            click.echo(said)
            if open_browser:
                click.launch(start_page or address)
            return server.wait()
        except KeyboardInterrupt:
            click.echo("\n" + say("command-app-ended"))
            return 0
        finally:
            _stop(server)
            for stop, handler in before.items():
                signal.signal(stop, handler)


def server_command(port: int, host: str = HOST, certificate: Certificate | None = None) -> list[str]:
    """Build the command line that serves the app on ``port`` of an address, with HTTPS where there is a certificate."""
    main = _PACKAGE / "ui" / "main.py"
    flags = [f"--{name}={value}" for name, value in _read_settings() if name != "server.port"]
    if certificate is not None:
        flags = [flag for flag in flags if not flag.startswith(("--server.address=", "--server.allowedHosts="))]
        flags += [f"--server.{name}={host}" for name in ("address", "allowedHosts")]
        flags += [f"--browser.serverAddress={host}"]  # an Origin that Streamlit then need not ask the internet about
        flags += [f"--server.sslCertFile={certificate.file}", f"--server.sslKeyFile={certificate.key}"]
    return [sys.executable, "-m", "streamlit", "run", str(main), f"--server.port={port}", *flags]


def _read_settings() -> list[tuple[str, str]]:
    import tomllib

    # As options they hold in whatever folder the command is called, and over the user's own Streamlit settings.
    file = next((file for file in _CONFIG_FILES if file.is_file()), None)
    if file is None:
        raise click.ClickException(say("command-app-no-settings"))
    return list(_flatten(tomllib.loads(file.read_text(encoding="utf-8"))))


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{name}.")
        elif isinstance(value, list) and prefix.startswith("theme."):
            yield prefix + name, json.dumps(value)
        elif isinstance(value, list):
            yield from ((prefix + name, str(item)) for item in value)
        else:
            yield prefix + name, str(value).lower() if isinstance(value, bool) else str(value)


def _choose_port(wanted: int | None, host: str = HOST) -> int:
    if wanted is not None:
        if not _is_free(wanted, host):
            raise click.UsageError(say("command-app-port-used", port=wanted))
        return wanted
    return DEFAULT_PORT if _is_free(DEFAULT_PORT, host) else _find_free_port(host)


def _is_free(port: int, host: str = HOST) -> bool:
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        # As the server itself does it: a port that only lingers after the last run counts as free.
        if sys.platform != "win32":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _find_free_port(host: str = HOST) -> int:
    import socket

    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.bind((host, 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_until_ready(server: subprocess.Popen[bytes], address: str, trust: ssl.SSLContext | None = None) -> None:
    import urllib.error
    import urllib.request

    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise click.ClickException(say("command-app-not-started"))
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1.0, context=trust):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(POLL_S)
    raise click.ClickException(say("command-app-no-answer", timeout=START_TIMEOUT_S))


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        server.kill()
    except KeyboardInterrupt:
        server.kill()


def _raise_exit(_signal: int, _frame: object) -> None:
    raise SystemExit(0)
