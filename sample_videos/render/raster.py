"""Triangles to pixels, and pixels to light: the inner loops, compiled by numba.

Depth is kept as ``near``, a number that grows towards the viewer and is linear on the screen: 1 / distance for a perspective picture,
the height for a map seen from above. An empty pixel holds 0 (perspective) or the map's floor.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Float32 = NDArray[np.float32]


@njit(cache=True, fastmath=True)
def fill_triangles(
    screen: NDArray[np.float64], triangles: NDArray[np.int64], values: NDArray[np.float64], near: Float32, out: Float32
) -> None:
    """Draw triangles into a depth buffer and interpolate values over them, perspective-correct.

    Parameters
    ----------
    screen : array, shape (n, 3)
        Pixel x, pixel y, near; a pixel's centre lies at half numbers. Vertices with near <= 0 are behind the viewer: skipped.
    triangles : int array, shape (m, 3)
    values : array, shape (n, k)
        Per vertex.
    near : float32 array, shape (height, width)
        Changed in place: nearest surface so far.
    out : float32 array, shape (height, width, k)
        Changed in place where a triangle is nearest.
    """
    height, width = near.shape
    k = values.shape[1]
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        na, nb, nc = screen[a, 2], screen[b, 2], screen[c, 2]
        if na <= 0.0 or nb <= 0.0 or nc <= 0.0:
            continue
        ax, ay, bx, by, cx, cy = screen[a, 0], screen[a, 1], screen[b, 0], screen[b, 1], screen[c, 0], screen[c, 1]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if abs(area) < 1e-9:
            continue
        x0 = max(int(np.floor(min(ax, bx, cx))), 0)
        x1 = min(int(np.ceil(max(ax, bx, cx))), width)
        y0 = max(int(np.floor(min(ay, by, cy))), 0)
        y1 = min(int(np.ceil(max(ay, by, cy))), height)
        for row in range(y0, y1):
            py = row + 0.5
            for column in range(x0, x1):
                px = column + 0.5
                wa = ((bx - px) * (cy - py) - (by - py) * (cx - px)) / area
                wb = ((cx - px) * (ay - py) - (cy - py) * (ax - px)) / area
                wc = 1.0 - wa - wb
                if wa < 0.0 or wb < 0.0 or wc < 0.0:
                    continue
                here = wa * na + wb * nb + wc * nc
                if here <= near[row, column]:
                    continue
                near[row, column] = here
                for i in range(k):
                    out[row, column, i] = (
                        wa * na * values[a, i] + wb * nb * values[b, i] + wc * nc * values[c, i]
                    ) / here


@njit(cache=True, fastmath=True)
def shade(normal: NDArray[np.float64], albedo: NDArray[np.float64], gloss: float, to_eye: NDArray[np.float64], to_light: NDArray[np.float64],
          key: NDArray[np.float64], sky: NDArray[np.float64], bounce: NDArray[np.float64], ambient: NDArray[np.float64], direct: NDArray[np.float64]) -> None:  # fmt: skip
    """Light one point: wrapped diffuse that reddens at the terminator (skin), hemisphere ambient, two-lobe gloss.

    ``ambient`` and ``direct`` (linear RGB, shape (3,)) are written in place; they are kept apart because shadows touch them differently.
    """
    facing = normal[0] * to_light[0] + normal[1] * to_light[1] + normal[2] * to_light[2]
    view = normal[0] * to_eye[0] + normal[1] * to_eye[1] + normal[2] * to_eye[2]
    upward = 0.5 + 0.5 * normal[2]
    rim = 0.72 + 0.28 * max(view, 0.0)
    hx, hy, hz = to_light[0] + to_eye[0], to_light[1] + to_eye[1], to_light[2] + to_eye[2]
    size = np.sqrt(hx * hx + hy * hy + hz * hz) + 1e-9
    half = max((normal[0] * hx + normal[1] * hy + normal[2] * hz) / size, 0.0)
    shine = gloss * (0.16 * half**14 + 0.22 * half**70)
    for i in range(3):
        wrap = 0.34 if i == 0 else (0.18 if i == 1 else 0.12)
        lit = max((facing + wrap) / (1.0 + wrap), 0.0)
        ambient[i] = albedo[i] * rim * (sky[i] * upward + bounce[i] * (1.0 - upward))
        direct[i] = key[i] * (albedo[i] * rim * lit * lit * (1.35 - 0.35 * lit) + shine * max(facing, 0.0) ** 0.5)


@njit(cache=True, fastmath=True)
def sample_map(grid: Float32, u: float, v: float) -> float:
    """Bilinear look-up; 0 outside."""
    rows, columns = grid.shape
    if u < 0.0 or v < 0.0 or u >= columns - 1 or v >= rows - 1:
        return 0.0
    i, j = int(v), int(u)
    fv, fu = v - i, u - j
    top = grid[i, j] * (1 - fu) + grid[i, j + 1] * fu
    low = grid[i + 1, j] * (1 - fu) + grid[i + 1, j + 1] * fu
    return top * (1 - fv) + low * fv


@njit(cache=True, fastmath=True)
def shade_buffer(near: Float32, values: Float32, mask: NDArray[np.uint8], rays: Float32, eye: NDArray[np.float64], lights: NDArray[np.float64],
                 ambient_out: Float32, direct_out: Float32, place_out: Float32) -> None:  # fmt: skip
    """Light every masked pixel of a buffer.

    Parameters
    ----------
    values : float32 array, shape (height, width, 7)
        Normal, albedo, gloss.
    rays : float32 array, shape (height, width, 3)
        World direction through each pixel, of length 1 along the line of sight.
    lights : array, shape (4, 3)
        Rows: direction to the key light, key colour, sky colour, bounce colour.
    ambient_out, direct_out, place_out : float32 arrays, shape (height, width, 3)
        Written in place: the two parts of the light and the world position.
    """
    height, width = near.shape
    normal, albedo, to_eye = np.empty(3), np.empty(3), np.empty(3)
    ambient, direct = np.empty(3), np.empty(3)
    for row in range(height):
        for column in range(width):
            if mask[row, column] == 0:
                continue
            distance = 1.0 / near[row, column]
            length, size = 0.0, 0.0
            for i in range(3):
                step = rays[row, column, i] * distance
                place_out[row, column, i] = eye[i] + step
                to_eye[i] = -step
                length += step * step
                normal[i] = values[row, column, i]
                size += normal[i] * normal[i]
                albedo[i] = values[row, column, 3 + i]
            for i in range(3):
                to_eye[i] /= np.sqrt(length)
                normal[i] /= np.sqrt(size) + 1e-9
            shade(
                normal,
                albedo,
                values[row, column, 6],
                to_eye,
                lights[0],
                lights[1],
                lights[2],
                lights[3],
                ambient,
                direct,
            )
            for i in range(3):
                ambient_out[row, column, i] = ambient[i]
                direct_out[row, column, i] = direct[i]


@njit(cache=True, fastmath=True)
def compose(base_ambient: Float32, base_direct: Float32, base_maps: Float32, shadow: Float32, contact: Float32, hand_mask: NDArray[np.uint8],
            hand_ambient: Float32, hand_direct: Float32, hand_shadow: Float32, out: Float32) -> None:  # fmt: skip
    """Put the hands (twice the resolution) over the background with the shadows they cast; linear RGB out.

    Parameters
    ----------
    base_maps : float32 array, shape (height, width, 4)
        Where each background pixel lies in the shadow map (u, v) and in the contact map (u, v).
    shadow, contact : float32 arrays
        Maps of how much key light and ambient light the hands take away, 0 to 1.
    hand_shadow : float32 array, shape (2 height, 2 width)
        How much key light each hand pixel loses to the hands themselves.
    """
    height, width, _ = out.shape
    for row in range(height):
        for column in range(width):
            covered = 0
            r, g, b = 0.0, 0.0, 0.0
            for i in range(2 * row, 2 * row + 2):
                for j in range(2 * column, 2 * column + 2):
                    if hand_mask[i, j]:
                        covered += 1
                        keep = 1.0 - hand_shadow[i, j]
                        r += hand_ambient[i, j, 0] + keep * hand_direct[i, j, 0]
                        g += hand_ambient[i, j, 1] + keep * hand_direct[i, j, 1]
                        b += hand_ambient[i, j, 2] + keep * hand_direct[i, j, 2]
            if covered < 4:
                keep = 1.0 - sample_map(shadow, base_maps[row, column, 0], base_maps[row, column, 1])
                open_ = 1.0 - sample_map(contact, base_maps[row, column, 2], base_maps[row, column, 3])
                rest = 4 - covered
                r += rest * (open_ * base_ambient[row, column, 0] + keep * base_direct[row, column, 0])
                g += rest * (open_ * base_ambient[row, column, 1] + keep * base_direct[row, column, 1])
                b += rest * (open_ * base_ambient[row, column, 2] + keep * base_direct[row, column, 2])
            out[row, column, 0], out[row, column, 1], out[row, column, 2] = r / 4, g / 4, b / 4


@njit(cache=True, fastmath=True)
def self_shadow(
    mask: NDArray[np.uint8],
    place: Float32,
    shadow_near: Float32,
    project: NDArray[np.float64],
    bias: float,
    out: Float32,
) -> None:
    """Shadow of the hands on themselves: compare with the light's own depth map at 3 x 3 places.

    ``project`` (3, 4) takes world space to the map's (u, v, near).
    """
    rows, columns = shadow_near.shape
    for i in range(mask.shape[0]):
        for j in range(mask.shape[1]):
            if mask[i, j] == 0:
                continue
            x, y, z = place[i, j, 0], place[i, j, 1], place[i, j, 2]
            u = int(project[0, 0] * x + project[0, 1] * y + project[0, 2] * z + project[0, 3])
            v = int(project[1, 0] * x + project[1, 1] * y + project[1, 2] * z + project[1, 3])
            here = project[2, 0] * x + project[2, 1] * y + project[2, 2] * z + project[2, 3] + bias
            dark = 0
            for dv in range(-1, 2):
                for du in range(-1, 2):
                    if 0 <= v + dv < rows and 0 <= u + du < columns and shadow_near[v + dv, u + du] > here:
                        dark += 1
            out[i, j] = dark / 9.0 * 0.8
