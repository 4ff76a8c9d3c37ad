"""A film's colour at every place, at the angle at which the eye sees it: no conductor has all of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from pinrender.appearance import Maps
from pinrender.render.pathtrace._enamel import INDEX

__all__ = ["film_seen", "toward_eye", "unit_normals"]

Floats = NDArray[np.float32]


def film_seen(maps: Maps, table: Floats, eye_mm: NDArray[np.float64], *, within: bool = False) -> Floats:
    """Reflectance of a filmed metal where and as the eye sees it.

    Parameters
    ----------
    maps : Maps
        With a film.
    table : (T, C, 3) float32 ndarray
        Of its material, in air or immersed.
    eye_mm : (3,) float64 ndarray
        The camera's place.
    within : bool
        Seen through the top of epoxy or flush enamel, which bends the ray.

    Returns
    -------
    (H, W, 3) float32 ndarray
        Linear Rec.709, 0..1.
    """
    if maps.film is None:
        raise ValueError("no film lies on the metal")
    toward = toward_eye(maps, eye_mm, within=within)
    cosine = np.clip((toward * unit_normals(maps.face)).sum(axis=-1), 0.0, 1.0)
    return _between(table, maps.film * (table.shape[0] - 1.0), cosine * (table.shape[1] - 1.0))


def toward_eye(maps: Maps, eye_mm: NDArray[np.float64], *, within: bool) -> NDArray[np.float64]:
    """Unit vectors from each sample of the face to an eye, (H, W, 3), in air or bent `within` a medium."""
    rows, cols = np.indices(maps.grid.shape, dtype=np.float64)
    height_mm = maps.face[..., 3:].astype(np.float64)
    toward = eye_mm - np.concatenate([maps.grid.to_world_mm(rows, cols), height_mm], axis=-1)
    toward /= np.linalg.norm(toward, axis=-1, keepdims=True)
    return _bent(toward, unit_normals(maps.face if maps.dome is None else maps.dome)) if within else toward


def unit_normals(xy: Floats) -> NDArray[np.float64]:
    """Unit normals, (H, W, 3), from maps whose first two channels are their x and y."""
    z = np.sqrt(np.maximum(1.0 - xy[..., 0] ** 2 - xy[..., 1] ** 2, 0.0))
    return np.dstack([xy[..., 0], xy[..., 1], z]).astype(np.float64)


def _bent(toward: NDArray[np.float64], top: NDArray[np.float64]) -> NDArray[np.float64]:
    """Directions to the eye below a top of index `INDEX`, by Snell's law."""
    across = (toward * top).sum(axis=-1, keepdims=True)
    inner = np.sqrt(1.0 - (1.0 - across**2) / INDEX**2)
    return np.asarray((toward - across * top) / INDEX + inner * top)


def _between(table: Floats, row: NDArray[np.floating], col: NDArray[np.floating]) -> Floats:
    """Bilinear look-up at fractional rows and columns."""
    r = np.minimum(row.astype(np.intp), table.shape[0] - 2)
    c = np.minimum(col.astype(np.intp), table.shape[1] - 2)
    v, u = (row - r)[..., None], (col - c)[..., None]
    upper = table[r, c] * (1.0 - u) + table[r, c + 1] * u
    lower = table[r + 1, c] * (1.0 - u) + table[r + 1, c + 1] * u
    return np.asarray(upper * (1.0 - v) + lower * v, np.float32)
