"""One scene, one camera: the still background drawn once, the hands drawn over it in every frame."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

from sample_videos.render import raster
from sample_videos.render.arm import forearm, sleeve
from sample_videos.render.blur import blur_hand
from sample_videos.render.body import Back, Surface
from sample_videos.render.camera import Camera
from sample_videos.render.fold import make_fold
from sample_videos.render.hand import JOINTS, HandMesh, skin
from sample_videos.render.light import FLOOR, SHIRTS, Look, skin_tone, to_screen
from sample_videos.render.room import room_surfaces

FloatArray = NDArray[np.float64]
Float32 = NDArray[np.float32]

_MAP_CELL_M = 0.004
_MAP_HALF_M = 0.62
_CONTACT_REACH_M = 0.016
"""Ambient light under a hand fades over about this gap."""
_HAND_BIAS_M, _ROOM_BIAS_M = 0.009, 0.012
"""A surface casts no shadow on itself within this depth."""
_NEAREST_M = 0.05
_EMPTY = 1e-6
_FAR_AWAY_M = 50.0
_RECEIVER_GLOSS = 0.5
_NOISE_BANK = 7
_VOID = 0.35 * FLOOR
"""What an oblique camera sees beyond the floor."""


@dataclass(frozen=True)
class HandState:
    """One hand in one frame: joint frames (25, 4, 4) in world space, elbow and shoulder (3,).

    ``fold_m`` is how high the tissue stands in its grip; ``before`` are its joint frames a picture ago, which blur it.
    """

    frames: FloatArray
    elbow: FloatArray
    shoulder: FloatArray
    fold_m: float = 0.0
    before: FloatArray | None = None


class Scene:
    """Draws frames of one scene.

    Parameters
    ----------
    meshes : (left, right)
    seed : int
        Of cloth, blotches of the skin and sensor noise.
    scale : float
        Size of the hands.
    """

    def __init__(
        self, meshes: tuple[HandMesh, HandMesh], back: Back, camera: Camera, look: Look, seed: int, scale: float = 1.0
    ) -> None:
        self._meshes, self._back, self._camera, self._look, self._scale = meshes, back, camera, look, scale
        self._rng = np.random.default_rng([seed, 77])
        self._lights = look.lights()
        self._paint = [_hand_paint(mesh, look) for mesh in meshes]
        height, width = camera.height, camera.width
        self._rays = camera.rays().astype(np.float32)
        self._near = np.full((2 * height, 2 * width), _EMPTY, np.float32)
        self._values = np.zeros((2 * height, 2 * width, 7), np.float32)
        self._ambient, self._direct, self._place, self._linear = (
            np.zeros((height, width, 3), np.float32) for _ in range(4)
        )
        self._cover = np.zeros((height, width), np.float32)
        self._shadow_map = _map_matrix(self._lights[0])
        self._contact_map = _map_matrix(np.array([0.0, 0.0, 1.0]))
        self._floor = _map_floor(back)
        self._draw_background()
        self._noise = self._rng.standard_normal((_NOISE_BANK, height, width, 3), dtype=np.float32) * np.float32(
            look.noise
        )

    def draw(self, hands: list[HandState], warp: FloatArray | None = None, shutter: float = 0.0) -> NDArray[np.uint8]:
        """Draw one RGB frame, shape (height, width, 3).

        ``warp`` (2, 3) moves the picture before the sensor's noise; ``shutter`` is the share of the time between two
        pictures in which hands blur.
        """
        surfaces = [surface for side, hand in enumerate(hands) for surface in self._hand_surfaces(side, hand)]
        np.copyto(self._near, self._base_near)
        for surface in surfaces:
            self._fill(surface)
        shadow_near, shadow, contact = self._shadows(surfaces)
        raster.shade_image(
            self._near, self._base_near, self._values, self._rays, self._camera.position, self._lights, shadow_near,
            self._shadow_map, _HAND_BIAS_M, self._ambient, self._direct, self._cover, self._place,
        )  # fmt: skip
        raster.compose(
            self._base_ambient, self._base_direct, self._map_places, shadow, contact, self._cover, self._ambient,
            self._direct, self._linear,
        )  # fmt: skip
        linear = self._linear
        for hand in hands if shutter else ():
            linear = blur_hand(linear, self._camera, hand.frames, hand.before, shutter)
        if warp is None:
            return self._develop(linear)
        size = (self._camera.width, self._camera.height)
        return self._develop(cv2.warpAffine(linear, warp, size, borderMode=cv2.BORDER_REPLICATE))

    def _develop(self, linear: Float32) -> NDArray[np.uint8]:
        shift = self._rng.integers(0, 200, 2)
        noise = np.roll(self._noise[self._rng.integers(_NOISE_BANK)], tuple(int(s) for s in shift), axis=(0, 1))
        return np.clip(to_screen(linear, self._look.exposure) + noise, 0, 255).astype(np.uint8)

    def _hand_surfaces(self, side: int, hand: HandState) -> list[Surface]:
        mesh = self._meshes[side]
        albedo, gloss = self._paint[side]
        scaled = hand.frames.copy()
        scaled[:, :3, :3] *= self._scale
        vertices, normals = skin(mesh, scaled)
        arm = forearm(hand.frames[0], hand.elbow, self._scale, skin_tone(self._look.hands), 0.5 * self._look.oil)
        cloth = sleeve(hand.elbow, hand.shoulder, hand.frames[0, :3, 3], SHIRTS[self._look.shirt])
        surfaces = [Surface(vertices, normals, mesh.triangles, albedo, gloss), arm, cloth]
        if hand.fold_m > 0:
            skin_colour, shine = skin_tone(self._look.receiver), _RECEIVER_GLOSS * self._look.oil
            surfaces.append(make_fold(hand.frames, self._back, hand.fold_m, skin_colour, shine))
        return surfaces

    def _fill(self, surface: Surface) -> None:
        screen = self._camera.project(surface.vertices)
        screen[:, :2] *= 2
        screen[:, 2] = np.where(screen[:, 2] > _NEAREST_M, 1 / np.maximum(screen[:, 2], _NEAREST_M), 0.0)
        paint = np.concatenate([surface.normals, surface.albedo, surface.gloss[:, None]], axis=1)
        raster.fill_triangles(screen, surface.triangles, paint, self._near, self._values)

    def _draw_background(self) -> None:
        """Rasterise and light everything that stands still, sample by sample, with the shadows it casts on itself."""
        surfaces = room_surfaces(self._back, self._look, self._rng)
        for surface in surfaces:
            self._fill(surface)
        near, values = (buffer.repeat(2, axis=0).repeat(2, axis=1) for buffer in (self._near, self._values))
        shape = self._near.shape
        ambient, direct, place = (np.zeros((*shape, 3), np.float32) for _ in range(3))
        cover = np.zeros(shape, np.float32)
        camera = replace(self._camera, width=shape[1], height=shape[0])
        raster.shade_image(
            near, np.full_like(near, _EMPTY), values, camera.rays().astype(np.float32), camera.position, self._lights,
            self._map_near(surfaces, self._shadow_map), self._shadow_map, _ROOM_BIAS_M, ambient, direct, cover, place,
        )  # fmt: skip
        void = cover == 0
        ambient[void], direct[void], place[void] = _VOID, 0.0, _FAR_AWAY_M
        self._base_near, self._base_ambient, self._base_direct = self._near.copy(), _halve(ambient), _halve(direct)
        centre = _halve(place).astype(float)
        maps = [centre @ matrix[:2, :3].T + matrix[:2, 3] for matrix in (self._shadow_map, self._contact_map)]
        self._map_places = np.concatenate(maps, axis=-1).astype(np.float32)

    def _map_near(self, surfaces: list[Surface], matrix: FloatArray) -> Float32:
        size = int(2 * _MAP_HALF_M / _MAP_CELL_M)
        near = np.full((size, size), -1e3, np.float32)
        nothing = np.empty((size, size, 0), np.float32)
        for surface in surfaces:
            place = surface.vertices @ matrix[:, :3].T + matrix[:, 3]
            place[:, 2] += 10.0
            near += 10.0
            raster.fill_triangles(place, surface.triangles, np.empty((len(place), 0)), near, nothing)
            near -= 10.0
        return near

    def _shadows(self, surfaces: list[Surface]) -> tuple[Float32, Float32, Float32]:
        """Light's depth map of the hands, blurred key shadow, contact shadow that fades with the gap under the hand."""
        shadow_near = self._map_near(surfaces, self._shadow_map)
        shadow = gaussian_filter((shadow_near > -100).astype(np.float32), 2.2) * np.float32(0.85)
        flipped = self._contact_map.copy()
        flipped[2] *= -1
        bottom = -self._map_near(surfaces, flipped)
        gap = np.clip(bottom - self._floor, 0, 1)
        contact = np.where(bottom < 100, 0.75 * np.exp(-gap / _CONTACT_REACH_M) + 0.2 * np.exp(-gap / 0.08), 0)
        return shadow_near, shadow, gaussian_filter(contact.astype(np.float32), 2.0)


def _map_floor(back: Back) -> Float32:
    """Height of the body under every cell of the map seen from above."""
    axis = (np.arange(int(2 * _MAP_HALF_M / _MAP_CELL_M)) + 0.5) * _MAP_CELL_M - _MAP_HALF_M
    return back.height(axis[None], axis[:, None]).astype(np.float32)


def _map_matrix(direction: FloatArray) -> FloatArray:
    """World space to a map seen along a light: (u, v) in cells, near in metres towards the light; shape (3, 4)."""
    across = np.cross([0.0, 1.0, 0.0], direction)
    across /= np.linalg.norm(across)
    along = np.cross(direction, across)
    half = _MAP_HALF_M / _MAP_CELL_M
    return np.array([[*(across / _MAP_CELL_M), half], [*(along / _MAP_CELL_M), half], [*direction, 0.0]])


def _halve(image: Float32) -> Float32:
    """Box filter to half the size."""
    return 0.25 * (image[::2, ::2] + image[1::2, ::2] + image[::2, 1::2] + image[1::2, 1::2])


def _hand_paint(mesh: HandMesh, look: Look) -> tuple[FloatArray, FloatArray]:
    """Colour and gloss per vertex: redder fingertips and knuckles, paler palm, nails."""
    base = skin_tone(look.hands)
    albedo = np.broadcast_to(base, mesh.vertices.shape).copy()
    gloss = np.full(len(albedo), 0.35 + 0.65 * look.oil)
    for index, name in enumerate(JOINTS):
        distance = np.linalg.norm(mesh.vertices - mesh.bind[index, :3, 3], axis=1)
        if name.endswith(("tip", "proximal", "intermediate", "distal")):
            albedo *= 1 - np.exp(-((distance / 0.011) ** 2))[:, None] * np.array([0.02, 0.14, 0.14])
        if name.endswith("tip"):
            local = (mesh.vertices - mesh.bind[index, :3, 3]) @ mesh.bind[index, :3, :3]
            nail = np.exp(-((local[:, 0] / 0.006) ** 2) - ((local[:, 2] - 0.003) / 0.007) ** 2) * (local[:, 1] > 0.002)
            albedo += nail[:, None] * (np.array([0.06, 0.02, 0.02]) * base.mean() / 0.4)
            gloss += 0.5 * nail
    palm = np.clip(-mesh.normals[:, 1], 0, 1)[:, None]
    return albedo * (1 + palm * np.array([0.08, 0.03, 0.05])), gloss
