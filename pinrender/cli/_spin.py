"""`pinrender spin`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from pinrender.cli._options import (
    Art,
    AsMade,
    BackdropOption,
    BackgroundOption,
    Dimensions,
    Enamel,
    Epoxy,
    EpoxyAge,
    EpoxyHeight,
    EpoxyVolume,
    Grade,
    Json,
    Layers,
    Pixels,
    Plating,
    Process,
    Quiet,
    Seed,
    Size,
    Studio,
    Walls,
    layer_roles,
    name_values,
    number,
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
    from pinrender import Pin, design, separation

__all__ = ["spin"]

SpinFile = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help="Ends in .webp, .gif, .apng or .mp4 (needs pinrender[video]); a WebP beside ART if not given.",
    ),
]
Motion = Annotated[
    str,
    typer.Option(
        metavar="turn|sway", help="All the way round, or 30 degrees to either side, so that it stays upright."
    ),
]
Tilt = Annotated[
    float,
    typer.Option(
        metavar="DEGREES",
        parser=number("--tilt", " of degrees", "43"),
        help="How far from straight above the camera looks, 0 to 75; 43 if not given.",
        show_default=False,
    ),
]
Seconds = Annotated[
    float,
    typer.Option(
        metavar="S",
        parser=number("--seconds", " of seconds", "6"),
        help="How long one round takes, 0.5 to 60; 6 if not given.",
        show_default=False,
    ),
]
Fps = Annotated[
    float,
    typer.Option(
        metavar="N",
        parser=number("--fps", " of frames a second", "12"),
        help="Frames a second, 1 to 60; 12 if not given.",
        show_default=False,
    ),
]


def spin(
    art: Art,
    output: SpinFile = None,
    motion: Motion = "turn",
    tilt: Tilt = 43.0,
    seconds: Seconds = 6.0,
    fps: Fps = 12.0,
    process: Process = None,
    epoxy: Epoxy = None,
    plating: Plating = None,
    enamel: Enamel = None,
    size: Size = None,
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
    quiet: Quiet = False,
    json: Json = False,
) -> None:
    """Draw the pin on a turntable, as an animation that plays for ever.

    Camera and lights stand still while it turns. Here --pixels is the side of each picture, 512 if not given.
    """
    import pinrender
    from pinrender.design import SPIN_PIXELS, Spin

    wanted = Spin(motion=cast("design.Motion", motion), tilt_deg=tilt, seconds=seconds, fps=fps)
    pin = pinrender.load(
        art,
        size=size,
        process=process,
        epoxy=epoxy,
        plating=plating,
        enamel=enamel,
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
        view=wanted.view,
        pixels=SPIN_PIXELS if pixels is None else pixels,
        background=cast("design.Background | None", background),
        backdrop=backdrop,
        quality="preview",
    )
    _write(pin, wanted, output, quiet=quiet, as_json=json)


def _write(pin: Pin, wanted: design.Spin, output: Path | None, *, quiet: bool, as_json: bool) -> None:
    """Draw the frames, write them, and say where they are."""
    from functools import partial

    from pinrender._spun import spin_told, spun
    from pinrender.output import check_animation, encode_animation, settle, write_whole

    wanted.check_pixels(pin.shot.pixels)
    check = partial(check_animation, fps=wanted.fps, opaque=not pin.shot.lies_on.nothing)
    path = settle(output, art=pin.path, name=pin.name, ending=pin.design.slug, suffix=".webp", check=check)
    with timed(quiet=quiet, counted="drawing the frames") as timings:
        animation = spun(pin, wanted, timings)
        with timings.stage("write"):
            write_whole(path, encode_animation(animation, path.suffix.lower()))
    more = {"spin": spin_told(wanted)}
    show_written(path, pin, timings, quiet=quiet, as_json=as_json, more=more)
