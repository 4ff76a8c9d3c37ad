"""`pinrender render`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pinrender.cli._options import (
    Art,
    BackgroundOption,
    Epoxy,
    Json,
    Layers,
    Output,
    Pixels,
    Plating,
    Process,
    Quiet,
    Size,
    Studio,
    ViewOption,
    layer_roles,
)
from pinrender.cli._show import show_written, timed

if TYPE_CHECKING:
    from pinrender.design import Background, View

__all__ = ["render"]


def render(
    art: Art,
    output: Output = None,
    process: Process = None,
    epoxy: Epoxy = None,
    plating: Plating = None,
    size: Size = None,
    view: ViewOption = None,
    pixels: Pixels = None,
    layer: Layers = None,
    background: BackgroundOption = None,
    studio: Studio = None,
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Draw one pin as a PNG.

    Options override the pin.toml beside ART, which overrides the defaults: soft enamel in
    polished gold, 30 mm, seen from the front at 1024 pixels.
    """
    import pinrender
    from pinrender.output import settle

    pin = pinrender.load(
        art,
        size=size,
        process=process,
        plating=plating,
        epoxy=epoxy,
        studio=studio,
        layers=layer_roles(layer),
        view=cast("View | None", view),
        pixels=pixels,
        background=cast("Background | None", background),
    )
    path = settle(output, art=art, name=pin.name, ending=pin.design.slug)
    with timed(quiet=quiet) as timings:
        frame = pin.render(timings=timings)
        with timings.stage("write"):
            frame.save(path)
    show_written(path, pin, timings, quiet=quiet, as_json=json, more={})
