"""Layers painted over one another, bottom to top, on the fine raster."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import multiply, relabelled
from pinrender.artwork._cells import Cells
from pinrender.artwork._model import Role, Texture

__all__ = ["BODY_ROLES", "METAL", "RECESS", "Fill", "Stack", "empty_stack", "over"]

BODY_ROLES = (Role.METAL, Role.ENAMEL, Role.RECESS)
"""Roles whose paint is part of the pin."""

METAL = 255
RECESS = 254
"""Labels of samples whose topmost paint is no enamel; enamel colours are 1 to 253."""
_MAX_COLORS = RECESS - 1
_HALF = 128


class Fill(NamedTuple):
    """A colour, and the enamel that its layer says it is."""

    color_srgb8: tuple[int, int, int]
    filled: str | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stack:
    """What is seen from above, so far. All arrays (R, C) uint8.

    Attributes
    ----------
    covered : ndarray
        Share of each sample painted by any layer that is part of the body, as if their edges were
        independent: shapes that abut leave no gap.
    densest : ndarray
        Largest share painted by one of them: shapes that share an edge do not push it outward.
    metal, recess : ndarray
        Share at which raised or struck metal is the topmost paint.
    cutout : ndarray
        Share cut out, whatever is painted over it.
    labels : ndarray
        Topmost paint of each sample: 0, a colour of `palette`, `METAL` or `RECESS`.
    palette : tuple of Fill
        Enamel colours in order of appearance.
    texture : ndarray or None
        Of the topmost recess, or of the floor under the topmost enamel: k = textures[k - 1], 0 = none
        named. None until one names a texture.
    textures : tuple of str
        In order of appearance.
    plating : ndarray or None
        Of the topmost metal, raised or recessed, whatever enamel lies over it: k = platings[k - 1], 0 = none
        named. None until one names a plating.
    platings : tuple of str
        In order of appearance.
    """

    covered: NDArray[np.uint8]
    densest: NDArray[np.uint8]
    metal: NDArray[np.uint8]
    recess: NDArray[np.uint8]
    cutout: NDArray[np.uint8]
    labels: NDArray[np.uint8]
    palette: tuple[Fill, ...]
    texture: NDArray[np.uint8] | None = None
    textures: tuple[Texture, ...] = ()
    plating: NDArray[np.uint8] | None = None
    platings: tuple[str, ...] = ()


def empty_stack(shape: tuple[int, int]) -> Stack:
    """Nothing painted yet."""
    blank = np.zeros(shape, np.uint8)
    return Stack(
        covered=blank,
        densest=blank,
        metal=blank,
        recess=blank,
        cutout=blank,
        labels=blank,
        palette=(),
    )


def over(
    stack: Stack,
    cells: Cells,
    role: Role,
    *,
    filled: str | None = None,
    plating: str | None = None,
    texture: Texture | None = None,
) -> Stack:
    """Paint one more layer over a stack.

    Only metal, enamel, recess and cutout change it; enamel may say what it is filled with, metal
    and recess with what they are plated; a recess or the floor under enamel may have a texture.

    Coverage stays a product of what the layers above let through, so that anti-aliased edges keep
    their sub-pixel place; labels are decided at half coverage.
    """
    if role is Role.CUTOUT:
        return replace(stack, cutout=_screen(stack.cutout, cells.coverage))
    if role not in BODY_ROLES:
        return stack
    if role is not Role.METAL:
        stack = _textured(stack, cells, texture)
    if role is not Role.ENAMEL:
        stack = _plated(stack, cells, plating)
    through = np.uint8(255) - cells.coverage
    palette, labels = _labelled(stack, cells, role, filled)
    return replace(
        stack,
        covered=_screen(stack.covered, cells.coverage),
        densest=np.maximum(stack.densest, cells.coverage),
        metal=_topmost(stack.metal, through, cells.coverage, role is Role.METAL),
        recess=_topmost(stack.recess, through, cells.coverage, role is Role.RECESS),
        labels=np.where(cells.coverage >= _HALF, labels, stack.labels),
        palette=palette,
    )


def _textured(stack: Stack, cells: Cells, texture: Texture | None) -> Stack:
    if texture is None and stack.texture is None:
        return stack
    textures = stack.textures if texture is None or texture in stack.textures else (*stack.textures, texture)
    own = np.uint8(0 if texture is None else textures.index(texture) + 1)
    below = np.zeros_like(stack.labels) if stack.texture is None else stack.texture
    return replace(stack, texture=np.where(cells.coverage >= _HALF, own, below), textures=textures)


def _plated(stack: Stack, cells: Cells, plating: str | None) -> Stack:
    if plating is None and stack.plating is None:
        return stack
    platings = stack.platings if plating is None or plating in stack.platings else (*stack.platings, plating)
    own = np.uint8(0 if plating is None else platings.index(plating) + 1)
    below = np.zeros_like(stack.labels) if stack.plating is None else stack.plating
    return replace(stack, plating=np.where(cells.coverage >= _HALF, own, below), platings=platings)


def _screen(below: NDArray[np.uint8], above: NDArray[np.uint8]) -> NDArray[np.uint8]:
    return np.uint8(255) - multiply(np.uint8(255) - below, np.uint8(255) - above)


def _topmost(
    share: NDArray[np.uint8], through: NDArray[np.uint8], coverage: NDArray[np.uint8], is_own: bool
) -> NDArray[np.uint8]:
    below = multiply(share, through) if share.any() else share
    return np.asarray(below + np.minimum(coverage, np.uint8(255) - below), np.uint8) if is_own else below


def _labelled(
    stack: Stack, cells: Cells, role: Role, filled: str | None
) -> tuple[tuple[Fill, ...], NDArray[np.uint8] | np.uint8]:
    if role is not Role.ENAMEL:
        return stack.palette, np.uint8(METAL if role is Role.METAL else RECESS)
    palette = list(stack.palette)
    table = np.zeros(256, np.uint8)
    for index, (red, green, blue) in enumerate(cells.palette_srgb8.tolist()):
        color = Fill((red, green, blue), filled)
        if color not in palette and len(palette) < _MAX_COLORS:
            palette.append(color)
        known = color if color in palette else min(palette, key=lambda other: _distance(color, other))
        table[index + 1] = palette.index(known) + 1
    return tuple(palette), relabelled(cells.labels, table)


def _distance(one: Fill, other: Fill) -> tuple[bool, int]:
    apart = sum((a - b) ** 2 for a, b in zip(one.color_srgb8, other.color_srgb8, strict=True))
    return one.filled != other.filled, apart
