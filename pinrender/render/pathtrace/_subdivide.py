"""Triangles cut at the middle of long edges, without cracks, so that vertices can carry fine detail."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["subdivide"]

MOST_ROUNDS = 12
"""Halving so often brings the longest edge of the largest pin below 0.03 mm."""

Points = NDArray[np.float64]
Faces = NDArray[np.int64]


def subdivide(points: Points, faces: NDArray[np.integer], longest_mm: float) -> tuple[Points, Faces]:
    """Split edges until none is longer than `longest_mm`; neighbours split their edge alike.

    Parameters
    ----------
    points : (N, 3) float64 ndarray
        Corners, in mm.
    faces : (M, 3) int ndarray
        Their triangles.
    longest_mm : float
        > 0.

    Returns
    -------
    points : (N', 3) float64 ndarray
        The corners given, then those added.
    faces : (M', 3) int64 ndarray
        The same surface, wound the same way.
    """
    left: Faces = np.asarray(faces, np.int64)
    done: list[Faces] = []
    for _ in range(MOST_ROUNDS):
        middle, added = _middles(points, left, longest_mm)
        split = (middle >= 0).any(axis=1)
        done.append(left[~split])
        points, left = np.concatenate([points, added]), _cut(left[split], middle[split])
        if len(left) == 0:
            break
    return points, np.concatenate([*done, left])


def _middles(points: Points, faces: Faces, longest_mm: float) -> tuple[Faces, Points]:
    """Number of the new corner on each edge (M, 3), -1 where it stays whole; and the new corners."""
    start, end = faces, np.roll(faces, -1, axis=1)
    long = np.sum((points[start] - points[end]) ** 2, axis=-1) > longest_mm**2
    low, high = np.minimum(start, end)[long], np.maximum(start, end)[long]
    edges, which = np.unique(low * len(points) + high, return_inverse=True)
    middle = np.full(faces.shape, -1, np.int64)
    middle[long] = len(points) + which
    return middle, 0.5 * (points[edges // len(points)] + points[edges % len(points)])


def _cut(faces: Faces, middle: Faces) -> Faces:
    """Triangles of faces of which one, two or three edges have a middle."""
    count = (middle >= 0).sum(axis=1)
    parts = []
    for cuts in (1, 2):
        some = count == cuts
        has = middle[some] >= 0
        first = np.argmax(has, axis=1) if cuts == 1 else np.argmin(has, axis=1) + 1
        turn = (first[:, None] + np.arange(3)) % 3
        a, b, c = np.take_along_axis(faces[some], turn, axis=1).T
        ab, bc, _ = np.take_along_axis(middle[some], turn, axis=1).T
        if cuts == 1:
            parts += [(a, ab, c), (ab, b, c)]
        else:
            parts += [(ab, b, bc), (a, ab, bc), (a, bc, c)]
    some = count == 3
    a, b, c = faces[some].T
    ab, bc, ca = middle[some].T
    parts += [(a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca)]
    return np.concatenate([np.column_stack(part) for part in parts])
