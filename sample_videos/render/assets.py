"""The rigged hand meshes: fetched once from the npm package that publishes them, checked, kept in the user's cache.

The generic hand of ``@webxr-input-profiles/assets`` (Immersive Web Working Group, MIT licence); never copied into this
repository.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from platformdirs import user_cache_path

from coach.errors import InputError

PACKAGE = "@webxr-input-profiles/assets"
VERSION = "1.0.20"
TARBALL_SHA256 = "30df2a2268220fc0d0e034bed1550aabdd7a2500573c5216f64fc70d59c3d91e"
MESH_SHA256 = {
    "left": "bc67783144944ea1cda54d9247885825ea5fb9d4651469fe7d00be517a5c2b87",
    "right": "291790c14f7f88a7f9bd35330c47392ed8e8d395ae6728f4bb7089f1bc1f2b96",
}
_MEMBER = "package/dist/profiles/generic-hand/{side}.glb"
_NPM_TIMEOUT_S = 300


def mesh_folder() -> Path:
    """Folder in the user's cache where the meshes are kept."""
    return user_cache_path("massage-coach") / f"hand-meshes-{VERSION}"


def fetch_hand_meshes(folder: Path | None = None) -> dict[str, Path]:
    """Give the two mesh files, fetching them with ``npm pack`` when they are not there yet.

    Returns
    -------
    dict
        ``"left"`` and ``"right"`` to a glb file whose digest was checked.

    Raises
    ------
    InputError
        npm is missing, the download failed, or a digest differs.
    """
    folder = folder or mesh_folder()
    paths = {side: folder / f"{side}.glb" for side in MESH_SHA256}
    if not all(path.is_file() and _sha256(path) == MESH_SHA256[side] for side, path in paths.items()):
        folder.mkdir(parents=True, exist_ok=True)
        _download(paths)
    return paths


def _download(paths: dict[str, Path]) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise InputError(
            "The hand meshes are fetched with npm, which was not found; install Node.js and run this again."
        )
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"],
            cwd=scratch, capture_output=True, text=True, timeout=_NPM_TIMEOUT_S, check=False,
        )  # fmt: skip
        tarballs = list(Path(scratch).glob("*.tgz"))
        if done.returncode != 0 or len(tarballs) != 1:
            raise InputError(f"npm could not fetch {PACKAGE} {VERSION}: {done.stderr.strip()[:300]}")
        if _sha256(tarballs[0]) != TARBALL_SHA256:
            raise InputError(
                f"{PACKAGE} {VERSION} is not the archive that was expected (SHA-256 differs); nothing was kept."
            )
        with tarfile.open(tarballs[0]) as archive:
            for side, path in paths.items():
                member = archive.extractfile(_MEMBER.format(side=side))
                if member is None:
                    raise InputError(f"{PACKAGE} {VERSION} holds no mesh of the {side} hand.")
                path.write_bytes(member.read())
                if _sha256(path) != MESH_SHA256[side]:
                    path.unlink()
                    raise InputError(
                        f"The {side} hand mesh of {PACKAGE} {VERSION} is not the one expected (SHA-256 differs)."
                    )


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
