"""Parts of the face that are all metal or all enamel: each is drawn by a program that knows nothing else."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Maps
from pinrender.relief import bilinear
from pinrender.render.gl._surfaces import ALL_ENAMEL, ALL_METAL

__all__ = ["regions"]

FILM_MM = 0.01
"""Thinner epoxy is none: so much its map leaves uncertain."""
ALL = 255
"""`Maps.share` of a sample that has nothing else."""


def regions(
    vertices_mm: NDArray[np.floating], faces: NDArray[np.integer], maps: Maps
) -> dict[tuple[str, ...], NDArray[np.integer]]:
    """Triangles by what lies on them: ``(ALL_METAL,)``, ``(ALL_ENAMEL,)`` or, for the rest, ``()``.

    A triangle counts as all of one kind if every sample is that its upright bounding box touches.

    Parameters
    ----------
    vertices_mm : (N, 3) ndarray
        World positions.
    faces : (M, 3) integer ndarray
        Triangles.
    maps : Maps
        What lies where on the plan.

    Returns
    -------
    dict of tuple of str to (K, 3) integer ndarray
        The kinds that there are; together all triangles, each once.
    """
    metal = maps.share[..., 0]
    rows, cols = maps.grid.to_index(vertices_mm[faces][..., :2])
    first = np.stack([rows.min(axis=1), cols.min(axis=1)])
    last = np.stack([rows.max(axis=1), cols.max(axis=1)])
    sides = np.array(metal.shape)[:, None]
    first = np.clip(np.floor(first).astype(int), 0, sides - 1)
    last = np.clip(np.ceil(last).astype(int) + 1, 1, sides)
    all_metal, all_enamel = (_none_within(other, first, last) for other in (metal < ALL, metal > 0))
    kinds = {(ALL_METAL,): all_metal, (ALL_ENAMEL,): all_enamel, (): ~(all_metal | all_enamel)}
    return {kind: faces[there] for kind, there in kinds.items() if there.any()}


def is_dry(vertices_mm: NDArray[np.floating], faces: NDArray[np.integer], maps: Maps) -> NDArray[np.bool_]:
    """Which triangles lie on metal beside the epoxy, (M,): on the outline's rounding, where it stops."""
    if maps.epoxy_mm is None:
        return np.ones(len(faces), bool)
    corners = vertices_mm[faces].astype(np.float64)
    places = np.concatenate([corners, corners.mean(axis=1, keepdims=True)], axis=1)
    rows, cols = maps.grid.to_index(places[..., :2].reshape(-1, 2))
    depth_mm = bilinear(maps.epoxy_mm, rows, cols).reshape(-1, 4)
    metal = bilinear(maps.share[..., 0].astype(np.float32), rows, cols).reshape(-1, 4)
    return np.asarray(((depth_mm < FILM_MM) & (metal > 254.0)).all(axis=1))


def _none_within(
    marked: NDArray[np.bool_], first: NDArray[np.integer], last: NDArray[np.integer]
) -> NDArray[np.bool_]:
    """Whether no sample is marked from `first` up to but without `last`, (2, M) rows and columns."""
    sums = cv2.integral(marked.view(np.uint8))
    (top, left), (bottom, right) = first, last
    return np.asarray(sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left] == 0)
