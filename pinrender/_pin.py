"""`Pin`: an artwork, what to make of it, and how to look at it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pinrender._timings import Timings
from pinrender.design import Background, PinDesign, Shot, View, read_pin_toml
from pinrender.errors import ArtworkError

if TYPE_CHECKING:
    from pinrender.artwork import Artwork
    from pinrender.findings import Finding
    from pinrender.inspect import ArtworkReport
    from pinrender.render import Frame

__all__ = ["COMPARED", "COMPARED_PIXELS", "Pin", "load"]

COMPARED = ("soft-enamel", "soft-enamel+epoxy", "hard-enamel")
"""What a person choosing a pin most often weighs against each other."""
COMPARED_PIXELS = 720
"""Side of each picture on a sheet of three, about as wide as a screen."""
NOTEBOOK_PIXELS = 512


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
    shot : Shot
        How to look at it, unless `render` is told otherwise.
    """

    path: Path
    design: PinDesign = dataclasses.field(default_factory=PinDesign)
    layers: tuple[tuple[str, str], ...] = ()
    shot: Shot = dataclasses.field(default_factory=Shot)

    @property
    def name(self) -> str:
        """The artwork's name, from its file or folder."""
        path = self.path if self.path.name not in {"", ".."} else self.path.resolve()
        return (path.name if path.is_dir() else path.stem) or "pin"

    def replace(
        self,
        *,
        size: str | None = None,
        process: str | None = None,
        plating: str | None = None,
        epoxy: bool | None = None,
        studio: str | None = None,
        layers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
        view: View | None = None,
        pixels: int | None = None,
        background: Background | None = None,
    ) -> Pin:
        """Return the same pin with some of its options changed; None leaves one as it is.

        Parameters are those of `load`.

        Raises
        ------
        UsageError
            If a value makes no sense; the message names the nearest that does.
        """
        from pinrender.units import parse_length_mm

        design = {
            "size_mm": None if size is None else parse_length_mm(size),
            "process": process,
            "plating": plating,
            "epoxy": epoxy,
            "studio": studio,
        }
        shot = {"view": view, "pixels": pixels, "background": background}
        return dataclasses.replace(
            self,
            design=dataclasses.replace(self.design, **_given(design)),
            layers=_overridden(self.layers, layers),
            shot=dataclasses.replace(self.shot, **_given(shot)),
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
        """Layers, roles, colours, areas in mm², size and findings.

        Raises
        ------
        ArtworkError
            If the artwork cannot be read.
        """
        from pinrender import inspect

        return inspect.report(self.artwork())

    def findings(self) -> tuple[Finding, ...]:
        """What a person should know: about the artwork, and about colours that cannot be shown.

        Raises
        ------
        ArtworkError
            If the artwork cannot be read.
        """
        from pinrender import pipeline

        return pipeline.findings(self, Timings())

    def render(
        self,
        *,
        view: View | None = None,
        pixels: int | None = None,
        background: Background | None = None,
        timings: Timings | None = None,
    ) -> Frame:
        """Draw the pin.

        Parameters
        ----------
        view : {'front', 'three-quarter', 'low'}, optional
            Where the eye is; as loaded if not given.
        pixels : int, optional
            Width and height of the picture, 16 to 4096.
        background : {'studio', 'transparent'}, optional
            The studio's surface with a contact shadow, or nothing at all.
        timings : Timings, optional
            Records the seconds of each stage that had to run.

        Returns
        -------
        Frame
            The picture, with the design in its text.

        Raises
        ------
        ArtworkError
            If the artwork cannot be used.
        RendererUnavailable
            If nothing can draw on this machine; the message names the remedy.
        """
        from pinrender import pipeline

        pin = self.replace(view=view, pixels=pixels, background=background)
        return pipeline.render(pin, timings or Timings())

    def compare(
        self,
        processes: Sequence[str] = COMPARED,
        *,
        view: View = "three-quarter",
        pixels: int = COMPARED_PIXELS,
        timings: Timings | None = None,
    ) -> Frame:
        """Draw the pin made in several ways, side by side on a labelled sheet.

        Parameters
        ----------
        processes : sequence of str
            Catalogue names; ``+epoxy`` after one adds a dome.
        view : {'front', 'three-quarter', 'low'}
            The same for all.
        pixels : int
            Side of each picture, 16 to 4096.
        timings : Timings, optional
            Records the seconds of each stage, summed over the pins.

        Returns
        -------
        Frame
            The sheet.

        Raises
        ------
        UsageError
            If there is no such process, or none is named.
        """
        from pinrender import pipeline

        pin = self.replace(view=view, pixels=pixels, background="studio")
        return pipeline.compare(pin, processes, timings or Timings())

    def _repr_png_(self) -> bytes:
        """Show the pin in a notebook."""
        return self.render(view="three-quarter", pixels=NOTEBOOK_PIXELS).png()


def load(
    path: str | Path,
    *,
    size: str | None = None,
    process: str | None = None,
    plating: str | None = None,
    epoxy: bool | None = None,
    studio: str | None = None,
    layers: Mapping[str, str] | Iterable[tuple[str, str]] = (),
    view: View | None = None,
    pixels: int | None = None,
    background: Background | None = None,
) -> Pin:
    """Say what to make of an artwork; nothing is read or drawn but a `pin.toml` beside it.

    An option that is not given comes from `pin.toml`, else from the defaults of `PinDesign` and
    `Shot`.

    Parameters
    ----------
    path : str or Path
        A layered SVG, or a folder or .zip of PNG layers.
    size : str, optional
        Longest side with its unit, such as ``"30mm"`` or ``"1.25in"``; 5 to 120 mm.
    process, plating, studio : str, optional
        Catalogue names.
    epoxy : bool, optional
        A clear dome over the face.
    layers : mapping, or iterable of (str, str)
        Layer name to role, where the names do not say it.
    view, pixels, background : optional
        How to look at it, as in `Pin.render`.

    Returns
    -------
    Pin
        Ready to render.

    Raises
    ------
    ArtworkError
        If there is no such file.
    CatalogError
        If the `pin.toml` has an unknown key or a value that cannot be used.
    UsageError
        If an option makes no sense; the message names the nearest that does.
    """
    art = Path(path)
    if not art.exists():
        raise ArtworkError(f"no such artwork: '{art}'; give an SVG, or a folder or .zip of PNG layers")
    beside = read_pin_toml(art).model_dump(exclude_none=True, exclude={"art"})
    return (
        Pin(path=art)
        .replace(**beside)
        .replace(
            size=size,
            process=process,
            plating=plating,
            epoxy=epoxy,
            studio=studio,
            layers=layers,
            view=view,
            pixels=pixels,
            background=background,
        )
    )


def _given(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value is not None}


def _overridden(
    before: tuple[tuple[str, str], ...], changes: Mapping[str, str] | Iterable[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Layer roles with those of `changes` in place of earlier ones for the same layer."""
    pairs = tuple(changes.items() if isinstance(changes, Mapping) else changes)
    changed = {name.casefold() for name, _ in pairs}
    return tuple(pair for pair in before if pair[0].casefold() not in changed) + pairs
