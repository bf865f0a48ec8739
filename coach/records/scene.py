"""How the camera moved: where the scene lies in each picture, compared with the first picture of the same scene."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.records.words import FloatArray


@dataclass(frozen=True, slots=True)
class SceneShift:
    """Where the scene lies in one picture.

    Attributes
    ----------
    matrix : array, shape (2, 3)
        From picture coordinates in the reference picture (the scene's first) to those now.
    scene : int
        Number of the scene, from 0; a cut or a jump of the camera begins the next one, and an earlier one may come
        back.
    confidence : float
        Share of the background points that agree with the matrix; NaN when there were too few to tell, and the matrix
        is the last one known.
    """

    matrix: FloatArray
    scene: int
    confidence: float

    def move(self, points: FloatArray) -> FloatArray:
        """Carry picture points, shape (..., 2), from the reference picture to the present one."""
        return points @ self.matrix[:, :2].T + self.matrix[:, 2]

    def undo(self, points: FloatArray) -> FloatArray:
        """Carry picture points, shape (..., 2), from the present picture back to the reference picture."""
        back: FloatArray = (points - self.matrix[:, 2]) @ np.linalg.inv(self.matrix[:, :2]).T
        return back


@dataclass(frozen=True, slots=True)
class SceneTrack:
    """Where the scene lies in every picture of a recording.

    Attributes
    ----------
    matrix : array, shape (n, 2, 3)
        As in :class:`SceneShift`; between two looks at the background the last one is repeated.
    scene : int array, shape (n,)
        Number of the scene; an earlier one may come back.
    """

    matrix: FloatArray
    scene: NDArray[np.int32]

    def __post_init__(self) -> None:
        n = len(self.scene)
        if self.matrix.shape != (n, 2, 3):
            raise ValueError(f"shifts of {n} frames have shape ({n}, 2, 3), got {self.matrix.shape}")

    def __len__(self) -> int:
        return len(self.scene)

    def __getitem__(self, index: int) -> SceneShift:
        return SceneShift(self.matrix[index], int(self.scene[index]), np.nan)
