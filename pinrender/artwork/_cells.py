"""One layer's picture becomes flat cells: a palette, and for each sample which colour of it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._alpha import solid_coverage
from pinrender.artwork._bytes import histogram, relabelled
from pinrender.artwork._flat_colors import MAX_COLORS, Cores, find_cores, keys_of, over_white
from pinrender.artwork._gradients import MAX_STEPS, in_gradient, quantise
from pinrender.artwork._mixtures import NO_MIXTURES, Mixtures, find_mixtures
from pinrender.artwork._nearest import grow, nearest_label_at
from pinrender.artwork._thin import label_thin, thin_palette

__all__ = ["Cells", "layer_cells", "no_cells"]

MIN_CORE_MM2 = 0.02
"""Smaller areas of a colour are accidents of drawing: the smallest cell that can be filled is 0.3 mm wide."""
_UNFLAT_SHARE = 0.03
"""Share of a layer that may lie far from every flat colour before it counts as a gradient."""
_BLOB = 5
"""Side in samples of a square that fits into an area without a flat colour, and into no edge or line."""
_REACH = 6
"""Steps by which a core grows into its edge before the rest goes to the nearest."""
_SHORT_REACH = 3
"""The same beside a gradient: one step to the rim of the core, two of anti-aliasing."""
_BAND_TIMES = 20.0
"""In a layer with gradients a flat colour must be so much larger, to be told from a band of a gradient."""
_STEP_TIMES = 150.0
"""Area of a gradient, in cores, for each step that it becomes: 3 mm2, lest a small one be all walls."""
_ROUNDING = 2
"""Levels of a channel by which resampling and premultiplied alpha move a colour at most."""
_SCATTER = 0.05
"""Share of a colour's samples that those beside it by rounding have at most; a colour meant has more."""
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
    mixtures : Mixtures
        Shares along edges between its flat colours.
    """

    coverage: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    palette_srgb8: NDArray[np.uint8]
    is_gradient: bool
    is_translucent: bool
    mixtures: Mixtures = NO_MIXTURES


def no_cells(coverage: NDArray[np.uint8]) -> Cells:
    """Of a layer that covers something but paints nothing."""
    return Cells(
        coverage=coverage,
        labels=np.zeros_like(coverage),
        palette_srgb8=np.zeros((0, 3), np.uint8),
        is_gradient=False,
        is_translucent=False,
    )


def layer_cells(
    bgra: NDArray[np.uint8], sample_mm2: float, known_srgb8: NDArray[np.uint8] | None = None
) -> Cells:
    """Find the flat colours of a picture and give every painted sample to one of them.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
        sRGB, straight alpha; nothing painted on the outermost samples.
    sample_mm2 : float
        Area of one sample.
    known_srgb8 : (N, 3) uint8 ndarray, optional
        Its flat colours, N <= 254, where they need not be found.
    """
    keys = keys_of(bgra)
    cores = find_cores(keys)
    min_count = MIN_CORE_MM2 / sample_mm2
    coverage, is_translucent = solid_coverage(bgra[..., 3], cores, keys, min_count)
    if known_srgb8 is not None:  # flat paint: what is less than opaque is an edge
        coverage, is_translucent = bgra[..., 3], False
    if not is_translucent:
        keys |= np.where(coverage >= _HALF, np.uint32(0xFF000000), np.uint32(0))
    if known_srgb8 is None:
        palette, labels, is_gradient = _flat_cells(keys, cores, coverage, min_count)
    else:
        palette, labels, is_gradient = *_known_cells(keys, coverage, known_srgb8), False
    palette, labels = _largest_first(palette, labels)
    chosen = is_gradient or is_translucent
    return Cells(
        mixtures=NO_MIXTURES if chosen else find_mixtures(bgra, labels, palette),
        coverage=coverage,
        labels=labels,
        palette_srgb8=palette,
        is_gradient=is_gradient,
        is_translucent=is_translucent,
    )


def _flat_cells(
    keys: NDArray[np.uint32], cores: Cores, coverage: NDArray[np.uint8], min_count: float
) -> tuple[NDArray[np.uint8], NDArray[np.uint8], bool]:
    """Palette, labels, and whether some of both had to be chosen for a gradient."""
    painted = coverage >= _HALF
    colors = over_white(cores.keys)
    flowing = in_gradient(colors)
    allowed = max(_UNFLAT_SHARE * np.count_nonzero(painted), 25.0 * min_count)
    palette, labels = _core_labels(cores, colors, _chosen(cores, min_count) & ~flowing, painted)
    left = grow(labels, painted, palette, keys, reach=_REACH)
    if (left.size > allowed or not len(palette)) and not flowing.any():
        palette, left = _add_thin(labels, left, palette, keys, painted)
    if len(palette) and left.size <= allowed and _blobs(left, painted.shape) <= 25.0 * min_count:
        if left.size:
            labels.reshape(-1)[left] = nearest_label_at(labels, left)
        return palette, labels, False
    flat = (cores.counts >= _BAND_TIMES * min_count) & ~flowing
    palette, labels = _core_labels(cores, colors, flat, painted)
    left = grow(labels, painted, palette, keys, reach=_SHORT_REACH)
    if not left.size:
        return palette, labels, False
    most = max(2, round(left.size / (_STEP_TIMES * min_count)))
    steps, index = quantise(over_white(keys.ravel()[left]), most)
    labels.reshape(-1)[left] = len(palette) + 1 + index
    return np.concatenate([palette, steps]), labels, True


def _blobs(left: NDArray[np.int64], shape: tuple[int, ...]) -> int:
    """Samples of those left, flat indices, that are no edges and no lines."""
    import cv2

    if not left.size:
        return 0
    mask = np.zeros(shape, np.uint8)
    mask.reshape(-1)[left] = 1
    return int(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((_BLOB, _BLOB), np.uint8)).sum())


def _known_cells(
    keys: NDArray[np.uint32], coverage: NDArray[np.uint8], known_srgb8: NDArray[np.uint8]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Palette and labels where the colours are known: what has none of them lies on an edge."""
    painted = coverage >= _HALF
    known = known_srgb8.astype(np.uint32)
    packed = (known[:, 0] << np.uint32(16)) | (known[:, 1] << np.uint32(8)) | known[:, 2]
    order = np.argsort(packed)
    own = keys & np.uint32(0xFFFFFF)
    place = np.minimum(np.searchsorted(packed[order], own), len(order) - 1)
    exact = painted & (packed[order][place] == own)
    labels = np.where(exact, (order + 1).astype(np.uint8)[place], np.uint8(0))
    left = grow(labels, painted, known_srgb8, keys, reach=_REACH)
    if left.size and labels.any():
        labels.reshape(-1)[left] = nearest_label_at(labels, left)
    return known_srgb8, labels


def _add_thin(
    labels: NDArray[np.uint8],
    left: NDArray[np.int64],
    palette: NDArray[np.uint8],
    keys: NDArray[np.uint32],
    painted: NDArray[np.bool_],
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Give thin lines their colours, if they have some; return all colours and what is still left."""
    colors = over_white(keys.ravel()[left])
    thin = thin_palette(colors) if left.size else None
    if thin is None:
        return palette, left
    palette = np.concatenate([palette, thin[label_thin(thin, palette) < 0]])
    index = label_thin(colors, palette)
    labels.reshape(-1)[left[index >= 0]] = index[index >= 0] + 1
    return palette, grow(labels, painted, palette, keys, reach=_REACH)


def _chosen(cores: Cores, min_count: float) -> NDArray[np.bool_]:
    large = cores.counts >= min_count
    if not large.any():
        large[:] = True
    return np.asarray(large, np.bool_)


def _core_labels(
    cores: Cores, colors: NDArray[np.uint8], flat: NDArray[np.bool_], painted: NDArray[np.bool_]
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Label the cores of the flat colours, as many of the largest as leave room for thin lines and steps."""
    chosen = np.flatnonzero(flat)[: MAX_COLORS - 2 * MAX_STEPS]
    colors = _without_scatter(colors, cores.counts, chosen)
    palette, index = np.unique(colors[chosen], axis=0, return_inverse=True)
    of_key = np.zeros(len(flat) + 1, np.uint8)
    of_key[chosen] = index.ravel() + 1
    labels = np.repeat(of_key[cores.run_keys], cores.runs).reshape(painted.shape)
    return np.asarray(palette, np.uint8), np.where(painted, labels, np.uint8(0))


def _without_scatter(
    colors: NDArray[np.uint8], counts: NDArray[np.int64], chosen: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """Colours (N, 3) in which those chosen that are little but rounding of a far larger one become it."""
    levels = colors[chosen].astype(np.int16)
    near = np.abs(levels[:, None] - levels[None]).max(axis=-1, initial=0) <= _ROUNDING
    near &= counts[chosen][:, None] <= _SCATTER * counts[chosen][None]
    if not near.any():
        return colors
    result = colors.copy()
    found = near.any(axis=1)
    result[chosen[found]] = colors[chosen[near[found].argmax(axis=1)]]
    return result


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
