"""What an export is: the endings, the place, and what was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pinrender.errors import OutputError
from pinrender.findings import Finding
from pinrender.output._height_files import HEIGHT_SUFFIXES
from pinrender.output._solid_files import SOLID_SUFFIXES
from pinrender.output._whole import check_writable

__all__ = ["ASSET_SUFFIX", "PAGE_SUFFIX", "Exported", "check_export"]

ASSET_SUFFIX, PAGE_SUFFIX = ".glb", ".html"
"""Of shape and look in one file for other programs, and of a page that shows it."""
SUFFIXES = (*SOLID_SUFFIXES, *HEIGHT_SUFFIXES, ASSET_SUFFIX, PAGE_SUFFIX)


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
        Of the solid, or of all surfaces; None for heights.
    max_error_mm : float or None
        How far they may leave the surface; None for heights.
    variants : tuple of str
        Platings that the file can be seen in; empty where it holds shape only.
    findings : tuple of Finding
        What a person should know.
    """

    path: Path
    size_mm: tuple[float, float]
    pixels_per_mm: float
    triangles: int | None
    max_error_mm: float | None
    findings: tuple[Finding, ...]
    variants: tuple[str, ...] = ()


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
            f"output '{path}' does not say what to write; end it in {PAGE_SUFFIX} for a page to turn it on, "
            f"in {ASSET_SUFFIX} for shape and look, in {', '.join(SOLID_SUFFIXES)} for the solid, or "
            f"{' or '.join(HEIGHT_SUFFIXES)} for its heights"
        )
    return check_writable(path, suffix=suffix)
