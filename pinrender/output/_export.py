"""What an export is: the endings, the place, and what was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pinrender.errors import OutputError
from pinrender.findings import Finding
from pinrender.output._height_files import HEIGHT_SUFFIXES
from pinrender.output._solid_files import SOLID_SUFFIXES
from pinrender.output._whole import check_writable

__all__ = ["Exported", "check_export", "settle_export"]

SUFFIXES = (*SOLID_SUFFIXES, *HEIGHT_SUFFIXES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """A file that was written.

    Attributes
    ----------
    path : Path
        Where it is.
    size_mm : tuple of float
        Width and height of the body's bounding box.
    pixels_per_mm : float
        Samples to the millimetre that it was made from.
    triangles : int or None
        Of the solid; None for heights.
    findings : tuple of Finding
        What a person should know.
    """

    path: Path
    size_mm: tuple[float, float]
    pixels_per_mm: float
    triangles: int | None
    findings: tuple[Finding, ...]


def check_export(path: str | Path) -> Path:
    """Find out whether a file can be exported to, before the work that makes it.

    Raises
    ------
    OutputError
        If its ending is none of `SUFFIXES`, or it cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES and not path.is_dir():
        raise OutputError(
            f"output '{path}' does not say what to write; end it in {', '.join(SOLID_SUFFIXES)} for the "
            f"solid, or {' or '.join(HEIGHT_SUFFIXES)} for its heights"
        )
    return check_writable(path, suffix=suffix)


def settle_export(output: Path | None, *, art: Path, name: str, ending: str) -> Path:
    """Settle which file is exported to, before the work that makes it.

    Parameters
    ----------
    output : Path or None
        What was asked for; None means beside the artwork, as ``<name>-<ending>.stl``.
    art : Path
        The artwork: a file or a folder of layers.
    name, ending : str
        The artwork's name, and how the pin is made.

    Raises
    ------
    OutputError
        If it cannot be written, is the artwork itself, or would be read as one of its layers.
    """
    folder = art.parent if art.name not in {"", ".."} else art.resolve().parent
    where = check_export(output or folder / f"{name}-{ending}.stl")
    if art.is_dir() and where.resolve().is_relative_to(art.resolve()):
        raise OutputError(f"output '{where}' would lie among the layers of '{art}'; name a file outside it")
    if where.exists() and where.samefile(art):
        raise OutputError(f"output '{where}' is the artwork itself; name another file")
    return where
