"""A flat picture becomes regions: its few true colours, and for each pixel which of them it belongs to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import histogram
from pinrender.artwork._cells import MIN_CORE_MM2, layer_cells
from pinrender.artwork._flat_colors import keys_of
from pinrender.artwork._nearest import grow, nearest_label
from pinrender.artwork._thin_lines import give_thin_lines
from pinrender.color import ciede2000, srgb8_to_lab

__all__ = ["Regions", "find_regions"]

_CALM = 14
"""Largest difference of a channel within 3 x 3 pixels where compression has left a flat colour."""
_BIN_SHIFT = 3
_MOST_BINS = 600
_APART = 5.0
"""CIEDE2000 by which compression scatters one colour at most."""
_DARK = 25.0
_APART_DARK = 22
"""Levels by which compression scatters the hues of colours of less than this L*."""
_OWN = 9.0
"""CIEDE2000 within which a pixel has a colour, and is no mixture."""
_REACH = 6
_MOST_REGIONS = 40
_FEW_CORES = 0.35
"""Share of a drawing in flat colour below which nothing in it is flat."""
_WAVERING = 0.002
"""Share of pixels with faint bends, below which a picture is clean."""
_NOISE = 0.42
"""Faint bends over strong ones, from pixel to pixel: clean drawings have 0.3 at most, compressed ones 0.6."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Regions:
    """What belongs together.

    Attributes
    ----------
    labels : (R, C) uint8 ndarray
        0 = nothing painted, k = palette_srgb8[k - 1].
    palette_srgb8 : (N, 3) uint8 ndarray
        Largest area first.
    is_gradient : bool
        Whether colours had to be chosen.
    """

    labels: NDArray[np.uint8]
    palette_srgb8: NDArray[np.uint8]
    is_gradient: bool


def find_regions(bgra: NDArray[np.uint8], sample_mm2: float, *, clean: bool = False) -> Regions:
    """Find the flat colours of a picture, clean or compressed, and give every painted pixel to one.

    Parameters
    ----------
    bgra : (R, C, 4) uint8 ndarray
        sRGB, straight alpha; nothing painted on the outermost pixels.
    sample_mm2 : float
        Area of one pixel.
    clean : bool
        Whether it is sure that nothing compressed it.
    """
    min_count = max(MIN_CORE_MM2 / sample_mm2, 4.0)
    found = _compressed(bgra, min_count) if not clean and _is_noisy(bgra) else None
    if found is None:
        cells = layer_cells(bgra, sample_mm2)
        found = Regions(labels=cells.labels, palette_srgb8=cells.palette_srgb8, is_gradient=cells.is_gradient)
    if not found.is_gradient:
        give_thin_lines(bgra, found.labels, found.palette_srgb8)
    return found


def _is_noisy(bgra: NDArray[np.uint8]) -> bool:
    """Whether colours waver as compression leaves them: faintly, and often beside strong edges."""
    level, solid = bgra[..., 1].astype(np.int16), bgra[..., 3] > 250
    bend = np.concatenate([_bends(level, solid), _bends(level.T, solid.T)])
    faint, strong = int(((bend >= 2) & (bend <= 6)).sum()), int((bend > 6).sum())
    return faint > _NOISE * strong and faint > _WAVERING * bend.size


def _bends(level: NDArray[np.int16], solid: NDArray[np.bool_]) -> NDArray[np.int16]:
    """How far each level is from the middle of its left and right neighbours, doubled."""
    bend = np.abs(2 * level[:, 1:-1] - level[:, :-2] - level[:, 2:])
    return np.asarray(bend[solid[:, 1:-1] & solid[:, :-2] & solid[:, 2:]], np.int16)


def _compressed(bgra: NDArray[np.uint8], min_count: float) -> Regions | None:
    """Regions of a picture whose flat colours waver; None if it has none."""
    import cv2

    smooth = bgra.copy()
    smooth[..., :3] = cv2.medianBlur(np.ascontiguousarray(bgra[..., :3]), 3)
    painted = bgra[..., 3] >= 128
    spread = cv2.morphologyEx(smooth[..., :3], cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8)).max(axis=-1)
    calm = painted & (spread <= _CALM)
    if np.count_nonzero(calm) < _FEW_CORES * np.count_nonzero(painted):
        return None
    palette = _gathered(smooth[calm][:, 2::-1], min_count)
    if palette is None:
        return None
    labels = np.zeros(painted.shape, np.uint8)
    labels[calm] = _nearest_colors(smooth[calm][:, 2::-1], palette, _OWN)
    labels = _without_specks(labels, min_count)
    keys = keys_of(np.ascontiguousarray(smooth)) | np.uint32(0xFF000000)
    left = grow(labels, painted, palette, keys, reach=_REACH)
    if left.size:
        labels.reshape(-1)[left] = nearest_label(labels).reshape(-1)[left]
    return _by_area(labels, palette)


def _gathered(color_srgb8: NDArray[np.uint8], min_count: float) -> NDArray[np.uint8] | None:
    """The few colours (K, 3) that many (N, 3) scatter about; None if they are too many."""
    packed = color_srgb8.astype(np.uint32) >> np.uint32(_BIN_SHIFT)
    packed = (packed[:, 0] << np.uint32(16)) | (packed[:, 1] << np.uint32(8)) | packed[:, 2]
    _, inverse, counts = np.unique(packed, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:_MOST_BINS]
    sums = np.stack([np.bincount(inverse, color_srgb8[:, k].astype(float)) for k in range(3)], axis=-1)
    means = sums[order] / counts[order, None]
    lab = srgb8_to_lab(means)
    kept: list[int] = []
    weight: list[float] = []
    for place in range(len(order)):
        apart = ciede2000(lab[kept], lab[place])
        least = np.where(lab[kept][:, 0] < _DARK, _APART_DARK, _CALM)
        same = (apart < _APART) | (np.abs(means[kept] - means[place]).max(axis=-1) <= least)
        if same.any():
            weight[int(np.where(same, apart, np.inf).argmin())] += float(counts[order[place]])
        else:
            kept.append(place)
            weight.append(float(counts[order[place]]))
    chosen = [place for place, count in zip(kept, weight, strict=True) if count >= min_count]
    if not 0 < len(chosen) <= _MOST_REGIONS:
        return None
    modes = [_commonest(color_srgb8[inverse == order[place]]) for place in chosen]
    return np.stack(modes)


def _commonest(color_srgb8: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.asarray(np.median(color_srgb8, axis=0).round(), np.uint8)


def _nearest_colors(
    color_srgb8: NDArray[np.uint8], palette: NDArray[np.uint8], within: float
) -> NDArray[np.uint8]:
    """Number of the nearest colour of a palette, from 1; 0 where none is near."""
    packed = color_srgb8.astype(np.uint32)
    packed = (packed[:, 0] << np.uint32(16)) | (packed[:, 1] << np.uint32(8)) | packed[:, 2]
    values, inverse = np.unique(packed, return_inverse=True)
    colors = np.stack([(values >> np.uint32(shift)) & np.uint32(255) for shift in (16, 8, 0)], axis=-1)
    lab, known = srgb8_to_lab(colors), srgb8_to_lab(palette)
    apart = np.stack([ciede2000(lab, each) for each in known])
    nearest = np.where(apart.min(axis=0) <= within, apart.argmin(axis=0) + 1, 0)
    return nearest.astype(np.uint8)[inverse.ravel()]


def _without_specks(labels: NDArray[np.uint8], min_count: float) -> NDArray[np.uint8]:
    """Drop islands of a colour that are too small to be drawn on purpose: bands along compressed edges."""
    import cv2

    result = labels.copy()
    for label in range(1, int(labels.max(initial=0)) + 1):
        _, parts, stats, _ = cv2.connectedComponentsWithStats((labels == label).astype(np.uint8))
        small = stats[:, cv2.CC_STAT_AREA] < 0.25 * min_count
        small[0] = False
        result[small[parts]] = 0
    return result


def _by_area(labels: NDArray[np.uint8], palette: NDArray[np.uint8]) -> Regions:
    counts = histogram(labels)[1 : len(palette) + 1]
    order = np.argsort(-counts, kind="stable")
    order = order[counts[order] > 0]
    table = np.zeros(256, np.uint8)
    table[order + 1] = np.arange(1, len(order) + 1)
    return Regions(labels=table[labels], palette_srgb8=palette[order], is_gradient=False)
