"""`pinrender render`."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from pinrender.cli._options import (
    Art,
    AsMade,
    BackdropOption,
    BackgroundOption,
    Denoise,
    Dimensions,
    Enamel,
    Epoxy,
    EpoxyAge,
    EpoxyHeight,
    EpoxyVolume,
    Grade,
    Json,
    Layers,
    Output,
    Pixels,
    Plating,
    Process,
    QualityOption,
    Quiet,
    Samples,
    Seed,
    Size,
    Studio,
    ViewOption,
    Walls,
    layer_roles,
    name_values,
)
from pinrender.cli._separation_options import (
    Colors,
    MergeColors,
    Metal,
    Paper,
    Recolor,
    Separate,
    Swatches,
    color_changes,
    merged_below,
)
from pinrender.cli._show import show_written, timed

if TYPE_CHECKING:
    from pathlib import Path

    from pinrender import Pin, Timings, design, separation

__all__ = ["render"]


def render(
    art: Art,
    output: Output = None,
    process: Process = None,
    epoxy: Epoxy = None,
    plating: Plating = None,
    enamel: Enamel = None,
    size: Size = None,
    view: ViewOption = None,
    pixels: Pixels = None,
    layer: Layers = None,
    separate: Separate = None,
    metal: Metal = None,
    colors: Colors = None,
    paper: Paper = None,
    swatches: Swatches = None,
    merge_colors: MergeColors = None,
    recolor: Recolor = None,
    background: BackgroundOption = None,
    backdrop: BackdropOption = None,
    studio: Studio = None,
    as_made: AsMade = None,
    walls: Walls = None,
    epoxy_height: EpoxyHeight = None,
    epoxy_volume: EpoxyVolume = None,
    epoxy_age: EpoxyAge = None,
    dimension: Dimensions = None,
    grade: Grade = None,
    seed: Seed = None,
    quality: QualityOption = None,
    samples: Samples = None,
    denoise: Denoise = None,
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
        enamel=enamel,
        epoxy=epoxy,
        epoxy_height=epoxy_height,
        epoxy_volume=epoxy_volume,
        epoxy_age=epoxy_age,
        as_made=as_made,
        walls=cast("design.Walls | None", walls),
        dimensions=name_values(dimension),
        grade=grade,
        seed=seed,
        studio=studio,
        layers=layer_roles(layer),
        separate=cast("separation.Separate | None", separate),
        metal=metal,
        colors=colors,
        paper=paper,
        swatches=swatches,
        merge_colors=merged_below(merge_colors),
        recolor=color_changes(recolor),
        view=view,
        pixels=pixels,
        background=cast("design.Background | None", background),
        backdrop=backdrop,
        quality=cast("design.Quality | None", quality),
        samples=samples,
        denoise=denoise,
    )
    path = settle(output, art=art, name=pin.name, ending=pin.design.slug)
    show_written(path, pin, _draw(pin, path, quiet=quiet), quiet=quiet, as_json=json)


def _draw(pin: Pin, path: Path, *, quiet: bool) -> Timings:
    """Draw the picture and write it; return how long each stage took."""
    with timed(quiet=quiet) as timings:
        frame = pin.render(timings=timings)
        with timings.stage("write"):
            frame.save(path)
    return timings
