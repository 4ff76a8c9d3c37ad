"""Flakes in enamel: where each one lies and how it leans, or what very many of them do together."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender import catalog
from pinrender.appearance._enamels import filled_with, names_filled, painted, per_sample
from pinrender.appearance._flake_lattice import Cells, gaussian, uniform
from pinrender.appearance._pearl import THICKEST_NM
from pinrender.appearance._swirl import swirls
from pinrender.artwork import Plan
from pinrender.units import Grid

__all__ = ["FlakeMaps", "flake_maps"]

DRAWN_MM = 0.06
"""Flakes at least so wide are drawn one by one: a picture of a pin resolves them, or nearly."""
SAMPLES_ACROSS = 6.0
MOST_SUBSAMPLES = 4
"""A flake is looked at with so many samples across it, as far as so many to a grid's sample reach."""
OVERLAP = 0.25, 0.6
"""One flake to a cell at random: a share s takes an area of s (1 + s / 4 + 0.6 s**5), found by trying."""
AT_ONCE = 4096
"""Flakes that are stamped together: some tens of megabytes."""
SPREAD = 0x9E3779B1
"""Odd, near 2**32 over the golden ratio: neighbouring seeds differ in many bits."""

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FlakeMaps:
    """Flakes at each sample of the plan.

    Attributes
    ----------
    lean : (H, W, 4) float32 ndarray
        Mean normal x and y (unit length) of the flakes in the sample, against the face they lie in;
        share of the enamel that they cover, 0..1; perceptual roughness with the spread of their normals.
        Where they swirl they lean together.
    kind : (H, W, 4) float32 ndarray
        Of the enamel there: perceptual roughness of very many flakes together, share of dye, film as a
        share of `THICKEST_NM`, mean share that flakes cover; each 0..1.
    """

    lean: NDArray[np.float32]
    kind: NDArray[np.float32]


def flake_maps(plan: Plan, process: catalog.Process, *, enamel: str, seed: int) -> FlakeMaps | None:
    """Strew flakes into the enamels that hold any.

    Each flake has its own place and lean in the world, by `seed` alone: they are the same at every
    resolution, and flash in turn as the view turns.

    Parameters
    ----------
    plan, process : Plan, Process
        What lies where, and how it was made.
    enamel : str
        Catalogue name of what cells are filled with that say nothing themselves.
    seed : int
        Decides where each flake lies.

    Returns
    -------
    FlakeMaps or None
        None if no enamel holds flakes.
    """
    if process.enamel == "none":
        return None
    filled = filled_with(plan, enamel)
    named = zip(filled, names_filled(plan, enamel), strict=True)
    held = {each.flakes: name for each, name in named if each.flakes is not None}
    if not held:
        return None
    open_share = painted(plan)
    lean = np.zeros((*plan.grid.shape, 4), np.float32)
    film_nm = np.zeros(plan.grid.shape, np.float32)
    for flakes, name in held.items():
        here = np.array([False, *(each.flakes == flakes for each in filled)])[plan.cells]
        if here.any():
            number = zlib.crc32(name.encode()) ^ (seed * SPREAD)
            strewn = _strewn(plan.grid, here, flakes, number)
            lean[here], film_nm[here] = (made[here] for made in strewn)
    lean[..., 2] *= open_share
    mean_share = per_sample(plan, filled, lambda each: each.flakes.share if each.flakes else 0.0)
    kind = np.dstack(
        [
            per_sample(plan, filled, lambda each: _overall(each.flakes) if each.flakes else 0.0),
            per_sample(plan, filled, lambda each: each.flakes.dyed if each.flakes else 0.0),
            film_nm / np.float32(THICKEST_NM),
            mean_share * open_share,
        ]
    )
    return FlakeMaps(lean=lean, kind=kind.astype(np.float32))


def _strewn(grid: Grid, here: NDArray[np.bool_], flakes: catalog.Flakes, number: int) -> tuple[Field, Field]:
    """Flakes of one kind, as `FlakeMaps.lean` has them, and the thickness of their film in nm."""
    drawn = flakes.size_mm >= DRAWN_MM
    lean = _drawn(grid, here, flakes, number) if drawn else _together(grid, flakes, number)
    film_nm = np.full(grid.shape, flakes.film_nm, np.float32)
    if flakes.swirl_deg > 0.0:
        waves = swirls(grid, flakes.swirl_mm, number)
        lean[..., :2] += np.float32(math.radians(flakes.swirl_deg)) * waves
        film_nm += np.float32(flakes.film_swing_nm) * waves[..., 0]
    return lean, film_nm


def _overall(flakes: catalog.Flakes) -> float:
    """Perceptual roughness of very many flakes: their own, and the spread of their normals (`toksvig`)."""
    return float(_rougher(flakes.roughness, 0.5 * math.radians(flakes.tilt_deg) ** 2))


def _rougher(roughness: float, variance: float | Field) -> float | Field:
    """Roughness with a variance, per axis, of the normals in it: alpha**2 grows by twice as much."""
    return np.minimum(np.sqrt(np.sqrt(roughness**4 + 2.0 * variance)), np.float32(1.0))


def _drawn(grid: Grid, here: NDArray[np.bool_], flakes: catalog.Flakes, number: int) -> Field:
    """Flakes one by one: hexagons at random in every way, the later over the earlier."""
    fine = max(1, min(MOST_SUBSAMPLES, math.ceil(SAMPLES_ACROSS * grid.pitch_mm / flakes.size_mm)))
    area_mm2 = 0.375 * math.sqrt(3.0) * flakes.size_mm**2
    cells = Cells.over(grid, math.sqrt(area_mm2 / _laid(flakes.share)), number)
    x_mm, y_mm = ((at + uniform(cells, k)) * cells.side_mm for k, at in enumerate((cells.i, cells.j)))
    rows, cols = grid.to_index(np.column_stack([x_mm, y_mm]))
    reach = math.ceil(0.5 * flakes.size_mm / grid.pitch_mm) + 1
    near = cv2.dilate(here.astype(np.uint8), np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)) > 0
    inside = (rows > -0.5) & (cols > -0.5) & (rows < grid.rows - 0.5) & (cols < grid.cols - 0.5)
    kept = np.flatnonzero(inside)
    kept = kept[near[np.rint(rows[kept]).astype(int), np.rint(cols[kept]).astype(int)]]
    slope = math.tan(math.radians(flakes.tilt_deg)) / math.sqrt(2.0) * gaussian(cells, 2)
    normal = slope / np.sqrt(1.0 + (slope**2).sum(axis=-1, keepdims=True))
    turn = uniform(cells, 4) * (math.pi / 3.0)
    places = (np.column_stack([rows, cols]) + 0.5) * fine - 0.5
    across = flakes.size_mm / grid.pitch_mm * fine
    which = _stamped((grid.rows * fine, grid.cols * fine), places[kept], turn[kept], across)
    table = np.zeros((len(kept) + 1, 4), np.float32)
    table[1:, :2], table[1:, 2], table[1:, 3] = normal[kept], 1.0, (normal[kept] ** 2).sum(axis=-1)
    return _averaged(table, which, fine, flakes.roughness)


def _laid(share: float) -> float:
    """Area of flakes, over that of the enamel, that covers so much of it."""
    few, many = OVERLAP
    return share * (1.0 + few * share + many * share**5)


def _stamped(
    shape: tuple[int, int], places: NDArray[np.float64], turn: NDArray[np.float64], across: float
) -> NDArray[np.int32]:
    """Number of the topmost hexagon at each sample, from 1; 0 where there is none."""
    half = math.floor(0.5 * across + 0.5)
    edge = half + 1  # around the picture, so that every hexagon lies within it
    which = np.zeros((shape[0] + 2 * edge, shape[1] + 2 * edge), np.int32)
    offsets = np.meshgrid(*[np.arange(-half, half + 1)] * 2, indexing="ij")
    apothem = np.float32(0.25 * math.sqrt(3.0) * across)
    for first in range(0, len(places), AT_ONCE):
        some = places[first : first + AT_ONCE]
        nearest = np.rint(some)
        away = [
            (nearest[:, axis, None] + offset.ravel() - some[:, axis, None]).astype(np.float32)
            for axis, offset in enumerate(offsets)
        ]
        inside = np.ones(away[0].shape, bool)
        for third in range(3):
            side = turn[first : first + AT_ONCE, None] + third * (math.pi / 3.0)
            inside &= (
                np.abs(away[0] * np.sin(side).astype(np.float32) + away[1] * np.cos(side).astype(np.float32))
                <= apothem
            )
        flake, offset = np.nonzero(inside)
        row, col = (nearest.astype(np.intp) + edge)[flake].T
        which[row + offsets[0].ravel()[offset], col + offsets[1].ravel()[offset]] = flake + first + 1
        # of several at one place the last stays
    return which[edge:-edge, edge:-edge]


def _averaged(table: Field, which: NDArray[np.int32], fine: int, roughness: float) -> Field:
    """Mean normal, share and roughness of the flakes at each sample of the grid."""
    rows, cols = which.shape[0] // fine, which.shape[1] // fine
    sums = np.zeros((rows, cols, 4), np.float32)
    for down in range(fine):
        for right in range(fine):
            sums += table[which[down::fine, right::fine]]
    sums /= np.float32(fine * fine)
    share = sums[..., 2]
    # where there is no flake lies the mean of those around, so that none bends at its edge
    filled = np.where(share[..., None] > 0.0, sums, cv2.blur(sums, (3, 3)))
    weight = np.maximum(filled[..., 2], np.float32(1e-6))
    mean = filled[..., :2] / weight[..., None]
    variance = 0.5 * np.maximum(filled[..., 3] / weight - (mean**2).sum(axis=-1), 0.0)
    return np.dstack([mean, share, _rougher(roughness, variance)]).astype(np.float32)


def _together(grid: Grid, flakes: catalog.Flakes, number: int) -> Field:
    """Flakes too small to be seen: their mean lean wanders a little from sample to sample."""
    cells = Cells.over(grid, flakes.size_mm / math.sqrt(flakes.share), number)
    slope = math.radians(flakes.tilt_deg) / math.sqrt(2.0) * gaussian(cells, 0)
    lattice = slope.reshape((*cells.shape, 2)).astype(np.float32)
    blur = max(0.5 * grid.pitch_mm / cells.side_mm, 0.4)
    lattice = np.asarray(cv2.GaussianBlur(lattice, (0, 0), blur), np.float32)
    rows, cols = (np.arange(side, dtype=np.float64) for side in grid.shape)
    x_mm, y_mm = grid.to_world_mm(cols, cols)[:, 0], grid.to_world_mm(rows, rows)[:, 1]
    place_x = (x_mm / cells.side_mm - 0.5 - cells.first[0]).astype(np.float32)
    place_y = (y_mm / cells.side_mm - 0.5 - cells.first[1]).astype(np.float32)
    map_x, map_y = np.broadcast_arrays(place_x[None, :], place_y[:, None])
    mean = cv2.remap(
        lattice,
        np.ascontiguousarray(map_x),
        np.ascontiguousarray(map_y),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    kept = float((mean**2).sum(axis=-1).mean())
    spread = max(0.5 * (math.radians(flakes.tilt_deg) ** 2 - kept), 0.0)
    even = np.ones(grid.shape, np.float32)
    return np.dstack([mean, even * flakes.share, even * _rougher(flakes.roughness, spread)]).astype(
        np.float32
    )
