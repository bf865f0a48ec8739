"""Geometry as a player shows it: every turn and mirror, oblong pixels, one shape for all."""

from __future__ import annotations

import struct
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.frames.still import read_picture
from coach.frames.upright import LONG_SIDE, MAX_PIXELS, fit, orient, square_size
from coach.frames.video import open_video

PICTURE = np.arange(2 * 3 * 3, dtype=np.uint8).reshape(2, 3, 3)
ONE = 1 << 16
ORIENTATIONS = {
    "as it is": ((ONE, 0, 0, ONE), PICTURE),
    "mirrored": ((-ONE, 0, 0, ONE), PICTURE[:, ::-1]),
    "upside down": ((ONE, 0, 0, -ONE), PICTURE[::-1]),
    "half a turn": ((-ONE, 0, 0, -ONE), PICTURE[::-1, ::-1]),
    "quarter turn clockwise": ((0, ONE, -ONE, 0), np.rot90(PICTURE, -1)),
    "quarter turn counter-clockwise": ((0, -ONE, ONE, 0), np.rot90(PICTURE, 1)),
    "mirrored along one diagonal": ((0, ONE, ONE, 0), PICTURE.transpose(1, 0, 2)),
    "mirrored along the other diagonal": ((0, -ONE, -ONE, 0), np.rot90(PICTURE, 2).transpose(1, 0, 2)),
    "a little askew": ((ONE, 300, -300, ONE), PICTURE),
}


def matrix_of(a: int, b: int, c: int, d: int) -> np.ndarray:
    return np.array([[a, b, 0], [c, d, 0], [0, 0, 1 << 30]], dtype=np.int32)


@pytest.mark.parametrize("kind", ORIENTATIONS)
def test_every_orientation(kind):
    numbers, expected = ORIENTATIONS[kind]
    turned = orient(PICTURE, matrix_of(*numbers))
    assert turned.tolist() == expected.tolist()
    assert turned.flags.c_contiguous


def test_without_a_matrix_nothing_is_turned():
    assert orient(PICTURE, None).tolist() == PICTURE.tolist()


@pytest.mark.parametrize("kind", ["mirrored", "upside down", "quarter turn clockwise", "mirrored along one diagonal"])
def test_the_tag_of_a_file_is_followed_by_review_and_still(write_clip, kind):
    path = write_clip("tagged.mp4", [0, 40, 80])
    set_display_matrix(path, ORIENTATIONS[kind][0])
    plain = np.zeros((48, 64, 1), np.uint8)
    plain[:24, :32] = 1
    expected = orient(plain, matrix_of(*ORIENTATIONS[kind][0]))[:, :, 0] == 1
    with open_video(path) as video:
        image = next(video).image
    assert np.mean(is_red(image) == expected) > 0.97
    assert np.array_equal(read_picture(path, 0.0)[1], image)


def is_red(image: np.ndarray) -> np.ndarray:
    return (image[:, :, 0] > 150) & (image[:, :, 1] < 100)


def set_display_matrix(path, numbers: tuple[int, int, int, int]) -> None:
    """Write the matrix into the track's header, where a phone puts it."""
    data = bytearray(path.read_bytes())
    at = data.index(b"tkhd") + 4 + 40
    a, b, c, d = numbers
    # A negative axis leads out of the picture: the file moves it back in.
    data[at : at + 36] = struct.pack(">9i", a, b, 0, c, d, 0, 64 * ONE, 48 * ONE, 1 << 30)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("aspect", "size"),
    [(Fraction(4, 3), (85, 48)), (Fraction(10, 11), (64, 53)), (Fraction(1, 1), (64, 48)), (Fraction(2), (128, 48))],
)
@pytest.mark.parametrize("name", ["oblong.mp4", "oblong.mkv"])
def test_oblong_pixels_are_made_square(write_clip, aspect, size, name):
    path = write_clip(name, [0, 40, 80], pixel_aspect=aspect)
    with open_video(path) as video:
        assert (video.info.width, video.info.height) == size
        assert next(video).image.shape == (size[1], size[0], 3)


def test_oblong_pixels_are_made_square_before_the_picture_is_turned(write_clip):
    path = write_clip("both.mp4", [0, 40], pixel_aspect=Fraction(2), rotation=90)
    with open_video(path) as video:
        assert (video.info.width, video.info.height) == (48, 128)


@pytest.mark.parametrize("aspect", [None, 0, Fraction(1, 100), Fraction(100)])
def test_an_aspect_that_no_pixel_has_is_not_followed(aspect):
    assert square_size(64, 48, aspect) == (64, 48)


@pytest.mark.parametrize("aspect", [Fraction(4), Fraction(1, 4)])
def test_square_pixels_are_never_more_than_fit_into_memory(aspect):
    width, height = square_size(8192, 8192, aspect)
    assert width * height <= MAX_PIXELS
    assert width / height == pytest.approx(float(aspect))


sides = st.integers(1, 400)


@given(sides, sides, sides, sides)
def test_whatever_follows_has_the_shape_of_the_first_and_is_whole(height, width, first_height, first_width):
    picture = np.full((height, width, 3), 200, np.uint8)
    fitted = fit(picture, (first_height, first_width))
    fitted_height, fitted_width = fitted.shape[:2]
    assert max(fitted_height, fitted_width) <= max(LONG_SIDE, first_height, first_width)
    # One pixel more or less on either side comes from rounding.
    assert abs(fitted_height * first_width - fitted_width * first_height) <= max(first_height, first_width)
    if fitted_height >= height and fitted_width >= width:
        assert (fitted == 200).all(axis=2).sum() == height * width


def test_a_picture_much_larger_than_the_first_is_brought_to_full_hd():
    assert fit(np.zeros((2160, 3840, 3), np.uint8), (120, 160)).shape == (1440, 1920, 3)
    assert fit(np.zeros((2160, 3840, 3), np.uint8), (2160, 3840)).shape == (2160, 3840, 3)
