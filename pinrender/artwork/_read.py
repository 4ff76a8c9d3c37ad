"""`read`: a file becomes an `Artwork`. The one place that knows the order."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pinrender.artwork._bytes import halved
from pinrender.artwork._cells import Cells
from pinrender.artwork._digest import digest_of
from pinrender.artwork._document import Document, DocumentLayer
from pinrender.artwork._hidden import hidden_layers
from pinrender.artwork._look import looker
from pinrender.artwork._merge_colors import with_merged
from pinrender.artwork._model import Artwork, Layer, Role
from pinrender.artwork._named_colors import reference_of
from pinrender.artwork._notices import layer_findings
from pinrender.artwork._overlays import with_overlays
from pinrender.artwork._paint import paint
from pinrender.artwork._plan import draw_plan
from pinrender.artwork._readers import open_document
from pinrender.artwork._role_table import meaning
from pinrender.artwork._roles import Assignment, RoleChoices, assign_roles
from pinrender.artwork._separate import separated
from pinrender.artwork._stack import BODY_ROLES
from pinrender.artwork._window import Framing, find_window
from pinrender.errors import ArtworkError
from pinrender.findings import Finding, option_unused
from pinrender.limits import Limits
from pinrender.separation import AUTO, Separation
from pinrender.swatches import Coloring
from pinrender.units import frozen

__all__ = ["read"]

DEFAULT_PIXELS_PER_MM = 40.0
"""Serves a picture of 1024 px of a 30 mm pin."""


def read(
    path: str | Path,
    *,
    size_mm: float,
    pixels_per_mm: float = DEFAULT_PIXELS_PER_MM,
    roles: RoleChoices = (),
    separation: Separation | None = None,
    coloring: Coloring | None = None,
    name: str = "",
    limits: Limits | None = None,
) -> Artwork:
    """Read artwork: layers as they are, or a picture that is taken apart into them.

    Parameters
    ----------
    path : str or Path
        A layered SVG or PDF, a Photoshop or OpenRaster file, a folder of PNG layers or a zip of them, or one
        flat picture.
    size_mm : float
        Longest side of the pin's body, > 0.
    pixels_per_mm : float
        Samples of the grid in a millimetre, about; the pitch is fitted so that the size is exact, and
        grows where the raster would have more samples than `limits` allow.
    roles : mapping of str to str, or pairs
        Layer name to role, over what the names say.
    separation : Separation, optional
        What is said of a picture without layers.
    coloring : Coloring, optional
        What is said of its colours: a swatch book, which become others, and which are made one.
    name : str, optional
        What it is called; as its file if not given.
    limits : Limits, optional
        Ceilings on what the file may ask for.

    Raises
    ------
    ArtworkError
        If the file cannot be read, is over a limit, or paints nothing that could be a pin.
    UsageError
        If `roles` names an unknown layer or role, or contradicts itself; if `separation` or
        `coloring` names a colour that is not there.
    """
    limits = limits or Limits()
    path = Path(path)
    roles = tuple(roles.items() if isinstance(roles, Mapping) else roles)
    with ExitStack() as held:
        opened = open_document(path, limits, lambda name: meaning(name) is not None)
        held.callback(opened.close)
        exact = opened.edge_width == 0.0
        document = separated(opened, separation or Separation(), size_mm=size_mm, chosen=bool(roles))
        held.callback(document.close)
        if len(document.layers) > limits.layers:
            raise ArtworkError(
                f"'{path.name}' has {len(document.layers)} layers; {limits.layers} is the most "
                "(Limits.layers)"
            )
        coloring = coloring or Coloring()
        assigned = assign_roles(
            document.layers, roles, lambda name: reference_of(name, coloring.book) is not None
        )
        framing = _frame(document, assigned, size_mm, pixels_per_mm, limits)
        name = name or (path.resolve().name if path.is_dir() else path.stem)
        art = _assemble(document, assigned, framing, name, size_mm, coloring)
        if document is opened and separation is not None:
            art = replace(art, findings=(*art.findings, *_idle(separation, chosen=bool(roles))))
        # from sample to sample of the grid, in units of the canvas and millimetres of the pin
        unit_per_mm = 2.0 * framing.window.unit_per_px / art.plan.grid.pitch_mm
        if document.unit_mm is not None:
            art = replace(art, drawn_mm=size_mm * unit_per_mm * document.unit_mm)
        if exact:
            return art
        return replace(art, drawn_pixels_per_mm=unit_per_mm / document.edge_width)


def _idle(said: Separation, *, chosen: bool) -> Iterator[Finding]:
    """What is said of a picture that is taken apart, of one that is not."""
    given = {"--metal": bool(said.metal), "--colors": said.colors is not None, "--paper": said.paper != AUTO}
    names = [name for name, is_given in given.items() if is_given]
    if names:
        told = f"the artwork is not taken apart by its colours, so nothing comes of {', '.join(names)}"
        advice = "say --layer NAME=ROLE to give a layer another role"
        if chosen:
            advice = "leave out --layer"
        elif said.mode != AUTO:
            advice = "leave out --separate off"
        yield option_unused(told, advice)


def _frame(
    document: Document,
    assigned: Sequence[Assignment],
    size_mm: float,
    pixels_per_mm: float,
    limits: Limits,
) -> Framing:
    drawn = [index for index, layer in enumerate(document.layers) if layer.visible and layer.painted]
    if not drawn:
        raise ArtworkError(f"'{document.name}' has no painted layer that is visible")
    body = _body(drawn, assigned)
    if not body:
        named = ", ".join(f"'{document.layers[i].name}' is {assigned[i].role}" for i in drawn)
        raise ArtworkError(
            f"'{document.name}' has nothing to make a pin of ({named}); give a layer the role metal or enamel"
        )
    framing = find_window(
        document, body, size_mm=size_mm, pixels_per_mm=pixels_per_mm, side_limit_px=limits.raster_side_px
    )
    if framing is None:
        raise ArtworkError(
            f"'{document.name}' paints nothing that can be seen on its canvas in any visible layer; "
            + _remedy(document, drawn)
        )
    return framing


def _body(drawn: Sequence[int], assigned: Sequence[Assignment]) -> tuple[int, ...]:
    """The layers that make the pin's body; where nothing but ink is drawn, the plate it is printed on."""
    body = tuple(index for index in drawn if assigned[index].role in BODY_ROLES)
    return body or tuple(index for index in drawn if assigned[index].role is Role.PRINT)


def _remedy(document: Document, drawn: Sequence[int]) -> str:
    if all(document.layers[index].has_text for index in drawn):
        return "its text must be converted to outlines"
    advice = "fit the canvas (page, artboard) to the drawing"
    if any(document.layers[index].has_text for index in drawn):
        return f"{advice}, and convert text to outlines"
    return advice


def _assemble(
    document: Document,
    assigned: Sequence[Assignment],
    framing: Framing,
    name: str,
    size_mm: float,
    coloring: Coloring,
) -> Artwork:
    window = framing.window
    painting, merged = with_merged(
        paint(document, assigned, framing, coloring), assigned, coloring.merge_de00
    )
    stack, painted = painting.stack, painting.painted
    drawn = tuple(painted)
    cutouts = tuple(index for index in drawn if assigned[index].role is Role.CUTOUT)
    drawing = draw_plan(
        stack,
        [cells for index, cells in painted.items() if assigned[index].role is Role.ENAMEL],
        size_mm=size_mm,
        sample_mm=framing.sample_mm,
        edge_width=1 + math.ceil(document.edge_width / window.unit_per_px),
        printed=painting.overlays.inked,
        look=looker(document, _body(drawn, assigned), cutouts, window),
    )
    if drawing is None:
        reason = "its cut-outs remove all that is painted" if stack.cutout.any() else "it paints only specks"
        raise ArtworkError(f"'{document.name}' leaves no body at {size_mm:g} mm: {reason}")
    plan = with_overlays(drawing.plan, painting.overlays)
    blank = _blank(window.rows, window.cols)
    layers = tuple(
        _layer(layer, assigned[index], painted.get(index), plan.grid.pitch_mm, blank)
        for index, layer in enumerate(document.layers)
    )
    beyond = document.beyond_canvas(drawn)
    told = layer_findings(document.layers, assigned, painted, beyond, plan.grid.pitch_mm)
    hidden = hidden_layers(document.layers, assigned, painted)
    names = _names_of(layers, painting.color_names)
    findings = (*document.findings, *told, *hidden, *painting.findings, *merged, *drawing.findings)
    return Artwork(
        name=name,
        layers=layers,
        plan=plan,
        size_mm=drawing.size_mm,
        findings=tuple(_called(name, document.name, each) for each in findings),
        digest=digest_of(name, layers, plan, names),
        color_names=names,
    )


def _called(name: str, kept: str, finding: Finding) -> Finding:
    """A finding that calls the file by the artwork's name, should it be kept under another."""
    if name in {kept, Path(kept).stem}:
        return finding
    return replace(finding, message=finding.message.replace(kept, name + Path(kept).suffix))


def _names_of(layers: Sequence[Layer], names: Mapping[str, str]) -> dict[str, str]:
    """Names of the colours that the layers have."""
    return {color: names[color] for layer in layers for color in layer.palette if color in names}


def _blank(rows: int, cols: int) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    return frozen(np.zeros((rows // 2, cols // 2), np.uint8)), frozen(np.zeros((rows, cols), np.uint8))


def _layer(
    layer: DocumentLayer,
    assignment: Assignment,
    cells: Cells | None,
    pitch_mm: float,
    blank: tuple[NDArray[np.uint8], NDArray[np.uint8]],
) -> Layer:
    palette = cells.palette_srgb8.tolist() if cells else []
    coverage = frozen(halved(cells.coverage)) if cells else blank[0]
    return Layer(
        name=layer.name,
        role=assignment.role,
        reason=assignment.reason,
        visible=layer.visible,
        coverage=coverage,
        palette=tuple(f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in palette),
        cells=frozen(cells.labels) if cells else blank[1],
        area_mm2=float(coverage.sum(dtype=np.int64)) / 255.0 * pitch_mm**2,
        plating=assignment.plating,
        filled=assignment.filled,
        texture=assignment.texture,
        combine=assignment.combine,
        height_mm=assignment.height_mm,
        flows=cells.is_gradient if cells else False,
    )
