"""What every reader produces: layers as coverage on one grid, with roles and cell colours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pinrender.findings import Finding
from pinrender.units import Grid

__all__ = ["Artwork", "Combine", "Layer", "Plan", "ReliefLayer", "Role", "Texture"]

Combine = Literal["add", "subtract", "merge-high", "merge-low"]
"""How a sculpted layer meets what lies below it: raised by it, sunk by it, the higher of both, the lower."""
Texture = Literal["sandblasted", "brushed", "ribbed", "stippled"]
"""What the floor of a bare recess is struck or blasted with."""


class Role(StrEnum):
    """What a layer becomes on the pin."""

    METAL = "metal"
    """Raised metal: lines, outlines, lettering."""
    ENAMEL = "enamel"
    """Filled with colour."""
    RECESS = "recess"
    """Struck metal left bare below the lines."""
    CUTOUT = "cutout"
    """A hole through the pin."""
    RELIEF = "relief"
    """Sculpts what is there: its grey is a height. Paints nothing."""
    PRINT = "print"
    """Ink printed over whatever is there."""
    EPOXY = "epoxy"
    """Covered with a dome. Paints nothing."""
    IGNORE = "ignore"
    """Guides, notes, the back: not on the face."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Layer:
    """One layer as the designer named it.

    Attributes
    ----------
    name : str
        The designer's name, decoded (``_x20_`` is a space).
    role : Role
        What it becomes.
    reason : str
        Why it has that role, in words: ``"named 'line'"``, ``"--layer"``, ``"no rule names it"``.
    visible : bool
        False for layers hidden in the file; they are listed and never made.
    coverage : (H, W) uint8 ndarray
        Painted share of each sample of the artwork's grid, 255 = fully covered; read-only.
        The layer by itself, whatever lies above it.
    palette : tuple of str
        Flat colours, ``#rrggbb``, largest area first.
    cells : (2H, 2W) uint8 ndarray
        For each half-pitch sample, 0 = unpainted, k = palette[k - 1]; read-only. Anti-aliased
        edges belong to a neighbour, never to a new colour.
    area_mm2 : float
        Painted area.
    plating : str or None
        Catalogue name of what its metal is plated with; None = the pin's own.
    filled : str or None
        Catalogue name of the enamel that its name says it is.
    texture : {'sandblasted', 'brushed', 'ribbed', 'stippled'} or None
        Of a recess, or of the floor under its enamel.
    combine : {'add', 'subtract', 'merge-high', 'merge-low'}
        How a relief meets what lies below it.
    height_mm : float or None
        Of a relief, where its name says it.
    flows : bool
        Whether its colours run into one another: palette and cells are steps chosen for them.
    """

    name: str
    role: Role
    reason: str
    visible: bool
    coverage: NDArray[np.uint8]
    palette: tuple[str, ...]
    cells: NDArray[np.uint8]
    area_mm2: float
    plating: str | None = None
    filled: str | None = None
    texture: Texture | None = None
    combine: Combine = "add"
    height_mm: float | None = None
    flows: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReliefLayer:
    """One sculpted layer: grey as height.

    Attributes
    ----------
    combine : {'add', 'subtract', 'merge-high', 'merge-low'}
        How it meets the relief below it.
    height : (H, W) float32 ndarray
        Grey as drawn, 0 black to 1 white: code value over full scale, no gamma taken off; read-only.
        Continues past the painted edge, so that no slope bends there; means nothing farther out.
    coverage : (H, W) uint8 ndarray
        Painted share of each sample, 255 = fully covered; read-only.
    height_mm : float or None
        Height of white over black where the layer's name says it, as in ``relief 0.8mm``.
    """

    combine: Combine
    height: NDArray[np.float32]
    coverage: NDArray[np.uint8]
    height_mm: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Plan:
    """What is seen from straight above, each spot decided: the flat drawing of the pin.

    Attributes
    ----------
    grid : Grid
        Where the samples lie; the world origin is the centre of the body's bounding box.
    body : (H, W) uint8 ndarray
        Coverage of the pin's silhouette less its cut-outs.
    metal : (H, W) uint8 ndarray
        Coverage of raised metal as drawn (no rim added).
    cells : (H, W) uint8 ndarray
        0 = no enamel here (metal, bare recess or outside), k = palette[k - 1]. Continues under
        metal lines to the middle of the line, so that no seam opens when an edge moves.
    color_srgb8 : (H, W, 3) uint8 ndarray
        Enamel colour with edges between touching colours blended in linear light; it too
        continues under the metal.
    recess : (H, W) uint8 ndarray
        Coverage of struck metal left bare.
    palette : tuple of str
        ``#rrggbb`` of every enamel colour, largest area first.
    enamels : tuple of (str or None)
        What the layer says that each of these colours is, a name in the catalogue of enamels.
    sculpture : tuple of ReliefLayer
        Sculpted layers, bottom to top.
    texture : (H, W) uint8 ndarray or None
        k = textures[k - 1] is what the floor is struck with, bare or under enamel, 0 = what the
        process leaves. Continues past the edges of both. None if no layer names a texture.
    textures : tuple of {'sandblasted', 'brushed', 'ribbed', 'stippled'}
        Names that `texture` counts, in order of appearance.
    plating : (H, W) uint8 ndarray or None
        k = platings[k - 1] is what the layer that shows its metal here says it is plated with, 0 = the
        pin's. Continues a little past the edges of metal. None if no layer names a plating.
    platings : tuple of str
        Catalogue names that `plating` counts, in order of appearance.
    epoxy : (H, W) uint8 ndarray or None
        Coverage of named areas to be domed, within the body; None if there are none.
    print : (H, W) uint8 ndarray or None
        Coverage of printed ink, within the body; its colour is `color_srgb8` there. None without ink.
    seam_mm : (H, W) float32 ndarray or None
        Distance, >= 0, to the nearest edge that two enamel colours share with no metal between them,
        to a few hundredths of a sample within about 1 mm of it, some larger value farther away.
        None if colours never touch.
    """

    grid: Grid
    body: NDArray[np.uint8]
    metal: NDArray[np.uint8]
    cells: NDArray[np.uint8]
    color_srgb8: NDArray[np.uint8]
    recess: NDArray[np.uint8]
    palette: tuple[str, ...]
    enamels: tuple[str | None, ...] = ()
    sculpture: tuple[ReliefLayer, ...] = ()
    texture: NDArray[np.uint8] | None = None
    textures: tuple[Texture, ...] = ()
    plating: NDArray[np.uint8] | None = None
    platings: tuple[str, ...] = ()
    epoxy: NDArray[np.uint8] | None = None
    print: NDArray[np.uint8] | None = None
    seam_mm: NDArray[np.float32] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Artwork:
    """A layered drawing, read and measured.

    Attributes
    ----------
    name : str
        File stem; names outputs.
    layers : tuple of Layer
        Bottom to top, as painted.
    plan : Plan
        The layers seen from above.
    size_mm : tuple of float
        Width and height of the body's bounding box; the longer is the requested size.
    findings : tuple of Finding
        What a person should know: layers no rule names, empty layers, filled gaps.
    digest : str
        SHA-256 of everything above; equal digests are equal artwork.
    color_names : mapping of str to str
        What the file or a layer calls some of the colours: ``#rrggbb`` to a name, such as that of a spot
        colour.
    drawn_pixels_per_mm : float or None
        Pixels of the drawing in a millimetre of the pin; None where it is drawn in curves.
    drawn_mm : float or None
        Longest side of the body as the file has it; None where the file has no millimetres.
    """

    name: str
    layers: tuple[Layer, ...]
    plan: Plan
    size_mm: tuple[float, float]
    findings: tuple[Finding, ...]
    digest: str
    color_names: Mapping[str, str] = field(default_factory=dict)
    drawn_pixels_per_mm: float | None = None
    drawn_mm: float | None = None
