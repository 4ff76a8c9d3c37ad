"""`Pin`: an artwork, what to make of it, and how to look at it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pinrender._choices import (
    COMPARED,
    COMPARED_PIXELS,
    NOTEBOOK_PIXELS,
    both,
    colored,
    given,
    overridden,
    poured,
    settled,
    sized,
    told_apart,
)
from pinrender._timings import Timings
from pinrender.design import Background, DimensionChoices, PinDesign, Quality, Shot, View, Walls
from pinrender.separation import Separate, Separation
from pinrender.swatches import Coloring

if TYPE_CHECKING:
    from pinrender.artwork import Artwork
    from pinrender.findings import Finding
    from pinrender.inspect import ArtworkReport, Check
    from pinrender.render import Frame

__all__ = ["Pin"]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """An artwork, what to make of it, and how to look at it; in a notebook it shows itself.

    Attributes
    ----------
    path : Path
        The artwork on disk.
    design : PinDesign
        What to make.
    layers : tuple of (str, str)
        Layer name and role, overriding what the names say.
    separation : Separation
        What is said of a picture without layers.
    coloring : Coloring
        What is said of colours: a swatch book, which become others, which are made one.
    shot : Shot
        How to look at it, unless `render` is told otherwise.
    called : str
        The artwork's name, where it is not that of its file.
    """

    path: Path
    design: PinDesign = dataclasses.field(default_factory=PinDesign)
    layers: tuple[tuple[str, str], ...] = ()
    separation: Separation = dataclasses.field(default_factory=Separation)
    coloring: Coloring = dataclasses.field(default_factory=Coloring)
    shot: Shot = dataclasses.field(default_factory=Shot)
    called: str = ""

    @property
    def name(self) -> str:
        """The artwork's name, from its file or folder if it has no other."""
        path = self.path if self.path.name not in {"", ".."} else self.path.resolve()
        return self.called or (path.name if path.is_dir() else path.stem) or "pin"

    def replace(
        self,
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
        """Return the same pin with some of its options changed; None leaves one as it is.

        Parameters are those of `load`.

        Raises
        ------
        CatalogError
            If the swatch book cannot be read.
        UsageError
            If a value makes no sense; the message names the nearest that does.
        """
        design = {
            "size_mm": sized(size),
            "process": process,
            "plating": plating,
            "enamel": enamel,
            "epoxy": epoxy,
            "epoxy_age_years": epoxy_age,
            "walls": walls,
            "studio": studio,
            "base_metal": base_metal,
            "as_made": as_made,
            "grade": grade,
            "seed": seed,
            "dimensions": both(self.design.dimensions, dimensions),
        }
        shot = {"view": view, "pixels": pixels, "quality": quality, "samples": samples, "denoise": denoise}
        return dataclasses.replace(
            self,
            design=dataclasses.replace(
                self.design, **given(design), **poured(epoxy, epoxy_height, epoxy_volume)
            ),
            layers=overridden(self.layers, layers),
            separation=told_apart(self.separation, separate, metal, colors, paper),
            coloring=colored(self.coloring, swatches, merge_colors, recolor),
            shot=dataclasses.replace(self.shot, **given(shot), **settled(self.shot, background, backdrop)),
        )

    def artwork(self, *, pixels: int | None = None, timings: Timings | None = None) -> Artwork:
        """Read the artwork at the resolution that a picture of so many pixels needs.

        Raises
        ------
        ArtworkError
            If it cannot be read, or holds nothing to make a pin of.
        UsageError
            If `layers` names a layer or a role that does not exist.
        """
        from pinrender import pipeline

        return pipeline.read(self.replace(pixels=pixels), timings or Timings())

    def report(self) -> ArtworkReport:
        """Layers, roles, colours, areas in mm², size, and the findings on what is made of them.

        Raises `ArtworkError` if the artwork cannot be read.
        """
        from pinrender._told import report

        return report(self)

    def findings(self) -> tuple[Finding, ...]:
        """What a person should know: about the artwork, and about colours that cannot be shown.

        Raises `ArtworkError` if the artwork cannot be read.
        """
        from pinrender import pipeline

        return pipeline.findings(self, Timings())

    def check(self, *, timings: Timings | None = None) -> Check:
        """Whether it can be made, its weight, how small it could be; `ArtworkError` if it cannot be read."""
        from pinrender._checked import check

        return check(self, timings or Timings())

    def render(
        self,
        *,
        view: View | None = None,
        pixels: int | None = None,
        background: Background | None = None,
        backdrop: str | None = None,
        quality: Quality | None = None,
        samples: int | None = None,
        denoise: bool | None = None,
        timings: Timings | None = None,
    ) -> Frame:
        """Draw the pin; return the picture, with the design in its text.

        Parameters
        ----------
        view, pixels, background, backdrop, quality, samples, denoise : optional
            How to look at it, as in `load`; as loaded where not given.
        timings : Timings, optional
            Records the seconds of each stage that had to run; the picture has the design in its text.

        Raises
        ------
        ArtworkError
            If the artwork cannot be used.
        RendererUnavailable
            If nothing can draw on this machine; the message names the remedy.
        """
        from pinrender import pipeline

        pin = self.replace(
            view=view,
            pixels=pixels,
            background=background,
            backdrop=backdrop,
            quality=quality,
            samples=samples,
            denoise=denoise,
        )
        return pipeline.render(pin, timings or Timings())

    def compare(
        self,
        processes: Sequence[str] = COMPARED,
        *,
        view: View = "three-quarter",
        pixels: int = COMPARED_PIXELS,
        quality: Quality | None = None,
        samples: int | None = None,
        timings: Timings | None = None,
    ) -> Frame:
        """Draw the pin made in several ways on a labelled sheet.

        Parameters
        ----------
        processes : sequence of str
            Catalogue names; ``+epoxy`` after one adds a dome.
        view, pixels, quality, samples, timings : optional
            Of each picture, as in `render`.

        Raises
        ------
        UsageError
            If there is no such process, or none is named.
        """
        from pinrender._compared import compare

        pin = self.replace(view=view, pixels=pixels, background="studio", quality=quality, samples=samples)
        return compare(pin, processes, timings or Timings())

    def export(
        self,
        path: str | Path,
        *,
        platings: Sequence[str] = (),
        processes: Sequence[str] = (),
        pixels_per_mm: float | None = None,
        max_error: str | None = None,
        timings: Timings | None = None,
    ) -> Path:
        """Write the pin for other programs; return where it went.

        Parameters
        ----------
        path : str or Path
            Ends in ``.html`` for a page to turn it on, in ``.glb`` or ``.usdz`` for its look; in ``.stl``,
            ``.3mf``, ``.obj``, ``.ply``, ``.png`` or ``.npz`` for the solid or its heights.
        platings, processes, pixels_per_mm, max_error : optional
            As in `pinrender export`: what a page or ``.glb`` shows beside the pin's own, and how finely.
        timings : Timings, optional
            Records the seconds of each stage that had to run.

        Raises
        ------
        ArtworkError
            If the artwork cannot be used.
        OutputError
            If the place cannot be written, its ending is none of these, or what writes it is not installed.
        UsageError
            If a value makes no sense.
        """
        from pinrender._export import export
        from pinrender.units import parse_length_mm

        written = export(
            self,
            path,
            timings or Timings(),
            pixels_per_mm=pixels_per_mm,
            max_error_mm=None if max_error is None else parse_length_mm(max_error, what="max error"),
            platings=platings,
            processes=processes,
        )
        return written.path

    def _repr_png_(self) -> bytes:
        """Show the pin in a notebook."""
        return self.render(view="three-quarter", pixels=NOTEBOOK_PIXELS).png()
