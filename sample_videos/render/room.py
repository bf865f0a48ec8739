"""What lies around the hands and stands still: the receiver, towel, table, floor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sample_videos.render.body import TOWEL_Y, Back, Surface, grid_normals, grid_triangles, sheet
from sample_videos.render.light import FLOOR, HAIR, SHEETS, TOWELS, Look, skin_tone, smooth_noise

FloatArray = NDArray[np.float64]

_TABLE_HALF_WIDTH = 0.36
_TABLE_ENDS = (-1.05, 0.62)
_FLOOR_Z = -0.70
_WRIST_RADIUS = 0.048
"""Of the receiver's wrists under the towel, metres, cloth included."""


def room_surfaces(back: Back, look: Look, rng: np.random.Generator) -> list[Surface]:
    """All still surfaces of a scene."""
    skin = skin_tone(look.receiver)
    return [
        _body(back, skin, 0.25 + 0.75 * look.oil, rng), _towel(back, TOWELS[look.towel], rng), *_arms(skin),
        _head(HAIR[look.hair]), _table(SHEETS[look.sheet], rng), _floor(rng),
    ]  # fmt: skip


def _body(back: Back, skin: FloatArray, gloss: float, rng: np.random.Generator) -> Surface:
    y = np.linspace(-0.80, 0.40, 300)
    s = np.sin(np.linspace(-1, 1, 161) * np.pi / 2)
    grid_y = np.repeat(y[:, None], len(s), axis=1)
    grid_x = s[None] * back.half_width(grid_y) * 0.999
    points = np.stack([grid_x, grid_y, back.height(grid_x, grid_y)], axis=-1)
    blotch = (
        1
        + 0.030 * smooth_noise(rng, grid_x.shape, 10)[..., None]
        + 0.025 * smooth_noise(rng, grid_x.shape, 60)[..., None]
    )
    flush = 0.05 * np.exp(-(((np.abs(grid_x) - 0.05) / 0.05) ** 2) - ((grid_y + 0.08) / 0.14) ** 2)[..., None]
    return sheet(points, skin * blotch * (1 - flush * np.array([0.0, 1.0, 1.0])), gloss)


def _towel(back: Back, colour: FloatArray, rng: np.random.Generator) -> Surface:
    y = np.linspace(-0.85, 0.0, 240)
    x = np.linspace(-0.34, 0.34, 200)
    grid_x, along = np.meshgrid(x, y)
    edge = TOWEL_Y + 0.010 * np.sin(grid_x * 17 + rng.uniform(0, 6)) + 0.012 * np.cos(grid_x * 9)
    grid_y = edge + along
    folds = 0.006 * smooth_noise(rng, grid_x.shape, 9) + 0.0015 * smooth_noise(rng, grid_x.shape, 40)
    hem = 0.006 * np.exp(-(((along + 0.012) / 0.008) ** 2))
    width = back.half_width(grid_y)
    hang = np.clip((np.abs(grid_x) - width) / 0.06, 0, 1)
    under = np.maximum(back.soft_height(grid_x, grid_y), back.height(grid_x, grid_y))
    wrist = (np.abs(grid_x) - 0.263) / _WRIST_RADIUS
    over_arm = np.where(np.abs(wrist) < 1, 0.058 + _WRIST_RADIUS * np.sqrt(np.maximum(1 - wrist**2, 0)), 0.0)
    height = np.maximum(under * (1 - hang**0.6), over_arm) + 0.004
    z = np.maximum(height, 0.004) + 0.009 + np.maximum(folds, -0.006) * (0.35 + hang) + hem
    weave = 1 + 0.05 * smooth_noise(rng, grid_x.shape, 80)[..., None]
    return sheet(np.stack([grid_x, grid_y, z], axis=-1), colour * weave, 0.0)


def _arms(skin: FloatArray) -> list[Surface]:
    """Lay the receiver's arms along the body, forearms under the towel."""
    surfaces = []
    for side in (-1, 1):
        t = np.linspace(0, 1, 40)[:, None]
        centre = np.array([side * 0.165, 0.232, 0.115]) * (1 - t) + np.array([side * 0.268, -0.34, 0.055]) * t
        centre[:, 0] += side * 0.034 * np.sin(np.pi * t[:, 0] ** 0.7)
        round_end = 0.066 * np.sqrt(np.clip(1 - ((t[:, 0] - 0.11) / 0.11).clip(-1, 0) ** 2, 0, 1))
        radius = np.minimum(np.interp(t[:, 0], [0, 0.16, 0.5, 0.7, 1], [0.066, 0.066, 0.052, 0.048, 0.036]), round_end)
        angle = np.linspace(0, 2 * np.pi, 33)
        ring = np.stack([np.cos(angle), np.zeros_like(angle), np.sin(angle)], axis=-1)
        points = centre[:, None] + radius[:, None, None] * ring[None]
        normals = np.broadcast_to(ring, points.shape).reshape(-1, 3)
        count = len(normals)
        surfaces.append(
            Surface(
                points.reshape(-1, 3),
                normals.copy(),
                grid_triangles(40, 33),
                np.broadcast_to(skin, (count, 3)).copy(),
                np.full(count, 0.3),
            )
        )
    return surfaces


def _head(hair: FloatArray) -> Surface:
    """Back of the head as an ellipsoid."""
    polar, around = np.meshgrid(np.linspace(0, np.pi, 40), np.linspace(0, 2 * np.pi, 60), indexing="ij")
    unit = np.stack([np.sin(polar) * np.cos(around), np.cos(polar), np.sin(polar) * np.sin(around)], axis=-1)
    points = unit * np.array([0.078, 0.105, 0.095]) + np.array([0.0, 0.43, 0.115])
    shade = 1 + 0.25 * np.sin(around * 26)[..., None] * np.sin(polar)[..., None] ** 2
    normals = (unit / np.array([0.078, 0.105, 0.095])).reshape(-1, 3)
    normals /= np.linalg.norm(normals, axis=1, keepdims=True)
    return Surface(
        points.reshape(-1, 3),
        normals,
        grid_triangles(40, 60),
        (hair * shade).reshape(-1, 3),
        np.full(normals.shape[0], 0.5),
    )


def _table(colour: FloatArray, rng: np.random.Generator) -> Surface:
    x = np.concatenate(
        [[-_TABLE_HALF_WIDTH] * 2, np.linspace(-_TABLE_HALF_WIDTH, _TABLE_HALF_WIDTH, 120), [_TABLE_HALF_WIDTH] * 2]
    )
    y = np.linspace(*_TABLE_ENDS, 220)
    grid_x, grid_y = np.meshgrid(x, y)
    z = 0.0025 * smooth_noise(rng, grid_x.shape, 14)
    z[:, :2] -= np.array([0.3, 0.02])
    z[:, -2:] -= np.array([0.02, 0.3])
    points = np.stack([grid_x, grid_y, z], axis=-1)
    surface = sheet(points, colour * (1 + 0.03 * smooth_noise(rng, grid_x.shape, 70)[..., None]), 0.0)
    return Surface(
        surface.vertices, grid_normals(points).reshape(-1, 3), surface.triangles, surface.albedo, surface.gloss
    )


def _floor(rng: np.random.Generator) -> Surface:
    grid_x, grid_y = np.meshgrid(np.linspace(-4, 4, 400), np.linspace(-4, 4, 120))
    board = np.floor((grid_x + 4) / 0.14).astype(int)
    tone = 1 + 0.12 * rng.standard_normal(board.max() + 1)[board] + 0.06 * smooth_noise(rng, grid_x.shape, 60)
    points = np.stack([grid_x, grid_y, np.full_like(grid_x, _FLOOR_Z)], axis=-1)
    return sheet(points, FLOOR * tone[..., None], 0.1)
