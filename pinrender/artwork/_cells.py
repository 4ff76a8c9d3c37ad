"""One layer's picture becomes flat cells: a palette, and for each sample which colour of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._alpha import solid_coverage
from pinrender.artwork._bytes import histogram, relabelled
from pinrender.artwork._flat_colors import MAX_COLORS, Cores, find_cores, keys_of, over_white
from pinrender.artwork._gradients import in_gradient, quantise

__all__ = ["Cells", "layer_cells"]

MIN_CORE_MM2 = 0.02
"""Smaller areas of a colour are accidents of drawing: the smallest cell that can be filled is 0.3 mm wide."""
_REACH = 6
"""Steps by which a core grows into its edge before the rest is assigned by distance."""
_SHORT_REACH = 3
"""The same beside a gradient: one sample of core and two of anti-aliasing."""
_UNFLAT_SHARE = 0.03
"""Share of a layer that may lie far from every flat colour before it counts as a gradient."""
_HALF = 128


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cells:
    """What one layer paints.

    Attributes
    ----------
    coverage : (R, C) uint8 ndarray
        Painted share of each sample; translucent paint counts in full.
    labels : (R, C) uint8 ndarray
        0 = unpainted, k = palette_srgb8[k - 1].
    palette_srgb8 : (N, 3) uint8 ndarray
        Largest area first.
    is_gradient, is_translucent : bool
        Whether colours had to be chosen, or made opaque over white.
    """

    coverage: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    palette_srgb8: NDArray[np.uint8]
    is_gradient: bool
    is_translucent: bool


def layer_cells(bgra: NDArray[np.uint8], sample_mm2: float) -> Cells:
    """Find the flat colours of a picture and give every painted sample to one of them.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
        sRGB, straight alpha; nothing painted on the outermost samples.
    sample_mm2 : float
        Area of one sample.
    """
    keys = keys_of(bgra)
    cores = find_cores(keys)
    min_count = MIN_CORE_MM2 / sample_mm2
    coverage, is_translucent = solid_coverage(bgra[..., 3], cores, keys, min_count)
    painted = coverage >= _HALF
    colors = over_white(cores.keys)
    large = _chosen(cores, min_count)
    flat = large & ~_flowing(colors, large)
    palette, labels = _core_labels(cores, colors, flat, keys.shape)
    labels[~painted] = 0
    left = _grow(labels, painted, palette, keys, _REACH if flat.sum() == large.sum() else _SHORT_REACH)
    is_gradient = bool(left.size) and left.size > max(
        _UNFLAT_SHARE * np.count_nonzero(painted), 25 * min_count
    )
    if left.size and (is_gradient or not len(palette)):
        palette = _fill_gradient(labels, left, palette, keys)
    elif left.size:
        _fill_nearest(labels, left)
    palette, labels = _largest_first(palette, labels)
    return Cells(
        coverage=coverage,
        labels=labels,
        palette_srgb8=palette,
        is_gradient=is_gradient,
        is_translucent=is_translucent,
    )


def _chosen(cores: Cores, min_count: float) -> NDArray[np.bool_]:
    large = cores.counts >= min_count
    if not large.any():
        large[:] = True
    large[MAX_COLORS:] = False
    return np.asarray(large, np.bool_)


def _flowing(colors: NDArray[np.uint8], large: NDArray[np.bool_]) -> NDArray[np.bool_]:
    flowing = np.zeros(len(colors), bool)
    flowing[large] = in_gradient(colors[large])
    return flowing


def _core_labels(
    cores: Cores, colors: NDArray[np.uint8], flat: NDArray[np.bool_], shape: tuple[int, ...]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    palette, index = np.unique(colors[flat], axis=0, return_inverse=True)
    of_key = np.zeros(len(flat) + 1, np.uint8)
    of_key[:-1][flat] = index.ravel() + 1
    labels = np.repeat(of_key[cores.run_keys], cores.runs).reshape(shape)
    return np.asarray(palette, np.uint8), np.asarray(labels, np.uint8)


def _grow(
    labels: NDArray[np.uint8],
    painted: NDArray[np.bool_],
    palette: NDArray[np.uint8],
    keys: NDArray[np.uint32],
    reach: int,
) -> NDArray[np.int64]:
    """Let labels grow over painted samples, the neighbouring one of nearest colour first; return the rest."""
    flat, cols = labels.reshape(-1), labels.shape[1]
    left = np.flatnonzero(painted.ravel() & (flat == 0))
    if len(palette) == 0:
        return left
    if len(palette) == 1:
        flat[left] = 1
        return left[:0]
    around = np.array([-cols - 1, -cols, -cols + 1, -1, 1, cols - 1, cols, cols + 1])
    known = np.concatenate([np.full((1, 3), 1000, np.int16), palette.astype(np.int16)])
    for _ in range(reach):
        beside = flat[left[:, None] + around]
        reached = beside.any(axis=1)
        target, beside = left[reached], beside[reached]
        own = over_white(keys.ravel()[target] | np.uint32(0xFF000000)).astype(np.int16)
        distance = np.abs(known[beside] - own[:, None]).sum(axis=-1)
        flat[target] = beside[np.arange(len(target)), distance.argmin(axis=1)]
        left = left[~reached]
        if not len(target) or not len(left):
            break
    return left


def _fill_gradient(
    labels: NDArray[np.uint8], left: NDArray[np.int64], palette: NDArray[np.uint8], keys: NDArray[np.uint32]
) -> NDArray[np.uint8]:
    steps, index = quantise(over_white(keys.ravel()[left]))
    room = MAX_COLORS - len(palette)
    labels.reshape(-1)[left] = np.minimum(len(palette) + 1 + index, len(palette) + room)
    return np.concatenate([palette, steps])[:MAX_COLORS]


def _fill_nearest(labels: NDArray[np.uint8], left: NDArray[np.int64]) -> None:
    from pinrender.artwork._nearest import nearest_label

    labels.reshape(-1)[left] = nearest_label(labels).ravel()[left]


def _largest_first(
    palette: NDArray[np.uint8], labels: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Sort colours by area and drop those that no sample has."""
    counts = histogram(labels)[1 : len(palette) + 1]
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] > 0]
    table = np.zeros(256, np.uint8)
    table[order + 1] = np.arange(1, len(order) + 1)
    return palette[order], relabelled(labels, table)
