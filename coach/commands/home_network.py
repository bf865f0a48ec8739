"""What it takes to reach the app from a phone at home: this computer's address there, a certificate, a QR code.

A browser gives a page the camera only over HTTPS. No company vouches for an address in a home network, so the
certificate is made here and signed by itself: the browser warns once, and says so with every new certificate.
"""

from __future__ import annotations

import io
import ipaddress
import socket
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from coach.errors import StoreError
from coach.files import atomic_file
from coach.paths import data_dir, ensure_dir
from coach.words import say

CERTIFICATE_NAME, KEY_NAME = "certificate.pem", "key.pem"
LIFE = timedelta(days=397)
"""Browsers accept no longer life of a server's certificate (CA/Browser Forum baseline requirements, 6.3.2)."""

RENEW_BEFORE = timedelta(days=7)
CLOCK_SLACK = timedelta(days=1)
"""A phone's clock may be behind this computer's."""

_PROBE = ("192.0.2.1", 9)
"""An address that belongs to nobody (RFC 5737): choosing the way to it tells our own address, and sends nothing."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate and its key as files (PEM); ``fingerprint`` is SHA-256 in pairs of hexadecimal digits."""

    file: Path
    key: Path
    fingerprint: str


def find_home_address() -> str:
    """Find this computer's address in the home network.

    Raises
    ------
    click.ClickException
        When it is in no network, or its address is not one of a home network.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(_PROBE)
            found: str = probe.getsockname()[0]
        except OSError as error:
            raise click.ClickException(say("command-network-none")) from error
    return check_home_address(found)


def check_home_address(address: str) -> str:
    """Return an address that belongs to a home network or to this computer.

    Raises
    ------
    click.ClickException
        For anything else: the app is not made to stand in the internet.
    """
    try:
        known = ipaddress.ip_address(address)
    except ValueError as error:
        raise click.ClickException(say("command-network-no-address", address=address)) from error
    if not known.is_private or known.is_unspecified or known.is_multicast:
        raise click.ClickException(say("command-network-not-home", address=address))
    return str(known)


def provide_certificate(address: str) -> Certificate:
    """Return a certificate for an address: the one that was made before while it holds, else a new one.

    Raises
    ------
    StoreError
        When it cannot be written to the data folder.
    """
    folder = data_dir() / "tls"
    file, key = folder / CERTIFICATE_NAME, folder / KEY_NAME
    kept = _read_kept(file, key, address)
    if kept is not None:
        return Certificate(file, key, kept)
    try:
        ensure_dir(folder)
        return Certificate(file, key, _make(file, key, address))
    except OSError as error:
        raise StoreError(
            say("command-network-not-written", folder=str(folder), why=error.strerror or str(error))
        ) from error


def draw_qr(text: str, encoding: str = "utf-8") -> str:
    """Draw a QR code for the terminal: two of its dots to a character, a light border around it.

    Returns
    -------
    str
        Empty where the terminal's ``encoding`` has no such characters; the address alone will do there.
    """
    import segno

    out = io.StringIO()
    segno.make_qr(text, error="m").terminal(out, compact=True)
    drawn = out.getvalue()
    try:
        drawn.encode(encoding)
    except UnicodeEncodeError:
        return ""
    return drawn


def _read_kept(file: Path, key: Path, address: str) -> str | None:
    """Fingerprint of the certificate that is there, or ``None`` when a new one is needed."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        certificate = x509.load_pem_x509_certificate(file.read_bytes())
        private = load_pem_private_key(key.read_bytes(), None)
        names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except (OSError, ValueError, TypeError, x509.ExtensionNotFound):
        return None
    fits = ipaddress.ip_address(address) in names.get_values_for_type(x509.IPAddress)
    fresh = certificate.not_valid_before_utc <= datetime.now(UTC) < certificate.not_valid_after_utc - RENEW_BEFORE
    return _fingerprint(certificate) if fits and fresh and private.public_key() == certificate.public_key() else None


def _make(file: Path, key: Path, address: str) -> str:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, say("command-network-owner"))])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SLACK)
        .not_valid_after(now - CLOCK_SLACK + LIFE)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(private, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = private.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    _write_private(key, plain)
    _write_private(file, certificate.public_bytes(pem))
    return _fingerprint(certificate)


def _fingerprint(certificate: object) -> str:
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509 import Certificate as X509

    assert isinstance(certificate, X509)
    return certificate.fingerprint(hashes.SHA256()).hex(":").upper()


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner reads, as a whole or not at all."""
    with atomic_file(path, private=True) as part:
        part.write_bytes(data)
