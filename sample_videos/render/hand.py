"""A rigged hand: glb file -> mesh and joints -> posed skin.

Wrist space, used by everything here: origin at the anatomical wrist, x to the hand's right (palm down), y out of the
back of the hand, -z towards the fingertips; metres. Joints follow the WebXR hand order and the same axes, so bending a
finger is a turn about -x.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]

FINGERS = ("index", "middle", "ring", "pinky")
_FINGER_PARTS = ("metacarpal", "phalanx-proximal", "phalanx-intermediate", "phalanx-distal", "tip")
JOINTS = (
    "wrist", "thumb-metacarpal", "thumb-phalanx-proximal", "thumb-phalanx-distal", "thumb-tip",
    *(f"{finger}-finger-{part}" for finger in FINGERS for part in _FINGER_PARTS),
)  # fmt: skip
PARENTS = (-1, 0, 1, 2, 3, *(p for f in range(4) for p in (0, 5 + 5 * f, 6 + 5 * f, 7 + 5 * f, 8 + 5 * f)))
"""The files keep the joints as a flat list; this is the hierarchy they stand for."""

_COMPONENT = {5121: np.dtype("u1"), 5123: np.dtype("<u2"), 5125: np.dtype("<u4"), 5126: np.dtype("<f4")}
_WIDTH = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT4": 16}


@dataclass(frozen=True)
class HandMesh:
    """A hand at rest, in wrist space.

    Attributes
    ----------
    vertices, normals : array, shape (n, 3)
    triangles : int array, shape (m, 3)
    weights : array, shape (n, 25)
        Share of each joint in a vertex's movement; rows sum to 1.
    bind : array, shape (25, 4, 4)
        Joint frames at rest.
    mirror : float
        1 for the right hand, -1 for the left: sign of every sideways movement.
    """

    vertices: FloatArray
    normals: FloatArray
    triangles: NDArray[np.int64]
    weights: FloatArray
    bind: FloatArray
    mirror: float

    @property
    def local_bind(self) -> FloatArray:
        """Joint frames at rest relative to their parents, shape (25, 4, 4); the wrist's is the identity."""
        parents = np.array(PARENTS[1:])
        local = np.linalg.inv(self.bind[parents]) @ self.bind[1:]
        return np.concatenate([np.eye(4)[None], local])


def load_hand(path: Path, mirror: float) -> HandMesh:
    """Read one of the two glb files."""
    raw = path.read_bytes()
    if raw[:4] != b"glTF":
        raise ValueError(f"{path.name} is not a binary glTF file")
    (length,) = struct.unpack_from("<I", raw, 12)
    document, binary = json.loads(raw[20 : 20 + length]), raw[20 + length + 8 :]

    def read(index: int) -> NDArray[np.generic]:
        accessor = document["accessors"][index]
        view = document["bufferViews"][accessor["bufferView"]]
        offset = view.get("byteOffset", 0) + accessor.get("byteOffset", 0)
        width = _WIDTH[accessor["type"]]
        flat = np.frombuffer(binary, _COMPONENT[accessor["componentType"]], accessor["count"] * width, offset)
        return flat.reshape(accessor["count"], width)

    primitive, skin = document["meshes"][0]["primitives"][0], document["skins"][0]
    named = {document["nodes"][node]["name"]: i for i, node in enumerate(skin["joints"])}
    order = np.array([named[name] for name in JOINTS])
    inverse_bind = read(skin["inverseBindMatrices"]).astype(float).reshape(-1, 4, 4).transpose(0, 2, 1)
    bind = np.linalg.inv(inverse_bind[order])
    to_wrist = np.linalg.inv(bind[0])
    slot = {joint: i for i, joint in enumerate(order.tolist())}
    attributes = primitive["attributes"]
    vertices = read(attributes["POSITION"]).astype(float)
    joints, shares = read(attributes["JOINTS_0"]).astype(int), read(attributes["WEIGHTS_0"]).astype(float)
    weights = np.zeros((len(vertices), len(JOINTS)))
    for column in range(joints.shape[1]):
        np.add.at(weights, (np.arange(len(vertices)), [slot[j] for j in joints[:, column]]), shares[:, column])
    return HandMesh(
        vertices=vertices @ to_wrist[:3, :3].T + to_wrist[:3, 3],
        normals=read(attributes["NORMAL"]).astype(float) @ to_wrist[:3, :3].T,
        triangles=read(primitive["indices"]).astype(np.int64).reshape(-1, 3),
        weights=weights / weights.sum(axis=1, keepdims=True),
        bind=to_wrist @ bind,
        mirror=mirror,
    )


def turn(axis: int, angle: FloatArray) -> FloatArray:
    """Rotation matrices about a coordinate axis, shape (..., 4, 4), angles in radians."""
    i, j = (axis + 1) % 3, (axis + 2) % 3
    out = np.zeros((*np.shape(angle), 4, 4))
    out[..., axis, axis] = out[..., 3, 3] = 1.0
    out[..., i, i] = out[..., j, j] = np.cos(angle)
    out[..., i, j] = -np.sin(angle)
    out[..., j, i] = np.sin(angle)
    return out


def pose_joints(mesh: HandMesh, bend: FloatArray, spread: FloatArray) -> FloatArray:
    """Joint frames in wrist space after bending the joints.

    Parameters
    ----------
    bend : array, shape (..., 25)
        Flexion of each joint towards the palm, radians.
    spread : array, shape (..., 25)
        Sideways turn of each joint, radians, away from the middle finger positive on the index side.

    Returns
    -------
    array, shape (..., 25, 4, 4)
    """
    local = mesh.local_bind @ turn(1, mesh.mirror * spread) @ turn(0, -bend)
    frames = np.empty_like(local)
    for joint, parent in enumerate(PARENTS):
        frames[..., joint, :, :] = (
            local[..., joint, :, :] if parent < 0 else frames[..., parent, :, :] @ local[..., joint, :, :]
        )
    return frames


def skin(mesh: HandMesh, frames: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Linear blend skinning: vertices and normals of one pose.

    Parameters
    ----------
    frames : array, shape (25, 4, 4)
        Joint frames in any space; the result is in the same.
    """
    change = (frames @ np.linalg.inv(mesh.bind))[:, :3].reshape(len(JOINTS), 12)
    # einsum without BLAS: its threads cost more than they bring on matrices this small.
    blended = np.einsum("nj,jk->nk", mesh.weights, change).reshape(-1, 3, 4)
    vertices = (blended[..., :3] * mesh.vertices[:, None]).sum(axis=-1) + blended[..., 3]
    normals = (blended[..., :3] * mesh.normals[:, None]).sum(axis=-1)
    return vertices, normals / np.linalg.norm(normals, axis=1, keepdims=True)
