"""How the camera itself moves: background points followed from picture to picture, so that a back can follow them.

Corners (Shi & Tomasi 1994) outside the hands are followed by pyramidal Lucas-Kanade flow on a small grey picture. Each
point remembers where it lay in the reference picture, so the movement since then comes from one robust fit (similarity,
RANSAC) of all points still followed, and errors do not add up from frame to frame; only points that are found later
inherit the error of the moment. A cut or a jump of the camera ends the scene: the reference starts afresh, and a back
that was set before does not hold any more; unless the earlier scene comes back, because somebody had only walked past
the camera, or it was knocked and its background is still in the picture.

What moves most in these pictures is no background: forearms and sleeves have the clearest corners of all and follow the
hands. So the arms are left out as far as the wrists tell where they lie, points are spread evenly over the picture, and
as long as a good part of them stands still, the camera does.

Limits: the fit is a similarity (shift, turn, zoom), right for a hand-held camera that sways, not for one that walks
round the table; where more than half of the background moves together (a blanket drawn away) the fit follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from coach.hands.background import (
    LEAST_POINTS,
    Picture,
    Points,
    find_corners,
    fit_similarity,
    flow_points,
    is_free,
    is_other_picture,
    leave_hands_out,
    shrink,
    stand_still,
    to_picture,
)
from coach.records import FloatArray, SceneShift

STEP_S = 0.06
"""Pictures that come sooner after the last one are passed over; hands shake cameras at 1 to 3 Hz."""

FEW_POINTS = 35
"""New points are looked for below this number."""

STILL_SHARE = 0.35
"""As long as this share of the points stands still and moves with no others, the camera stands: a hand-held one leaves
no point behind, but for those at the centre that it turns about."""

KEPT_SHARE = 0.3
"""When fewer of the points than this survive one step together, the picture is another one."""

JUMP = 0.12
"""Movement of the picture's middle between two looks, picture heights, that is a jump and not a sway (at
:data:`STEP_S`: 2 heights a second)."""

REMEMBER_S, MOST_REMEMBERED = 2.0, 4
"""A scene that lasted so long is known again when it comes back, among so many of the last ones."""

RETURN_S, RETURN_SHARE = 0.5, 0.6
"""How often that is tried, and the share of its points that must lie together as they did."""


@dataclass(frozen=True, slots=True)
class _Remembered:
    """The last picture of a scene that was left, and its background points, as in :class:`CameraMotion`."""

    picture: Picture
    then: Points
    now: Points
    scene: int


class CameraMotion:
    """Follows the background of one stream of pictures. One object belongs to one thread."""

    def __init__(self) -> None:
        self._last: Picture | None = None
        self._last_s = -np.inf
        self._now = np.empty((0, 2), np.float32)
        self._then = np.empty((0, 2), np.float32)
        self._pixel_matrix = np.eye(3)
        self._shift = SceneShift(np.eye(3)[:2], 0, np.nan)
        self._scenes = 0
        self._begun_s = self._tried_s = -np.inf
        self._remembered: list[_Remembered] = []

    @property
    def shift(self) -> SceneShift:
        """The newest one."""
        return self._shift

    def update(self, image: Picture, time_s: float, hands: Sequence[FloatArray] = ()) -> SceneShift:
        """Take the next picture.

        Parameters
        ----------
        image : uint8 array, shape (height, width, 3) RGB, or (height, width)
            Wider ones than :data:`coach.hands.background.WORK_WIDTH` are made smaller.
        time_s : float
            Rising.
        hands : sequence of array, shape (21, 2)
            Landmarks in picture coordinates; neither hands nor their forearms count for the background. NaN: not seen.
        """
        if time_s - self._last_s < STEP_S:
            return self._keep(judged=True)
        self._last_s = time_s
        before = self._last
        small = self._last = _in_size_of(before, shrink(image))
        free = leave_hands_out(small.shape, hands)
        if before is None:
            self._begun_s = time_s
            return self._begin(small, free, 0)
        if before.shape != small.shape:
            return self._leave(before, small, free, time_s)
        if self._remembered and self._return(small, free, time_s):
            return self._shift
        return self._follow(before, small, free, time_s)

    def _follow(self, before: Picture, small: Picture, free: Picture, time_s: float) -> SceneShift:
        kept = is_free(self._now, free)
        self._now, self._then = self._now[kept], self._then[kept]
        started = len(self._now)
        if started < LEAST_POINTS:
            if is_other_picture(before, small):
                return self._leave(before, small, free, time_s)
            self._find_more(small, free)
            return self._keep(judged=False)
        moved, status = flow_points(before, small, self._now)
        kept = status & is_free(moved, free)
        then, now = self._then[kept], moved[kept]
        matrix, inliers = fit_similarity(then, now)
        still = stand_still(then, now, self._pixel_matrix)
        if still.sum() >= max(LEAST_POINTS, STILL_SHARE * started) and (still & inliers).sum() < still.sum() / 2:
            matrix, inliers = self._pixel_matrix, still
        survived = int(inliers.sum()) / started
        if matrix is None or survived < KEPT_SHARE:
            if is_other_picture(before, small):
                return self._leave(before, small, free, time_s)
            self._now, self._then = now, then
            self._find_more(small, free)
            return self._keep(judged=False)
        if self._leap(matrix, small.shape) > JUMP:
            return self._leave(before, small, free, time_s)
        self._go_on(matrix, then[inliers], now[inliers], self._shift.scene, survived, small, free)
        return self._shift

    def _go_on(
        self,
        matrix: FloatArray,
        then: Points,
        now: Points,
        scene: int,
        confidence: float,
        small: Picture,
        free: Picture,
    ) -> None:
        self._pixel_matrix, self._then, self._now = matrix, then, now
        if len(self._now) < FEW_POINTS:
            self._find_more(small, free)
        self._shift = SceneShift(to_picture(matrix, small.shape), scene, confidence)

    def _leave(self, before: Picture, small: Picture, free: Picture, time_s: float) -> SceneShift:
        """End the scene; it is remembered, because somebody may only have walked past the camera."""
        if len(self._now) >= LEAST_POINTS and time_s - self._begun_s >= REMEMBER_S:
            here = _Remembered(before, self._then, self._now, self._shift.scene)
            self._remembered = [*self._remembered, here][-MOST_REMEMBERED:]
        self._begun_s = time_s
        self._scenes += 1
        return self._begin(small, free, self._scenes)

    def _return(self, small: Picture, free: Picture, time_s: float) -> bool:
        """Go on with an earlier scene if it is in the picture again."""
        if time_s - self._tried_s < RETURN_S or self._shift.scene != self._scenes:
            return False
        self._tried_s = time_s
        for known in self._remembered:
            if known.picture.shape != small.shape:
                continue
            moved, status = flow_points(known.picture, small, known.now)
            kept = status & is_free(moved, free)
            matrix, inliers = fit_similarity(known.then[kept], moved[kept])
            share = int(inliers.sum()) / len(known.now)
            if matrix is not None and share >= RETURN_SHARE:
                then, now = known.then[kept][inliers], moved[kept][inliers]
                self._go_on(matrix, then, now, known.scene, share, small, free)
                return True
        return False

    def _begin(self, small: Picture, free: Picture, scene: int) -> SceneShift:
        self._pixel_matrix = np.eye(3)
        self._now = self._then = np.empty((0, 2), np.float32)
        self._find_more(small, free)
        self._shift = SceneShift(np.eye(3)[:2], scene, np.nan)
        return self._shift

    def _keep(self, *, judged: bool) -> SceneShift:
        """Stay with the last matrix: nothing new was looked at, or nothing could be told (not ``judged``)."""
        last = self._shift
        self._shift = SceneShift(last.matrix, last.scene, last.confidence if judged else np.nan)
        return self._shift

    def _leap(self, matrix: FloatArray, shape: tuple[int, ...]) -> float:
        """Movement of the picture's middle since the last look, picture heights."""
        middle = np.array([shape[1] / 2, shape[0] / 2, 1.0])
        return float(np.linalg.norm(((matrix - self._pixel_matrix) @ middle)[:2]) / shape[0])

    def _find_more(self, small: Picture, free: Picture) -> None:
        """Add corners of the background; where they lay in the reference picture follows from the present matrix."""
        fresh = find_corners(small, free, self._now)
        inverse = np.linalg.inv(self._pixel_matrix)
        origin = (fresh @ inverse[:2, :2].T + inverse[:2, 2]).astype(np.float32)
        self._now, self._then = np.concatenate([self._now, fresh]), np.concatenate([self._then, origin])


def _in_size_of(before: Picture | None, small: Picture) -> Picture:
    """Bring a working picture to the size of the one before it, where the recording goes on larger or smaller."""
    if before is None or before.shape == small.shape:
        return small
    height, width = before.shape
    if abs(small.shape[0] * width - small.shape[1] * height) > max(small.shape):
        return small
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
