"""`load`: where a pin begins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pinrender._pin import Pin
from pinrender.design import Background, DimensionChoices, Quality, View, Walls, read_pin_toml
from pinrender.errors import ArtworkError
from pinrender.separation import Separate

__all__ = ["load"]


def load(
    path: str | Path,
    *,
    size: str | None = None,
    process: str | None = None,
    plating: str | None = None,
    enamel: str | None = None,
    epoxy: bool | None = None,
    epoxy_height: str | None = None,
    epoxy_volume: str | None = None,
    epoxy_age: float | None = None,
    walls: Walls | None = None,
    studio: str | None = None,
    base_metal: str | None = None,
    as_made: bool | None = None,
    grade: str | None = None,
    seed: int | None = None,
    dimensions: DimensionChoices = (),
    layers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    separate: Separate | None = None,
    metal: Sequence[str] | None = None,
    colors: int | None = None,
    paper: str | None = None,
    swatches: str | Path | None = None,
    merge_colors: float | None = None,
    recolor: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    view: View | None = None,
    pixels: int | None = None,
    background: Background | None = None,
    backdrop: str | None = None,
    quality: Quality | None = None,
    samples: int | None = None,
    denoise: bool | None = None,
) -> Pin:
    """Say what to make of an artwork; nothing is read or drawn but a `pin.toml` beside it and a swatch book.

    An option that is not given comes from `pin.toml`, else from the defaults of `PinDesign` and
    `Shot`.

    Parameters
    ----------
    path : str or Path
        A layered SVG, PDF, .ai, .psd or .ora, a folder or .zip of PNG layers, or one flat picture.
    size : str, optional
        Longest side with its unit, such as ``"30mm"`` or ``"1.25in"``; 5 to 120 mm.
    process, plating, studio : str, optional
        Catalogue names.
    enamel : str, optional
        Catalogue name of what cells are filled with, but for layers that say it themselves.
    epoxy : bool, optional
        A clear dome over the face, or over the areas the artwork names.
    epoxy_height, epoxy_volume : str, optional
        Height of its crown above the lines (``"1.1mm"``) or what is poured (``"350mm3"``); not both.
    epoxy_age : float, optional
        Years that the epoxy has been in the light, 0 to 50: it yellows.
    walls : {'insert', 'none'}, optional
        Set a metal wall between enamel colours that touch.
    base_metal : str, optional
        Catalogue name of what it is made of below its plating.
    as_made : bool, optional
        What is too fine as the factory would make it; False: as drawn, whatever would be lost.
    grade : str, optional
        How far polished surfaces are from perfect: ``"pristine"``, ``"a"`` or ``"b"``.
    seed : int, optional
        Decides what varies from piece to piece.
    dimensions : mapping, or iterable of (str, str)
        Numbers of the process that this pin changes, such as ``{"thickness": "2mm"}``.
    layers : mapping, or iterable of (str, str)
        Layer name to role, where the names do not say it.
    separate : {'auto', 'off'}, optional
        Whether a picture without layers is taken apart by its colours.
    metal : sequence of str, optional
        Which of its colours are metal, ``"#1a1a1a"``; ``["none"]`` where none is.
    colors : int, optional
        How many enamel colours it has at most.
    paper : str, optional
        The colour of its background, which is removed; ``"none"`` keeps it.
    swatches : str or Path, optional
        A swatch book (``.ase``, ``.aco``, ``.gpl``, ``.csv``): colours that have a name, as a spot colour or
        by their layer (``PMS 186 C``), take its values.
    merge_colors : float, optional
        CIEDE2000 below which enamel colours become one, such as 2; the larger area's stays.
    recolor : mapping of str to str, or pairs, optional
        Colour of enamel or ink, such as ``"#c8102e"``, to what it becomes.
    view : {'front', 'three-quarter', 'low', 'left', 'right', 'back', 'hero'} or str, optional
        Where the eye is, or azimuth and tilt in degrees, as in ``"30,50"``.
    pixels : int, optional
        Width and height of the picture, 16 to 4096.
    background : {'studio', 'transparent'}, optional
        The surface that it lies on, with a contact shadow, or nothing at all.
    backdrop : str, optional
        Catalogue name of that surface; the view's own if not given.
    quality : {'preview', 'studio'}, optional
        Drawn in a second, or traced path by path in minutes.
    samples : int, optional
        Paths of light per pixel of a studio picture, 4 to 65536.
    denoise : bool, optional
        Whether the grain is taken off a studio picture.

    Returns
    -------
    Pin
        Ready to render.

    Raises
    ------
    ArtworkError
        If there is no such file.
    CatalogError
        If the `pin.toml` has an unknown key or a value that cannot be used, or a swatch book cannot be read.
    UsageError
        If an option makes no sense; the message names the nearest that does.
    """
    art = _there(Path(path))
    return (
        Pin(path=art)
        .replace(**_beside(art))
        .replace(
            size=size,
            process=process,
            plating=plating,
            enamel=enamel,
            epoxy=epoxy,
            epoxy_height=epoxy_height,
            epoxy_volume=epoxy_volume,
            epoxy_age=epoxy_age,
            walls=walls,
            base_metal=base_metal,
            as_made=as_made,
            grade=grade,
            seed=seed,
            dimensions=dimensions,
            studio=studio,
            layers=layers,
            separate=separate,
            metal=metal,
            colors=colors,
            paper=paper,
            swatches=swatches,
            merge_colors=merge_colors,
            recolor=recolor,
            view=view,
            pixels=pixels,
            background=background,
            backdrop=backdrop,
            quality=quality,
            samples=samples,
            denoise=denoise,
        )
    )


def _there(art: Path) -> Path:
    if not art.exists():
        raise ArtworkError(
            f"no such artwork: '{art}'; give a drawing, a picture, or a folder or .zip of layers"
        )
    return art


def _beside(art: Path) -> dict[str, Any]:
    """What a `pin.toml` says; its swatch book is named from the folder that it lies in."""
    told = read_pin_toml(art).model_dump(exclude_none=True, exclude={"art"})
    if "swatches" in told:
        told["swatches"] = (art if art.is_dir() else art.parent) / told["swatches"]
    return told
