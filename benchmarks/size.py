"""What the installed program weighs, part by part: ``python benchmarks/size.py``.

Counted are the files of every package that ``pip install massage-coach`` brings (no extras), as installed here, with
the compiled modules that pip writes beside them. A package that the project names itself is followed by what it is
there for, and by what would go with it if the project named it no more: nothing, where another asks for it too.
"""

from __future__ import annotations

import importlib.metadata as metadata
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROGRAM = "massage-coach"
AIM_GB = 0.9
SMALL_MB = 3.0
"""Packages below are summed up in one line."""

USED_FOR = {
    "altair": "charts of the review and of progress",
    "av": "reads what OpenCV cannot, writes the annotated video (H.264)",
    "babel": "numbers, dates and lists in the user's language",
    "click": "the command line",
    "cryptography": "the certificate for the home network",
    "fluent-runtime": "every sentence of the program",
    "fluent-syntax": "every sentence of the program",
    "icalendar": "a course as a calendar file",
    "jinja2": "the review as a page to keep",
    "markupsafe": "the review as a page to keep",
    "matplotlib": "figures of the review",
    "mediapipe": "finds the hands",
    "numpy": "everything measured",
    "opencv-contrib-python": "reads recordings and cameras; the build that MediaPipe asks for",
    "pandas": "tables behind the charts",
    "platformdirs": "where the data folder lies",
    "pydantic": "protocols and files, checked as they are read",
    "segno": "the address for a telephone as a QR code",
    "starlette": "the socket of the live coach",
    "streamlit": "the pages",
    "xlsxwriter": "tables of a class as a spreadsheet",
}


@dataclass(frozen=True, slots=True)
class Weight:
    """Megabytes (10^6 bytes) on disk, and how many of them are compiled modules."""

    total: float
    compiled: float


@cache
def list_needs(name: str) -> frozenset[str]:
    """List the packages that a package asks for here, without extras."""
    texts = read_named() if name == PROGRAM else metadata.requires(name) or ()
    asked = (Requirement(text) for text in texts)
    return frozenset(
        canonicalize_name(need.name) for need in asked if need.marker is None or need.marker.evaluate({"extra": ""})
    )


def read_named() -> list[str]:
    """Read what the project names: an editable installation may have been made of an older list."""
    named: list[str] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    return named


def find_all(roots: frozenset[str]) -> frozenset[str]:
    """Find packages with everything that they bring."""
    found: set[str] = set()
    waiting = set(roots)
    while waiting:
        name = waiting.pop()
        found.add(name)
        waiting |= list_needs(name) - found
    return frozenset(found)


@cache
def weigh(name: str) -> Weight:
    """Sum up the files of a package; an editable one is weighed as it would be installed."""
    if name == PROGRAM:
        return weigh_program()
    sizes = [
        (Path(str(path.locate())).stat().st_size, path.suffix == ".pyc")
        for path in metadata.files(name) or ()
        if Path(str(path.locate())).is_file()
    ]
    return Weight(sum(size for size, _ in sizes) / 1e6, sum(size for size, compiled in sizes if compiled) / 1e6)


def weigh_program() -> Weight:
    folders = (ROOT / "coach", ROOT / "models", ROOT / "sample_videos")
    files = [path for path in folders[0].rglob("*") if path.is_file()]
    files += [path for path in folders[1].iterdir() if path.suffix in (".task", ".tflite", ".npz", ".json")]
    files += [path for path in folders[2].iterdir() if path.suffix in (".mp4", ".json")]
    compiled = sum(path.stat().st_size for path in files if path.suffix == ".pyc")
    return Weight(sum(path.stat().st_size for path in files) / 1e6, compiled / 1e6)


def describe(name: str, named: frozenset[str], everything: frozenset[str]) -> str:
    """Say what a package is there for, and who asks for it."""
    askers = sorted(other for other in everything - {PROGRAM} if name in list_needs(other))
    if name not in named:
        return f"asked for by {', '.join(askers)}" if askers else "the program, its models and samples"
    without = find_all(named - {name})
    goes = sum(weigh(other).total for other in everything - without - {PROGRAM})
    forced = f"{', '.join(askers)} asks for it too" if name in without else f"{goes:.0f} MB go with it"
    return f"{USED_FOR[name]} ({forced})"


def weigh_all() -> float:
    """Gigabytes of the program with everything that it brings."""
    return sum(weigh(name).total for name in find_all(frozenset({PROGRAM}))) / 1000


def main() -> None:
    named = list_needs(PROGRAM)
    if unknown := named - USED_FOR.keys():
        raise SystemExit(f"Say in USED_FOR what these packages are there for: {', '.join(sorted(unknown))}.")
    everything = find_all(frozenset({PROGRAM}))
    total = sum(weigh(name).total for name in everything)
    own = sum(weigh(name).total for name in everything - find_all(named & {"mediapipe", "streamlit"}))
    rest = 0.0
    print(f"{'package':24}{'MB':>6}  what for")
    for name in sorted(everything, key=lambda name: -weigh(name).total):
        if weigh(name).total < SMALL_MB:
            rest += weigh(name).total
            continue
        print(f"{name:24}{weigh(name).total:6.0f}  {describe(name, named, everything)}")
    print(f"{'smaller ones':24}{rest:6.0f}")
    compiled = sum(weigh(name).compiled for name in everything)
    print(f"all {len(everything)} packages: {total / 1000:.2f} GB, of it compiled modules {compiled / 1000:.2f} GB")
    print(
        f"MediaPipe and Streamlit with what they ask for: {(total - own) / 1000:.2f} GB; "
        f"everything else: {own / 1000:.2f} GB; aim {AIM_GB} GB for all"
    )


if __name__ == "__main__":
    main()
