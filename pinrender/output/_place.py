"""Where a result goes when nobody says, and where it must not go."""

from __future__ import annotations

from pathlib import Path

from pinrender.errors import OutputError
from pinrender.output._whole import check_writable

__all__ = ["settle"]


def settle(output: Path | None, *, art: Path, name: str, ending: str) -> Path:
    """Settle which file a picture is written to, before the work that makes it.

    Parameters
    ----------
    output : Path or None
        What was asked for; None means beside the artwork, as ``<name>-<ending>.png``.
    art : Path
        The artwork: a file or a folder of layers.
    name, ending : str
        The artwork's name, and what the picture shows of it.

    Returns
    -------
    Path
        The file to write; its folder exists and can be written.

    Raises
    ------
    OutputError
        If it cannot be written, is the artwork itself, or would be read as one of its layers.
    """
    folder = art.parent if art.name not in {"", ".."} else art.resolve().parent
    where = check_writable(output or folder / f"{name}-{ending}.png", suffix=".png")
    if art.is_dir() and where.resolve().is_relative_to(art.resolve()):
        raise OutputError(f"output '{where}' would lie among the layers of '{art}'; name a file outside it")
    if where.exists() and where.samefile(art):
        raise OutputError(f"output '{where}' is the artwork itself; name another file")
    return where
