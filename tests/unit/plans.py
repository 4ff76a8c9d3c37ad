"""Plans drawn analytically, so that a test knows the answer beforehand."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork import Plan
from pinrender.units import Grid, frozen

Shape = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]
SUPERSAMPLES = 8


def disc(radius_mm: float, x_mm: float = 0.0, y_mm: float = 0.0) -> Shape:
    """Points within a radius."""
    return lambda x, y: (x - x_mm) ** 2 + (y - y_mm) ** 2 <= radius_mm**2


def ring(inner_mm: float, outer_mm: float) -> Shape:
    """Points between two radii."""
    return lambda x, y: (x**2 + y**2 >= inner_mm**2) & (x**2 + y**2 <= outer_mm**2)


def box(width_mm: float, height_mm: float) -> Shape:
    """An upright rectangle about the origin."""
    return lambda x, y: (np.abs(x) <= 0.5 * width_mm) & (np.abs(y) <= 0.5 * height_mm)


def stroke(start_mm: NDArray[np.float64], end_mm: NDArray[np.float64], width_mm: float) -> Shape:
    """A straight stroke with round ends."""
    along = end_mm - start_mm

    def inside(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        off_x, off_y = x - start_mm[0], y - start_mm[1]
        share = np.clip((off_x * along[0] + off_y * along[1]) / (along @ along), 0.0, 1.0)
        return np.asarray(np.hypot(off_x - share * along[0], off_y - share * along[1]) < width_mm / 2.0)

    return inside


def nothing(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """No point at all."""
    return np.zeros(np.broadcast_shapes(x.shape, y.shape), bool)


def grid(half_mm: float, pixels_per_mm: float = 40.0) -> Grid:
    """A square grid about the origin."""
    side = 2 * round(half_mm * pixels_per_mm)
    return Grid(rows=side, cols=side, pitch_mm=1.0 / pixels_per_mm, center_row=side / 2, center_col=side / 2)


def coverage(on: Grid, shape: Shape) -> NDArray[np.uint8]:
    """Share of every sample inside the shape, by 8 x 8 supersamples."""
    fine = (np.arange(on.cols * SUPERSAMPLES) + 0.5) / SUPERSAMPLES
    x = (fine - on.center_col) * on.pitch_mm
    y = -(fine[: on.rows * SUPERSAMPLES] - on.center_row) * on.pitch_mm
    inside = shape(x[None, :], y[:, None])
    share = inside.reshape(on.rows, SUPERSAMPLES, on.cols, SUPERSAMPLES).mean(axis=(1, 3))
    return np.round(share * 255.0).astype(np.uint8)


def plan(
    body: Shape,
    metal: Shape = nothing,
    recess: Shape = nothing,
    *,
    half_mm: float = 8.0,
    pixels_per_mm: float = 40.0,
    color: tuple[int, int, int] = (200, 30, 45),
) -> Plan:
    """A plan with one enamel colour wherever the body is neither metal nor recess."""
    on = grid(half_mm, pixels_per_mm)
    covered = {name: coverage(on, shape) for name, shape in (("b", body), ("m", metal), ("r", recess))}
    enamel = (covered["b"] > 0) & (covered["m"] < 128) & (covered["r"] < 128)
    return Plan(
        grid=on,
        body=frozen(covered["b"]),
        metal=frozen(np.minimum(covered["m"], covered["b"])),
        cells=frozen(enamel.astype(np.uint8)),
        color_srgb8=frozen(np.full((*on.shape, 3), color, np.uint8)),
        recess=frozen(np.minimum(covered["r"], covered["b"])),
        palette=("#{:02x}{:02x}{:02x}".format(*color),),
    )


def either(*shapes: Shape) -> Shape:
    """Points of any of several shapes."""

    def inside(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
        return np.logical_or.reduce(
            [np.broadcast_to(shape(x, y), np.broadcast_shapes(x.shape, y.shape)) for shape in shapes]
        )

    return inside


def touching(
    one: Plan, side: Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.float64]]
) -> Plan:
    """The plan with a second enamel colour where the linear function `side` of x and y is positive."""
    rows, cols = np.indices(one.grid.shape)
    xy = one.grid.to_world_mm(rows, cols)
    signed = side(xy[..., 0], xy[..., 1])
    steepness = np.hypot(*np.gradient(signed)) / one.grid.pitch_mm
    cells = np.where((one.cells > 0) & (signed > 0.0), 2, one.cells).astype(np.uint8)
    return dataclasses.replace(
        one,
        cells=frozen(cells),
        palette=(*one.palette, "#1f3a93"),
        seam_mm=frozen((np.abs(signed) / steepness).astype(np.float32)),
    )
