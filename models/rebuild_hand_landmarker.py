"""Rebuild the hand models from the mediapipe 0.10.21 wheel, with every part's digest checked.

Newer mediapipe wheels bring no model. Two networks of the 0.10.21 wheel, stored (not deflated) in a zip under the names
that the Tasks API expects, are a valid bundle: ``hand_landmarker.task``. The lite landmark network lies beside it as it
is, and takes its place in the bundle where a computer is slow. The wheel is fetched by name with pip.

Usage: ``python models/rebuild_hand_landmarker.py [WHEEL]``
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

TARGET = Path(__file__).with_name("hand_landmarker.task")
TARGET_SHA256 = "76839f622b2923ac8ee857300422283621490de0122425c2313ab8f040a7d100"
PARTS = {
    "hand_detector.tflite": (
        "mediapipe/modules/palm_detection/palm_detection_full.tflite",
        "1b14e9422c6ad006cde6581a46c8b90dd573c07ab7f3934b5589e7cea3f89a54",
    ),
    "hand_landmarks_detector.tflite": (
        "mediapipe/modules/hand_landmark/hand_landmark_full.tflite",
        "11c272b891e1a99ab034208e23937a8008388cf11ed2a9d776ed3d01d0ba00e3",
    ),
}
"""Name in the bundle -> (name in the wheel, SHA-256)."""

LITE = Path(__file__).with_name("hand_landmarks_lite.tflite")
LITE_PART = (
    "mediapipe/modules/hand_landmark/hand_landmark_lite.tflite",
    "048edd3645c9bf7397d19a9f6e3a42957d6e414c9bea6598030a2e9b624156e6",
)
"""Name in the wheel, SHA-256. The lite palm detector lacks the metadata that the Tasks API asks for."""


def fetch_wheel(folder: Path) -> Path:
    """Download the wheel; it holds the same networks on every platform, so one fixed platform serves all."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:"]
    command += ["--python-version=3.11", "--platform=manylinux_2_28_x86_64", f"--dest={folder}", "mediapipe==0.10.21"]
    subprocess.run(command, check=True)
    return next(folder.glob("mediapipe-0.10.21-*.whl"))


def read_part(source: zipfile.ZipFile, member: str, sha256: str) -> bytes:
    """Read one network of the wheel, and check that it is the one that is meant."""
    data = source.read(member)
    if (got := hashlib.sha256(data).hexdigest()) != sha256:
        raise SystemExit(f"{member} in {source.filename}: expected SHA-256 {sha256}, got {got}.")
    return data


def build_bundle(wheel: Path) -> bytes:
    """Build the bundle's bytes: the same on every run, so that its digest can be pinned."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(wheel) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as bundle:
        for name, part in PARTS.items():
            data = read_part(source, *part)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            bundle.writestr(entry, data)
    return buffer.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(sys.argv[1]) if len(sys.argv) > 1 else fetch_wheel(Path(folder))
        data = build_bundle(wheel)
        with zipfile.ZipFile(wheel) as source:
            lite = read_part(source, *LITE_PART)
    if (got := hashlib.sha256(data).hexdigest()) != TARGET_SHA256:
        raise SystemExit(f"The rebuilt bundle has SHA-256 {got}, expected {TARGET_SHA256}.")
    TARGET.write_bytes(data)
    LITE.write_bytes(lite)
    print(f"{TARGET.name}: {len(data)} bytes, SHA-256 {got}")
    print(f"{LITE.name}: {len(lite)} bytes, SHA-256 {LITE_PART[1]}")


if __name__ == "__main__":
    main()
