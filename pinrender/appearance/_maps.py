"""Maps baked on the plan: colour, normals, shares and openness to the sky."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pinrender.appearance._clear import clear_floor
from pinrender.appearance._enamels import colors_by_day
from pinrender.appearance._flakes import flake_maps
from pinrender.appearance._floors import floor_roughness, floor_slope, hairline_slope
from pinrender.appearance._glow import glow_map
from pinrender.appearance._normals import mean_normal, normal_xy
from pinrender.appearance._plated import Plated
from pinrender.appearance._wear import epoxy_slope, face_slope
from pinrender.artwork import Plan
from pinrender.catalog import Grade, Plating, Process
from pinrender.relief import Relief
from pinrender.units import Grid, frozen

__all__ = ["Maps", "bake", "wholly_domed"]

OPENNESS_SCALES_MM = (0.12, 0.35, 0.9)
"""From a shoulder to a wide cell: neighbourhoods in which walls hide the sky."""
OPENNESS_STRENGTH = 0.55
"""Chosen by eye against the ratio depth / width of a groove."""
EDGE_MM = 0.3
"""A dome over the whole face may leave this much of the outline's rounding free."""

Field = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Maps:
    """Per-sample look, all arrays (H, W, ...) on the plan's grid and read-only.

    Attributes
    ----------
    grid : Grid
        Where the samples lie.
    color_srgb8 : (H, W, 3) uint8 ndarray
        Enamel colour as it is to be seen by day: the one asked for, paler where it is milky.
    share : (H, W, 4) uint8 ndarray
        Of metal and of bare floor, 255 = all; then the spread of normals within the sample,
        255 = a variance of 1; then the perceptual roughness of the bare floor.
    face : (H, W, 4) float32 ndarray
        Mean normal x and y of metal and enamel (unit length), openness 0..1, height above the
        back plane in mm.
    dome : (H, W, 2) float32 ndarray or None
        Unit normal x and y of the epoxy, of the face where there is none.
    epoxy : (H, W) uint8 ndarray or None
        Share of each sample under epoxy, 255 = all; None where all or nothing is.
    epoxy_mm : (H, W) float32 ndarray or None
        Depth of the epoxy, >= 0; None without any.
    floor : (H, W, 4) float32 ndarray or None
        The metal seen through clear enamel: normal x and y, share of the enamel that is clear, height
        above the back plane in mm. None if no enamel is clear.
    patina : (H, W) uint8 ndarray or None
        Share of the metal that keeps the compound of an antique plating, 255 = all; where a pin has two
        platings, dye counts as such. None without either.
    film : (H, W) float32 ndarray or None
        Where in its range the thickness of the plating's film lies, 0..1; None without one.
    second : (H, W) uint8 ndarray or None
        Share of the metal that has the second plating, 255 = all; None where the pin has one.
    flakes : (H, W, 4) float32 ndarray or None
        Flakes in the enamel: normal x and y against the face, share that they cover, perceptual
        roughness with the spread of their normals. None if no enamel holds any.
    flake_kind : (H, W, 4) uint8 ndarray or None
        Of the enamel there, 255 = 1: perceptual roughness of very many flakes, share of dye, film in
        75 nm, mean share that flakes cover. None with `flakes`.
    glow : (H, W, 3) uint8 ndarray or None
        sRGB of the light that each sample gives off, white for `GLOW_RADIANCE`; None if no enamel glows.
    """

    grid: Grid
    color_srgb8: NDArray[np.uint8]
    share: NDArray[np.uint8]
    face: NDArray[np.float32]
    dome: NDArray[np.float32] | None
    epoxy: NDArray[np.uint8] | None
    epoxy_mm: NDArray[np.float32] | None = None
    floor: NDArray[np.float32] | None = None
    patina: NDArray[np.uint8] | None = None
    film: NDArray[np.float32] | None = None
    second: NDArray[np.uint8] | None = None
    flakes: NDArray[np.float32] | None = None
    flake_kind: NDArray[np.uint8] | None = None
    glow: NDArray[np.uint8] | None = None


def bake(
    plan: Plan,
    relief: Relief,
    process: Process,
    *,
    enamel: str = "opaque",
    plating: Plating | None = None,
    second: str | None = None,
    grade: Grade | None = None,
    seed: int = 0,
) -> Maps:
    """Bake the maps of a relief.

    Parameters
    ----------
    plan, relief, process : Plan, Relief, Process
        What lies where, its surface, and how it was made.
    enamel : str
        Catalogue name of what cells are filled with that say nothing themselves.
    plating : Plating, optional
        Its hairlines, patina and film are baked; its colour is not. None is bright.
    second : str, optional
        Of `plan.platings` the one that differs from it.
    grade : Grade, optional
        How far polished surfaces are from perfect; None is pristine.
    seed : int
        Decides where each grain lies.
    """
    metals = Plated.of(plan, plating, second, relief.metal + relief.recess)
    height = relief.face_mm
    grain = floor_slope(relief, process, seed, share=relief.recess, slope=relief.slope)
    floor = clear_floor(plan, relief, process, enamel=enamel, seed=seed)
    flakes = flake_maps(plan, process, enamel=enamel, seed=seed)
    glow = glow_map(plan, process, relief.metal, enamel=enamel)
    slope = relief.slope if grain is None else relief.slope + grain
    if metals.is_brushed:
        slope = slope + hairline_slope(relief, metals.brushed, seed)
    worn = None if grade is None else face_slope(relief, process, grade, seed)
    if worn is not None:
        slope = slope + worn
    leaning, spread = mean_normal(slope)
    openness = _openness(height, relief.grid.pitch_mm)
    face = np.dstack([leaning, openness, height])
    rough = floor_roughness(relief, process)
    if floor is not None:
        rough = np.sqrt(np.sqrt(rough**4 + 2.0 * floor[1]))
    share = np.zeros((*height.shape, 4), np.uint8)
    for channel, part in enumerate((relief.metal, relief.recess, np.minimum(spread, 1.0), rough)):
        share[..., channel] = part * np.float32(255.0) + np.float32(0.5)
    return Maps(
        grid=relief.grid,
        color_srgb8=colors_by_day(plan, process, enamel=enamel),
        share=frozen(share),
        face=frozen(face),
        dome=_dome(relief, grade, seed),
        epoxy=_epoxy(relief),
        epoxy_mm=None if relief.dome_mm is None else frozen(np.maximum(relief.dome_mm - height, 0.0)),
        floor=None if floor is None else frozen(floor[0]),
        patina=metals.patina(relief, seed, _struck(relief, floor)),
        film=metals.film(relief.grid, seed),
        second=metals.share,
        flakes=None if flakes is None else frozen(flakes.lean),
        flake_kind=None if flakes is None else frozen((flakes.kind * 255.0 + 0.5).astype(np.uint8)),
        glow=None if glow is None else frozen(glow),
    )


def _struck(relief: Relief, floor: tuple[Field, Field] | None) -> Field | None:
    """Height of the metal, (H, W), that of the floor where enamel is clear; None if none is."""
    if floor is None:
        return None
    return np.where(floor[0][..., 2] > 0.0, floor[0][..., 3], relief.metal_mm).astype(np.float32)


def _dome(relief: Relief, grade: Grade | None, seed: int) -> NDArray[np.float32] | None:
    if relief.dome_slope is None:
        return None
    worn = None if grade is None else epoxy_slope(relief.grid, grade, seed)
    return frozen(normal_xy(relief.dome_slope if worn is None else relief.dome_slope + worn))


def wholly_domed(relief: Relief) -> bool:
    """Whether epoxy lies over the whole face."""
    if relief.epoxy is None:
        return False
    return bool(np.all((relief.epoxy > 0.5) | (relief.outline_mm < EDGE_MM)))


def _epoxy(relief: Relief) -> NDArray[np.uint8] | None:
    """Where epoxy lies, if only on a part of the face."""
    if relief.epoxy is None or wholly_domed(relief):
        return None
    return frozen((relief.epoxy * 255.0 + 0.5).astype(np.uint8))


def _openness(height_mm: Field, pitch_mm: float) -> Field:
    """Share of the sky that walls around leave open, 0..1, from heights blurred at three scales."""
    open_share = np.ones_like(height_mm)
    for scale_mm in OPENNESS_SCALES_MM:
        sigma_px = scale_mm / pitch_mm
        step = max(1, int(sigma_px / 3.0))
        small = cv2.resize(height_mm, None, fx=1.0 / step, fy=1.0 / step, interpolation=cv2.INTER_AREA)
        around = cv2.GaussianBlur(small, (0, 0), sigma_px / step, borderType=cv2.BORDER_REPLICATE)
        around = cv2.resize(around, height_mm.shape[::-1], interpolation=cv2.INTER_LINEAR)
        below = np.maximum(around - height_mm, 0.0) / np.float32(scale_mm)
        open_share /= 1.0 + np.float32(OPENNESS_STRENGTH) * below
    return open_share
