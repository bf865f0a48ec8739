"""Triangles to pixels, and pixels to light: the inner loops, compiled by numba.

Depth is kept as ``near``, a number that grows towards the viewer and is linear on the screen: 1 / distance for a
perspective picture, metres towards the light for a shadow map.
"""

from __future__ import annotations

import numpy as np
from numba import njit
from numpy.typing import NDArray

Float32 = NDArray[np.float32]
Float64 = NDArray[np.float64]


@njit(cache=True, fastmath=True)
def fill_triangles(
    screen: NDArray[np.float64], triangles: NDArray[np.int64], values: NDArray[np.float64], near: Float32, out: Float32
) -> None:
    """Draw triangles into a depth buffer and interpolate values over them, perspective-correct.

    Parameters
    ----------
    screen : array, shape (n, 3)
        Pixel x, pixel y, near; a pixel's centre lies at half numbers. Triangles with near <= 0 are skipped.
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
        # Weights are linear in the pixel, w = w0 + wx * x + wy * y; each row is cut to where all three are positive.
        ax_x, ax_y = (by - cy) / area, (cx - bx) / area
        bx_x, bx_y = (cy - ay) / area, (ax - cx) / area
        a0 = (bx * cy - by * cx) / area
        b0 = (cx * ay - cy * ax) / area
        y0 = max(int(np.floor(min(ay, by, cy))), 0)
        y1 = min(int(np.ceil(max(ay, by, cy))), height)
        left, right = max(min(ax, bx, cx) - 0.5, -0.5), min(max(ax, bx, cx), width + 0.5)
        for row in range(y0, y1):
            py = row + 0.5
            low, high = left, right
            for edge in range(3):
                if edge == 0:
                    slope, start = ax_x, a0 + ax_y * py
                elif edge == 1:
                    slope, start = bx_x, b0 + bx_y * py
                else:
                    slope, start = -ax_x - bx_x, 1.0 - a0 - b0 - (ax_y + bx_y) * py
                if slope > 1e-12:
                    low = max(low, -start / slope)
                elif slope < -1e-12:
                    high = min(high, -start / slope)
                elif start < 0.0:
                    high = low - 1.0
            x0, x1 = max(int(np.ceil(low - 0.5)), 0), min(int(np.floor(high - 0.5)) + 1, width)
            for column in range(x0, x1):
                px = column + 0.5
                wa = a0 + ax_x * px + ax_y * py
                wb = b0 + bx_x * px + bx_y * py
                wc = 1.0 - wa - wb
                here = wa * na + wb * nb + wc * nc
                if here <= near[row, column]:
                    continue
                near[row, column] = here
                wa, wb, wc = wa * na / here, wb * nb / here, wc * nc / here
                for i in range(k):
                    out[row, column, i] = wa * values[a, i] + wb * values[b, i] + wc * values[c, i]


@njit(cache=True, fastmath=True)
def shade(
    normal: Float64, albedo: Float64, gloss: float, to_eye: Float64, lights: Float64, ambient: Float64, direct: Float64
) -> None:
    """Light one point: wrapped diffuse that reddens at the terminator (skin), hemisphere ambient, two-lobe gloss.

    ``ambient`` and ``direct`` (linear RGB, shape (3,)) are written in place, apart because shadows touch them
    differently. ``lights`` as in :func:`shade_image`.
    """
    to_light, key, sky, bounce = lights[0], lights[1], lights[2], lights[3]
    facing = normal[0] * to_light[0] + normal[1] * to_light[1] + normal[2] * to_light[2]
    view = normal[0] * to_eye[0] + normal[1] * to_eye[1] + normal[2] * to_eye[2]
    upward = 0.5 + 0.5 * normal[2]
    rim = 0.72 + 0.28 * max(view, 0.0)
    hx, hy, hz = to_light[0] + to_eye[0], to_light[1] + to_eye[1], to_light[2] + to_eye[2]
    size = np.sqrt(hx * hx + hy * hy + hz * hz) + 1e-9
    half = max((normal[0] * hx + normal[1] * hy + normal[2] * hz) / size, 0.0)
    half2 = half * half
    half4 = half2 * half2
    half16 = half4 * half4 * half4 * half4
    half64 = half16 * half16 * half16 * half16
    shine = gloss * (0.16 * half16 + 0.22 * half64)
    glancing = np.sqrt(max(facing, 0.0))
    for i in range(3):
        wrap = 0.34 if i == 0 else (0.18 if i == 1 else 0.12)
        lit = max((facing + wrap) / (1.0 + wrap), 0.0)
        ambient[i] = albedo[i] * rim * (sky[i] * upward + bounce[i] * (1.0 - upward))
        direct[i] = key[i] * (albedo[i] * rim * lit * lit * (1.35 - 0.35 * lit) + shine * glancing)


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
def shade_image(
    near: Float32,
    behind: Float32,
    values: Float32,
    rays: Float32,
    eye: Float64,
    lights: Float64,
    shadow_near: Float32,
    to_shadow: Float64,
    bias: float,
    ambient: Float32,
    direct: Float32,
    cover: Float32,
    place: Float32,
) -> None:
    """Light a picture from buffers of twice its size: 2 x 2 samples are averaged where they lie in front, and lit.

    Parameters
    ----------
    near, behind : float32 arrays, shape (2 height, 2 width)
        What was drawn, and what it must be in front of to count.
    values : float32 array, shape (2 height, 2 width, 7)
        Normal, albedo, gloss.
    rays : float32 array, shape (height, width, 3)
        World direction through each pixel, of length 1 along the line of sight.
    lights : array, shape (4, 3)
        Rows: direction to the key light, key colour, sky colour, bounce colour.
    shadow_near : float32 array
        The light's own depth map; ``to_shadow`` (3, 4) takes world space to its (u, v, near); ``bias`` in metres.
    ambient, direct, place : float32 arrays, shape (height, width, 3)
        Written: the two parts of the light (the second with shadows), the world position.
    cover : float32 array, shape (height, width)
        Written: share of the samples in front, 0 to 1; where 0 the others are left alone.
    """
    height, width = cover.shape
    normal, albedo, to_eye, at = np.empty(3), np.empty(3), np.empty(3), np.empty(3)
    soft, hard = np.empty(3), np.empty(3)
    for row in range(height):
        for column in range(width):
            count, depth, gloss = 0, 0.0, 0.0
            normal[:] = 0.0
            albedo[:] = 0.0
            for i in range(2 * row, 2 * row + 2):
                for j in range(2 * column, 2 * column + 2):
                    if near[i, j] > behind[i, j]:
                        count += 1
                        depth += near[i, j]
                        gloss += values[i, j, 6]
                        for c in range(3):
                            normal[c] += values[i, j, c]
                            albedo[c] += values[i, j, 3 + c]
            cover[row, column] = 0.25 * count
            if count == 0:
                continue
            distance = count / depth
            length, size = 0.0, 1e-12
            for c in range(3):
                step = rays[row, column, c] * distance
                at[c] = eye[c] + step
                place[row, column, c] = at[c]
                to_eye[c] = -step
                length += step * step
                size += normal[c] * normal[c]
                albedo[c] /= count
            length, size = np.sqrt(length), np.sqrt(size)
            for c in range(3):
                to_eye[c] /= length
                normal[c] /= size
            shade(normal, albedo, gloss / count, to_eye, lights, soft, hard)
            keep = 1.0 - shadow_at(shadow_near, to_shadow, at, bias)
            for c in range(3):
                ambient[row, column, c] = soft[c]
                direct[row, column, c] = keep * hard[c]


@njit(cache=True, fastmath=True)
def shadow_at(shadow_near: Float32, project: Float64, at: Float64, bias: float) -> float:
    """How much key light a point loses: it is compared with the light's depth map at 3 x 3 places; 0 to 0.8."""
    rows, columns = shadow_near.shape
    u = int(project[0, 0] * at[0] + project[0, 1] * at[1] + project[0, 2] * at[2] + project[0, 3])
    v = int(project[1, 0] * at[0] + project[1, 1] * at[1] + project[1, 2] * at[2] + project[1, 3])
    here = project[2, 0] * at[0] + project[2, 1] * at[1] + project[2, 2] * at[2] + project[2, 3] + bias
    dark = 0
    for dv in range(-1, 2):
        for du in range(-1, 2):
            if 0 <= v + dv < rows and 0 <= u + du < columns and shadow_near[v + dv, u + du] > here:
                dark += 1
    return dark / 9.0 * 0.8


@njit(cache=True, fastmath=True)
def compose(
    base_ambient: Float32,
    base_direct: Float32,
    base_maps: Float32,
    shadow: Float32,
    contact: Float32,
    cover: Float32,
    ambient: Float32,
    direct: Float32,
    out: Float32,
) -> None:
    """Put the hands over the background with the shadows they cast; linear RGB out; shapes (height, width, ...).

    Parameters
    ----------
    base_maps : float32 array, shape (height, width, 4)
        Where each background pixel lies in the shadow map (u, v) and in the contact map (u, v).
    shadow, contact : float32 arrays
        Maps of how much key light and ambient light the hands take away, 0 to 1.
    cover, ambient, direct : float32 arrays
        The hands as :func:`shade_image` gave them.
    """
    height, width, _ = out.shape
    for row in range(height):
        for column in range(width):
            hands = cover[row, column]
            keep = 1.0 - sample_map(shadow, base_maps[row, column, 0], base_maps[row, column, 1])
            open_ = 1.0 - sample_map(contact, base_maps[row, column, 2], base_maps[row, column, 3])
            for c in range(3):
                light = (1.0 - hands) * (open_ * base_ambient[row, column, c] + keep * base_direct[row, column, c])
                if hands > 0.0:
                    light += hands * (ambient[row, column, c] + direct[row, column, c])
                out[row, column, c] = light
